"""One round: start the command, press the keys, note what each cost."""

import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.crowd import crowded
from tests.bench.terminal import Answer
from tests.bench.terminal import Terminal

Figures = Mapping[str, Sequence[float]]
"""What was measured, by the name of a row: one value a key or a start."""

FLOOR = "floor"
SETTINGS = 'start_screen = "board"\ncursor = "bar"\n'
CLOCK = "2026-11-23T09:14"
RUNS = "from tui.cli import main; main()"
COUNTS = "import runpy, sys; runpy.run_path(sys.argv.pop(1), run_name='__main__')"
"""Ours, whatever the tree: an older one has no such module."""
CALM = 4.0
"""Seconds after the start in which everything is loaded."""
IDLE = 2.0
HELD_KEYS = 200
HINT = 400
"""More bytes than a sentence on the message line takes."""
DOWN, UP, PAGE_DOWN, END, HOME = "j", "k", "\x1b[6~", "\x1b[F", "\x1b[H"
MOVE_ON, MOVE_BACK, ESCAPE = ">", "<", "\x1b"
STATISTICS, PEOPLE = "S", "P"
TYPED = "bor"
KEYS = (
    ("move", (UP, DOWN) * 8),
    ("page", (PAGE_DOWN,) * 4),
    ("scroll", (DOWN,) * 8),
    ("end", (END, HOME) * 2),
)
DIALOGS = (("dialog", "d"), ("add", "n"), ("choose", "m"))
SHOWN = {True: "Bare 0", False: "days late"}
"""What is on the screen once it has started: of the floor, and of the product."""
COMMANDS = (
    ("version", ("--version",)),
    ("help", ("--help",)),
    ("due", ("due",)),
    ("wins", ("stats", "wins")),
)
SETTLING = ("l", *(DOWN,) * 12)
"""Keys that are not counted: down to the lowest card in sight."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is started: the product of a tree, or the floor."""

    name: str
    tree: Path
    database: Path | None = None


def measured(subject: Subject, size: tuple[int, int], work: Path) -> Figures:
    """Start a subject once, and return what it cost."""
    figures: dict[str, list[float]] = defaultdict(list)
    terminal = Terminal(_command(subject, work), size, _environ(work), subject.tree)
    try:
        start = terminal.wait_for(SHOWN[subject.database is None])
        _note(figures, "start", start)
        figures["start.ready"].append(start.last)
        figures["start.drawn"].append(start.drawn)
        if subject.database is None:
            time.sleep(0.2)
            _press(terminal, figures, "move", (DOWN,) * 16)
        else:
            terminal.rest(CALM)
            terminal.calm_down()
            figures["memory.loaded"].append(terminal.memory)
            _work(terminal, figures)
            figures["gone.took"].append(terminal.vanish())
            return figures
        figures["memory.used"].append(terminal.memory)
    finally:
        terminal.close()
    return figures


