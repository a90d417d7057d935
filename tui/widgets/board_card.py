"""The three lines of a card and the two of a column's head, cut as look.md says."""

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Final
from typing import NamedTuple
from typing import assert_never

from rich.segment import Segment
from textual.strip import Strip

from models.views.board import Card
from models.views.board import ColumnHead
from models.vocabulary import DueBucket
from models.vocabulary import Phase
from tui import formats
from tui import glyphs
from tui.cells import cut
from tui.cells import safe
from tui.cells import width
from tui.i18n import _
from tui.i18n import language
from tui.theming import Palette
from tui.widgets.line import Part
from tui.widgets.line import cells_of
from tui.words.codes import temperature
from tui.words.due import NextStep
from tui.words.due import mark
from tui.words.due import when_forms

LINES: Final = 3
PITCH: Final = LINES + 1
"""The rows from one card to the next."""
BEFORE: Final = 2
"""The bar and the free cell before every text of a column."""
AROUND: Final = BEFORE + 1
GAP: Final = 2
"""The least between what is at the left of a line and at its right."""
WORDS_FROM: Final = 22
"""The column's width from which a value has its word beside its letter."""


MORE: Final = "+"


class Flag(StrEnum):
    """What stands at the right of a title, the first of these that is true."""

    MARKED = "marked"
    MOVED = "moved"
    CHANGED = "changed"


class Look(NamedTuple):
    """How a card is drawn beside what it says."""

    cells: int
    """The width of its column."""
    flag: Flag | None = None
    selected: bool = False
    bold: bool = True
    """Whether the name at the cursor stands out too, not only the bar."""
    stale: int | None = None
    """The days of the clock that ran out (K-10)."""


def draw_card(
    card: Card, look: Look, today: date, palette: Palette
) -> tuple[Strip, ...]:
    """Draw the lines of a card, every one exactly as wide as its column."""
    room = look.cells - AROUND
    texts = (
        _title(card, look, room, palette),
        _amount(card, look, room, palette),
        _step(card, room, today, palette),
    )
    return tuple(
        _framed(parts, line, look, palette) for line, parts in enumerate(texts)
    )


def draw_head(head: ColumnHead, cells: int, palette: Palette) -> Strip:
    """Draw a column's name and count, then what its deals are worth, room allowing."""
    room = cells - AROUND
    count = formats.number(head.deals, language())
    name = cut(safe(head.name), max(room - width(count) - 1, 1))
    left: list[Part] = [(name, palette.strong), (f" {count}", palette.muted)]
    for worth in worths(head):
        right: list[Part] = [(worth, palette.muted)]
        if cells_of(left) + GAP + width(worth) <= room:
            return column_line(_apart(left, right, room, palette), cells, palette)
    return column_line(left, cells, palette)


def column_line(parts: Sequence[Part], cells: int, palette: Palette) -> Strip:
    """Draw a line of a column from where its texts begin."""
    return _strip([(" " * BEFORE, palette.ground), *parts], cells, palette)


def worths(head: ColumnHead) -> tuple[str, ...]:
    """Tell the sum and the weighted sum of a column, the fuller wording first.

    A plus says that deals without a rate or a chance come on top (C.0, C.13).
    """
    if not head.total.minor:
        return ()
    more = MORE if head.without_rate else ""
    if head.weighted is None:
        return (formats.short_amount(head.total, language()) + more,)
    total, part = formats.short_pair(head.total, head.weighted, language())
    part += MORE if head.without_chance else ""
    both = _("{total} · w {weighted}").format(total=total + more, weighted=part)
    return both.replace("·", glyphs.current().separator), total + more


def _title(card: Card, look: Look, room: int, palette: Palette) -> list[Part]:
    style = palette.accent if look.flag else palette.text
    if look.selected and look.bold:
        style = palette.at_cursor
    if look.flag is None:
        return [(cut(safe(card.title), room), style)]
    left: list[Part] = [(cut(safe(card.title), room - GAP), style)]
    return _apart(left, [(_flag(look.flag), palette.accent)], room, palette)


def _flag(flag: Flag) -> str:
    marks = glyphs.current()
    match flag:
        case Flag.MARKED:
            return marks.marked
        case Flag.MOVED:
            return marks.moved
        case Flag.CHANGED:
            return marks.others
        case _:
            assert_never(flag)


def _amount(card: Card, look: Look, room: int, palette: Palette) -> list[Part]:
    """Give up the word of the value, then the days, for the amount (look.md)."""
    if card.phase is Phase.LEAD:
        text, style = safe(card.reach or card.person), palette.muted
    else:
        amount = formats.amount(card.amount, language()) if card.amount else ""
        text, style = amount, palette.text
    left: list[Part] = [(cut(text, room), style)]
    for right, gap in _beside_amount(card, look, palette):
        if width(text) + gap + cells_of(right) <= room:
            return _apart(left, right, room, palette)
    return left


def _beside_amount(
    card: Card, look: Look, palette: Palette
) -> Iterator[tuple[list[Part], int]]:
    """Offer what may stand right of the amount, the fullest first, with its gap."""
    values = list(_values(card, look, palette))
    if look.stale is not None:
        days = (idle_days(look.stale), palette.amber)
        for value in values:
            yield [days, (" " * GAP, palette.ground), value], 1
        if not values:
            yield [days], 1
    for value in values:
        yield [value], GAP


def idle_days(days: int) -> str:
    """Return how long a clock has run, as short as it can be said: ``~9d``."""
    return glyphs.current().idle + formats.days_short(days, language())


def _values(card: Card, look: Look, palette: Palette) -> Iterator[Part]:
    if card.temperature is None or card.phase is Phase.LEAD:
        return
    style = palette.value(card.temperature)
    word = temperature(card.temperature)
    letter = word[:1].upper()
    if look.cells >= WORDS_FROM:
        yield f"{letter} {word}", style
    yield letter, style


def _step(card: Card, room: int, today: date, palette: Palette) -> list[Part]:
    bucket = card.bucket
    style = palette.due(bucket)
    told: list[Part] = [(f"{mark(bucket)} ", style)]
    forms = when_forms(NextStep(bucket, today, card.day, card.at))
    room -= cells_of(told)
    name = safe(card.step)
    if bucket is DueBucket.NONE or not name:
        fits = [form for form in forms if width(form) <= room]
        return [*told, (fits[0] if fits else cut(forms[-1], room), style)]
    glue = f" {glyphs.current().separator} "
    room -= width(glue)
    fitting = [form for form in forms if width(name) + width(form) <= room]
    when = fitting[0] if fitting else forms[-1]
    words = palette.muted if bucket is DueBucket.LATER else palette.text
    short = cut(name, max(room - width(when), 1))
    return [*told, (short, words), (glue, palette.faint), (when, style)]


def _framed(parts: list[Part], line: int, look: Look, palette: Palette) -> Strip:
    bar = glyphs.current().cursor
    barred = look.selected and (line == 0 or bar == glyphs.UNICODE.cursor)
    first: Part = (bar, palette.accent) if barred else (" ", palette.ground)
    return _strip([first, (" ", palette.ground), *parts], look.cells, palette)


def _apart(
    left: list[Part], right: list[Part], room: int, palette: Palette
) -> list[Part]:
    """Put parts at both ends of *room* cells."""
    blank = room - cells_of(left) - cells_of(right)
    return [*left, (" " * blank, palette.ground), *right]


def _strip(parts: Sequence[Part], cells: int, palette: Palette) -> Strip:
    segments = [Segment(text, style) for text, style in parts if text]
    return Strip(segments).adjust_cell_length(cells, palette.ground)
