"""docs/ssh.md for real: its settings, its lines of keys, and who comes in by them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.store import Store
from models.vocabulary import Role
from tests import factories
from tests.screens.day import a_prospect
from tests.screens.day import november
from tests.terminal.conftest import CLOCK
from tests.terminal.conftest import Installed
from tests.terminal.conftest import OpenTerminal
from tests.terminal.host import Host

pytestmark = pytest.mark.terminal

WIDE = 200


@pytest.fixture
def host(
    tmp_path: Path, relance: Installed, store: Store, home: Path
) -> Iterator[Host]:
    """A host on which Ana is a seller and Mia her manager."""
    factories.a_user(store, "mia", Role.MANAGER, "North", "Mia Roth")
    factories.a_user(store, "ana", Role.SELLER, "North", "Ana Ruiz")
    a_prospect(store, "Kiné Plus", november(23), owner="ana")
    folder = tmp_path / "host"
    folder.mkdir()
    environ = {"LANG": "C.UTF-8", "RELANCE_HOME": str(home / "relance")}
    opened = Host(folder, relance.command, environ)
    for login in ("ana", "mia"):
        opened.let_in(login, "--db", str(store.path), "--now", CLOCK)
    yield opened
    opened.close()


def test_each_key_is_one_person_on_the_same_file(
    open_terminal: OpenTerminal, host: Host
) -> None:
    ana = open_terminal(*host.call("ana", "-tt"), width=WIDE)
    ana.wait_for("Ana Ruiz · Mon 23 Nov")
    ana.wait_for("Kiné Plus")
    mia = open_terminal(*host.call("mia", "-tt"), width=WIDE)
    mia.wait_for("Mia Roth · Mon 23 Nov")
    mia.press("O")
    mia.wait_for("Whose")
    mia.wait_for("Ana Ruiz")
    mia.press("Escape")
    ana.press("d")
    ana.wait_for("Reschedule")
    ana.press("r", "Enter")
    ana.wait_for("1 of 1 done")
    ana.press("q")
    assert ana.wait_for_exit() == 0


def test_a_client_can_neither_choose_another_person_nor_another_program(
    open_terminal: OpenTerminal, host: Host
) -> None:
    told = ("-tt", "-o", "SetEnv=RELANCE_AS=mia LC_ALL=fr_FR.UTF-8")
    asked = ("id && relance --as mia",)
    ana = open_terminal(*host.call("ana", *told, remote=asked), width=WIDE)
    ana.wait_for("Ana Ruiz · Mon 23 Nov")
    assert "uid=" not in ana.screen


@pytest.mark.parametrize(
    "remote", [(), ("sh",), ("id; id",), ("$(id)",), ("internal-sftp",)]
)
def test_without_a_terminal_there_is_one_sentence_and_nothing_runs(
    host: Host, remote: tuple[str, ...]
) -> None:
    done = host.answer("ana", remote=remote)
    assert (done.returncode, done.stdout) == (64, "")
    assert done.stderr.count("\n") == 1
    assert "ssh -t" in done.stderr


def test_the_host_forwards_nothing(host: Host) -> None:
    done = host.answer("ana", "-W", f"127.0.0.1:{host.port}")
    assert done.returncode == 255
    assert "SSH-2.0" not in done.stdout


def test_a_key_without_a_line_stays_outside(host: Host) -> None:
    done = host.answer("stranger", "-tt")
    assert done.returncode == 255
    assert "Permission denied" in done.stderr


def test_who_is_no_longer_active_is_refused_in_one_line(
    open_terminal: OpenTerminal, relance: Installed, host: Host, store: Store
) -> None:
    relance.answer(store.path, "users", "disable", "ana")
    ana = open_terminal(*host.call("ana", "-tt"), width=WIDE)
    assert ana.wait_for_exit() == 77
    assert "relance:" in ana.screen
    assert "Traceback" not in ana.screen


def test_colours_follow_what_the_client_sends(
    open_terminal: OpenTerminal, host: Host
) -> None:
    sent = ("-tt", "-o", "SendEnv=COLORTERM NO_COLOR")
    plain = open_terminal(
        *host.call("ana", *sent), environ={"NO_COLOR": "1"}, width=WIDE
    )
    plain.wait_for("Kiné Plus")
    assert "\x1b[38;" not in plain.colours
    full = {"COLORTERM": "truecolor", "TERM": "xterm-256color"}
    coloured = open_terminal(*host.call("ana", *sent), environ=full, width=WIDE)
    coloured.wait_for("Kiné Plus")
    coloured.press("B")
    coloured.wait_for("Opportunity")
    assert "\x1b[38;" in coloured.colours


def test_the_window_is_followed_and_a_dropped_line_keeps_what_was_typed(
    open_terminal: OpenTerminal, host: Host
) -> None:
    ana = open_terminal(*host.call("ana", "-tt"), width=WIDE)
    ana.wait_for("Kiné Plus")
    for width, height in ((60, 20), (120, 40), (80, 24)):
        ana.resize(width, height)
    ana.wait_for("? help\n")
    assert all(len(line) <= 80 for line in ana.screen.splitlines())
    ana.press("d")
    ana.wait_for("Reschedule")
    ana.press("r", "Down")
    ana.type("call her after five")
    ana.wait_for("call her after five")
    ana.hang_up()
    again = open_terminal(*host.call("ana", "-tt"), width=WIDE)
    again.wait_for("A draft of")
    again.press("Enter")
    again.wait_for("call her after five")
