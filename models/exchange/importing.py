"""Imports files by a mapping: one transaction, one batch, good rows in, bad rows out.

Rulings 30; features B1.17.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import col
from sqlmodel import select

from models import backups
from models import indexing
from models.access import Reader
from models.access import require
from models.access import visible
from models.errors import BadData
from models.exchange.catalog import Catalog
from models.exchange.drafts import plans
from models.exchange.evaluating import Evaluator
from models.exchange.giving import giving
from models.exchange.intake import Intake
from models.exchange.ledger import TOUCHED
from models.exchange.ledger import Ledger
from models.exchange.mapping import Entity
from models.exchange.mapping import FileMapping
from models.exchange.mapping import InputMap
from models.exchange.opening import read_table
from models.exchange.plain_csv import plain_mapping
from models.exchange.reading import Table
from models.exchange.rejects import Rejects
from models.exchange.rejects import Say
from models.exchange.rejects import code_alone
from models.exchange.reports import ImportReport
from models.exchange.reports import PastImport
from models.exchange.row_taking import RowTaker
from models.exchange.tallies import Tallies
from models.exchange.vocabularies import Vocabularies
from models.exchange.workspace_rows import prepare_workspace
from models.history import Writer
from models.tables import Batch
from models.tables import ImportBatch
from models.tables import User
from models.tables.base import JsonObject
from models.vocabulary import BatchKind
from models.vocabulary import Origin

if TYPE_CHECKING:
    from models.store import Store

STAFF = frozenset({Entity.TEAM, Entity.USER})

CACHE = 48_000
"""KiB of the database's pages kept at hand, so that a row costs the same to the end."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How an import is run: where rejects go, and whether anything is kept at all."""

    dry_run: bool = False
    strict: bool = False
    """One bad row refuses everything."""
    rejects: Path | None = None
    """The rejects file; default ``NAME.rejects.csv`` in ``folder``."""
    folder: Path = field(default_factory=Path.cwd)
    say: Say = code_alone


class _NotKept(Exception):
    """Takes the transaction back, and the report out of it."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self.report = report


def run_import(
    store: "Store",
    files: Sequence[Path],
    mapping: FileMapping | None,
    options: ImportOptions,
) -> ImportReport:
    """Import files by a mapping, or by their own headers where there is none.

    Raises ``NoInput`` or ``BadData`` before anything is written where a file cannot
    be read or fits no input.
    """
    if mapping is None:
        tables = [read_table(path) for path in files]
        mapping = plain_mapping(tables)
    else:
        tables = [
            read_table(path, mapping.encoding, mapping.separator) for path in files
        ]
    matched = _matched(mapping, tables)
    if not options.dry_run:
        backups.keep(store.path, backups.Reason.IMPORT, store.now(), store.zone)
    rejects = Rejects(options.folder, options.rejects, options.say)
    try:
        report = store.write(_run, mapping, matched, options, rejects)
    except _NotKept as rehearsed:
        rejects.discard()
        return rehearsed.report
    except BaseException:
        rejects.discard()
        raise
    return report


def list_imports(reader: Reader) -> list[PastImport]:
    """Return the imports that the actor may see, newest first."""
    query = (
        select(ImportBatch, Batch, User)
        .join(Batch, col(Batch.id) == col(ImportBatch.batch_id))
        .outerjoin(User, col(User.id) == col(Batch.actor_id))
        .where(visible(reader.actor, ImportBatch))
        .order_by(col(ImportBatch.id).desc())
    )
    found = reader.session.exec(query)
    return [_past(run, batch, user) for run, batch, user in found]


def _past(run: ImportBatch, batch: Batch, user: User | None) -> PastImport:
    def count(name: str) -> int:
        value = run.counts.get(name)
        return value if isinstance(value, int) else 0

    return PastImport(
        batch=run.batch_id,
        at=run.at,
        actor=user.login if user is not None else "",
        mapping=run.mapping_name,
        system=run.system,
        files=tuple(run.files),
        read=count("read"),
        created=count("created"),
        updated=count("updated"),
        skipped=count("skipped"),
        rejected=count("rejected"),
        reverted=batch.undone_by_id is not None,
    )


def _matched(
    mapping: FileMapping, tables: Sequence[Table]
) -> list[tuple[InputMap, Table]]:
    """Return each file with its input, in the mapping's order (rulings 30)."""
    found: list[tuple[InputMap, Table]] = []
    for table in tables:
        fitting = [
            source
            for source in mapping.inputs
            if set(source.headers) <= set(table.headers)
        ]
        if not fitting:
            raise BadData(
                "file_unmatched",
                path=str(table.path),
                headers=table.headers,
                inputs=tuple(source.name for source in mapping.inputs),
            )
        plans(table, fitting[0])
        found.append((fitting[0], table))
    return sorted(found, key=lambda pair: mapping.inputs.index(pair[0]))


