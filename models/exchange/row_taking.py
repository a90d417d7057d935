"""Takes the rows of a file one by one: checked whole first, then written."""

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert

from models.errors import BadValue
from models.exchange import deal_rows
from models.exchange import follow_up_rows
from models.exchange import party_rows
from models.exchange import staff_rows
from models.exchange import touch_rows
from models.exchange.drafts import Draft
from models.exchange.drafts import RecordPlan
from models.exchange.drafts import SameRow
from models.exchange.drafts import plans
from models.exchange.entity_fields import REQUIRED
from models.exchange.evaluating import Evaluator
from models.exchange.evaluating import Later
from models.exchange.identity import Identities
from models.exchange.intake import Fate
from models.exchange.intake import Intake
from models.exchange.intake import applies
from models.exchange.mapping import Entity
from models.exchange.mapping import InputMap
from models.exchange.mapping import Mode
from models.exchange.reading import Line
from models.exchange.reading import Table
from models.exchange.rejects import Rejects
from models.exchange.reports import Problem
from models.exchange.sheets import Values
from models.exchange.tallies import Tallies
from models.tables import ImportRow
from models.vocabulary import InteractionKind

Read = Callable[[Intake, Draft], Values]
Write = Callable[[Intake, Draft, Values, int | None], tuple[Fate, int]]


@dataclass(frozen=True, slots=True)
class Handler:
    """How one kind of record is checked and written."""

    read: Read
    write: Write


HANDLERS: dict[Entity, Handler] = {
    Entity.TEAM: Handler(staff_rows.team_columns, staff_rows.write_team),
    Entity.USER: Handler(staff_rows.user_columns, staff_rows.write_user),
    Entity.COMPANY: Handler(party_rows.company_columns, party_rows.write_company),
    Entity.PERSON: Handler(party_rows.person_columns, party_rows.write_person),
    Entity.DEAL: Handler(deal_rows.deal_columns, deal_rows.write_deal),
    Entity.FOLLOW_UP: Handler(
        follow_up_rows.follow_up_columns, follow_up_rows.write_follow_up
    ),
    Entity.INTERACTION: Handler(
        touch_rows.interaction_columns, touch_rows.write_interaction
    ),
}

CHUNK = 2_000
"""Lines that wait until what they became is written."""

Told = tuple[Draft, Values]


