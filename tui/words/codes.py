"""The words of stored codes: hot, won, high, seller (domain.md D.3 no 22)."""

from enum import StrEnum
from typing import assert_never

from models.vocabulary import InteractionKind
from models.vocabulary import Lifecycle
from models.vocabulary import Priority
from models.vocabulary import Role
from models.vocabulary import Status
from models.vocabulary import Temperature
from tui.i18n import _
from tui.i18n import pgettext


def words_of(code: StrEnum) -> str:
    """Return the word for a code of the sets that sentences name, else the code."""
    match code:
        case Temperature():
            return temperature(code)
        case Status():
            return status(code)
        case Role():
            return role(code)
        case Priority():
            return priority(code)
        case InteractionKind():
            return touch(code)
        case _:
            return str(code)


def lifecycle(code: Lifecycle) -> str:
    """Return the word for how far a person has come with us (L-05)."""
    match code:
        case Lifecycle.PROSPECT:
            return _("prospect")
        case Lifecycle.CUSTOMER:
            return _("customer")
        case Lifecycle.FORMER:
            return _("former customer")
        case _:
            assert_never(code)


def temperature(code: Temperature) -> str:
    """Return the word for the value of a prospect (R-10)."""
    match code:
        case Temperature.HOT:
            return pgettext("value", "hot")
        case Temperature.WARM:
            return pgettext("value", "warm")
        case Temperature.COLD:
            return pgettext("value", "cold")
        case Temperature.LOST:
            return pgettext("value", "lost")
        case _:
            assert_never(code)


def status(code: Status) -> str:
    """Return the word for whether a deal is closed."""
    match code:
        case Status.OPEN:
            return pgettext("status of a deal", "open")
        case Status.WON:
            return pgettext("status of a deal", "won")
        case Status.LOST:
            return pgettext("status of a deal", "lost")
        case _:
            assert_never(code)


def role(code: Role) -> str:
    """Return the word for what a user may do."""
    match code:
        case Role.SELLER:
            return _("seller")
        case Role.MANAGER:
            return _("manager")
        case Role.ADMIN:
            return _("administrator")
        case _:
            assert_never(code)


def priority(code: Priority) -> str:
    """Return the word for how much a deal presses (K-22)."""
    match code:
        case Priority.LOW:
            return pgettext("priority", "low")
        case Priority.NORMAL:
            return pgettext("priority", "normal")
        case Priority.HIGH:
            return pgettext("priority", "high")
        case _:
            assert_never(code)


def touch(code: InteractionKind) -> str:
    """Return the word for a logged touch."""
    match code:
        case InteractionKind.NOTE:
            return _("Note")
        case InteractionKind.CALL:
            return _("Call")
        case InteractionKind.EMAIL:
            return _("E-mail")
        case InteractionKind.MEETING:
            return _("Meeting")
        case InteractionKind.MESSAGE:
            return _("Message")
        case _:
            assert_never(code)