def _run(
    writer: Writer,
    mapping: FileMapping,
    matched: Sequence[tuple[InputMap, Table]],
    options: ImportOptions,
    rejects: Rejects,
) -> ImportReport:
    made = {each.entity for source, _ in matched for each in source.records}
    if made & STAFF:
        require(writer.actor)
    _name_batch(writer)
    writer.session.connection().exec_driver_sql(f"PRAGMA cache_size=-{CACHE}")
    prepare_workspace(writer, mapping)
    run = _begin_run(writer, mapping, [table for _, table in matched])
    intake = _intake(writer, mapping)
    tallies = Tallies()
    currency = mapping.currency or writer.house.currency
    evaluator = Evaluator(mapping, intake.catalog, intake.zone, currency)
    kept = None if options.dry_run or options.strict else rejects
    taker = RowTaker(intake, evaluator, tallies, kept, run.pk)
    for source, table in matched:
        taker.take(source, table)
    intake.giving.tell()
    intake.ledger.flush()
    writer.session.flush()
    writer.captured.events += intake.ledger.written
    _name_batch(writer)
    run.counts = _counts(tallies)
    report = _report(writer, options, tallies, intake, rejects)
    if options.dry_run or (options.strict and tallies.rejected > 0):
        raise _NotKept(report)
    rejects.close()
    _index(writer, intake.ledger.touched)
    return report


def _intake(writer: Writer, mapping: FileMapping) -> Intake:
    ledger = Ledger(writer)
    return Intake(
        writer,
        mapping,
        ledger,
        Catalog(writer, mapping.system),
        Vocabularies(writer),
        giving(writer, ledger),
    )


def _report(
    writer: Writer,
    options: ImportOptions,
    tallies: Tallies,
    intake: Intake,
    rejects: Rejects,
) -> ImportReport:
    written = writer.captured.events > 0
    refused = options.strict and tallies.rejected > 0
    kept = written and not options.dry_run and not refused
    return tallies.report(
        batch=writer.batch.pk if kept else None,
        dry_run=options.dry_run,
        made=intake.made,
        rejects=tuple(rejects.paths),
    )


def _name_batch(writer: Writer) -> None:
    writer.batch.kind = BatchKind.IMPORT
    writer.batch.origin = Origin.IMPORT
    writer.batch.verb = "import.run"


def _begin_run(
    writer: Writer, mapping: FileMapping, tables: Sequence[Table]
) -> ImportBatch:
    files: JsonObject = {table.name: table.digest for table in tables}
    run = ImportBatch(
        batch_id=writer.batch.pk,
        at=writer.now,
        mapping_name=mapping.name,
        system=mapping.system,
        files=files,
    )
    writer.session.add(run)
    writer.session.flush()
    return run


def _counts(tallies: Tallies) -> JsonObject:
    return {
        "read": tallies.read,
        "created": tallies.created,
        "updated": tallies.updated,
        "skipped": tallies.skipped,
        "rejected": tallies.rejected,
    }


def _index(writer: Writer, touched: set[tuple[str, int]]) -> None:
    if len(touched) >= TOUCHED:
        indexing.rebuild(writer.session)
    else:
        indexing.refresh(writer.session, touched)
