"""Refusals about saved views and alerts: whose they are, what they list."""

from collections.abc import Mapping

from tui.i18n import N_
from tui.words.refusal_words import Words

WORDS: Mapping[str, Words] = {
    "view_name_taken": Words(
        N_("There is a view {name} already."), N_("Choose another name.")
    ),
    "view_of_another": Words(
        N_("Only {owner} or an admin changes {view}."),
        N_("`n` saves one of your own."),
    ),
    "view_of_other_list": Words(
        N_("{view} is a view of another list."), N_("`n` saves this list as a new one.")
    ),
}
"""What is said of each code of saved views."""
