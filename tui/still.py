"""A screen that a dialog comes to and goes from without all of it being drawn again."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Self

from textual import events
from textual import on
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget


class StillScreen(Screen[None]):
    """Draws what a dialog covers or uncovers, which the layout knows, and no more."""

    _still = False
    _focusing: Widget | None = None
    """What is about to draw that it has the keys: the frame waits for it."""

    def on_idle(self, event: events.Idle) -> None:
        """Draw nothing between a dialog that comes and the keys that go there."""
        if self._focusing is not None and self._focusing.is_running:
            event.prevent_default()

    @on(events.DescendantFocus)
    def focus_arrived(self) -> None:
        """Let the frame be drawn: whoever has the keys says so in it."""
        self._focusing = None

    def await_focus(self, widget: Widget) -> None:
        """Draw no frame before the keys have gone there."""
        self._focusing = widget

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
        before = self.focused
        with self.keeping_still():
            super().set_focus(widget, scroll_visible, from_app_focus)
        gone = widget is not None and self.focused is widget is not before
        self._focusing = widget if gone else None

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
    """Let a dialog that is mounted already come or go, in one frame with the keys.

    Textual has the whole parent drawn again with it, 10 ms at 160×45.
    """
    screen: object = dialog.screen
    if not isinstance(screen, StillScreen):
        dialog.display = shown
        return
    with screen.keeping_still():
        dialog.display = shown
    if shown:
        screen.await_focus(dialog)
