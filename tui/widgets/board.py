"""The board as one widget: it draws windows of cards and moves a cursor of its own."""

from collections.abc import Callable
from collections.abc import Generator
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import contextmanager
from datetime import date

from textual import events
from textual.geometry import Region
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from models.views.board import Card
from models.views.board import ColumnHead
from tui.theming import Ground
from tui.widgets.board_card import LINES
from tui.widgets.board_card import PITCH
from tui.widgets.board_card import Flag
from tui.widgets.board_card import Look
from tui.widgets.board_columns import SEVERAL_FROM
from tui.widgets.board_columns import Slot
from tui.widgets.board_columns import lay_out
from tui.widgets.board_lineup import Before
from tui.widgets.board_lineup import Lineup
from tui.widgets.board_lineup import Spot
from tui.widgets.board_pieces import CardPiece
from tui.widgets.board_pieces import Drawings
from tui.widgets.board_pieces import HeadPiece
from tui.widgets.board_pieces import MorePiece
from tui.widgets.board_pieces import Piece
from tui.widgets.board_pieces import Teaching
from tui.widgets.board_pieces import TeachingPiece
from tui.widgets.board_window import Column
from tui.widgets.line import Drawn
from tui.widgets.line import merged
from tui.widgets.line import palette_for

NO_TEACHING = Teaching("")

TALL_FROM = 30
"""The height of the screen from which the heads have a free row on either side."""
HEAD = 2
"""The rows of a head and its line."""
AT_REST = 0.02
"""Seconds after a change at which the pages around are read, so that no key waits."""
WHEEL = 1
"""The cards that one notch of the wheel scrolls by."""

Fetch = Callable[[ColumnHead, int], Sequence[Card]]
"""Reads the window of a column that begins at a row."""
Stale = Callable[[Card, ColumnHead], int | None]
"""Tells the days of the clock of a card that ran out in its column."""


