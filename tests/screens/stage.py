"""An empty app with our theme and words, to try one widget or dialog on."""

from collections.abc import Callable

from textual.app import App
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widget import Widget

from tui import theming


class Stage(App[None]):
    """Mounts the given widgets under a shipped theme and counts its frames."""

    CSS = "Screen { layers: base dialogs; }"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *widgets: Widget, theme: str = theming.DARK) -> None:
        self.stage_theme = theming.shipped(theme)
        super().__init__()
        self.register_theme(self.stage_theme)
        self.theme = self.stage_theme.name
        self.widgets = widgets
        self.frames = 0

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(self.stage_theme.variables)

    def compose(self) -> ComposeResult:
        yield from self.widgets

    def post_display_hook(self) -> None:
        self.frames += 1


def drawn(widget: Widget) -> str:
    """Return the one line that a widget draws, as text."""
    return widget.render_line(0).text


def rows(app: App[None]) -> list[str]:
    """Return the rows of the screen as text."""
    compositor = app.screen._compositor  # pyright: ignore[reportPrivateUsage]
    return [strip.text for strip in compositor.render_strips()]


async def until(pilot: Pilot[None], met: Callable[[], bool]) -> None:
    """Wait, on a slow machine too, until something has come true."""
    for _ in range(400):
        await pilot.pause(0.05)
        if met():
            return
    raise TimeoutError
