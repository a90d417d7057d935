"""Turns the cells of a row into the fields of a record, with every reason against."""

from collections.abc import Mapping
from collections.abc import Sequence
from enum import StrEnum

from models.errors import BadValue
from models.exchange import values
from models.exchange.catalog import Catalog
from models.exchange.drafts import Cell
from models.exchange.drafts import Draft
from models.exchange.drafts import Missing
from models.exchange.drafts import RecordPlan
from models.exchange.drafts import SameRow
from models.exchange.entity_fields import Kind
from models.exchange.entity_fields import refers
from models.exchange.guarding import unguarded
from models.exchange.mapping import Column
from models.exchange.mapping import Constant
from models.exchange.mapping import Entity
from models.exchange.mapping import FileMapping
from models.exchange.mapping import Reference
from models.exchange.mapping import Template
from models.exchange.mapping import Unknown
from models.exchange.mapping import Value
from models.exchange.reading import Table
from models.text import EMAIL
from models.text import NAME
from models.text import NOTE
from models.text import PHONE
from models.text import clean
from models.vocabulary import CancelReason
from models.vocabulary import Direction
from models.vocabulary import InteractionKind
from models.vocabulary import Lifecycle
from models.vocabulary import NoContact
from models.vocabulary import Outcome
from models.vocabulary import Priority
from models.vocabulary import Role
from models.vocabulary import Status
from models.vocabulary import Temperature
from models.vocabulary_rest import ForecastCategory

CODES: Mapping[str, type[StrEnum]] = {
    "role": Role,
    "lifecycle": Lifecycle,
    "temperature": Temperature,
    "status": Status,
    "priority": Priority,
    "forecast_category": ForecastCategory,
    "kind": InteractionKind,
    "direction": Direction,
    "outcome": Outcome,
    "no_contact": NoContact,
    "cancel_reason": CancelReason,
}

LISTED: Mapping[Kind, Kind] = {Kind.PHONES: Kind.PHONE, Kind.EMAILS: Kind.EMAIL}
"""Cells with several values, and how each of them is read."""

CACHED = 50_000


class Later(Exception):
    """A record that is named may stand further down in the same file."""


