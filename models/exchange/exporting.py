"""Records on their way out: one flat row each, with stable names (commands.md)."""

import json
from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import fields
from dataclasses import is_dataclass
from datetime import date
from datetime import datetime
from typing import TypeGuard
from zoneinfo import ZoneInfo

from models.access import Reader
from models.money import Money
from models.money import major
from models.queries import listing

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]
CUSTOM = "custom"
FIRSTS = {"phones": "phone", "emails": "email"}
"""Lists whose first entry stands alone in CSV, under the name of one."""

LISTS: Mapping[str, Callable[[Reader], Sequence[object]]] = {
    "deals": listing.deals,
    "people": listing.people,
    "companies": listing.companies,
    "followups": listing.followups,
    "events": listing.events,
}
"""The kinds of records that ``export`` names, in the order of ``all``."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of record with its rows; every row has every key."""

    name: str
    rows: tuple[Mapping[str, Plain], ...]

    @property
    def head(self) -> tuple[str, ...]:
        """The keys in the order of the columns."""
        names: dict[str, None] = {}
        for row in self.rows:
            names.update(dict.fromkeys(row))
        return tuple(names)


def export(reader: Reader, name: str) -> Sheet:
    """Return all visible records of one kind."""
    zone = ZoneInfo(reader.house.zone)
    return Sheet(name, tuple(_row(record, zone) for record in LISTS[name](reader)))


def flat(sheet: Sheet) -> tuple[tuple[str, ...], list[list[Plain]]]:
    """Return head and rows of a CSV: own fields and first phones have columns."""
    wide = Sheet(sheet.name, tuple(_widened(row) for row in sheet.rows))
    head = wide.head
    return head, [[_cell(row.get(key)) for key in head] for row in wide.rows]


def _row(record: object, zone: ZoneInfo) -> dict[str, Plain]:
    if not is_dataclass(record):
        raise TypeError(record)
    row: dict[str, Plain] = {}
    for field in fields(record):
        value: object = getattr(record, field.name)
        if field.name == "amount":
            money = value if isinstance(value, Money) else None
            row["amount"] = major(money) if money else None
            row["currency"] = money.currency if money else None
        else:
            row[field.name] = _plain(value, zone)
    return row


def _plain(value: object, zone: ZoneInfo) -> Plain:
    if _is_list(value):
        return [_plain(one, zone) for one in value]
    if _is_object(value):
        return {key: _plain(one, zone) for key, one in value.items()}
    match value:
        case None | bool() | int() | float():
            return value
        case datetime():
            return value.astimezone(zone).isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, tuple | list)


def _is_object(value: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(value, Mapping)


def _widened(row: Mapping[str, Plain]) -> dict[str, Plain]:
    wide: dict[str, Plain] = {}
    for key, value in row.items():
        if key == CUSTOM and isinstance(value, dict):
            wide |= {f"field.{name}": one for name, one in value.items()}
        elif key in FIRSTS and isinstance(value, list):
            wide[FIRSTS[key]] = value[0] if value else None
            wide[f"other_{key}"] = value[1:]
        else:
            wide[key] = value
    return wide


def _cell(value: Plain) -> Plain:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else None
    return value
