"""The alerts that everybody has, and the lists that they count (R-26, R-21)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from models.rules.columns import NONE
from models.rules.columns import Column
from models.rules.columns import Contact
from models.rules.columns import Progress
from models.rules.filters import Among
from models.rules.filters import Filters
from models.rules.filters import Ids
from models.vocabulary import DueBucket
from models.vocabulary import Lifecycle
from models.vocabulary import SourceKind
from models.vocabulary import Temperature
from models.vocabulary import ViewOf

VIEW: Final = "view:"


class Alert(StrEnum):
    """An alert that is built in."""

    OVERDUE = "overdue"
    TODAY = "today"
    NEXT_DAYS = "next_days"
    CLIENTS_IN_TUNNEL = "clients_in_tunnel"
    WITHOUT_TUNNEL = "without_tunnel"
    WEB_WITHOUT_TUNNEL = "web_without_tunnel"
    WITHOUT_REP = "without_rep"
    """No rep, or one who was deactivated; what the rules could give to nobody too."""


BUILT_IN: Final = frozenset(str(alert) for alert in Alert)

BUCKETS: Final[Mapping[Alert, DueBucket]] = {
    Alert.OVERDUE: DueBucket.OVERDUE,
    Alert.TODAY: DueBucket.TODAY,
    Alert.NEXT_DAYS: DueBucket.LATER,
}
"""What the header counts; Today is their list."""

_FORGOTTEN: Final = Filters(
    (
        (Column.STATUS, Among((Progress.NONE, Progress.FINALISED))),
        (
            Column.VALUE,
            Among((Temperature.HOT, Temperature.WARM, Temperature.COLD, NONE)),
        ),
        (Column.CONTACT, Among((Contact.ALLOWED,))),
    )
)
"""Nobody follows them, and nothing says not to: as C.7 has it, without the lost."""

LISTS: Final[Mapping[Alert, tuple[ViewOf, Filters]]] = {
    Alert.CLIENTS_IN_TUNNEL: (
        ViewOf.CUSTOMERS,
        Filters(
            (
                (Column.LIFECYCLE, Among((Lifecycle.CUSTOMER,))),
                (Column.STATUS, Among((Progress.IN_PROGRESS,))),
            )
        ),
    ),
    Alert.WITHOUT_TUNNEL: (ViewOf.PROSPECTS, _FORGOTTEN),
    Alert.WEB_WITHOUT_TUNNEL: (
        ViewOf.PROSPECTS,
        Filters((*_FORGOTTEN, (Column.KIND, Among((SourceKind.WEB,))))),
    ),
    Alert.WITHOUT_REP: (
        ViewOf.PROSPECTS,
        Filters(((Column.REP, Ids(none=True)),)),
    ),
}
"""The lists of people that the others count, as filters that can be taken away."""


def code_of(view_id: int) -> str:
    """Return the code of the alert that counts a saved view."""
    return f"{VIEW}{view_id}"


def view_of(code: str) -> int | None:
    """Return the view that an alert counts; nothing for a built-in or bad code."""
    number = code.removeprefix(VIEW)
    return int(number) if code != number and number.isdecimal() else None
