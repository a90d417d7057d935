"""The queue of Today as one widget: sections, rows and a cursor of its own (R-21)."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import assert_never

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from models.views.due import DueItem
from models.vocabulary import DueBucket
from tui import formats
from tui import glyphs
from tui.cells import cut
from tui.cells import pad
from tui.cells import right
from tui.cells import safe
from tui.cells import width
from tui.i18n import _
from tui.i18n import language
from tui.preferences.keymap import key_label
from tui.theming import Ground
from tui.theming import Palette
from tui.widgets.board_pieces import Teaching
from tui.widgets.line import Drawn
from tui.widgets.line import Part
from tui.widgets.line import cropped
from tui.widgets.line import palette_for
from tui.widgets.line import wrapped
from tui.words.codes import temperature
from tui.words.due import NextStep
from tui.words.due import mark
from tui.words.due import when_column
from tui.words.tries import nth_try

WHEN = 8
TYPE = 17
"""The column of the type and the try, the free cell after it included."""
WIDE_TYPE = 22
ASSIGNEE = 14
KEY = 4
GAP = 2
"""The free cells after the type at least."""
EDGE = 2
"""The cells before a heading; the bar of the cursor stands in the second one."""
WIDE = 74
"""The cells from which there is room for long types and for whose an item is."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading: which part of the queue, and how many it holds in all."""

    bucket: DueBucket
    count: int
    skipped: bool = False


Row = Section | int | None
"""A heading, the place of an item, or a free line."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What the list shows: the items in their order, and the counts of the parts."""

    items: Sequence[DueItem] = ()
    counts: Mapping[DueBucket, int] | None = None
    skipped: frozenset[int] = frozenset()
    """Items that were left for later in the day; they stand at the end."""
    whose: bool = False
    """Whether the items are of several people."""
    teaching: Teaching | None = None
    """What an empty queue says."""


