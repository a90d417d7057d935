"""Terminals that close themselves, and the command that is tested in them."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from typing import TypeAlias

import pytest

from tests.terminal.session import Session
from tests.terminal.terminal import Terminal

CLOCK = "2026-11-23T09:14"
"""The moment of the store that other tests use, by the clocks of Paris."""

Json: TypeAlias = "str | int | float | bool | Answer | list[Answer] | None"
Answer: TypeAlias = dict[str, Json]


class OpenTerminal(Protocol):
    """Opens a terminal that runs a command."""

    def __call__(
        self,
        *command: str,
        width: int = 100,
        height: int = 30,
        environ: dict[str, str] | None = None,
    ) -> Terminal: ...


class OpenSession(Protocol):
    """Opens a pseudo-terminal that runs a command and keeps its bytes."""

    def __call__(
        self, *command: str, environ: Mapping[str, str] | None = None
    ) -> Session: ...


@dataclass(frozen=True)
class Installed:
    """The installed command, and what it answers."""

    command: str

    def on(self, database: Path, login: str = "boss") -> tuple[str, ...]:
        """Return the call that opens the app on a database as somebody."""
        return (self.command, "--db", str(database), "--as", login, "--now", CLOCK)

    def answer(self, database: Path, *words: str) -> Answer:
        """Return the JSON that a command answers."""
        done = subprocess.run(
            [*self.on(database), *words, "--json"],
            capture_output=True,
            check=True,
            text=True,
            timeout=30,
        )
        found: Answer = json.loads(done.stdout)
        return found


@pytest.fixture
def open_terminal() -> Iterator[OpenTerminal]:
    """Open any number of terminals; each is closed when the test ends."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    opened: list[Terminal] = []

    def open_one(
        *command: str,
        width: int = 100,
        height: int = 30,
        environ: dict[str, str] | None = None,
    ) -> Terminal:
        terminal = Terminal(*command, width=width, height=height, environ=environ)
        opened.append(terminal)
        return terminal

    yield open_one
    for terminal in opened:
        terminal.close()


@pytest.fixture
def open_session() -> Iterator[OpenSession]:
    """Open any number of sessions; each is ended when the test ends."""
    opened: list[Session] = []

    def open_one(*command: str, environ: Mapping[str, str] | None = None) -> Session:
        opened.append(Session(*command, environ=environ))
        return opened[-1]

    yield open_one
    for session in opened:
        session.close()


@pytest.fixture
def relance() -> Installed:
    """The installed command: the one that RELANCE names, else the one beside Python."""
    beside = Path(sys.executable).with_name("relance")
    command = os.environ.get("RELANCE") or shutil.which("relance") or str(beside)
    if not Path(command).is_file():
        pytest.skip("relance is not installed; RELANCE names the command")
    return Installed(command)
