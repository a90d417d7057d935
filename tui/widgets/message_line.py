"""The line above the hints: advice, a refusal, what was undone, a notice."""

from enum import StrEnum
from typing import NamedTuple
from typing import assert_never

from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip

from models.errors import RelanceError
from tui import glyphs
from tui.cells import cut
from tui.cells import safe
from tui.cells import width
from tui.i18n import _
from tui.theming import Palette
from tui.widgets.line import GAP
from tui.widgets.line import Line
from tui.widgets.line import Part
from tui.widgets.line import cells_of
from tui.widgets.line import spread
from tui.widgets.line import with_keys


class MessageKind(StrEnum):
    """What a message is, which decides its mark and its colour (look.md, States)."""

    ADVICE = "advice"
    REFUSAL = "refusal"
    UNDONE = "undone"
    NOTICE = "notice"
    STALE = "stale"
    HINT = "hint"
    NEXT = "next"
    LOWEST = "lowest"
    NUDGE = "nudge"


DONE = (MessageKind.NOTICE, MessageKind.UNDONE, MessageKind.NUDGE)
"""What tells of an act or asks for one; its keys stay readable."""
SET_APART = (MessageKind.UNDONE, MessageKind.NUDGE)
"""What has its keys a little further on, and muted."""
LEAST = 20
"""The cells of a text that its keys leave it."""
REASON = 2 / 5
"""The share of the line that a refusal keeps for its reason."""


class LineMessage(NamedTuple):
    """One thing to say, with its keys in backticks: ``"`ctrl+r` redoes"``.

    Only ``then`` and ``aside`` may name keys: *text* may hold a person's own words.
    """

    kind: MessageKind
    text: str
    then: str = ""
    """The accepted form, or what can be pressed now."""
    aside: str = ""
    """What stands at the right: ``2 marked``."""


class MessageLine(Line):
    """Shows the latest message, else the standing one, else nothing."""

    message: reactive[LineMessage | None] = reactive[LineMessage | None](None)
    """What was just said; it goes with the next act."""
    standing: reactive[LineMessage | None] = reactive[LineMessage | None](None)
    """What stays underneath: how many are marked, the stages out of sight."""

    def say(self, message: LineMessage) -> None:
        """Show *message* until the next one."""
        self.message = message

    def refuse(self, error: RelanceError, zone: str) -> None:
        """Say why not, and what would be accepted; long names give way to both."""
        from tui.words.refusals import explain_within  # noqa: PLC0415 - when refused

        room = self.room_beside(kind=MessageKind.REFUSAL)
        refusal = explain_within(error, zone, room)
        self.say(LineMessage(MessageKind.REFUSAL, refusal.text, refusal.then))

    def clear(self) -> None:
        """Take the message away; the standing one shows again."""
        self.message = None

    def room_beside(
        self, then: str = "", kind: MessageKind = MessageKind.NOTICE
    ) -> int:
        """Return the cells of a text that can stand whole before its keys."""
        keys = with_keys(f" {then}" if then else "", Style(), Style())
        taken = cells_of([*_mark(kind, self.palette), *keys])
        return self.size.width - 2 * self.EDGE - taken

    def lines_of(self, cells: int, most: int) -> int:
        """Return how many lines what stands there takes of those it may have."""
        return max(len(self._broken(self.palette, cells - 2 * self.EDGE, most)), 1)

    def render_line(self, y: int) -> Strip:
        """Draw a line; what stands there has as many as the widget was given."""
        cells, height = self.size.width, self.size.height
        if self.message or height <= 1:
            return super().render_line(y)
        palette = self.palette
        lines = self._broken(palette, cells - 2 * self.EDGE, height)
        line = lines[y] if y < len(lines) else []
        return spread(line, [], cells, palette.ground, self.EDGE)

    def parts(self, palette: Palette, cells: int) -> tuple[list[Part], list[Part]]:
        """Draw the message; the standing one still gives its right part if it fits."""
        shown = self.message or self.standing
        if shown is None:
            return [], []
        left = _said(_shortened(shown, palette, cells), palette)
        aside = shown.aside or (self.standing.aside if self.standing else "")
        right = with_keys(aside, palette.muted, palette.key)
        fits = cells_of(left) + GAP + cells_of(right) <= cells
        return left, right if fits or shown.aside else []

    def _broken(self, palette: Palette, cells: int, most: int) -> list[list[Part]]:
        """Break what stands there between its words, each line under the first one."""
        from tui.wrapping import wrapped  # noqa: PLC0415 - few messages are so long

        shown = self.standing
        if shown is None:
            return []
        mark, style = _mark(shown.kind, palette), _style(shown.kind, palette)
        indent = (" " * cells_of(mark), palette.ground)
        lines = wrapped(shown.text, cells - cells_of(mark), most)
        return [
            [*([indent] if place else mark), (line, style)]
            for place, line in enumerate(lines)
        ]


def _shortened(message: LineMessage, palette: Palette, cells: int) -> LineMessage:
    """Cut a long name rather than the keys that go with what was done or refused."""
    over = cells_of(_said(message, palette)) - cells
    refused = message.kind is MessageKind.REFUSAL
    if over <= 0 or not message.then or not (refused or message.kind in DONE):
        return message
    text = safe(message.text)
    least = max(int(cells * REASON), LEAST) if refused else LEAST
    return message._replace(text=cut(text, max(width(text) - over, least)))


def _said(message: LineMessage, palette: Palette) -> list[Part]:
    parts = [*_mark(message.kind, palette)]
    parts.append((safe(message.text), _style(message.kind, palette)))
    if message.then:
        glue = "   " if message.kind in SET_APART else " "
        quiet = message.kind in (*SET_APART, MessageKind.STALE)
        text = palette.muted if quiet else palette.text
        parts += [(glue, text), *with_keys(message.then, text, palette.key)]
    return parts


def _mark(kind: MessageKind, palette: Palette) -> list[Part]:
    match kind:
        case MessageKind.ADVICE:
            return [(_("Advice"), palette.accent), ("  ", palette.ground)]
        case MessageKind.NEXT:
            return [(_("Next"), palette.accent), ("  ", palette.ground)]
        case MessageKind.LOWEST:
            return [(_("Lowest"), palette.amber), ("  ", palette.ground)]
        case MessageKind.REFUSAL:
            return [(f"{glyphs.current().overdue} ", palette.overdue)]
        case MessageKind.STALE:
            return [(f"{glyphs.current().idle} ", palette.stale)]
        case (
            MessageKind.UNDONE
            | MessageKind.NOTICE
            | MessageKind.HINT
            | MessageKind.NUDGE
        ):
            return []
        case _:
            assert_never(kind)


def _style(kind: MessageKind, palette: Palette) -> Style:
    match kind:
        case MessageKind.REFUSAL:
            return palette.overdue
        case MessageKind.UNDONE:
            return palette.won
        case MessageKind.NUDGE:
            return palette.amber
        case MessageKind.ADVICE | MessageKind.HINT | MessageKind.NEXT:
            return palette.muted
        case MessageKind.NOTICE | MessageKind.STALE | MessageKind.LOWEST:
            return palette.text
        case _:
            assert_never(kind)
