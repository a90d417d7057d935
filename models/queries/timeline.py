"""The timeline of a record: its events, worded as far as data can word them."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy import Text
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import type_coerce
from sqlmodel import col
from sqlmodel import select

from models.access import Reader
from models.access import visible
from models.clock import from_text
from models.money import Money
from models.queries.names import Names
from models.tables import Batch
from models.tables import Event
from models.tables.base import JsonObject
from models.views.records import TimelineEntry
from models.views.records import Told
from models.vocabulary import BatchKind

PROJECTIONS = frozenset({"stage_visit", "close_event", "tunnel"})
"""Tables whose changes follow from an act that has its own line."""

REPEATED = frozenset({"next_at", "next_all_day", "last_touch_at", "base_minor"})
"""Columns of a deal that only repeat what another line tells."""

UNTOLD = REPEATED | {"folded_name", "normalized", "pipeline_id", "closed_rate"}

REFERENCES: Mapping[str, tuple[str, str]] = {
    "stage_id": ("stage", "stage"),
    "owner_id": ("owner", "user"),
    "assignee_id": ("assignee", "user"),
    "done_by": ("done_by", "user"),
    "by_id": ("by", "user"),
    "team_id": ("team", "team"),
    "type_id": ("type", "follow_up_type"),
    "reason_id": ("reason", "loss_reason"),
    "loss_reason_id": ("reason", "loss_reason"),
    "source_id": ("source", "source"),
    "person_id": ("person", "person"),
    "organization_id": ("company", "organization"),
    "rule_id": ("rule", "rule"),
    "user_id": ("user", "user"),
    "parent_id": ("parent", "organization"),
    "deal_id": ("deal", "deal"),
}
"""Columns that hold an id: the name they are told under, and whose name it is."""

INTERNAL = frozenset(
    {"tunnel_id", "previous_id", "invoice_id", "slot_id", "follow_up_id"}
)
AMOUNTS = frozenset({"amount_minor", "currency"})

HAPPENED: Mapping[str, str] = {
    "followup.done": "done_at",
    "followup.cancelled": "cancelled_at",
    "interaction.created": "at",
}
"""Events of an import that stand when it happened, not when the file was read."""


@dataclass(frozen=True, slots=True)
class Line:
    """An event as it was read, before its ids have names."""

    event: Event
    batch: Batch


def read_events(
    reader: Reader, about: ColumnElement[bool], newest: int | None
) -> list[Line]:
    """Read the visible events about a record, the newest first."""
    query = (
        select(Event, Batch)
        .join(Batch, col(Batch.id) == col(Event.batch_id))
        .where(
            about,
            col(Event.entity).not_in(sorted(PROJECTIONS)),
            visible(reader.actor, Event),
        )
        .order_by(_when().desc(), col(Event.id).desc())
        .limit(newest)
    )
    found = [Line(event, batch) for event, batch in reader.session.exec(query)]
    return [line for line in found if _tells(line.event)]


def wanted(lines: list[Line]) -> Iterator[tuple[str, int | None]]:
    """Yield the records whose names the lines need."""
    for line in lines:
        yield "user", line.event.actor_id
        for side in (line.event.before, line.event.after):
            for name, value in (side or {}).items():
                if name in REFERENCES and isinstance(value, int):
                    yield REFERENCES[name][1], value


def told(lines: list[Line], names: Names, currency: str) -> tuple[TimelineEntry, ...]:
    """Return the lines in words; ``currency`` is that of amounts that name none."""
    return tuple(
        TimelineEntry(
            id=line.event.pk,
            batch=line.batch.pk,
            batch_kind=line.batch.kind,
            origin=line.batch.origin,
            at=_at(line),
            actor=names.of("user", line.event.actor_id),
            entity=line.event.entity,
            entity_id=line.event.entity_id,
            verb=line.event.verb,
            before=_side(line.event.before, names, currency),
            after=_side(line.event.after, names, currency),
        )
        for line in lines
    )


def _when() -> ColumnElement[str]:
    """Return the moment that an event is told under, as ``_at`` reads it."""
    written = type_coerce(col(Event.at), Text)
    imported = col(Batch.kind) == BatchKind.IMPORT
    happened = [
        (
            imported & (col(Event.verb) == verb),
            func.coalesce(func.json_extract(col(Event.after), f"$.{name}"), written),
        )
        for verb, name in HAPPENED.items()
    ]
    return case(*happened, else_=written)


def _at(line: Line) -> datetime:
    """Return when it happened: for what a file brought, when the file says so."""
    if line.batch.kind is BatchKind.IMPORT and line.event.verb in HAPPENED:
        said = (line.event.after or {}).get(HAPPENED[line.event.verb])
        if isinstance(said, str):
            return from_text(said)
    return line.event.at


def _tells(event: Event) -> bool:
    """Tell whether an event says more than another one beside it."""
    if event.entity != "deal" or event.before is None or event.after is None:
        return True
    return bool({*event.before, *event.after} - REPEATED)


def _side(side: JsonObject | None, names: Names, currency: str) -> dict[str, Told]:
    found: dict[str, Told] = {}
    for name, value in (side or {}).items():
        if name in UNTOLD or name in INTERNAL or name in AMOUNTS:
            continue
        if name in REFERENCES and (value is None or isinstance(value, int)):
            label, kind = REFERENCES[name]
            found[label] = names.of(kind, value) or None
        elif isinstance(value, dict):
            found.update({key: _plain(inner) for key, inner in value.items()})
        else:
            found[name] = _plain(value)
    found.update(_amount(side or {}, currency))
    return found


def _amount(side: JsonObject, currency: str) -> dict[str, Told]:
    if "amount_minor" not in side:
        return {}
    minor, own = side["amount_minor"], side.get("currency")
    if not isinstance(minor, int):
        return {"amount": None}
    return {"amount": Money(minor, own if isinstance(own, str) else currency)}


def _plain(value: object) -> Told:
    return value if isinstance(value, str | int | bool | None) else str(value)