class DueList(Drawn):
    """Draws the rows in sight; its screen moves the cursor and keeps the focus."""

    DEFAULT_CSS = """
    DueList {
        width: 1fr;
        height: 1fr;
    }
    """

    class Moved(Message):
        """The mouse put the cursor on another item."""

    class Opened(Message):
        """The mouse opened the item at the cursor."""

    def __init__(self, *, bold: bool = True, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._bold = bold
        self._queue = Queue()
        self._rows: list[Row] = []
        self._place: list[int] = []
        """The row of each item."""
        self._type = TYPE
        """The room that the longest type takes with its try."""
        self._at = 0
        self._top = 0

    def on_resize(self) -> None:
        self._keep_in_sight()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points; a second click opens."""
        row = self._top + event.y
        item = self._rows[row] if row < len(self._rows) else None
        if not isinstance(item, int):
            return
        if item == self._at:
            self.post_message(self.Opened())
            return
        self.move_to(item)
        self.post_message(self.Moved())

    def render_line(self, y: int) -> Strip:
        """Draw a heading, an item or a free line."""
        palette, cells = palette_for(self, Ground.SCREEN), self.size.width
        if not self._queue.items:
            return self._teach(y, cells, palette)
        place = self._top + y
        row = self._rows[place] if place < len(self._rows) else None
        match row:
            case Section():
                parts = _heading(row, palette)
            case int():
                parts = self._item(row, cells, palette)
            case None:
                parts = []
            case _:
                assert_never(row)
        segments = [Segment(*part) for part in cropped(parts, cells)]
        return Strip(segments).adjust_cell_length(cells, palette.ground)

    def show(self, queue: Queue, at: int) -> None:
        """Show another queue with the cursor on the item at that place."""
        self._queue = queue
        self._rows = _rows(queue)
        self._type = max(map(_type_cells, _types(queue)), default=TYPE)
        self._place = [
            row for row, shown in enumerate(self._rows) if isinstance(shown, int)
        ]
        self._at = max(0, min(at, len(queue.items) - 1))
        self._keep_in_sight()
        self.refresh()

    def move(self, step: int) -> bool:
        """Move the cursor by items; tell whether it moved."""
        return self.move_to(self._at + step)

    def page(self, pages: int) -> bool:
        """Move the cursor by the height of the list."""
        return self.move(pages * max(self.size.height - 1, 1))

    def move_to(self, at: int) -> bool:
        """Put the cursor on the item at a place, or on the nearest there is."""
        before, top = self._at, self._top
        self._at = max(0, min(at, len(self._queue.items) - 1))
        if self._at == before:
            return False
        self._keep_in_sight()
        if self._top != top:
            self.refresh()
        else:
            for item in (before, self._at):
                line = self._place[item] - self._top
                self.refresh(Region(0, line, self.size.width, 1))
        return True

    @property
    def at(self) -> int:
        """The place of the cursor among the items."""
        return self._at

    @property
    def items(self) -> Sequence[DueItem]:
        """What the list shows, in its order."""
        return self._queue.items

    @property
    def item(self) -> DueItem | None:
        """The item at the cursor."""
        return self._queue.items[self._at] if self._queue.items else None

    @property
    def after(self) -> DueItem | None:
        """The item that comes after the one at the cursor."""
        items, at = self._queue.items, self._at + 1
        return items[at] if at < len(items) else None

    def _teach(self, y: int, cells: int, palette: Palette) -> Strip:
        """Draw what an empty queue says, where its first item would be."""
        teaching = self._queue.teaching
        lines: list[list[Part]] = []
        if teaching is not None:
            lines += [
                [(row, palette.strong)]
                for row in wrapped(teaching.sentence, cells - EDGE)
            ]
            lines.append([])
            for key, words in teaching.keys:
                label = (pad(key_label(key), KEY), palette.key)
                lines.append([label, (words, palette.muted)])
        shown: list[Part] = [(" " * EDGE, palette.ground)]
        shown += lines[y] if y < len(lines) else []
        segments = [Segment(*part) for part in cropped(shown, cells)]
        return Strip(segments).adjust_cell_length(cells, palette.ground)

    def _keep_in_sight(self) -> None:
        """Scroll as little as possible; the heading above the first item shows too."""
        height = self.size.height
        if not self._place or not height:
            self._top = 0
            return
        row = self._place[self._at]
        first = row - 1 if isinstance(self._rows[row - 1], Section) else row
        if first < self._top:
            self._top = first
        elif row >= self._top + height:
            self._top = row - height + 1
        self._top = max(0, min(self._top, len(self._rows) - height))

    def _item(self, place: int, cells: int, palette: Palette) -> list[Part]:
        item, here = self._queue.items[place], place == self._at
        bar = glyphs.current().cursor if here else " "
        due, words = palette.due(item.bucket), _words(item, palette)
        step = NextStep(item.bucket, item.today, item.day, item.at)
        named = palette.at_cursor if here and self._bold else palette.text
        whose = self._whose(item, cells)
        kind = min(WIDE_TYPE if cells >= WIDE else TYPE, self._type)
        room = max(cells - EDGE - 2 - WHEN - 2 - kind - 3 - width(whose), 1)
        name = cut(safe(item.deal or item.person or item.company), room)
        return [
            (" ", palette.ground),
            (bar, palette.accent),
            (f" {mark(item.bucket)}", due),
            (right(when_column(step), WHEN), due),
            ("  ", palette.ground),
            *_type(item, kind, words, palette),
            (name, named),
            (" " * (room - width(name)), palette.ground),
            (whose, palette.muted),
            *_value(item, palette),
        ]

    def _whose(self, item: DueItem, cells: int) -> str:
        if not self._queue.whose or cells < WIDE:
            return ""
        return "  " + pad(safe(item.assignee_name), ASSIGNEE)


def _rows(queue: Queue) -> list[Row]:
    """Put a heading before each part of the queue, and a free line between two."""
    rows: list[Row] = []
    places = range(len(queue.items))
    for section, part in groupby(places, lambda place: _section(queue, place)):
        rows += [None, section] if rows else [section]
        rows += part
    return rows


def _section(queue: Queue, place: int) -> Section:
    item = queue.items[place]
    if item.id in queue.skipped:
        return Section(item.bucket, len(queue.skipped), skipped=True)
    counts = queue.counts or {}
    return Section(item.bucket, counts.get(item.bucket, 0))


def _heading(section: Section, palette: Palette) -> list[Part]:
    count = formats.number(section.count, language())
    return [
        (" " * EDGE, palette.ground),
        (_title(section), palette.strong),
        (f"  {count}", palette.muted),
    ]


def _title(section: Section) -> str:
    if section.skipped:
        return _("Skipped")
    match section.bucket:
        case DueBucket.OVERDUE:
            return _("Overdue")
        case DueBucket.TODAY:
            return _("Today")
        case DueBucket.LATER:
            return _("Next 7 days")
        case DueBucket.NONE:
            return _("Without a date")
        case _:
            assert_never(section.bucket)


def _words(item: DueItem, palette: Palette) -> Style:
    return palette.muted if item.bucket is DueBucket.LATER else palette.text


def _types(queue: Queue) -> set[tuple[str, int]]:
    return {(item.type, item.attempt) for item in queue.items}


def _type_cells(type_and_try: tuple[str, int]) -> int:
    named, attempt = type_and_try
    return width(" ".join((safe(named), nth_try(attempt))).rstrip()) + GAP


def _type(item: DueItem, cells: int, words: Style, palette: Palette) -> list[Part]:
    """Draw the type and which try it is; the try stays when the type is cut."""
    tried = nth_try(item.attempt)
    room = cells - 1 - (width(tried) + 1 if tried else 0)
    name = cut(safe(item.type), max(room, 3))
    parts: list[Part] = [(name, words)]
    if tried:
        parts.append((f" {tried}", palette.muted))
    used = width(name) + (width(tried) + 1 if tried else 0)
    return [*cropped(parts, cells), (" " * max(cells - used, 0), palette.ground)]


def _value(item: DueItem, palette: Palette) -> list[Part]:
    if item.temperature is None:
        return [("  ", palette.ground)]
    letter = temperature(item.temperature)[:1].upper()
    return [(" ", palette.ground), (letter, palette.value(item.temperature))]
