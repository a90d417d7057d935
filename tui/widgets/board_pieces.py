"""What a board is put together from; equal pieces at one place draw nothing."""

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from models.views.board import Card
from models.views.board import ColumnHead
from models.vocabulary import Language
from tui import formats
from tui import glyphs
from tui.cells import cut
from tui.cells import safe
from tui.cells import width
from tui.glyphs import Glyphs
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext
from tui.preferences.keymap import key_label
from tui.theming import Palette
from tui.widgets.board_card import AROUND
from tui.widgets.board_card import BEFORE
from tui.widgets.board_card import Look
from tui.widgets.board_card import column_line
from tui.widgets.board_card import draw_card
from tui.widgets.board_card import draw_head
from tui.widgets.line import Part
from tui.widgets.line import wrapped

REMEMBERED = 2000
"""The pieces whose strips are kept."""


class Teaching(NamedTuple):
    """What an empty board says: what belongs here, and which keys help."""

    sentence: str
    keys: tuple[tuple[str, str], ...] = ()
    """Each key with what it does."""


class HeadPiece(NamedTuple):
    """The name of a column over its line."""

    head: ColumnHead
    cells: int
    focused: bool

    def draw(self, palette: Palette) -> tuple[Strip, ...]:
        """Draw the head and the line, an accent where the cursor is."""
        marks = glyphs.current()
        line = (
            Segment(marks.focus_line * self.cells, palette.accent)
            if self.focused
            else Segment(marks.line * self.cells, palette.rule)
        )
        return (draw_head(self.head, self.cells, palette), Strip([line], self.cells))

    def touched(self, was: "Piece | None", area: Region) -> Iterator[Region]:
        """Tell what to draw again: the line alone where only the focus moved."""
        if isinstance(was, HeadPiece) and was._replace(focused=self.focused) == self:
            yield Region(area.x, area.y + 1, area.width, 1)
        else:
            yield area


class CardPiece(NamedTuple):
    """A card at its place; the day decides how its date is said."""

    card: Card
    look: Look
    today: date

    def draw(self, palette: Palette) -> tuple[Strip, ...]:
        """Draw the lines of the card."""
        return draw_card(self.card, self.look, self.today, palette)

    def touched(self, was: "Piece | None", area: Region) -> Iterator[Region]:
        """Tell what to draw again: bar and name where only the cursor moved."""
        if not isinstance(was, CardPiece) or self.unselected != was.unselected:
            yield area
            return
        name = min(width(safe(self.card.title)), area.width - AROUND)
        bold = BEFORE + name if self.look.bold else 1
        yield Region(area.x, area.y, bold, 1)
        yield Region(area.x, area.y + 1, 1, area.height - 1)

    @property
    def unselected(self) -> "CardPiece":
        """The same card without the cursor."""
        return self._replace(look=self.look._replace(selected=False))


class MorePiece(NamedTuple):
    """How many cards are below the last that fits; ``empty`` where there is none."""

    left: int
    cells: int

    def draw(self, palette: Palette) -> tuple[Strip, ...]:
        """Draw the words."""
        said = ngettext("{count} more", "{count} more", self.left)
        number = formats.number(self.left, language())
        words = said.format(count=number) if self.left else _("empty")
        shown = cut(words, self.cells - AROUND)
        return (column_line([(shown, palette.muted)], self.cells, palette),)

    def touched(self, was: "Piece | None", area: Region) -> Iterator[Region]:
        """Tell what to draw again: all of it."""
        del was
        yield area


class TeachingPiece(NamedTuple):
    """The words of an empty board, where its first card would be."""

    teaching: Teaching
    cells: int

    def draw(self, palette: Palette) -> tuple[Strip, ...]:
        """Draw the sentence, a free line, then a line for each key."""
        room = self.cells - AROUND
        lines: list[Sequence[Part]] = [
            [(row, palette.strong)] for row in wrapped(self.teaching.sentence, room)
        ]
        lines.append([])
        for key, words in self.teaching.keys:
            label = f"{key_label(key):<3} "
            lines.append(
                [(label, palette.key), (cut(words, room - len(label)), palette.muted)]
            )
        return tuple(column_line(line, self.cells, palette) for line in lines)

    def touched(self, was: "Piece | None", area: Region) -> Iterator[Region]:
        """Tell what to draw again: all of it."""
        del was
        yield area


Piece = HeadPiece | CardPiece | MorePiece | TeachingPiece


class Drawings:
    """Pieces as they were drawn, each once for a theme, a language and its marks."""

    def __init__(self) -> None:
        self._strips: dict[Piece, tuple[Strip, ...]] = {}
        self._stamp: tuple[Palette, Language, Glyphs] | None = None

    def of(self, piece: Piece, palette: Palette) -> tuple[Strip, ...]:
        """Return the lines of a piece, drawn now unless they are known."""
        stamp = (palette, language(), glyphs.current())
        if self._stamp != stamp or len(self._strips) > REMEMBERED:
            self._stamp, self._strips = stamp, {}
        strips = self._strips.get(piece)
        if strips is None:
            strips = self._strips[piece] = piece.draw(palette)
        return strips