class RowTaker:
    """The rows of one import on their way through."""

    def __init__(
        self,
        intake: Intake,
        evaluator: Evaluator,
        tallies: Tallies,
        rejects: Rejects | None,
        run_id: int,
    ) -> None:
        self._intake = intake
        self._evaluator = evaluator
        self._tallies = tallies
        self._rejects = rejects
        self._identities = Identities(intake)
        self._run_id = run_id
        self._lines: list[Values] = []

    def take(self, source: InputMap, table: Table) -> None:
        """Take every row; one that names a record further down waits for the end."""
        planned = plans(table, source)
        self._evaluator.makes = frozenset(
            plan.record.entity
            for plan in planned
            if plan.record.mode is not Mode.UPDATE
        )
        self._evaluator.last = False
        self._identities.begin(table.digest)
        self._tallies.addresses += table.addresses
        waiting: list[Line] = []
        for line in table.lines():
            self._tallies.read += 1
            if line.problem is not None:
                self._reject(table, line, [line.problem])
            elif not self._taken(table, line, planned):
                waiting.append(line)
        self._take_waiting(table, waiting, planned)
        self._keep_lines()

    def _take_waiting(
        self, table: Table, waiting: list[Line], planned: Sequence[RecordPlan]
    ) -> None:
        """Take what waited, as long as some of it helps the rest, then all of it."""
        while waiting:
            left = [line for line in waiting if not self._taken(table, line, planned)]
            self._evaluator.last = len(left) == len(waiting)
            waiting = left

    def _taken(self, table: Table, line: Line, planned: Sequence[RecordPlan]) -> bool:
        """Take one row, or tell that it has to wait."""
        try:
            told = self._told(table, line, planned)
        except Later:
            return False
        problems = [problem for draft, _ in told for problem in draft.problems]
        if problems:
            self._reject(table, line, problems)
            return True
        fates: list[Fate] = []
        row = SameRow()
        for draft, columns in told:
            fate = self._written(line, draft, columns, row)
            if fate is None:
                return True
            fates.append(fate)
        self._tallies.row(fates)
        return True

    def _told(
        self, table: Table, line: Line, planned: Sequence[RecordPlan]
    ) -> list[Told]:
        """Return what the row says of each record, before anything is written."""
        told: list[Told] = []
        row = SameRow()
        for plan in planned:
            draft = self._evaluator.draft(table, line.number, line.cells, plan, row)
            if self._absent(draft, alone=len(planned) == 1):
                continue
            entity = plan.record.entity
            told.append((draft, HANDLERS[entity].read(self._intake, draft)))
            if plan.record.mode is not Mode.UPDATE:
                row.promised.extend((entity, name) for name in ("", *_names(draft)))
        return told

    def _absent(self, draft: Draft, *, alone: bool) -> bool:
        """Tell whether one of several records is simply not in this row."""
        missing = [
            name
            for name in REQUIRED[draft.plan.record.entity]
            if draft.fields.get(name) is None
        ]
        if (missing or _says_nothing(draft)) and not alone and not draft.problems:
            return True
        named = {problem.column for problem in draft.problems}
        for name in missing:
            if draft.texts[name][0] not in named:
                draft.refuse(name, "value_missing")
        return False

    def _written(
        self, line: Line, draft: Draft, columns: Values, row: SameRow
    ) -> Fate | None:
        """Write one record; a rule that refuses it rejects the row."""
        table = draft.table
        if draft.pending:
            plan = draft.plan
            draft = self._evaluator.draft(table, line.number, line.cells, plan, row)
            columns = HANDLERS[plan.record.entity].read(self._intake, draft)
        if not draft.problems:
            try:
                return self._settled(line, draft, columns, row)
            except BadValue as refused:
                field = refused.field or draft.plan.record.identity[0]
                draft.refuse_as(field, refused)
        self._reject(table, line, draft.problems)
        return None

    def _settled(self, line: Line, draft: Draft, columns: Values, row: SameRow) -> Fate:
        table, record = draft.table, draft.plan.record
        existing = self._identities.existing(draft, columns)
        if existing is not None:
            row.became[record.entity] = existing
        if not applies(record.mode, existing):
            return Fate.SKIPPED
        write = HANDLERS[record.entity].write
        fate, record_id = write(self._intake, draft, columns, existing)
        row.became[record.entity] = record_id
        self._tallies.record(record.entity, record_id, fate)
        if fate is not Fate.SKIPPED:
            self._note(table, line, record.entity, record_id)
        return fate

    def _note(
        self,
        table: Table,
        line: Line,
        entity: str,
        record_id: int | None,
        code: str = "",
    ) -> None:
        row: Values = {
            "import_id": self._run_id,
            "digest": table.digest,
            "line": line.number,
            "entity": entity,
            "entity_id": record_id,
            "rejected": bool(code),
            "code": code,
        }
        self._lines.append(row)
        if len(self._lines) >= CHUNK:
            self._keep_lines()

    def _keep_lines(self) -> None:
        """Keep what each line became, for the next import of the same file."""
        if self._lines:
            connection = self._intake.writer.session.connection()
            connection.execute(insert(ImportRow), self._lines)
            self._lines.clear()

    def _reject(self, table: Table, line: Line, problems: list[Problem]) -> None:
        self._tallies.reject(problems)
        self._note(table, line, "", None, problems[0].code)
        if self._rejects is not None:
            self._rejects.add(table, line.cells, problems)


def _says_nothing(draft: Draft) -> bool:
    """Tell whether the record is a note without a word."""
    is_note = draft.fields.get("kind") in {None, InteractionKind.NOTE}
    told = draft.texts.get("body")
    return draft.plan.record.entity is Entity.INTERACTION and (
        is_note and told is not None and not told[1].strip()
    )


def _names(draft: Draft) -> list[str]:
    """Return the names by which later records of the row may mean this one."""
    whole = f"{draft.text('first_name')} {draft.text('last_name')}".strip()
    own = [draft.text(name) for name in ("name", "title", "external_id", "login")]
    return [name.strip() for name in (*own, whole) if name.strip()]
