"""A field one types into: label, well, what was understood, room for a refusal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from textual import events
from textual import on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.reactive import reactive
from textual.widgets import Input

from tui.cells import safe
from tui.widgets.field import LABEL
from tui.widgets.field import Field
from tui.widgets.field import too_long
from tui.widgets.line import Part

SHORT_WELL = 24
"""The cells of a well whose understood value stands at its right."""
LONGEST = 200
"""How many characters a field takes unless it says otherwise."""


class Well(Input):
    """Textual's input without its frame, its blinking and its loss of pasted text."""

    DEFAULT_CSS = """
    Well, Well:focus {
        background: $rl-well;
        background-tint: $rl-well 0%;
        color: $foreground;
        border: none;
        padding: 0;
        height: 1;
        margin: 0;
        &:ansi { text-style: underline; }
    }
    """

    @dataclass
    class Cut(Message):
        """A paste was longer than there was room for."""

        told: str

    value: Reactive[str] = reactive("", init=False)
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """Neither moves anything else: a well is as wide as where it stands allows."""

    def __init__(self, limit: int) -> None:
        super().__init__(max_length=limit, select_on_focus=False)
        self._limit = limit
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        """Take the whole paste as one line, and of a long one what there is room for.

        Textual would keep its first line only, and refuse a long one as a whole.
        """
        line = safe(" ".join(event.text.split()))
        chosen = abs(self.selection.end - self.selection.start)
        kept = len(self.value) - chosen
        self.replace(line[: self._limit - kept], *sorted(self.selection))
        if kept + len(line) > self._limit:
            self.post_message(self.Cut(too_long(kept + len(line), self._limit)))
        event.stop()
        event.prevent_default()


class TextField(Field):
    """One line of text; a refusal leaves every character in its place."""

    @dataclass
    class Changed(Message):
        """The person typed."""

        field: "TextField"
        value: str

        @property
        def control(self) -> "TextField":
            """The field, for ``@on(TextField.Changed, "#when")``."""
            return self.field

    understood: reactive[str] = reactive("")
    """What the text was understood as; shown muted at the right of the well."""

    def __init__(
        self,
        label: str,
        *,
        well: int = 0,
        limit: int = LONGEST,
        understand: Callable[[str], str] | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """Make a field; *well* 0 takes all the room.

        *understand* is asked at every key, in the same frame, so it must be quick.
        """
        super().__init__(label, id=id)
        self._cells = well
        self._shown = well
        self._understand = understand
        self._well = Well(limit)

    def compose(self) -> ComposeResult:
        yield self._well

    def on_mount(self) -> None:
        self._well.styles.offset = (LABEL + 1, 0)
        self._well.styles.width = self._shown
        self.watch(self._well, "value", self._typed, init=False)
        self.watch(self._well, "has_focus", self._focus_moved, init=False)

    def on_resize(self, event: events.Resize) -> None:
        room = event.size.width - LABEL - 2
        shown = min(self._cells, room) if self._cells else room
        if shown != self._shown:
            self._shown = shown
            self._well.styles.width = shown
            self.refresh()

    @on(Input.Changed)
    def keep_to_ourselves(self, event: Input.Changed) -> None:
        """Let only our own message go up."""
        event.stop()

    @on(Well.Cut)
    def say_that_it_was_cut(self, event: Well.Cut) -> None:
        """Tell what a field takes, under what it took."""
        event.stop()
        self.refusal = event.told

    @property
    def value(self) -> str:
        """What stands in the well, as it was typed."""
        return self._well.value

    @value.setter
    def value(self, text: str) -> None:
        self._well.value = text
        self._well.cursor_position = len(text)

    @property
    def active(self) -> bool:
        """Whether the keys go here."""
        return self._well.has_focus

    def focus(self, scroll_visible: bool = True) -> Self:  # noqa: FBT001, FBT002 - Textual's signature
        """Send the keys into the well, the cursor where it was."""
        self._well.focus(scroll_visible)
        return self

    def select(self) -> None:
        """Choose the whole text, so that the next character replaces it."""
        self._well.select_all()

    def clear(self) -> None:
        """Empty the well, its understood value and its refusal."""
        self.value = ""
        self.understood = ""
        self.refusal = ""

    def shown_value(self) -> list[Part]:
        """Draw the ground of the well and what was understood."""
        palette = self.palette
        parts: list[Part] = [(" " * (self._shown + 2), palette.well)]
        if self.understood:
            parts.append((f"  {safe(self.understood)}", palette.muted))
        return parts

    def _typed(self, text: str) -> None:
        self.refusal = ""
        if self._understand is not None:
            self.understood = self._understand(text)
        self.post_message(self.Changed(self, text))

    def _focus_moved(self) -> None:
        self.refresh()
