"""The words of what a manager sets up: kinds of actions and sources, delays."""

from typing import assert_never

from models.vocabulary import ActionKind
from models.vocabulary import SourceKind
from tui.i18n import _
from tui.i18n import ngettext
from tui.i18n import pgettext


def action(kind: ActionKind) -> str:
    """Return the word for what a follow-up type asks for (R-03)."""
    match kind:
        case ActionKind.NONE:
            return pgettext("action", "none")
        case ActionKind.TRIAL:
            return _("trial session")
        case ActionKind.APPOINTMENT:
            return _("sales appointment")
        case _:
            assert_never(kind)


def source_kind(kind: SourceKind) -> str:
    """Return the word for where prospects come from (R-35)."""
    words = {
        SourceKind.WEB: pgettext("source", "web"),
        SourceKind.CALL: pgettext("source", "incoming call"),
        SourceKind.WALK_IN: pgettext("source", "walk-in"),
        SourceKind.REFERRAL: pgettext("source", "referral"),
        SourceKind.EVENT: pgettext("source", "event"),
        SourceKind.IMPORT: pgettext("source", "import"),
        SourceKind.OTHER: pgettext("source", "other"),
    }
    return words[kind]


def yes_or_no(*, yes: bool) -> str:
    """Return the word of a switch."""
    return _("yes") if yes else _("no")


def delay(days: int) -> str:
    """Return a delay in as few cells as it is read in: ``+3 days``."""
    said = ngettext("+{count} day", "+{count} days", days)
    return said.format(count=days)
