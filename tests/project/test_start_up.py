"""What stands between the start of the process and the first cards (start-up.md)."""

import subprocess
import sys
from ast import literal_eval
from pathlib import Path

import pytest

from models import statements
from models.money import Money
from models.store import Store
from tests.factories import a_deal
from tests.factories import a_follow_up

LATER = ("hashlib", "tomllib", "argparse", "email", "csv")
"""What the standard library has that no first frame needs."""
MOST_MODULES = 78
"""Modules of ours before the first frame, their rooms among them."""

OPENS = """
import asyncio
import sys
from pathlib import Path

from models.clock import Clock
from models.store import open_store
from tui.app import RelanceApp
from tui.preferences.settings import Settings
from tui.preferences.settings import StartScreen

HEAVY = ("sqlalchemy", "sqlmodel", "pydantic", "plotext", "babel", "alembic",
         "phonenumbers", "holidays")


class Watching(RelanceApp):
    loaded = None

    def post_display_hook(self):
        text = " ".join(strip.text for strip in self.screen._compositor.render_strips())
        if self.loaded is None and "Boréal" in text:
            self.loaded = [name for name in HEAVY if name in sys.modules]


async def main():
    store = open_store(Path(sys.argv[1]), "boss", Clock())
    settings = Settings(start_screen=StartScreen(sys.argv[2]))
    app = Watching(store, settings)
    async with app.run_test(size=(120, 36)) as pilot:
        for _ in range(100):
            if app.loaded is not None:
                break
            await pilot.pause(0.05)
    print(app.loaded)
    store.close()


asyncio.run(main())
"""

RESTS = """
import asyncio
import sys
from pathlib import Path

from models.clock import Clock
from models.store import open_store
from tui.app import RelanceApp
from tui.preferences.settings import Settings


async def main():
    store = open_store(Path(sys.argv[1]), "boss", Clock())
    app = RelanceApp(store, Settings())
    dialogs = "OutcomeDialog, QuickAddDialog, MoveDialog"
    async with app.run_test(size=(120, 36)) as pilot:
        for _ in range(400):
            warm = "models.operations.outcomes" in sys.modules
            if warm and len(app.screen.query(dialogs)) == 3:
                break
            await pilot.pause(0.05)
        else:
            raise TimeoutError
    print(sorted(name for name in sys.modules if name.startswith(("models", "tui"))))
    store.close()


asyncio.run(main())
"""

CONFIGURES = """
import gc
from sqlalchemy.orm import configure_mappers
from models import tables

configure_mappers()
print(sum(type(one).__name__ == "AnnotatedColumn" for one in gc.get_objects()))
"""

UNASKED = frozenset(
    {
        "models.integrity",
        "models.rules.filters",
        "models.views.records",
        "tui.acts.closing",
        "tui.dialogs.follow_up",
        "tui.dialogs.lose",
        "tui.dialogs.slot",
        "tui.dialogs.slots",
        "tui.dialogs.snooze",
        "tui.dialogs.win",
        "tui.screens.trouble",
        "tui.words.desk",
    }
)
"""What no session keeps in memory before somebody asks for it."""


@pytest.fixture
def planned(store: Store) -> Path:
    """A database with a deal that has a follow-up due, closed."""
    deal = a_deal(store, "Boréal", amount=Money(100, "EUR"))
    a_follow_up(store, deal=deal)
    return store.path


def loaded_with_the_first_card(path: Path, screen: str, *options: str) -> str:
    command = [sys.executable, *options, "-c", OPENS, str(path), screen]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("screen", ["board", "today"])
def test_nothing_heavy_is_loaded_when_the_first_card_is_drawn(
    planned: Path, screen: str
) -> None:
    assert loaded_with_the_first_card(planned, screen) == "[]"


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"schema": -1, "statements": {}}', '{"schema": 1}']
)
def test_cards_come_when_the_shipped_statements_cannot_be_used(
    planned: Path, tmp_path: Path, content: str
) -> None:
    broken = tmp_path / "statements.json"
    broken.write_text(content)
    script = (
        "from models import statements\n"
        "from pathlib import Path\n"
        f"statements.FILE = Path({str(broken)!r})\n"
    )
    command = [sys.executable, "-c", script + OPENS, str(planned), "board"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "sqlalchemy" in done.stdout


def test_the_shipped_statements_are_readable() -> None:
    assert statements.load()


def test_only_what_the_first_frame_needs_is_loaded_for_it(planned: Path) -> None:
    script = OPENS.replace(
        "[name for name in HEAVY if name in sys.modules]",
        "sorted(name for name in sys.modules if name.partition('.')[0] in OURS)",
    )
    ours = f"OURS = {('models', 'tui', *LATER)!r}\n"
    command = [sys.executable, "-c", ours + script, str(planned), "board"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded = literal_eval(done.stdout.strip())
    assert not {name.partition(".")[0] for name in loaded} & set(LATER)
    assert "models.vocabulary_rest" not in loaded
    assert len(loaded) <= MOST_MODULES


def test_a_session_that_rests_has_loaded_nothing_that_nobody_asked_for(
    planned: Path,
) -> None:
    command = [sys.executable, "-c", RESTS, str(planned)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded = set(literal_eval(done.stdout.strip()))
    assert {"tui.dialogs.outcome", "tui.dialogs.move", "models.tables"} <= loaded
    assert not loaded & UNASKED


def test_tables_are_made_ready_without_a_copy_of_any_column() -> None:
    command = [sys.executable, "-c", CONFIGURES]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "0", done.stderr
