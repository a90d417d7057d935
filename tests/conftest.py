"""What every test stands on: a home of its own, and the real data beside us."""

import os
import shutil
import time
from collections.abc import Callable
from collections.abc import Iterator
from datetime import UTC
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings

from models.clock import Clock
from models.operations import setup
from models.store import Store
from models.store import open_store
from models.views.foundation import Foundation
from models.vocabulary import Language
from tui.i18n import set_language

REPOSITORY = Path(__file__).parent.parent
KEPT = ("RELANCE", "RELANCE_TEST_DATA", "RELANCE_WHEEL")
UNSET = ("LC_", "RELANCE_", "SSH_", "XDG_")

NOW = datetime(2026, 11, 23, 8, 14, tzinfo=UTC)
"""Monday morning, 09:14 in Paris: the moment that the examples of the spec use."""

AsUser = Callable[[Store, str], Store]

settings.register_profile("relance", deadline=None)
settings.load_profile("relance")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty home, so that no test meets the person's own files or language."""
    for name in os.environ:
        if name.startswith(UNSET) and name not in KEPT:
            monkeypatch.delenv(name)
    for name in ("COLORTERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    yield folder
    set_language(Language.EN)
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The real data sets, which live beside the repository."""
    default = REPOSITORY.parent / "shared" / "data"
    folder = Path(os.environ.get("RELANCE_TEST_DATA", default))
    if not folder.is_dir():
        pytest.skip("no data sets here; RELANCE_TEST_DATA names their folder")
    return folder


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh database of the sales template, made once and copied for each test."""
    path = tmp_path_factory.mktemp("founded") / "relance.db"
    plan = Foundation(
        template="sales",
        currency="EUR",
        zone="Europe/Paris",
        login="boss",
        name="Béatrice Ossot",
        language=Language.EN,
        workspace="Relance",
    )
    setup.found(path, plan, Clock(start=NOW, ticking=False))
    return path


@pytest.fixture
def database(founded: Path, tmp_path: Path) -> Path:
    """A copy of the fresh database, in WAL mode or not as the library allows."""
    path = tmp_path / "relance.db"
    shutil.copyfile(founded, path)
    path.chmod(0o600)
    return path


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    """The admin's session on a fresh database; its clock stands still."""
    opened = open_store(database, "boss", Clock(start=NOW, ticking=False))
    yield opened
    opened.close()


@pytest.fixture
def as_user() -> Iterator[AsUser]:
    """Open another user's session beside a store's: ``as_user(store, "ana")``."""
    opened: list[Store] = []

    def enter(store: Store, login: str) -> Store:
        opened.append(open_store(store.path, login, store.clock))
        return opened[-1]

    yield enter
    for session in opened:
        session.close()
