"""What a list of people keeps to: one plain condition for each column (R-24).

A filter is one condition for each column; all of them hold together. Its JSON form
is what a saved view stores: ``{"value": {"any": ["hot"]}, "rep": {"ids": [3],
"none": true}, "came": {"from": "2026-01-01", "to": null}, "name": {"has": "mar"}}``.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from typing import TypeGuard
from typing import assert_never

from models.errors import BadValue
from models.rules.columns import Column
from models.rules.columns import Json
from models.rules.columns import codes_of
from models.rules.columns import filtered_in
from models.rules.columns import listed
from models.text import NAME
from models.text import clean
from models.vocabulary import ViewOf


@dataclass(frozen=True, slots=True)
class Has:
    """The text contains this, whatever the case and the accents."""

    text: str


@dataclass(frozen=True, slots=True)
class Among:
    """The code is one of these."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ids:
    """It is one of these records; ``none`` takes in what has no such record.

    For a rep, ``none`` also takes in the reps who were deactivated (features 0.2
    no 6); a team stands for the teams below it too (R-36).
    """

    ids: tuple[int, ...] = ()
    none: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """The day lies between these two, both included; an open end has no bound."""

    first: date | None = None
    last: date | None = None


Condition = Has | Among | Ids | Days

_TEXTS: Final = frozenset({Column.NAME, Column.FIRST_NAME, Column.COMPANY})
_RECORDS: Final = frozenset({Column.TEAM, Column.STEP, Column.REP, Column.SOURCE})
_DAYS: Final = frozenset({Column.CAME, Column.PLANNED, Column.SINCE})


def kind_of(column: Column) -> type[Condition]:
    """Return which kind of condition a column takes."""
    if column in _TEXTS:
        return Has
    if column in _RECORDS:
        return Ids
    if column in _DAYS:
        return Days
    if codes_of(column):
        return Among
    raise BadValue("filter_column", "column", text=column)


@dataclass(frozen=True, slots=True)
class Filters:
    """One condition for each column that is filtered, in the order they were set."""

    conditions: tuple[tuple[Column, Condition], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.conditions)

    def __iter__(self) -> Iterator[tuple[Column, Condition]]:
        return iter(self.conditions)

    def of(self, column: Column) -> Condition | None:
        """Return the condition on a column, if there is one."""
        return next((one for name, one in self.conditions if name is column), None)

    def with_(self, column: Column, condition: Condition) -> "Filters":
        """Return these with a condition set, where it stood or at the end."""
        checked = validated(column, condition)
        if self.of(column) is None:
            return Filters((*self.conditions, (column, checked)))
        pairs = (
            (name, checked if name is column else one) for name, one in self.conditions
        )
        return Filters(tuple(pairs))

    def without(self, column: Column) -> "Filters":
        """Return these without the condition on a column."""
        kept = (pair for pair in self.conditions if pair[0] is not column)
        return Filters(tuple(kept))

    def to_json(self) -> dict[str, dict[str, object]]:
        """Return the form that is stored."""
        return {str(name): _stored(one) for name, one in self.conditions}


@dataclass(frozen=True, slots=True)
class Parsed:
    """The filters that could be read, and the columns that are no more there."""

    filters: Filters
    skipped: tuple[str, ...] = ()


def parse(stored: Json, of: ViewOf) -> Parsed:
    """Read stored filters for a list; what cannot be read any more is skipped by name.

    A view made by another version, or for a column that disappeared, still opens:
    the screen tells the names in ``skipped``.
    """
    filters, skipped = Filters(), list[str]()
    offered = {str(column): column for column in filtered_in(of)}
    for name, value in stored.items():
        column = offered.get(name)
        condition = _read(column, value) if column is not None else None
        if column is None or condition is None:
            skipped.append(name)
        else:
            filters = filters.with_(column, condition)
    return Parsed(filters, tuple(skipped))


def validated(column: Column, condition: Condition) -> Condition:
    """Return a condition fit for its column, cleaned; refuse any other.

    Raises ``BadValue`` with ``filter_kind``, ``filter_empty``, ``filter_code`` or
    ``filter_days``.
    """
    if not isinstance(condition, kind_of(column)):
        raise BadValue("filter_kind", "condition", column=column)
    match condition:
        case Has(text):
            cleaned: Condition = Has(clean(text, NAME).strip())
        case Among(codes):
            cleaned = Among(_known(column, codes))
        case Ids(ids, none):
            cleaned = Ids(tuple(dict.fromkeys(ids)), none)
        case Days(first, last):
            if first and last and first > last:
                raise BadValue("filter_days", "condition")
            cleaned = condition
        case _:
            assert_never(condition)
    if _is_empty(cleaned):
        raise BadValue("filter_empty", "condition", column=column)
    return cleaned


def _known(column: Column, codes: Sequence[str]) -> tuple[str, ...]:
    unknown = [code for code in codes if code not in codes_of(column)]
    if unknown:
        raise BadValue("filter_code", "condition", text=unknown[0])
    return tuple(one for one in codes_of(column) if one in codes)


def _is_empty(condition: Condition) -> bool:
    match condition:
        case Has(text):
            return not text
        case Among(codes):
            return not codes
        case Ids(ids, none):
            return not ids and not none
        case Days(first, last):
            return first is None and last is None
        case _:
            assert_never(condition)


def _stored(condition: Condition) -> dict[str, object]:
    match condition:
        case Has(text):
            return {"has": text}
        case Among(codes):
            return {"any": list(codes)}
        case Ids(ids, none):
            return {"ids": list(ids), "none": none}
        case Days(first, last):
            return {
                "from": first.isoformat() if first else None,
                "to": last.isoformat() if last else None,
            }
        case _:
            assert_never(condition)


def _read(column: Column, value: object) -> Condition | None:
    if not _is_object(value):
        return None
    stored: Json = {str(name): one for name, one in value.items()}
    try:
        return validated(column, _condition(kind_of(column), stored))
    except (BadValue, TypeError, ValueError):
        return None


def _condition(kind: type[Condition], stored: Json) -> Condition:
    if kind is Has:
        return Has(_text(stored.get("has")))
    if kind is Among:
        return Among(tuple(_text(one) for one in listed(stored.get("any"))))
    if kind is Ids:
        ids = tuple(_whole(one) for one in listed(stored.get("ids")))
        return Ids(ids, stored.get("none") is True)
    return Days(_day(stored.get("from")), _day(stored.get("to")))


def _is_object(value: object) -> TypeGuard[Mapping[object, object]]:
    return isinstance(value, Mapping)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(_text(value))
