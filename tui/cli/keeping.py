"""``relance backup``, ``restore``, ``doctor``: keeping a database, and its health."""

import os
import sqlite3
from pathlib import Path

from models import backups
from models import door
from models.access import require
from models.backups import Reason
from models.checkup import Check
from models.checkup import check_up
from models.copying import DOUBTFUL
from models.errors import BadData
from models.errors import NoInput
from models.exchange.restoring import FAILED
from models.exchange.restoring import back_up
from models.exchange.restoring import restore as put_back
from tui.cli.shell import Shell
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import ngettext
from tui.preferences import notices

BAD_DATA = 65
FOREIGN = frozenset({"database_not_ours", "database_of_another"})
"""What is said of a file that is none of ours, where a database was named."""

WORDS = {
    "library": N_("SQLite library"),
    "journal": N_("Journal"),
    "synchronous": N_("Synchronous"),
    "schema": N_("Schema"),
    "file_system": N_("File system"),
    "file_rights": N_("Rights of the file"),
    "folder_rights": N_("Rights of the folder"),
    "integrity": N_("Integrity"),
    "records": N_("Findings in records"),
    "backup": N_("Last backup"),
    "settings": N_("Settings"),
    "themes": N_("Themes"),
}


def backup(shell: Shell) -> int:
    """Save a consistent copy while others work (admins only).

    Without a file it goes to the copies that are made by themselves, by their rules.
    """
    store = shell.store
    require(store.actor)
    if shell.text("file") is None:
        made = backups.keep(shell.path, Reason.ASKED, store.now(), store.zone)
    else:
        made = back_up(shell.path, Path(shell.needed("file", "FILE")))
    shell.note(_("Wrote {path}.").format(path=made))
    if made.suffix != DOUBTFUL:
        return 0
    told = _("Its records break rules, hence its name; `relance doctor` names them.")
    shell.note(told.replace("`", ""))
    return BAD_DATA


def restore(shell: Shell) -> int:
    """Put back an archive or a copy; what stands is kept beside (admins only).

    What came back is checked like by ``doctor``.
    """
    source, path = Path(shell.needed("file", "FILE")), shell.path
    if not os.path.lexists(source):
        raise NoInput("file_missing", path=str(source))
    if source.is_dir():
        raise NoInput("file_is_folder", path=str(source))
    if os.path.lexists(path):
        _only_an_admin(shell)
    try:
        kept = put_back(source, path, shell.clock(ticking=False).now())
    except BadData as refused:
        foreign = refused.code in FOREIGN and refused.values["path"] == str(source)
        if not foreign:
            raise
        raise BadData("archive_broken", path=str(source)) from refused
    shell.line(_("Restored {path}.").format(path=path))
    if kept is not None:
        shell.note(_("What stood there is kept in {path}.").format(path=kept))
    checks = check_up(path)
    for line in (line for check in checks for line in check.found):
        shell.note(line)
    return 0 if all(check.ok for check in checks) else BAD_DATA


def doctor(shell: Shell) -> int:
    """Check the database, the settings and the themes; 65 where anything is found."""
    path = shell.path
    checks = [*check_up(path), _settings(shell), _themes(shell)]
    if shell.named is not None:
        shell.store  # noqa: B018  (an unknown or inactive user is refused)
    well = all(check.ok for check in checks)
    if shell.as_json:
        shell.json(
            {
                "ok": well,
                "path": str(path),
                "checks": [_check_json(check) for check in checks],
            }
        )
    elif shell.as_csv:
        rows = [_check_json(check) for check in checks]
        head = ("code", "ok", "seen")
        shell.csv(head, [[row[key] for key in head] for row in rows])
    else:
        _tell(shell, path, checks)
    return 0 if well else BAD_DATA


def _only_an_admin(shell: Shell) -> None:
    try:
        require(shell.store.actor)
    except BadData as unreadable:
        if unreadable.code not in FAILED:
            raise
    finally:
        shell.close()


def _settings(shell: Shell) -> Check:
    told = notices.of_settings(shell.loaded)
    return Check("settings", ok=not told, seen=str(len(told)), found=told)


def _themes(shell: Shell) -> Check:
    """Read one's own themes, if there are any, for that loads Textual."""
    told: tuple[str, ...] = ()
    if any(shell.places.themes.glob("*.toml")):
        from tui import theming
        from tui.preferences.theme_files import describe

        loaded = theming.load((shell.places.themes,))
        told = tuple(describe(one) for one in loaded.problems)
    return Check("themes", ok=not told, seen=str(len(told)), found=told)


def _check_json(check: Check) -> dict[str, object]:
    return {
        "code": check.code,
        "ok": check.ok,
        "seen": check.seen,
        "found": list(check.found),
    }


def _seen(check: Check) -> str:
    """Say what was seen, and why the journal is not the quicker one (safety.md 3.1)."""
    if check.code == "journal" and not door.wal_safe():
        why = _("{journal} (SQLite {version} may damage a WAL journal)")
        return why.format(journal=check.seen, version=sqlite3.sqlite_version)
    return check.seen or "–"


def _tell(shell: Shell, path: Path, checks: list[Check]) -> None:
    shell.line(str(path))
    shell.rows(
        [
            ["✓" if check.ok else "!", _(WORDS[check.code]), _seen(check)]
            for check in checks
        ]
    )
    told = [line for check in checks for line in check.found]
    for line in told:
        shell.note(line)
    wrong = sum(not check.ok for check in checks)
    if wrong:
        sentence = ngettext(
            "{count} check found something.", "{count} checks found something.", wrong
        )
        shell.note(sentence.format(count=wrong))
    else:
        shell.line(_("All is well."))
