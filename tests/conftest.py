"""What every test stands on: a home of its own, and the real data beside us."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from models.vocabulary import Language
from tui.i18n import set_language

REPOSITORY = Path(__file__).parent.parent
KEPT = ("RELANCE", "RELANCE_TEST_DATA", "RELANCE_WHEEL")
UNSET = ("LC_", "RELANCE_", "SSH_", "XDG_")

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
