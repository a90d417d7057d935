"""Runs the app, and writes down how many modules its first frame needed."""

import sys
from pathlib import Path

from rich.console import RenderableType
from textual.screen import Screen

from tui.app import RelanceApp
from tui.cli import main

COUNTED = Path(sys.argv.pop(1))


class Counting(RelanceApp):
    """The app, counting when it first draws."""

    def _display(
        self, screen: Screen[object], renderable: RenderableType | None
    ) -> None:
        if renderable is not None and not COUNTED.exists():
            COUNTED.write_text(str(len(sys.modules)), encoding="utf-8")
        super()._display(screen, renderable)  # pyright: ignore[reportUnknownMemberType]


if __name__ == "__main__":
    sys.modules["tui.app"].RelanceApp = Counting  # type: ignore[attr-defined]
    main()
