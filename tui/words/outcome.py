"""How a follow-up went, in a few words (R-16)."""

from typing import assert_never

from models.vocabulary import NoContact
from models.vocabulary import Outcome
from tui.i18n import _


def went(outcome: Outcome, no_contact: NoContact | None) -> str:
    """Return ``no contact``, ``next step``, ``enrolled``, ``not interested``."""
    match outcome:
        case Outcome.RESCHEDULE:
            return _("no-show") if no_contact is NoContact.NO_SHOW else _("no contact")
        case Outcome.NEXT_STEP:
            return _("next step")
        case Outcome.ENROLLED:
            return _("enrolled")
        case Outcome.NOT_INTERESTED:
            return _("not interested")
        case _:
            assert_never(outcome)
