"""Terminals that close themselves, and the command that is tested in them."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from tests.terminal.terminal import Terminal


class OpenTerminal(Protocol):
    """Opens a terminal that runs a command."""

    def __call__(
        self,
        *command: str,
        width: int = 100,
        height: int = 30,
        environ: dict[str, str] | None = None,
    ) -> Terminal: ...


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
def relance() -> str:
    """The installed command: the one that RELANCE names, else the one on the path."""
    command = os.environ.get("RELANCE") or shutil.which("relance")
    if not command or not Path(command).is_file():
        pytest.skip("relance is not installed; RELANCE names the command")
    return command
