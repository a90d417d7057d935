"""Calls of the command line in this process, with what they print and answer."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW
from tui.cli.main import run


@dataclass(frozen=True, slots=True)
class Answer:
    """How a call ended, and what it printed."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Call = Callable[..., Answer]


@pytest.fixture
def call(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    home: Path,
    tmp_path: Path,
) -> Call:
    """Run a call as the words of a shell: ``call("due", "--json", db=…, user=…)``."""
    monkeypatch.chdir(tmp_path)
    assert home.is_dir()

    def words_of(words: tuple[object, ...], db: Path | None, user: str) -> list[str]:
        given = [str(word) for word in words]
        if db is not None:
            given += ["--db", str(db), "--now", NOW.isoformat()]
        return [*given, "--as", user] if user else given

    def call_it(*words: object, db: Path | None = None, user: str = "") -> Answer:
        capsys.readouterr()
        status = run(words_of(words, db, user))
        printed = capsys.readouterr()
        return Answer(status, printed.out, printed.err)

    return call_it
