"""``relance import``, ``imports`` and ``export``: records in and out of files."""

import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from models import operations
from models.access import Reader
from models.errors import BadValue
from models.exchange.archive import write_archive
from models.exchange.bytes_out import new_file
from models.exchange.bytes_out import new_folder
from models.exchange.exporting import LISTS
from models.exchange.exporting import Sheet
from models.exchange.exporting import export as exported
from models.exchange.exporting import flat
from models.exchange.guarding import csv_text
from models.exchange.importing import ImportOptions
from models.exchange.importing import list_imports
from models.exchange.importing import run_import
from models.exchange.mapping import FileMapping
from models.exchange.mapping_file import load_mapping
from models.exchange.presets import preset
from models.exchange.reports import ImportReport
from models.exchange.reports import PastImport
from models.exchange.reports import Problem
from tui import formats
from tui.cli.shell import Shell
from tui.cli.shell import iso
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext
from tui.i18n import pgettext
from tui.words.refusals import explain

BAD_DATA = 65
PROBLEMS_SHOWN = 20
ALL = "all"

PAST = ("batch", "at", "actor", "mapping", "system", "files", "read", "created")
PAST_MORE = ("updated", "skipped", "rejected", "reverted")


def take_in(shell: Shell) -> int:
    """Import files; 65 where any row was rejected (rulings 30)."""
    batch = shell.number("revert")
    if batch is not None:
        return _revert(shell, batch)
    named = shell.words("files")
    files = [Path(name) for name in named]
    if not all(named) or not files:
        raise BadValue("option_missing", "files", option="FILE")
    asked = shell.text("rejects") is not None
    rejects = shell.needed("rejects", "--rejects") if asked else None
    options = ImportOptions(
        dry_run=shell.on("dry_run"),
        strict=shell.on("strict"),
        rejects=Path(rejects) if rejects else None,
        say=_worded,
    )
    report = run_import(shell.store, files, _mapping(shell), options)
    if shell.as_json:
        shell.json(_report_json(report))
    else:
        _tell(shell, report)
    return BAD_DATA if report.rejected else 0


def imports(shell: Shell) -> int:
    """List past imports, newest first, or take one back whole."""
    batch = shell.number("revert")
    if batch is not None:
        return _revert(shell, batch)
    past = shell.store.read(list_imports)
    if shell.as_json:
        shell.json({"imports": [_past_json(shell, one) for one in past]})
    elif shell.as_csv:
        head = (*PAST, *PAST_MORE)
        files = [" ".join(one.files) for one in past]
        rows = [
            {**_past_json(shell, one), "files": names}
            for one, names in zip(past, files, strict=True)
        ]
        shell.csv(head, [[row[key] for key in head] for row in rows])
    elif not past:
        shell.line(_("Nothing was imported yet."))
    else:
        _list(shell, past)
    return 0


def export(shell: Shell) -> int:
    """Write records as CSV or JSON, or everything as an archive (rulings 34)."""
    what = shell.text("what") or ALL
    output = shell.text("output")
    if output == "":
        raise BadValue("option_missing", "output", option="-o FILE")
    if what == ALL:
        return _all_csv(shell, output) if shell.as_csv else _archive(shell, output)
    sheet = shell.store.read(exported, what)
    if shell.as_json:
        rows = [dict(row) for row in sheet.rows]
        text = shell.json_text({"what": what, "count": len(rows), "rows": rows}) + "\n"
    else:
        text = _csv(shell, sheet)
    if output is None:
        print(text, end="")
        return 0
    with new_file(Path(output)) as file:
        file.write(text)
    _wrote(shell, Path(output))
    return 0


def _archive(shell: Shell, output: str | None) -> int:
    if output is None:
        shell.store.read(write_archive, sys.stdout)
        return 0

    def write(reader: Reader) -> None:
        with new_file(Path(output)) as file:
            write_archive(reader, file)

    shell.store.read(write)
    _wrote(shell, Path(output))
    return 0


def _all_csv(shell: Shell, output: str | None) -> int:
    if output is None:
        raise BadValue("option_missing", "output", option="-o FOLDER")
    folder = Path(output)
    sheets = [shell.store.read(exported, name) for name in LISTS]
    new_folder(folder)
    for sheet in sheets:
        with new_file(folder / f"{sheet.name}.csv") as file:
            file.write(_csv(shell, sheet))
    _wrote(shell, folder)
    return 0


