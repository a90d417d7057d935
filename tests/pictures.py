"""Draws the pictures of the README from the app on its sample: ``make pictures``."""

import asyncio
import re
import tempfile
from datetime import UTC
from datetime import datetime
from pathlib import Path

from models.clock import Clock
from models.sample import Wanted
from models.sample import write_sample
from models.store import open_store
from models.vocabulary import Language
from tui.app import RelanceApp
from tui.i18n import set_language
from tui.preferences.settings import Settings

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
NOW = datetime(2026, 11, 23, 8, 14, tzinfo=UTC)
SIZE = (120, 30)
PICTURES = {
    "today": (Language.EN, ()),
    "board": (Language.EN, ("B", "right", "down")),
    "outcome": (Language.EN, ("d", "n")),
    "funnel": (Language.EN, ("S",)),
    "wins": (Language.EN, ("S", "tab", "tab")),
    "stages": (Language.EN, ("S", *["tab"] * 4)),
    "tableau": (Language.FR, ("B", "right")),
}
"""The name of each picture, its language, and the keys that lead to it."""
FIGURES = frozenset({"funnel", "wins", "stages"})
"""Pictures of everybody's figures, as who leads the company sees them."""
LEADER = "admin"
REMOTE_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def main() -> None:
    """Draw every picture anew."""
    FOLDER.mkdir(exist_ok=True)
    for name, (language, keys) in PICTURES.items():
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "sample.db"
            login = LEADER if name in FIGURES else ""
            drawn = asyncio.run(picture(database, language, keys, login))
        FOLDER.joinpath(f"{name}.svg").write_text(drawn, encoding="utf-8")


async def picture(
    database: Path, language: Language, keys: tuple[str, ...], login: str = ""
) -> str:
    """Return the app after the keys as SVG, with no font from elsewhere.

    Without a login the one who acts in the sample sees it.
    """
    clock = Clock(start=NOW, ticking=False)
    set_language(language)
    seller = write_sample(database, Wanted(seed=1, language=language), clock)
    store = open_store(database, login or seller, clock)
    app = RelanceApp(store, Settings())
    async with app.run_test(size=SIZE) as pilot:
        for key in keys:
            await pilot.press(key)
            await app.workers.wait_for_complete()  # pyright: ignore[reportUnknownMemberType]
            await pilot.pause()
        drawn = app.export_screenshot(title="Relance", simplify=True)
    store.close()
    return REMOTE_FONT.sub("", drawn).replace("Fira Code", "ui-monospace")


if __name__ == "__main__":
    main()
