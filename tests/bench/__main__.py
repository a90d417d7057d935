"""Measures the product against the smallest Textual app (docs/performance.md).

``python -m tests.bench`` prints the table at 100, 10,000 and 100,000 deals;
``--compare REV`` measures two revisions in turns.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Generator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.budgets import BUDGETS
from tests.bench.budgets import FEWEST
from tests.bench.budgets import PASS
from tests.bench.budgets import RATIO
from tests.bench.budgets import START
from tests.bench.budgets import Budget
from tests.bench.crowd import PEOPLE
from tests.bench.measuring import FLOOR
from tests.bench.measuring import Figures
from tests.bench.measuring import Subject
from tests.bench.measuring import commands
from tests.bench.measuring import crowd
from tests.bench.measuring import measured
from tests.bench.measuring import middle
from tests.bench.measuring import modules

HERE = Path(__file__).parents[2]
SIZES = (100, 10_000, 100_000)
AGAINST = {RATIO: "move", START: "start.ready", PASS: "pass.took"}
KEYLESS = ("start", "crowd")
WRITES = """
import sys
from pathlib import Path
from tests.bench.data import write_deals
write_deals(Path(sys.argv[1]), int(sys.argv[2]))
"""

Rounds = Mapping[str, list[Figures]]


def main() -> None:
    """Measure and print."""
    asked = _asked()
    columns, lines = (int(part) for part in asked.size.split("x"))
    with tempfile.TemporaryDirectory() as folder, _trees(asked.compare) as trees:
        work = Path(folder)
        kept = Path(asked.keep) if asked.keep else work
        subjects = [Subject(FLOOR, HERE)]
        for deals in asked.deals:
            for name, tree in trees.items():
                database = _database(kept, deals, name, tree)
                subjects.append(Subject(f"{deals:,} {name}".strip(), tree, database))
        size = (columns, lines)
        rounds = _rounds(subjects, asked.rounds, size, work)
        for subject in subjects if asked.people else ():
            sys.stderr.write(f"{asked.people} at once: {subject.name}\n")
            rounds[subject.name].append(crowd(subject, size, work, asked.people))
    sys.stdout.write(table([one.name for one in subjects], rounds))


def table(names: Sequence[str], rounds: Rounds) -> str:
    """Return the table of the budgets, in Markdown."""
    products = [name for name in names if name != FLOOR]
    head = ["what", "aim", "never above", "bare", *products]
    rows = [_row(budget, products, rounds) for budget in BUDGETS]
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _row(budget: Budget, products: Sequence[str], rounds: Rounds) -> list[str]:
    grown = budget.unit == FEWEST
    against = products[0] if grown else FLOOR
    floor = middle(rounds[against], _floor_row(budget))
    told = [budget.words, _number(budget.aim), _number(budget.most)]
    held = grown or budget.unit in AGAINST
    told.append(_amount(floor, budget.name) if held else _number(floor))
    for name in products:
        found = middle(rounds[name], budget.name)
        if held and found is not None and floor:
            told.append(f"{found / floor:.2f}")
        else:
            told.append(_number(found))
    return told


def _floor_row(budget: Budget) -> str:
    """Return the row of the floor that one is held against: any key is its one key."""
    what, _dot, how = budget.name.partition(".")
    if budget.unit in (START, PASS):
        return AGAINST[budget.unit]
    if what == "memory":
        return "memory.used"
    if what in KEYLESS or budget.unit != RATIO:
        return budget.name
    return f"{AGAINST[RATIO]}.{how}"


def _amount(value: float | None, name: str) -> str:
    if value is None:
        return ""
    in_memory = name.startswith("memory")
    return f"{value:.0f} MB" if in_memory else f"{value * 1000:.1f} ms"


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def _rounds(
    subjects: Sequence[Subject], rounds: int, size: tuple[int, int], work: Path
) -> Rounds:
    """Measure all subjects in turns, so that a busy machine is as busy for each."""
    found: dict[str, list[Figures]] = {one.name: [] for one in subjects}
    for turn in range(rounds + 1):
        for subject in subjects:
            figures = measured(subject, size, work)
            if turn:
                found[subject.name] += [figures, commands(subject, work)]
            elif subject.database is not None:
                counted = modules(subject, size, work)
                found[subject.name].append({"start.modules": [counted]})
        sys.stderr.write(f"round {turn} of {rounds}\n")
    return found


def _database(folder: Path, deals: int, name: str, tree: Path) -> Path:
    """Write the database of a tree by its own code, which may know another schema."""
    path = folder / "-".join(filter(None, ("bench", str(deals), _plain(name))))
    path = path.with_name(f"{path.name}.db")
    if not path.exists():
        sys.stderr.write(f"writing {deals:,} deals {name}\n")
        command = [sys.executable, "-c", WRITES, str(path), str(deals)]
        subprocess.run(command, cwd=tree, check=True)
    return path


def _plain(name: str) -> str:
    return re.sub(r"[^\w.-]", "_", name)


@contextmanager
def _trees(revision: str | None) -> Generator[Mapping[str, Path]]:
    """Return the trees to measure: ours, and another revision's beside it."""
    if revision is None:
        yield {"": HERE}
        return
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        git = ("git", "-C", str(HERE), "worktree")
        subprocess.run([*git, "add", "--detach", str(tree), revision], check=True)
        try:
            yield {revision: tree, "now": HERE}
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deals", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--size", default="160x45", help="such as 80x24")
    parser.add_argument("--people", type=int, default=PEOPLE, help="starts at once")
    parser.add_argument("--compare", metavar="REV", help="measure a revision as well")
    parser.add_argument("--keep", metavar="FOLDER", help="keep the databases there")
    return parser.parse_args()


if __name__ == "__main__":
    main()
