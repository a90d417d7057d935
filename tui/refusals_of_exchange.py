"""Refusals of imports, exports, backups and what commands are given."""

from collections.abc import Mapping

from tui.i18n import N_
from tui.refusal_words import Words

WORDS: Mapping[str, Words] = {
    "template_unknown": Words(
        N_("“{text}” is no template."), N_("Known are: {known}.")
    ),
}
"""What is said of each code of files that come and go."""
