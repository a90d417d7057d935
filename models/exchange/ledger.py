"""Writes rows by the thousand, each with its event, where no session hook can see."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import groupby

from sqlalchemy import bindparam
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import text
from sqlalchemy import update

from models.clock import to_text
from models.exchange.sheets import KEPT
from models.exchange.sheets import ORDER
from models.exchange.sheets import Sheet
from models.exchange.sheets import Values
from models.history import UNTOLD
from models.history import Writer
from models.history import event_row
from models.history import findable
from models.history import plain
from models.tables import Event
from models.tables.base import JsonObject

SIMPLE = frozenset({str, int, bool, dict})
"""Types whose values are JSON as they stand."""

CHUNK = 2_000
"""Events that wait until they and their rows are written together."""

TOUCHED = 2_000
"""Records that are listed for the search index, which is written whole above it."""

REMEMBERED = 20_000
"""Records whose values are kept at hand, so that a name met often costs nothing."""


Change = tuple[Sheet, int, Values]
"""What became of the columns of a row."""


def _shape(change: Change) -> tuple[Sheet, tuple[str, ...]]:
    """Return what one statement can change many rows of."""
    sheet, _, told = change
    return sheet, tuple(told)


class Ledger:
    """The rows of one batch on their way in, and the events that tell of them."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._now = to_text(writer.now)
        self._rows: dict[Sheet, list[Values]] = defaultdict(list)
        self._changes: list[Change] = []
        self._events: list[Values] = []
        self._next: dict[Sheet, int] = {}
        self._known: dict[tuple[Sheet, int], Values] = {}
        self.touched: set[tuple[str, int]] = set()
        self.written = 0

    def add(self, sheet: Sheet, verb: str, values: Values) -> int:
        """Write a new row, its missing columns at their defaults; return its id."""
        record_id = self._new_id(sheet)
        row = {**sheet.fresh, **values, "id": record_id}
        if sheet.versioned:
            row["created_at"] = row["updated_at"] = self._now
            row["created_by"] = self._writer.actor.id
        after: JsonObject = {
            name: value if type(value) in SIMPLE else plain(value)  # type: ignore[misc]
            for name, value in row.items()
            if value is not None and name not in UNTOLD
        }
        self._tell(sheet, row, verb, (None, after))
        written = {name: after[name] for name in sheet.moments if name in after}
        self._rows[sheet].append({**row, **written})
        if sheet in KEPT:
            self._remember(sheet, record_id, row)
        if len(self._events) >= CHUNK:
            self.flush()
        return record_id

    def change(self, sheet: Sheet, record_id: int, verb: str, values: Values) -> bool:
        """Write what differs from the row as it stands; tell whether anything did."""
        row = self.values(sheet, record_id)
        differing = {
            name: value for name, value in values.items() if row[name] != value
        }
        if not differing:
            return False
        before: JsonObject = {name: plain(row[name]) for name in differing}
        after: JsonObject = {name: plain(new) for name, new in differing.items()}
        row.update(differing)
        self._tell(sheet, row, verb, (before, after))
        self._changes.append((sheet, record_id, differing))
        if len(self._events) >= CHUNK:
            self.flush()
        return True

    def values(self, sheet: Sheet, record_id: int) -> Values:
        """Return the columns of a row as they stand now."""
        known = self._known.get((sheet, record_id))
        if known is None:
            self.flush()
            query = select(sheet.table).where(sheet.table.columns["id"] == record_id)
            found = self._writer.session.connection().execute(query).mappings().one()
            known = {str(name): value for name, value in found.items()}
            self._remember(sheet, record_id, known)
        return known

    def flush(self) -> None:
        """Write what waits: the rows, sheet by sheet, what changed, then the events."""
        connection = self._writer.session.connection()
        for sheet in ORDER:
            rows = self._rows.pop(sheet, None)
            if rows:
                connection.execute(insert(sheet.table), rows)
        for (sheet, names), run in groupby(self._changes, key=_shape):
            self._write_changes(sheet, names, list(run))
        self._changes.clear()
        if self._events:
            connection.execute(insert(Event), self._events)
            self._events.clear()

    def _write_changes(
        self, sheet: Sheet, names: tuple[str, ...], run: list[Change]
    ) -> None:
        """Change one row after the other in the same columns."""
        columns = sheet.table.columns
        values: Values = {name: bindparam(f"new_{name}") for name in names}
        if sheet.versioned:
            values["version"] = columns["version"] + 1
            values["updated_at"] = self._writer.now
        rows: list[Values] = [
            {"record": one, **{f"new_{name}": new for name, new in told.items()}}
            for _, one, told in run
        ]
        statement = update(sheet.table).where(columns["id"] == bindparam("record"))
        self._writer.session.connection().execute(statement.values(values), rows)

    def settle(self) -> None:
        """Write what waits and forget what is known, for operations act next."""
        self.flush()
        self._writer.session.flush()
        self._next.clear()
        self._known.clear()
        self._writer.session.expire_all()

    def _tell(
        self,
        sheet: Sheet,
        row: Mapping[str, object],
        verb: str,
        change: tuple[JsonObject | None, JsonObject],
    ) -> None:
        before, after = change
        event = event_row(self._writer, sheet.name, row, verb, before, after)
        event["at"] = self._now
        self._events.append(event)
        self.written += 1
        if len(self.touched) < TOUCHED:
            self.touched |= findable(sheet.name, row)

    def _new_id(self, sheet: Sheet) -> int:
        if sheet not in self._next:
            query = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
            connection = self._writer.session.connection()
            last = connection.execute(query, {"name": sheet.name}).scalar()
            self._next[sheet] = (last or 0) + 1
        found = self._next[sheet]
        self._next[sheet] = found + 1
        return found

    def _remember(self, sheet: Sheet, record_id: int, row: Values) -> None:
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[sheet, record_id] = row