def commands(subject: Subject, work: Path) -> Figures:
    """Run the commands of a shell once; of the floor, an interpreter that does nothing.

    Where the output goes to no terminal.
    """
    if subject.database is None:
        told = {"pass": [sys.executable, "-c", "pass"]}
    else:
        run, options = [sys.executable, "-c", RUNS], _options(subject, work)
        told = {
            name: [*run, *words, *(() if words[0].startswith("-") else options)]
            for name, words in COMMANDS
        }
    took: dict[str, list[float]] = {}
    for name, command in told.items():
        begun = time.perf_counter()
        subprocess.run(
            command,
            env=_environ(work),
            cwd=subject.tree,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        took[f"{name}.took"] = [time.perf_counter() - begun]
    return took


def crowd(subject: Subject, size: tuple[int, int], work: Path, people: int) -> Figures:
    """Start a subject in so many terminals at once."""
    command, environ = _command(subject, work), _environ(work)
    terminals = [
        Terminal(command, size, environ, subject.tree) for _one in range(people)
    ]
    return crowded(terminals, SHOWN[subject.database is None])


def modules(subject: Subject, size: tuple[int, int], work: Path) -> float:
    """Return how many modules are loaded before the first frame."""
    counted = work / "modules.txt"
    counted.unlink(missing_ok=True)
    counting = Path(__file__).with_name("modules.py")
    command = [sys.executable, "-c", COUNTS, str(counting), str(counted)]
    command += _options(subject, work)
    terminal = Terminal(command, size, _environ(work), subject.tree)
    try:
        terminal.wait_for("days late")
    finally:
        terminal.close()
    return float(counted.read_text(encoding="utf-8"))


def middle(rounds: Sequence[Figures], name: str) -> float | None:
    """Return the median of a row over all rounds."""
    values = [value for figures in rounds for value in figures.get(name, ())]
    return median(values) if values else None


def _work(terminal: Terminal, figures: dict[str, list[float]]) -> None:
    for key in SETTLING:
        terminal.press(key)
    for name, keys in KEYS:
        _press(terminal, figures, name, keys)
    figures["held.last"].append(terminal.hold(DOWN, HELD_KEYS))
    terminal.press(HOME)
    for name, key in DIALOGS:
        _open(terminal, figures, name, key)
        if name == "dialog":
            figures["memory.used"].append(terminal.memory)
    spent = terminal.spent
    figures["idle.sent"].append(terminal.rest(IDLE))
    figures["idle.spent"].append(100 * (terminal.spent - spent) / IDLE)
    for key in (MOVE_ON, MOVE_BACK):
        _note(figures, "saved", terminal.press(key))
    # The advice is read anew after a save; it is no part of what comes next.
    terminal.calm_down()
    _type(terminal, figures, "search", "/")
    terminal.press(ESCAPE)
    terminal.calm_down()
    _open(terminal, figures, "chart", STATISTICS)
    terminal.press(PEOPLE)
    _type(terminal, figures, "filter", "/")


def _type(
    terminal: Terminal, figures: dict[str, list[float]], name: str, key: str
) -> None:
    """Open a line to type into, and type."""
    terminal.press(key)
    for letter in TYPED:
        _note(figures, name, terminal.press(letter))


def _open(
    terminal: Terminal, figures: dict[str, list[float]], name: str, key: str
) -> None:
    """Open and close it a few times; the first one loads what it needs."""
    for time_opened in range(3):
        answer = terminal.press(key)
        left = terminal.press(ESCAPE)
        # Where nothing is planned the dialog does not come, only a hint.
        if time_opened and answer.sent > HINT:
            _note(figures, name, answer)
            _note(figures, f"{name}.left", left)


def _press(
    terminal: Terminal, figures: dict[str, list[float]], name: str, keys: Sequence[str]
) -> None:
    for key in keys:
        answer = terminal.press(key)
        # At the end of a short column nothing is left to scroll.
        if answer.sent:
            _note(figures, name, answer)


def _note(figures: dict[str, list[float]], name: str, answer: Answer) -> None:
    figures[f"{name}.first"].append(answer.first)
    figures[f"{name}.last"].append(answer.last)
    figures[f"{name}.sent"].append(answer.sent)
    figures[f"{name}.frames"].append(answer.frames)
    figures[f"{name}.spent"].append(answer.spent)


def _command(subject: Subject, work: Path) -> list[str]:
    if subject.database is None:
        return [sys.executable, str(Path(__file__).with_name("floor.py"))]
    return [sys.executable, "-c", RUNS, *_options(subject, work)]


def _options(subject: Subject, work: Path) -> list[str]:
    settings = work / "settings.toml"
    settings.write_text(SETTINGS, encoding="utf-8")
    options = {
        "--db": str(subject.database),
        "--as": "boss",
        "--now": CLOCK,
        "--config": str(settings),
    }
    return [word for pair in options.items() for word in pair]


def _environ(work: Path) -> dict[str, str]:
    """Return the surroundings of a terminal with all colours, and nobody's files."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(work),
        "RELANCE_HOME": str(work),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
    }