def _csv(shell: Shell, sheet: Sheet) -> str:
    head, rows = flat(sheet)
    return csv_text(head, rows, raw=shell.on("raw"))


def _wrote(shell: Shell, path: Path) -> None:
    shell.note(_("Wrote {path}.").format(path=path))


def _mapping(shell: Shell) -> FileMapping | None:
    named, chosen = shell.text("map"), shell.text("preset")
    if named is not None:
        if chosen is not None:
            raise BadValue("map_or_preset", "map")
        return load_mapping(Path(shell.needed("map", "--map")))
    return preset(chosen) if chosen is not None else None


def _revert(shell: Shell, batch: int) -> int:
    return shell.did(shell.store.write(operations.undoing.revert, batch))


def _worded(problem: Problem) -> str:
    error = BadValue(problem.code)
    error.values = {"text": problem.value, **problem.values}
    return explain(error).line


def _report_json(report: ImportReport) -> dict[str, object]:
    return {
        "batch": report.batch,
        "dry_run": report.dry_run,
        "read": report.read,
        "created": report.created,
        "updated": report.updated,
        "skipped": report.skipped,
        "rejected": report.rejected,
        "by_entity": {
            entity: {
                "created": tally.created,
                "updated": tally.updated,
                "skipped": tally.skipped,
            }
            for entity, tally in report.by_entity.items()
        },
        "addresses_left_out": report.addresses_left_out,
        "rejects_file": str(report.rejects[0]) if report.rejects else None,
        "problems": [
            {
                "file": one.file,
                "line": one.line,
                "column": one.column,
                "value": one.value,
                "code": one.code,
                "text": _worded(one),
            }
            for one in report.problems
        ],
    }


def _tell(shell: Shell, report: ImportReport) -> None:
    counts = (
        (_("Read"), report.read),
        (pgettext("rows of a file", "Created"), report.created),
        (_("Updated"), report.updated),
        (_("Skipped"), report.skipped),
        (_("Rejected"), report.rejected),
    )
    shell.rows([[label, str(count)] for label, count in counts], (1,))
    if report.dry_run:
        shell.line(_("Nothing was written: this was a rehearsal."))
    elif report.batch is not None:
        undo = _("Batch {batch}; relance import --revert {batch} takes it back.")
        shell.line(undo.format(batch=report.batch))
    left_out = report.addresses_left_out
    if left_out:
        told = ngettext(
            "{count} postal address is left out: people have none.",
            "{count} postal addresses are left out: people have none.",
            left_out,
        )
        shell.line(told.format(count=left_out))
    for path in report.rejects:
        shell.line(_("Rejected rows are in {path}.").format(path=path))
    for one in report.problems[:PROBLEMS_SHOWN]:
        place = _("{file}, line {line}").format(file=one.file, line=one.line)
        column = f", {one.column}" if one.column else ""
        shell.note(f"{place}{column}: {_worded(one)}")
    more = len(report.problems) - PROBLEMS_SHOWN
    if more > 0:
        shell.note(
            ngettext("{count} more problem.", "{count} more problems.", more).format(
                count=more
            )
        )


def _past_json(shell: Shell, one: PastImport) -> dict[str, object]:
    return {
        "batch": one.batch,
        "at": iso(one.at, shell.store.zone),
        "actor": one.actor,
        "mapping": one.mapping,
        "system": one.system,
        "files": list(one.files),
        "read": one.read,
        "created": one.created,
        "updated": one.updated,
        "skipped": one.skipped,
        "rejected": one.rejected,
        "reverted": one.reverted,
    }


def _list(shell: Shell, past: list[PastImport]) -> None:
    head = [_("Batch"), _("When"), _("Who"), _("Mapping"), _("Read"), _("Rejected"), ""]
    rows = [
        [
            str(one.batch),
            _when(one.at, shell.store.zone),
            one.actor,
            one.mapping,
            str(one.read),
            str(one.rejected),
            _("reverted") if one.reverted else "",
        ]
        for one in past
    ]
    shell.table(head, rows, (0, 4, 5))


def _when(moment: datetime, zone: str) -> str:
    local = moment.astimezone(ZoneInfo(zone))
    return f"{formats.day_year(local.date(), language())} {formats.clock(local)}"
