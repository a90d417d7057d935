"""The copies that are made by themselves: when, how whole, and which stay."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from shutil import copyfile

import pytest

from models import backups
from models import copying
from models import door
from models.backups import Reason
from models.errors import BadData
from models.errors import Unsaved
from models.exchange.importing import ImportOptions
from models.exchange.importing import run_import
from models.store import Store
from tests.conftest import NOW
from tests.data.full import full_disk
from tests.factories import a_deal

PARIS = "Europe/Paris"
DAY = timedelta(days=1)
UNUSED = 7
"""Where a page of SQLite counts its scattered free bytes."""


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(4096 * 5, len(content), 4096 * 3):
        content[place : place + 600] = b"\xa5" * 600
    path.write_bytes(content)


def root_of(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        (page,) = connection.execute(query, (table,)).fetchone()
    return int(page)


def spoil(path: Path, table: str) -> None:
    """Overwrite the first page of one table."""
    page = root_of(path, table)
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    path.write_bytes(content)


def change_a_title(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE deal SET title = 'changed by another program'")


def overwrite(path: Path) -> None:
    path.write_text("hello")


def names(path: Path) -> list[str]:
    return sorted(file.name for file in backups.folder_of(path).glob("[!.]*"))


def test_a_copy_is_private_whole_and_named_by_its_moment(store: Store) -> None:
    a_deal(store)
    made = backups.keep(store.path, Reason.ASKED, NOW)
    assert made.parent == store.path.parent / "backups"
    assert made.name == "relance.db.20261123T081400Z.asked.backup"
    assert made.stat().st_mode & 0o777 == 0o600
    assert made.parent.stat().st_mode & 0o777 == 0o700
    assert backups.newest_good(store.path) == backups.Backup(NOW, made)


def test_two_copies_of_one_second_have_names_of_their_own(store: Store) -> None:
    first = backups.keep(store.path, Reason.ASKED, NOW)
    second = backups.keep(store.path, Reason.ASKED, NOW)
    assert first != second
    assert {copy.path for copy in backups.found(store.path)} == {first, second}


def test_four_hundred_days_leave_seven_days_four_weeks_and_twelve_months(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Safety case 53: the 7 + 4 + 12 rule, with a moved clock."""
    made = backups.keep(store.path, Reason.DAY, NOW, PARIS)

    def copied(path: Path, copy: Path) -> Path:
        return copyfile(path, copy)

    monkeypatch.setattr(backups, "save_copy", copied)
    for day in range(1, 400):
        made = backups.keep(store.path, Reason.DAY, NOW + day * DAY, PARIS)
    last = (NOW + 399 * DAY).date()
    kept = {copy.at.date() for copy in backups.found(store.path)}
    days = {last - number * DAY for number in range(7)}
    sundays = {last - (last.weekday() + 1 + 7 * number) * DAY for number in range(3)}
    ends: set[date] = set()
    first_day = last
    for _ in range(11):
        first_day = first_day.replace(day=1) - DAY
        ends.add(first_day)
    assert kept == days | sundays | ends
    assert backups.found(store.path)[0].path == made


@pytest.mark.parametrize("moved", [-DAY, 365 * DAY], ids=["back", "forward"])
def test_a_moved_clock_never_costs_the_copy_just_made(
    store: Store, moved: timedelta
) -> None:
    """Safety case 53: whatever the clock says, the newest good copy stands."""
    for day in range(30):
        backups.keep(store.path, Reason.DAY, NOW + day * DAY, PARIS)
    made = backups.keep(store.path, Reason.DAY, NOW + moved, PARIS)
    assert made.exists()


def test_a_damaged_newest_copy_is_passed_over(store: Store) -> None:
    """Safety case 53: a damaged newest is never preferred to a good older one."""
    a_deal(store)
    good = backups.keep(store.path, Reason.DAY, NOW, PARIS)
    for number, harm in enumerate((damage, change_a_title, overwrite), 1):
        newer = backups.keep(store.path, Reason.DAY, NOW + number * DAY, PARIS)
        harm(newer)
        newest = backups.newest_good(store.path)
        assert newest is not None
        assert newest.path == good


def test_a_doubtful_copy_never_passes_for_a_good_one(store: Store) -> None:
    """Safety case 43: no copy that fails its check bears a final name."""
    a_deal(store)
    good = backups.keep(store.path, Reason.DAY, NOW, PARIS)
    change_a_title(store.path)
    for number in range(1, 40):
        made = backups.keep(store.path, Reason.DAY, NOW + number * DAY, PARIS)
        assert made.name.endswith(".backup.doubtful")
    newest = backups.newest_good(store.path)
    assert newest is not None
    assert newest.path == good
    assert len(names(store.path)) == 2