class Board(Drawn):
    """Columns of cards with a cursor; only what differs is drawn again.

    Keys come through the screen's actions, so that the focus never moves and one key
    makes one frame.
    """

    DEFAULT_CSS = """
    Board {
        width: 1fr;
        height: 1fr;
    }
    """

    class Moved(Message):
        """The mouse put the cursor elsewhere or scrolled."""

    class Opened(Message):
        """The mouse opened the card at the cursor."""

    def __init__(
        self,
        fetch: Fetch,
        stale: Stale,
        *,
        bold: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._fetch = fetch
        self._stale = stale
        self._bold = bold
        self._lineup = Lineup()
        self._first = 0
        self._today = date.min
        self._teaching = Teaching("")
        self._slots: tuple[Slot, ...] = ()
        self._laid_out_for = Size(0, 0)
        self._top = HEAD
        """The row of the first card."""
        self._placed: Mapping[Region, Piece] = {}
        self._lines: Mapping[int, Sequence[tuple[Region, Piece]]] = {}
        self._drawings = Drawings()

    def render_line(self, y: int) -> Strip:
        """Join the pieces that cross a row, each at its place."""
        if self._laid_out_for != self.size:
            self._lay_out()
        palette = palette_for(self, Ground.SCREEN)
        cells = self.size.width
        parts: list[Strip] = []
        x = 0
        for area, piece in self._lines.get(y, ()):
            start = area.x
            if start > x:
                parts.append(Strip.blank(start - x, palette.ground))
            strips = self._drawings.of(piece, palette)
            line = y - area.y
            width = area.width
            parts.append(
                strips[line]
                if line < len(strips)
                else Strip.blank(width, palette.ground)
            )
            x = start + width
        segments = merged([segment for strip in parts for segment in strip])
        return Strip(segments).adjust_cell_length(cells, palette.ground)

    def on_resize(self) -> None:
        """Lay the columns out for the new size."""
        with self._redrawn():
            pass

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the card that was clicked; a second click opens it."""
        hit = self._hit(event.x, event.y)
        if hit is None:
            return
        column, row = hit
        with self._redrawn():
            self._lineup.go(column, row)
        self.post_message(self.Moved() if event.chain == 1 else self.Opened())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the column under the pointer."""
        self._scroll(event.x, WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the column under the pointer back."""
        self._scroll(event.x, -WHEEL)

    @property
    def card(self) -> Card | None:
        """The card at the cursor."""
        return self._lineup.card

    @property
    def column(self) -> Column | None:
        """The column at the cursor."""
        return self._lineup.column

    @property
    def alone(self) -> bool:
        """Whether the screen is so narrow that one column stands for all."""
        return self.screen.size.width < SEVERAL_FROM

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The columns in sight."""
        return self._slots

    @property
    def marked(self) -> tuple[int, ...]:
        """The deals that are marked."""
        return tuple(sorted(self._lineup.marked))

    @property
    def hidden(self) -> tuple[tuple[ColumnHead, ...], tuple[ColumnHead, ...]]:
        """The columns out of sight at the left and at the right."""
        heads = tuple(column.head for column in self._lineup.columns)
        if not self._slots:
            return (), ()
        return heads[: self._slots[0].column], heads[self._slots[-1].column + 1 :]

    def show(
        self,
        heads: Sequence[ColumnHead],
        today: date,
        *,
        at: Spot | None = None,
        teaching: Teaching = NO_TEACHING,
        mine: bool = False,
    ) -> None:
        """Show what was read; the cursor stays on its line of the screen.

        Unless what changed is *mine*, the cards that changed get a flag.
        """
        lineup = self._lineup
        seen = lineup.known()
        with self._redrawn():
            self._today, self._teaching = today, teaching
            lineup.renew(heads, at)
        if not mine and lineup.flag_changes(seen):
            with self._redrawn():
                pass

    def move(self, across: int, down: int) -> None:
        """Move the cursor by columns and cards."""
        with self._redrawn():
            self._lineup.move(across, down)

    def turn_page(self, pages: int) -> None:
        """Move the cursor by as many cards as fit."""
        with self._redrawn():
            self._lineup.turn_page(pages)

    def jump(self, *, last: bool) -> None:
        """Move the cursor to the first or the last card of its column."""
        with self._redrawn():
            self._lineup.jump(last=last)

    def mark(self) -> None:
        """Mark the card at the cursor, or take its mark away, and go on to the next."""
        with self._redrawn():
            self._lineup.mark()

    def mark_shown(self) -> None:
        """Mark every card of the column that is on the screen, or none of them."""
        with self._redrawn():
            self._lineup.mark_shown()

    def unmark(self) -> None:
        """Take all marks away."""
        with self._redrawn():
            self._lineup.marked = set()

    def flag(self, deal_id: int, flag: Flag) -> None:
        """Show that a card was moved or changed until the cursor has been on it."""
        with self._redrawn():
            self._lineup.flags[deal_id] = flag

    def forget_flags(self) -> None:
        """Take the flags away: the board was left."""
        with self._redrawn():
            self._lineup.flags = {}

    def pretend_move(self, deal_id: int, stage_id: int) -> Before | None:
        """Show a card in another stage before it is saved (rulings 27).

        Answers what ``take_back`` needs, nothing where the card is not on the board.
        """
        with self._redrawn():
            return self._lineup.pretend_move(deal_id, stage_id)

    def take_back(self, deal_id: int, before: Before) -> None:
        """Put a card back where it was: its move was not saved."""
        with self._redrawn():
            self._lineup.take_back(deal_id, before)

    def _hit(self, x: int, y: int) -> tuple[int, int] | None:
        for slot in self._slots:
            column = self._lineup.columns[slot.column]
            row = column.top + (y - self._top) // PITCH
            if slot.x <= x < slot.x + slot.cells and y >= 0:
                return slot.column, row if y >= self._top else column.row
        return None

    def _scroll(self, x: int, cards: int) -> None:
        for slot in self._slots:
            if slot.x <= x < slot.x + slot.cells:
                with self._redrawn():
                    self._lineup.scroll(slot.column, cards)
                self.post_message(self.Moved())

    @contextmanager
    def _redrawn(self) -> Generator[None]:
        """Compare the pieces before and after, and refresh where they differ."""
        yield
        if not self.size:
            self._arrange(self.screen.size.width)
            return
        before = self._placed
        stale = _changed(before, self._lay_out())
        if stale:
            self.refresh(*stale)
        column, page = self._lineup.column, self._lineup.page
        if column is not None and [*column.near(page)]:
            self.set_timer(AT_REST, lambda: self._read(column, column.near(page)))

    def _read(self, column: Column, starts: Iterable[int]) -> None:
        for start in list(starts):
            column.keep(start, self._fetch(column.head, start))

    def _lay_out(self) -> Mapping[Region, Piece]:
        """Decide where everything is, for the first paint and after each change."""
        self._laid_out_for = self.size
        self._top = HEAD + 2 * (self.screen.size.height >= TALL_FROM)
        self._lineup.page = max((self.size.height - self._top + 1) // PITCH, 1)
        self._settle()
        self._placed = self._pieces()
        self._lines = _by_line(self._placed)
        return self._placed

    def _settle(self) -> None:
        """Lay the columns out and read what comes into sight."""
        self._arrange(self.size.width)
        for slot in self._slots:
            column = self._lineup.columns[slot.column]
            column.stand(column.row, self._lineup.page)
            shown = range(column.top, column.top + self._lineup.page)
            self._read(column, column.missing(shown))
        self._lineup.visit()

    def _arrange(self, cells: int) -> None:
        """Choose the columns in sight; their names are known before the first paint."""
        empty = [not column.head.deals for column in self._lineup.columns]
        even = not self._bold
        self._slots = lay_out(empty, self._lineup.at, self._first, cells, even=even)
        self._first = self._slots[0].column if self._slots else 0

    def _pieces(self) -> dict[Region, Piece]:
        placed: dict[Region, Piece] = {}
        for slot in self._slots:
            column = self._lineup.columns[slot.column]
            focused = slot.column == self._lineup.at
            head = Region(
                slot.x, self._top - HEAD - (self._top > HEAD), slot.cells, HEAD
            )
            placed[head] = HeadPiece(column.head, slot.cells, focused)
            placed.update(self._body(slot, column, focused=focused))
        return placed

    def _body(
        self, slot: Slot, column: Column, *, focused: bool
    ) -> Iterator[tuple[Region, Piece]]:
        y = self._top
        if not column.head.deals:
            if focused and not slot.collapsed:
                rows = self.size.height - y
                area = Region(slot.x, y, slot.cells, rows)
                yield area, TeachingPiece(self._teaching, slot.cells)
            else:
                yield Region(slot.x, y, slot.cells, 1), MorePiece(0, slot.cells)
            return
        for row in range(column.top, column.top + self._lineup.page):
            card = column.card(row)
            if card is not None:
                here = focused and row == column.row
                flag, stale = self._lineup.flag_of(card), self._stale(card, column.head)
                look = Look(slot.cells, flag, here, self._bold, stale)
                yield (
                    Region(slot.x, y, slot.cells, LINES),
                    CardPiece(card, look, self._today),
                )
            y += PITCH
        more = column.head.deals - column.top - self._lineup.page
        if more > 0 and y < self.size.height:
            yield Region(slot.x, y, slot.cells, 1), MorePiece(more, slot.cells)


def _by_line(
    placed: Mapping[Region, Piece],
) -> Mapping[int, Sequence[tuple[Region, Piece]]]:
    lines: dict[int, list[tuple[Region, Piece]]] = {}
    for area, piece in placed.items():
        for y in range(area.y, area.bottom):
            lines.setdefault(y, []).append((area, piece))
    return lines


def _changed(
    before: Mapping[Region, Piece], now: Mapping[Region, Piece]
) -> list[Region]:
    """Tell what to draw again."""
    stale = [
        part
        for area, piece in now.items()
        if before.get(area) != piece
        for part in piece.touched(before.get(area), area)
    ]
    return [*stale, *(area for area in before if area not in now)]
