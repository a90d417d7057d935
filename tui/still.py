"""A screen that a dialog comes to and goes from without all of it being drawn again."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from typing import Self

from textual import events
from textual import on
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget


class StillScreen(Screen[None], inherit_css=False):
    """Draws what a dialog covers or uncovers, which the layout knows, and no more."""

    # Textual's own takes each start 1 ms to read, for screens within the prompt.
    DEFAULT_CSS = """
    StillScreen {
        layout: vertical; layers: base dialogs above; overflow: hidden;
        background: $background;
    }
    StillScreen:ansi { background: ansi_default; color: ansi_default; }
    StillScreen > .screen--selection {
        background: $screen-selection-background;
        color: $screen-selection-foreground;
    }
    """

    _still = False
    _focusing: Widget | None = None
    """What is about to draw that it has the keys: the frame waits for it."""
    _held = 0

    def on_idle(self, event: events.Idle) -> None:
        """Draw nothing while the rest of what a key changes is on its way."""
        focusing = self._focusing is not None and self._focusing.is_running
        if focusing or self._held:
            event.prevent_default()

    @contextmanager
    def holding(self) -> Generator[None]:
        """Keep the frame of a key back, so that what is being read comes in it."""
        self._held += 1
        try:
            yield
        finally:
            self._let_go()

    def hold_a_turn(self) -> None:
        """Keep the frame back until a worker that was just asked for has begun."""
        self._held += 1
        asyncio.get_running_loop().call_soon(self._let_go)

    def _let_go(self) -> None:
        self._held -= 1
        # What is shown in this very turn tells the screen in the next one.
        asyncio.get_running_loop().call_soon(self.check_idle)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Leave the styles: a screen comes with its colours, and new ones come to it.

        Textual would work out those of every widget anew, 10 ms with the dialogs.
        """
        event.refresh_styles = False

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