class Evaluator:
    """Reads rows by a mapping; dates that were read once are not read again."""

    def __init__(
        self, mapping: FileMapping, catalog: Catalog, zone: str, currency: str
    ) -> None:
        self._mapping = mapping
        self._catalog = catalog
        self._zone = zone
        self._currency = currency
        self._moments: dict[str, object] = {}
        self.makes: frozenset[Entity] = frozenset()
        """What the input being read makes, so that a name may follow later."""
        self.last = False
        """All rows were seen: what is unknown now is unknown for good."""

    def draft(
        self,
        table: Table,
        line: int,
        cells: Sequence[str],
        plan: RecordPlan,
        row: SameRow,
    ) -> Draft:
        """Read one record of a row; others of the same row may be meant by it."""
        draft = Draft(table, line, plan)
        cells = (*cells, str(line))
        for cell in plan.cells:
            text = self._text(cell.value, cell.places, cells)
            draft.texts[cell.name] = (cell.column, text)
            if isinstance(cell.value, Reference):
                draft.hints[cell.name] = {
                    hint: self._cell(cells[cell.places[column]])
                    for hint, column in cell.value.hints.items()
                }
        for cell in plan.cells:
            text = draft.texts[cell.name][1]
            blank = not cell.of_same_row and (not text or text.isspace())
            try:
                read = None if blank else self._read(draft, cell, text, row)
                draft.fields[cell.name] = read
            except BadValue as refused:
                draft.refuse_as(cell.name, refused)
        self._read_custom(draft, cells)
        self._read_visits(draft, cells)
        return draft

    def _read_custom(self, draft: Draft, cells: Sequence[str]) -> None:
        for cell in draft.plan.custom:
            text = self._text(cell.value, cell.places, cells)
            draft.texts[f"field.{cell.name}"] = (cell.column, text)
            try:
                cleaned = clean(text, NOTE, lines=True)
            except BadValue as refused:
                draft.refuse_as(f"field.{cell.name}", refused)
            else:
                if cleaned and not cleaned.isspace():
                    draft.custom[cell.name] = cleaned

    def _read_visits(self, draft: Draft, cells: Sequence[str]) -> None:
        for visit in draft.plan.visits:
            moments: list[object] = []
            for cell in (visit.entered, visit.exited):
                text = self._text(cell.value, cell.places, cells) if cell else ""
                if cell is None or not text or text.isspace():
                    moments.append(None)
                    continue
                name = f"visit.{cell.name}"
                draft.texts[name] = (cell.column, text)
                try:
                    moments.append(self._moment(text))
                except BadValue as refused:
                    draft.refuse_as(name, refused)
                    moments.append(None)
            if moments[0] is not None:
                draft.visits.append((visit.stage, moments[0], moments[1]))

    def _text(
        self, value: Value, places: Mapping[str, int], cells: Sequence[str]
    ) -> str:
        match value:
            case Column():
                text = self._cell(cells[places[value.column]])
                if not text:
                    return value.default
                return value.values.get(text, value.values.get(text.strip(), text))
            case Reference():
                return self._cell(cells[places[value.column]]) if value.column else ""
            case Constant():
                return value.value
            case Template():
                return self._filled(value, places, cells)

    def _filled(
        self, template: Template, places: Mapping[str, int], cells: Sequence[str]
    ) -> str:
        """Return the template with its columns, blank where all of them are."""
        found = {name: self._cell(cells[places[name]]) for name in template.columns}
        if not any(found.values()):
            return ""
        return "".join(
            literal + found.get(name, "") for literal, name in template.parts
        )

    def _cell(self, text: str) -> str:
        if text in self._mapping.empty:
            return ""
        return unguarded(text) if self._mapping.own_export else text

    def _read(
        self,
        draft: Draft,
        cell: Cell,
        text: str,
        row: SameRow,
    ) -> object:
        if cell.of_same_row:
            return _same(draft, cell, row)
        if cell.kind is Kind.RECORD:
            return self._reference(draft, cell, text, row)
        if cell.kind is Kind.AMOUNT:
            return self._amount(draft, text)
        if cell.kind in LISTED:
            return [_words(LISTED[cell.kind], one) for one in values.read_list(text)]
        if cell.kind in {Kind.MOMENT, Kind.DAY, Kind.DUE}:
            return self._date(cell.kind, text)
        return self._plain(cell, text)

    def _plain(self, cell: Cell, text: str) -> object:
        decimal = self._mapping.decimal
        match cell.kind:
            case Kind.CODE:
                return values.read_code(text, CODES[cell.name])
            case Kind.COUNT:
                return values.read_count(text, decimal)
            case Kind.SHARE:
                return values.read_share(text, decimal)
            case Kind.CURRENCY:
                return values.read_currency(text)
            case Kind.YES_NO:
                return values.read_yes_no(text)
            case _:
                return _words(cell.kind, text)

    def _amount(self, draft: Draft, text: str) -> object:
        named = draft.texts.get("currency", ("", ""))[1].strip()
        currency = values.read_currency(named) if named else self._currency
        return values.read_amount(text, self._mapping.decimal, currency)

    def _date(self, kind: Kind, text: str) -> object:
        formats = self._mapping.dates
        match kind:
            case Kind.DAY:
                return values.read_day(text, formats, self._zone)
            case Kind.DUE:
                return values.read_due(text, formats, self._zone)
            case _:
                return self._moment(text)

    def _moment(self, text: str) -> object:
        found = self._moments.get(text)
        if found is None:
            found = values.read_moment(text, self._mapping.dates, self._zone)
            if len(self._moments) < CACHED:
                self._moments[text] = found
        return found

    def _reference(
        self,
        draft: Draft,
        cell: Cell,
        text: str,
        row: SameRow,
    ) -> object:
        entity = refers(draft.plan.record.entity, cell.name)
        name = clean(text, NAME)
        found = self._catalog.one(entity, name, draft.hints[cell.name])
        if found is not None:
            return found
        if (entity, name.strip()) in row.promised:
            draft.pending = True
            return None
        if entity in self.makes and not self.last:
            raise Later
        value = cell.value
        unknown = value.unknown if isinstance(value, Reference) else Unknown.REJECT
        match unknown:
            case Unknown.BLANK:
                return None
            case Unknown.CREATE:
                return Missing(entity, name)
            case Unknown.REJECT:
                raise self._catalog.unknown(entity, name)


def _same(draft: Draft, cell: Cell, row: SameRow) -> object:
    """Return the record of that kind that the row itself became, or wait for it."""
    entity = refers(draft.plan.record.entity, cell.name)
    if entity in row.became:
        return row.became[entity]
    if all(promised is not entity for promised, _ in row.promised):
        raise BadValue("value_missing")
    draft.pending = True
    return None


def _words(kind: Kind, text: str) -> str:
    match kind:
        case Kind.NOTE:
            return clean(text, NOTE, lines=True)
        case Kind.EMAIL:
            return clean(text, EMAIL).strip()
        case Kind.PHONE:
            return clean(text, PHONE).strip()
        case _:
            return clean(text, NAME)
