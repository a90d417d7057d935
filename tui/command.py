"""What a command is: its key, its words, and the places where it works."""

from enum import StrEnum
from typing import NamedTuple

from tui.i18n import N_


class Place(StrEnum):
    """Where a key is pressed; one key has one meaning in one place."""

    BOARD = "board"
    TODAY = "today"
    RECORD = "record"
    LIST = "list"
    PEOPLE = "people"
    STATISTICS = "statistics"
    ALERTS = "alerts"
    VIEWS = "views"
    SETTINGS = "settings"
    SLOTS = "slots"


class Group(StrEnum):
    """The chapters of the help screen and of docs/keys.md."""

    ACT = N_("Act on what is selected")
    MOVE = N_("Move about")
    GO = N_("Open a place or a panel")
    APP = N_("Help and leaving")


ON_VIEWS = frozenset({Place.VIEWS})
ANYWHERE = frozenset(Place) - ON_VIEWS
IN_LISTS = frozenset({Place.BOARD, Place.LIST, Place.PEOPLE})
IN_PEOPLE = frozenset({Place.PEOPLE})
ON_ALERTS = frozenset({Place.ALERTS})
IN_SETTINGS = frozenset({Place.SETTINGS})
ON_SLOTS = frozenset({Place.SLOTS})
AT_WORK = ANYWHERE - IN_SETTINGS - ON_SLOTS
"""Where records are shown, or what counts them."""
ON_FOLLOW_UPS = AT_WORK | ON_SLOTS
"""Where something that is planned can be selected."""
ON_RECORDS = AT_WORK - {Place.STATISTICS}
IN_FIGURES = frozenset({Place.STATISTICS})
ON_DEALS = frozenset({Place.BOARD, Place.RECORD, Place.LIST})


class Command(NamedTuple):
    """One thing a person can do; its words are translated when they are drawn."""

    id: str
    keys: tuple[str, ...]
    label: str
    """The word beside the key in the hint line."""
    help: str
    """The sentence of the help screen and the palette."""
    group: Group = Group.ACT
    places: frozenset[Place] = ANYWHERE

    @property
    def action(self) -> str:
        """The name of the action that a screen gives it: ``deal_move_on``."""
        return self.id.replace(".", "_")
