"""What the terminal shows, cell by cell, and what of a frame differs from it."""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from itertools import chain
from typing import Final

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS
from rich.console import Console
from textual._compositor import ChopsUpdate
from textual._compositor import LayoutUpdate
from textual.geometry import Size
from textual.strip import Strip

from tui.cells import ONE_CELL_EACH
from tui.cells import graphemes
from tui.terminal.looks import Look
from tui.terminal.looks import look_of
from tui.terminal.pen import Pen
from tui.terminal.pen import unsure

UNKNOWN: Final = "\0"
"""Stands for what a cell may show; no text holds it (tui/terminal/filters.py)."""

NOWHERE: Final = Look("", "", 0)
"""The look of what is not known; no style comes to it."""

NEAR: Final = 4
"""The cells of one look that are sent again rather than stepped over."""

STRIDE: Final = 16
"""The cells that are compared at once, since most of a line stays as it is."""

Run = tuple[int, int]
"""The first cell and the one after the last."""


class Row:
    """The cells of a line; one that a wide character covers is empty."""

    __slots__ = ("looks", "texts", "unsure")

    def __init__(self, texts: list[str], looks: list[Look]) -> None:
        self.texts = texts
        self.looks = looks
        self.unsure = False
        """Whether the terminal may give a character more or fewer cells than we do."""

    def add(self, strip: Strip, system: ColorSystem) -> None:
        """Go on with a strip."""
        texts, looks = self.texts, self.looks
        for text, style, _control in strip:
            look = look_of(style, system)
            if ONE_CELL_EACH.fullmatch(text):
                texts.extend(text)
                looks.extend([look] * len(text))
                continue
            for start, end, cells in graphemes(text):
                if cells:
                    grapheme = text[start:end]
                    texts += [grapheme, *[""] * (cells - 1)]
                    looks += [look] * cells
                    self.unsure = self.unsure or unsure(grapheme)

    def cut(self, columns: int) -> None:
        """Leave out what no column is there for; what is missing is unknown."""
        lacking = columns - len(self.texts)
        self.texts[columns:] = [UNKNOWN] * lacking
        self.looks[columns:] = [NOWHERE] * lacking

    def replaced(self, x: int, part: "Row") -> "Row":
        """Return this row with other cells from *x* on."""
        end = x + len(part.texts)
        texts = [*self.texts[:x], *part.texts, *self.texts[end:]]
        changed = Row(texts, [*self.looks[:x], *part.looks, *self.looks[end:]])
        changed.unsure = self.unsure or part.unsure
        return changed


class ShownCells:
    """Remembers what was sent, and sends of each frame only the cells that differ.

    Textual paints a screen several times while it opens and whole lines where one
    cell changed; both are most of what a slow line has to carry.
    """

    def __init__(self, *, erases: bool) -> None:
        self._erases = erases
        self._size = Size(0, 0)
        self._rows: list[Row] = []

    def forget(self) -> None:
        """Send everything again: the terminal was used by others."""
        self._rows = []

    def resized(self, size: Size) -> None:
        """Send everything again if the terminal has another size than before."""
        if size != self._size:
            self._size = size
            self.forget()

    def layout(self, update: LayoutUpdate, console: Console) -> str:
        """Return what a whole frame changes."""
        self.resized(update.region.size)
        system = _system(console)
        rows = [_row(strips, system) for strips in update.strips]
        for row in rows:
            row.cut(self._size.width)
        pen = self._pen()
        if not self._rows:
            self._begin(pen, rows)
        for y, row in enumerate(rows[: self._size.height]):
            self._send(pen, y, row)
        return pen.put_down()

    def chops(self, update: ChopsUpdate, console: Console) -> str:
        """Return what the parts of lines change that Textual drew again."""
        system = _system(console)
        pen = self._pen()
        if not self._rows:
            self._rows = [self._unknown() for _y in range(self._size.height)]
        for y, start, stop in update.spans:
            if y >= len(self._rows):
                continue
            row = self._rows[y]
            for (x, strip), end in zip(
                update.chops[y].items(), update.chop_ends[y], strict=False
            ):
                if strip is not None and x < stop and end > start:
                    row = row.replaced(x, _row([strip], system))
            row.cut(self._size.width)
            self._send(pen, y, row)
        return pen.put_down()

    def _pen(self) -> Pen:
        return Pen(self._size.width, erases=self._erases)

    def _unknown(self) -> Row:
        columns = self._size.width
        return Row([UNKNOWN] * columns, [NOWHERE] * columns)

    def _begin(self, pen: Pen, rows: Iterable[Row]) -> None:
        """Empty the screen in the look that blanks have nearly everywhere."""
        columns, lines = self._size
        blanks: Counter[Look] = Counter()
        for look, cells in Counter(chain.from_iterable(r.looks for r in rows)).items():
            blanks[look.blank] += cells
        common = blanks.most_common(1)
        if common and pen.clear(common[0][0]):
            look = common[0][0]
            self._rows = [Row([" "] * columns, [look] * columns) for _y in range(lines)]
        else:
            self._rows = [self._unknown() for _y in range(lines)]

    def _send(self, pen: Pen, y: int, row: Row) -> None:
        shown, self._rows[y] = self._rows[y], row
        for run in _runs(_changed(shown, row), shown, row):
            for start, stop in _alike_looks(row.looks, *run):
                if row.looks[start] is not NOWHERE:
                    pen.write(start, y, row.texts[start:stop], row.looks[start])


def _system(console: Console) -> ColorSystem:
    return COLOR_SYSTEMS[console.color_system or "truecolor"]


def _row(strips: Iterable[Strip], system: ColorSystem) -> Row:
    row = Row([], [])
    for strip in strips:
        row.add(strip, system)
    return row


def _changed(shown: Row, row: Row) -> list[int]:
    """Tell the cells that differ; of blanks only the ground is looked at."""
    found: list[int] = []
    if shown.texts == row.texts and shown.looks == row.looks:
        return found
    for start in range(0, len(row.texts), STRIDE):
        part = slice(start, start + STRIDE)
        before, now = shown.texts[part], row.texts[part]
        worn, looks = shown.looks[part], row.looks[part]
        if before != now or worn != looks:
            cells = enumerate(zip(before, now, worn, looks, strict=True), start)
            found += [
                x
                for x, (old, new, was, look) in cells
                if old != new
                or (was is not look and (new != " " or was.blank is not look.blank))
            ]
    return found


def _runs(changed: list[int], shown: Row, row: Row) -> Iterator[Run]:
    """Join the cells that are sent in one go, whole characters each."""
    if not changed:
        return
    texts, looks = row.texts, row.looks
    if shown.unsure or row.unsure:
        # A width that was counted wrongly may have moved all that follows.
        yield _whole(texts, changed[0], len(texts))
        return
    start = last = changed[0]
    for x in changed[1:]:
        gap = x - last
        if gap > 1 and (gap > NEAR or not _alike(looks[last : x + 1])):
            yield _whole(texts, start, last + 1)
            start = x
        last = x
    yield _whole(texts, start, last + 1)


def _alike_looks(looks: list[Look], start: int, end: int) -> Iterator[Run]:
    """Part a run where the look changes."""
    for x in range(start + 1, end):
        if looks[x] is not looks[start]:
            yield start, x
            start = x
    yield start, end


def _alike(looks: list[Look]) -> bool:
    return all(look is looks[0] for look in looks)


def _whole(texts: list[str], start: int, end: int) -> Run:
    while start and not texts[start]:
        start -= 1
    while end < len(texts) and not texts[end]:
        end += 1
    return start, end
