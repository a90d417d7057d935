"""A screen that a dialog comes to and goes from without all of it being drawn again."""

from collections.abc import Generator
from contextlib import contextmanager
from contextlib import nullcontext
from typing import Self

from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget


class StillScreen(Screen[None]):
    """Draws what a dialog covers or uncovers, which the layout knows, and no more."""

    _still = False

    @contextmanager
    def keeping_still(self) -> Generator[None]:
        """Take no wish to draw all of the screen meanwhile."""
        self._still = True
        try:
            yield
        finally:
            self._still = False

    def set_focus(
        self,
        widget: Widget | None,
        scroll_visible: bool = True,  # noqa: FBT001, FBT002 - Textual's signature
        from_app_focus: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """Move the keys; whoever has them draws it, and nobody else."""
        with self.keeping_still():
            super().set_focus(widget, scroll_visible, from_app_focus)

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Draw again, unless it is kept still."""
        drawn = repaint and not self._still
        return super().refresh(
            *regions, repaint=drawn, layout=layout, recompose=recompose
        )


def show(dialog: Widget, *, shown: bool) -> None:
    """Let a dialog that is mounted already come or go.

    Textual has the whole parent drawn again with it, 10 ms at 160×45.
    """
    screen: object = dialog.screen
    still = screen.keeping_still() if isinstance(screen, StillScreen) else nullcontext()
    with still:
        dialog.display = shown
