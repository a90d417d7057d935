"""The columns of the lists of people, and the order that they are in (R-23, L-11)."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from typing import TypeGuard
from typing import assert_never

from models.vocabulary import Lifecycle
from models.vocabulary import SourceKind
from models.vocabulary import Temperature
from models.vocabulary import ViewOf

Json = Mapping[str, object]
"""A JSON object as it is stored."""

NONE: Final = "none"
"""The code of what has no value."""


class Column(StrEnum):
    """A column of the lists of people; some only sort or only filter."""

    NAME = "name"
    FIRST_NAME = "first_name"
    COMPANY = "company"
    TEAM = "team"
    CAME = "came"
    VALUE = "value"
    STEP = "step"
    PLANNED = "planned"
    DUE = "due"
    """Where the planned follow-up stands now; equals the counters (R-21)."""
    STATUS = "status"
    REP = "rep"
    SOURCE = "source"
    KIND = "kind"
    """The kind of the source: web, walk-in … (R-35)."""
    CONTACT = "contact"
    """Whether the person may be contacted."""
    LIFECYCLE = "lifecycle"
    """Customer or former customer."""
    SINCE = "since"
    """The day on which a customer became one."""
    POTENTIAL = "potential"
    """Value, then expected amount × probability, then due date (L-11)."""


class Progress(StrEnum):
    """What became of the follow-ups of a person, or of one tunnel (R-23)."""

    NONE = "none"
    IN_PROGRESS = "in_progress"
    FINALISED = "finalised"


class Due(StrEnum):
    """The counters of the header as a filter (R-21, R-22)."""

    OVERDUE = "overdue"
    TODAY = "today"
    NEXT_DAYS = "next_days"


class Contact(StrEnum):
    """Whether somebody asked not to be contacted."""

    ALLOWED = "allowed"
    REFUSED = "refused"


_CODES: Final[Mapping[Column, tuple[str, ...]]] = {
    Column.VALUE: (*Temperature, NONE),
    Column.DUE: tuple(Due),
    Column.STATUS: tuple(Progress),
    Column.KIND: (*SourceKind, NONE),
    Column.CONTACT: tuple(Contact),
    Column.LIFECYCLE: (Lifecycle.CUSTOMER, Lifecycle.FORMER),
}
_SHARED: Final = (
    Column.NAME,
    Column.FIRST_NAME,
    Column.TEAM,
    Column.CAME,
    Column.VALUE,
    Column.STEP,
    Column.PLANNED,
    Column.STATUS,
    Column.REP,
    Column.SOURCE,
    Column.COMPANY,
)
_ONLY_FILTER: Final = (Column.DUE, Column.KIND, Column.CONTACT)
_CUSTOMERS: Final = (Column.SINCE, Column.LIFECYCLE)


def shown_in(of: ViewOf) -> tuple[Column, ...]:
    """Return the columns that a list can show, in their usual order (R-23, R-25)."""
    if of is ViewOf.CUSTOMERS:
        return (*_SHARED, *_CUSTOMERS)
    return _SHARED


def filtered_in(of: ViewOf) -> tuple[Column, ...]:
    """Return the columns that a list can be filtered by (R-24)."""
    return (*shown_in(of), *_ONLY_FILTER)


def sorted_in(of: ViewOf) -> tuple[Column, ...]:
    """Return the columns that a list can be sorted by, and the order by potential."""
    return (Column.POTENTIAL, *shown_in(of))


def codes_of(column: Column) -> tuple[str, ...]:
    """Return the codes that a column of a closed set may be filtered by."""
    return _CODES.get(column, ())


@dataclass(frozen=True, slots=True)
class Sort:
    """A column and the direction; the stored form has ``-`` for the other one."""

    column: Column
    backwards: bool = False

    def __str__(self) -> str:
        return f"{'-' if self.backwards else ''}{self.column}"


def usual_sort(of: ViewOf) -> Sort:
    """Return the order of a list that nobody sorted."""
    match of:
        case ViewOf.PROSPECTS:
            return Sort(Column.POTENTIAL)
        case ViewOf.TUNNELS:
            return Sort(Column.STATUS)
        case ViewOf.CUSTOMERS:
            return Sort(Column.NAME)
        case _:
            assert_never(of)


def parse_sort(stored: str, of: ViewOf) -> tuple[Sort, tuple[str, ...]]:
    """Read a stored order; one that is no more there becomes the usual one, by name."""
    if not stored:
        return usual_sort(of), ()
    name = stored.removeprefix("-")
    column = next((one for one in sorted_in(of) if one == name), None)
    if column is None:
        return usual_sort(of), (name,)
    return Sort(column, stored.startswith("-")), ()


def parse_columns(
    stored: Json, of: ViewOf
) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Read ``{"shown": [...]}``; no stored columns, or none left, mean the usual."""
    wanted = [str(one) for one in listed(stored.get("shown"))]
    offered = {str(column): column for column in shown_in(of)}
    found = tuple(dict.fromkeys(offered[one] for one in wanted if one in offered))
    skipped = tuple(one for one in wanted if one not in offered)
    return found or shown_in(of), skipped


def listed(value: object) -> list[object]:
    """Return the values of a stored list; of anything else, none."""
    return list(value) if _is_list(value) else []


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, list | tuple)
