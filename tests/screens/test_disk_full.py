"""A disk that is full while people work: nothing half saved, nothing typed is lost."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from contextlib import suppress
from pathlib import Path

import pytest

from models.backups import Reason
from models.backups import found
from models.backups import keep
from models.checkup import check_up
from models.clock import Clock
from models.errors import Unsaved
from models.store import Store
from models.store import open_store
from tests.conftest import NOW
from tests.factories import a_deal
from tests.screens.acts import SIZE
from tests.screens.acts import deals
from tests.screens.acts import press
from tests.screens.places import board_app
from tests.screens.stage import rows
from tests.screens.test_quick_add import line_of
from tests.screens.test_quick_add import typed

ROOM = 3 << 20


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own; only root may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={ROOM},mode=700", "none", str(place)]
    if shutil.which("mount") is None or subprocess.call(words, stderr=-3) != 0:
        pytest.skip("no disk can be made here")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def on_disk(disk: Path, database: Path) -> Iterator[Store]:
    """A session on a database of that disk, with one deal."""
    path = disk / "relance.db"
    shutil.copyfile(database, path)
    path.chmod(0o600)
    with closing(open_store(path, "boss", Clock(start=NOW, ticking=False))) as store:
        a_deal(store, "Acme licence")
        yield store


def fill(disk: Path) -> Path:
    """Take all the room there is."""
    filler = disk / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    return filler


async def test_a_full_disk_keeps_what_is_typed_and_a_retry_saves_it(
    disk: Path, on_disk: Store
) -> None:
    """Safety case 49: not saved, text kept, board readable; after space, saved."""
    app = board_app(on_disk)
    async with app.run_test(size=SIZE) as pilot:
        filler = fill(disk)
        await typed(pilot, "Boréal Fitness 12k€", "enter")
        told = " ".join(rows(app))
        assert "Disk full: not saved." in told
        assert "Acme licence" in told
        assert line_of(app) == "Boréal Fitness 12k€"
        filler.unlink()
        await press(pilot, "enter")
        assert [one.title for one in deals(on_disk)][-1] == "Boréal Fitness"
    assert all(check.ok for check in check_up(on_disk.path))
    left = {file.name.removeprefix("relance.db") for file in disk.iterdir()}
    assert left <= {"", ".lock", ".turn", "-journal", "-wal", "-shm"}


def test_a_full_disk_leaves_no_half_a_backup(disk: Path, on_disk: Store) -> None:
    """Safety case 52: refused, and no new file of any name."""
    good = keep(on_disk.path, Reason.DAY, NOW)
    filler = fill(disk)
    before = {file.name for file in disk.rglob("*")}
    with pytest.raises(Unsaved, match="backup_failed"):
        keep(on_disk.path, Reason.ASKED, NOW)
    assert {file.name for file in disk.rglob("*")} == before
    filler.unlink()
    assert [copy.path for copy in found(on_disk.path)] == [good]
