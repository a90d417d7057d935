"""A field of several lines: a note, what was said in a call."""

from dataclasses import dataclass
from typing import Self

from textual import events
from textual import on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.widget import Widget
from textual.widgets import TextArea

from models.text import NOTE
from tui.cells import safe
from tui.i18n import N_
from tui.widgets.field import LABEL
from tui.widgets.field import Field
from tui.widgets.field import too_long
from tui.widgets.hint_line import Hint
from tui.widgets.hint_line import hint_parts
from tui.widgets.line import Part

LINES = 6
"""The lines of the well; a longer text scrolls in it."""
MOST = 4
"""The lines up to which a well grows that begins with one."""
AROUND = 2
"""Rows of the screen that a dialog leaves."""
NEW_LINE = Hint(("ctrl+n",), N_("new line"))


class LinesWell(TextArea):
    """Textual's area on our ground: Enter saves, a key of its own breaks the line."""

    BINDINGS = [Binding("ctrl+n,alt+enter,shift+enter", "break_line", show=False)]

    DEFAULT_CSS = """
    LinesWell, LinesWell:focus {
        position: absolute;
        background: $rl-well;
        background-tint: $rl-well 0%;
        color: $foreground;
        border: none;
        padding: 0;
        margin: 0;
        scrollbar-size: 0 0;
        &.-textual-compact { border: none !important; }
        & .text-area--cursor-line { background: $rl-well; }
        & .text-area--cursor { background: $accent; color: $rl-on-accent; }
        & .text-area--selection { background: $block-cursor-background; }
    }
    """

    @dataclass
    class Submitted(Message):
        """Enter was pressed."""

    @dataclass
    class Cut(Message):
        """A paste was longer than there was room for."""

        told: str

    def __init__(self, *, lets_go: bool = False) -> None:
        """Make a well; one that *lets go* is left with the arrows at its ends."""
        super().__init__(highlight_cursor_line=False, compact=True)
        self._lets_go = lets_go
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        """Let Enter save; everything else types."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted())
            return
        await super()._on_key(event)

    async def _on_paste(self, event: events.Paste) -> None:
        """Take a paste with its lines, without what cannot be shown.

        Of a long one what there is room for is taken, and that is said.
        """
        event.stop()
        event.prevent_default()
        text = "\n".join(safe(line) for line in event.text.splitlines())
        kept = len(self.text) - len(self.selected_text)
        self.replace(text[: max(NOTE - kept, 0)], *self.selection)
        if kept + len(text) > NOTE:
            self.post_message(self.Cut(too_long(kept + len(text), NOTE)))

    def action_break_line(self) -> None:
        self.replace("\n", *self.selection)

    def action_cursor_up(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        """Go to the line above, or from the first one to the field above."""
        if self._lets_go and not select and self._line == 0:
            raise SkipAction
        super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        """Go to the line below, or from the last one to the field below."""
        last = self.wrapped_document.height - 1
        if self._lets_go and not select and self._line == last:
            raise SkipAction
        super().action_cursor_down(select)

    @property
    def _line(self) -> int:
        """On which of the lines, as they are wrapped, the cursor stands."""
        return self.wrapped_document.location_to_offset(self.cursor_location).y


class TextLines(Field):
    """Several lines of text; a refusal leaves every character in its place."""

    DEFAULT_CSS = """
    TextLines { height: 7; }
    """

    @dataclass
    class Submitted(Message):
        """The person wants to save."""

        field: "TextLines"

    def __init__(
        self,
        label: str,
        *,
        grows: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """Make a field; one that *grows* begins with one line, like a text field."""
        super().__init__(label, id=id)
        self._grows = grows
        self._lines = 1 if grows else LINES
        self._well = LinesWell(lets_go=grows)

    def compose(self) -> ComposeResult:
        yield self._well

    def on_mount(self) -> None:
        self._well.styles.offset = (LABEL + 1, 0)
        self._stand(self._lines)
        self.watch(self._well, "has_focus", self._focus_moved, init=False)

    def on_resize(self, event: events.Resize) -> None:
        self._well.styles.width = max(event.size.width - LABEL - 2, 1)
        self.call_after_refresh(self.fit)

    @on(TextArea.Changed)
    def keep_to_ourselves(self, event: TextArea.Changed) -> None:
        """Take the refusal away when the person types."""
        event.stop()
        self.refusal = ""
        self.fit()

    @on(LinesWell.Submitted)
    def ask_to_save(self, event: LinesWell.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(self))

    @on(LinesWell.Cut)
    def say_that_it_was_cut(self, event: LinesWell.Cut) -> None:
        """Tell what a note takes, under what it took."""
        event.stop()
        self.refusal = event.told

    def fit(self) -> None:
        """Grow with the text, as far as the dialog still fits the screen."""
        if not self._grows or not self._well.size.width:
            return
        wanted = min(self._well.wrapped_document.height, MOST)
        around = self.parent
        taken = around.outer_size.height if isinstance(around, Widget) else 0
        free = max(self.screen.size.height - AROUND - taken, 0)
        lines = min(wanted, self._lines + free)
        if lines != self._lines:
            self._stand(lines)

    def make_room(self) -> None:
        """Shrink to one line while other fields come, then grow again."""
        if self._grows and self._lines > 1:
            self._stand(1)
            self.call_after_refresh(self.fit)

    def clear(self) -> None:
        """Empty the well and its refusal."""
        self.value = ""
        self.refusal = ""

    @property
    def value(self) -> str:
        """What stands in the well, as it was typed."""
        return self._well.text

    @value.setter
    def value(self, text: str) -> None:
        self._well.load_text(text)
        self._well.move_cursor(self._well.document.end)

    @property
    def active(self) -> bool:
        """Whether the keys go here."""
        return self._well.has_focus

    def focus(self, scroll_visible: bool = True) -> Self:  # noqa: FBT001, FBT002 - Textual's signature
        """Send the keys into the well, the cursor where it was."""
        self._well.focus(scroll_visible)
        return self

    def line_parts(self, y: int) -> list[Part]:
        """Draw the label, the ground of the well, then the line for a refusal."""
        if y == 0:
            return super().line_parts(0)
        if y == self._lines:
            told = self._grows and self.active and not self.refusal
            return self._new_line() if told else super().line_parts(1)
        return [(" " * LABEL, self.palette.ground), *self.shown_value()]

    def shown_value(self) -> list[Part]:
        """Draw the ground of the well."""
        room = max(self.size.width - LABEL - 1, 0)
        return [(" ", self.palette.well), (" " * room, self.palette.well)]

    def _new_line(self) -> list[Part]:
        """Tell the key that breaks the line, where a refusal would stand."""
        palette = self.palette
        return [(" " * LABEL, palette.ground), *hint_parts((NEW_LINE,), palette)]

    def _stand(self, lines: int) -> None:
        self._lines = lines
        self._well.styles.height = lines
        self.styles.height = lines + 1
        self._well.scroll_to(y=max(self._well.cursor_location[0] - lines + 1, 0))

    def _focus_moved(self) -> None:
        self.refresh()