def test_pages_that_cannot_be_read_leave_no_copy(store: Store) -> None:
    """Safety case 43: a damaged file gives no backup of any name."""
    a_deal(store)
    store.close()
    damage(store.path)
    with pytest.raises(BadData):
        backups.keep(store.path, Reason.DAY, NOW)
    assert names(store.path) == []


def test_a_damaged_page_that_no_rule_reads_leaves_no_copy(store: Store) -> None:
    """Safety case 43: pages are looked at too, not the records alone."""
    a_deal(store)
    store.close()
    spoil(store.path, "custom_field")
    with pytest.raises(BadData):
        backups.keep(store.path, Reason.DAY, NOW)
    assert names(store.path) == []


@pytest.mark.parametrize("in_use", [True, False])
def test_a_page_that_can_be_read_but_does_not_add_up_is_damage(
    store: Store, in_use: bool
) -> None:
    """Safety case 44: what SQLite says in words counts as what it raises."""
    store.close()
    content = bytearray(store.path.read_bytes())
    content[(root_of(store.path, "custom_field") - 1) * 4096 + UNUSED] = 9
    store.path.write_bytes(content)
    assert not door.sound(store.path, in_use=in_use)


def test_a_full_disk_leaves_no_copy_and_takes_no_older_one(store: Store) -> None:
    """Safety case 52: on a full disk the backup is refused, with no new file."""
    good = backups.keep(store.path, Reason.DAY, NOW)
    with full_disk(), pytest.raises(Unsaved, match="backup_failed"):
        backups.keep(store.path, Reason.DAY, NOW + DAY)
    assert [*backups.folder_of(store.path).iterdir()] == [good]


def test_a_copy_is_on_the_disk_before_it_has_its_name(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Safety case 43: checked, then synced, then named, then the name synced."""
    told: list[str] = []
    fsync, rename, check = os.fsync, Path.replace, copying.broken_rules

    def synced(handle: int) -> None:
        told.append("sync")
        fsync(handle)

    def renamed(draft: Path, final: Path) -> Path:
        told.append("name")
        return rename(draft, final)

    def checked(copy: Path) -> int:
        told.append("check")
        return check(copy)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", renamed)
    monkeypatch.setattr(copying, "broken_rules", checked)
    backups.keep(store.path, Reason.DAY, NOW)
    assert told == ["check", "sync", "name", "sync"]


def test_the_copy_of_a_day_is_made_once_by_the_persons_calendar(store: Store) -> None:
    evening = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert backups.keep_daily(store.path, evening, PARIS) is not None
    assert backups.keep_daily(store.path, evening + DAY / 2, PARIS) is None
    assert backups.keep_daily(store.path, evening + DAY, PARIS) is not None


def test_sessions_that_start_together_make_one_copy(store: Store) -> None:
    with backups.turn(store.path) as mine:
        assert mine
        assert backups.keep_daily(store.path, NOW, PARIS) is None
    assert backups.keep_daily(store.path, NOW, PARIS) is not None


def test_an_import_is_preceded_by_a_copy_and_a_rehearsal_is_not(
    store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "deals.csv"
    file.write_text("title\nFrom a file\n")
    run_import(store, [file], None, ImportOptions(dry_run=True))
    assert backups.found(store.path) == []
    run_import(store, [file], None, ImportOptions())
    (copy,) = backups.found(store.path)
    assert copy.path.name.endswith(".import.backup")
    with closing(door.connect(copy.path, writable=False)) as connection:
        assert connection.execute("SELECT count(*) FROM deal").fetchone() == (0,)


def test_copies_of_another_database_in_the_folder_are_left_alone(store: Store) -> None:
    other = store.path.with_name("relance.db.old")
    copying.save_copy(store.path, other)
    backups.keep(other, Reason.DAY, NOW)
    for day in range(1, 30):
        backups.keep(store.path, Reason.DAY, NOW + day * DAY)
    assert len(backups.found(other)) == 1


def test_what_a_killed_copy_left_is_swept_away(store: Store) -> None:
    """Safety case 49: no temporary files are left, of our own the running ones only."""
    folder = backups.folder_of(store.path)
    folder.mkdir()
    dead = folder / ".relance.db.20261123T081400Z.day.backup.4194305.part"
    living = folder / f".relance.db.20261123T081400Z.day.backup.{os.getppid()}.part"
    dead.write_bytes(b"half")
    living.write_bytes(b"half")
    backups.keep(store.path, Reason.DAY, NOW)
    assert not dead.exists()
    assert living.exists()
