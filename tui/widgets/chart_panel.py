"""Shows a chart: plotext's picture in our colours, names and figures beside it."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from typing import assert_never

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui import glyphs
from tui.cells import cut
from tui.cells import right
from tui.cells import safe
from tui.cells import width
from tui.figures.charts import LEAST_CELLS
from tui.figures.charts import LEAST_LINES
from tui.figures.charts import SERIES_GAP
from tui.figures.charts import Across
from tui.figures.charts import Along
from tui.figures.charts import Bar
from tui.figures.charts import Beside
from tui.figures.charts import Funnel
from tui.figures.charts import Shape
from tui.figures.charts import Tone
from tui.glyphs import Glyphs
from tui.theming import Ground
from tui.theming import Palette
from tui.widgets import chart
from tui.widgets.chart import WIDE
from tui.widgets.chart import Picture
from tui.widgets.chart import Run
from tui.widgets.line import Drawn
from tui.widgets.line import Part
from tui.widgets.line import palette_for

LEFT: Final = 2
"""The column in which texts begin, under the title and over the table."""
NAMES: Final = 36
"""The widest column of names."""
GAP: Final = 3
LONGEST: Final = 90
"""The cells after which a bar grows no longer: room stays empty (look.md)."""
CONTENT: Final = 124
SCALE_LINES: Final = 3
"""A title, an axis and its figures."""

WHOLE: Final = "█"
FRAMES: Final = str.maketrans("│┤├└┘┌┐┬┴┼─", "||||||||||-")
BLOCKS: Final = str.maketrans(dict.fromkeys("█▌▐▄▀▖▗▘▝▙▛▜▟▚▞", "#"))
CORNERS: Final = str.maketrans("└┘┌┐┬┴┼┤├", "+++++++++")


class ChartPanel(Drawn):
    """A chart as high as its screen lets it be, or nothing where it does not fit."""

    DEFAULT_CSS = """
    ChartPanel {
        width: 1fr;
        height: 0;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._shape: Shape | None = None

    def show(self, shape: Shape | None) -> None:
        """Show another chart, or none."""
        self._shape = shape
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the chart."""
        palette, cells = palette_for(self, Ground.SCREEN), self.size.width
        lines = self.lines(palette)
        if y >= len(lines):
            return Strip.blank(cells, palette.ground)
        return lines[y].adjust_cell_length(cells, palette.ground)

    def lines(self, palette: Palette) -> tuple[Strip, ...]:
        """Return all lines, drawn once for a size, a theme and a chart."""
        if self._shape is None or not self.size:
            return ()
        cells, height = self.size
        return drawn(self._shape, (cells, height), palette, glyphs.current())


def lines_for(shape: Shape, cells: int, lines: int, spare: int) -> int:
    """Return how many of *lines* a chart takes; none where there is no room for it.

    Bars stand close where that alone keeps them within the *spare* lines, those that
    no row of the table wants.
    """
    if cells < LEAST_CELLS or lines < LEAST_LINES:
        return 0
    match shape:
        case Funnel():
            head = bool(shape.heads)
            taken = chart.funnel_lines(len(shape.bars), lines - head)
            return taken + head if taken else 0
        case Across():
            bars = min(len(shape.bars), lines - SCALE_LINES)
            close, double = bars + SCALE_LINES, bars * WIDE - 1 + SCALE_LINES
            hides = close <= spare < double
            return close if hides or double > lines else double
        case Along() | Beside():
            return min(lines, LEAST_LINES + 4)
        case _:
            assert_never(shape)


@lru_cache(maxsize=16)
def drawn(
    shape: Shape, size: tuple[int, int], palette: Palette, marks: Glyphs
) -> tuple[Strip, ...]:
    """Draw a chart into a size, in a theme and a set of marks."""
    cells, lines = min(size[0] - 2 * LEFT, CONTENT), size[1]
    drawn = _Drawing(palette, marks).of(shape, cells, lines)
    margin = (" " * LEFT, palette.ground)
    return tuple(
        Strip([Segment(text, style) for text, style in (margin, *line) if text])
        for line in drawn
    )


class _Drawing:
    """Composes the lines of a chart in one theme and one set of marks."""

    def __init__(self, palette: Palette, marks: Glyphs) -> None:
        self._palette = palette
        self._marks = marks

    def of(self, shape: Shape, cells: int, lines: int) -> list[list[Part]]:
        """Draw a chart into so many cells and lines."""
        match shape:
            case Funnel():
                return self._funnel(shape, cells, lines)
            case Across():
                return self._across(shape, cells, lines)
            case Along():
                return self._along(shape, cells, lines)
            case Beside() if cells < shape.least:
                return self._along(shape.left, cells, lines)
            case Beside():
                return self._beside_each_other(shape, cells, lines)
            case _:
                assert_never(shape)

    def _funnel(self, shape: Funnel, cells: int, lines: int) -> list[list[Part]]:
        lines -= bool(shape.heads)
        columns = _Columns(shape.bars, shape.heads, cells)
        rows = chart.funnel_lines(len(shape.bars), lines)
        if not rows:
            return []
        halves = self._marks.halves
        picture = chart.funnel(shape, columns.bar, rows, halves=halves)
        between = (rows - 1) // max(len(shape.bars) - 1, 1)
        at = {place * between: bar for place, bar in enumerate(shape.bars)}
        body = self._beside(picture, at, columns)
        return [*self._heads(shape.heads, columns, ""), *body]

    def _across(self, shape: Across, cells: int, lines: int) -> list[list[Part]]:
        room = max(lines - SCALE_LINES, 1)
        kept = Across(shape.bars[:room], shape.ticks, shape.title, shape.heads)
        columns = _Columns(kept.bars, kept.heads, cells)
        between = WIDE if room >= len(kept.bars) * WIDE - 1 else 1
        rows = (len(kept.bars) - 1) * between + 1
        halves = self._marks.halves
        picture = chart.across(kept, columns.bar, rows + 2, halves=halves)
        at = {place * between: bar for place, bar in enumerate(kept.bars)}
        body = self._beside(picture, at, columns)
        return [*self._heads(kept.heads, columns, kept.title), *body]

    def _beside_each_other(
        self, shape: Beside, cells: int, lines: int
    ) -> list[list[Part]]:
        half = (cells - GAP) // 2
        both = shape.left, shape.right
        heads = max(len(_title_lines(one, half)) for one in both)
        left, right_half = (self._along(one, half, lines, heads) for one in both)
        between: Part = (" " * GAP, self._palette.ground)
        pairs = zip(left, right_half, strict=True)
        return [[*one, between, *other] for one, other in pairs]

    def _along(
        self, shape: Along, cells: int, lines: int, heads: int = 1
    ) -> list[list[Part]]:
        """Draw under as many lines as the titles of two beside each other take."""
        halves = self._marks.halves
        picture = chart.along(shape, cells, lines - heads, halves=halves)
        titles = _title_lines(shape, cells) if heads > 1 else [shape.title]
        titles += [""] * (heads - len(titles))
        told = [cut(safe(title), cells) for title in titles]
        drawn: list[list[Part]] = [
            [
                (title, self._palette.muted),
                (" " * (cells - width(title)), self._palette.ground),
            ]
            for title in told
        ]
        return [*drawn, *(self._dressed(line, cells) for line in picture)]

    def _heads(
        self, heads: Sequence[str], columns: "_Columns", title: str
    ) -> list[list[Part]]:
        if not heads and not title:
            return []
        palette = self._palette
        before = " " * (columns.names + GAP)
        parts: list[Part] = [(before, palette.ground)]
        shown = cut(safe(title), columns.bar)
        parts.append((shown, palette.muted))
        parts.append((" " * (columns.bar - width(shown)), palette.ground))
        for head, cells in zip(heads, columns.figures, strict=False):
            parts.append((" " * GAP + right(safe(head), cells), palette.muted))
        return [parts]

    def _beside(
        self, picture: Picture, at: dict[int, Bar], columns: "_Columns"
    ) -> list[list[Part]]:
        """Stand names and figures at both sides of the rows that have a bar."""
        palette = self._palette
        lines: list[list[Part]] = []
        for row, runs in enumerate(picture):
            bar = at.get(row)
            name = right(safe(bar.name), columns.names) if bar else " " * columns.names
            line: list[Part] = [
                (name + " " * GAP, palette.strong),
                *self._dressed(runs, columns.bar),
            ]
            for place, figure in enumerate(bar.figures if bar else ()):
                style = palette.muted if place else palette.strong
                told = right(safe(figure), columns.figures[place])
                line.append((" " * GAP + told, style))
            lines.append(line)
        return lines

    def _dressed(self, runs: Sequence[Run], cells: int) -> list[Part]:
        parts: list[Part] = []
        for place, (text, tone) in enumerate(runs):
            around = {tone for _, tone in (*runs[:place][-1:], *runs[place + 1 :][:1])}
            alone = Tone.CONNECTOR not in around
            parts += self._worn(text, tone, alone=alone)
        short = cells - sum(width(text) for text, _style in parts)
        return [*parts, (" " * short, self._palette.ground)] if short > 0 else parts

    def _worn(self, text: str, tone: Tone | None, *, alone: bool) -> list[Part]:
        """Put the theme on a run of one tone; a rate may stand beside its connector."""
        palette = self._palette
        bare = alone or palette.flat
        match tone:
            case None:
                return [(text, palette.ground)]
            case Tone.CONNECTOR:
                return self._connector(text)
            case Tone.STAGE | Tone.WON | Tone.LOST:
                text = self._blocks(text)
            case Tone.AXIS:
                text = self._frame(text)
            case Tone.RATE | Tone.LOWEST | Tone.TICK:
                pass
            case _:
                assert_never(tone)
        return [(text, _style(tone, palette, bare=bare))]

    def _connector(self, text: str) -> list[Part]:
        """Shade what narrows: a ground of its own, or marks where there is none."""
        palette, marks = self._palette, self._marks
        if palette.flat or not marks.halves:
            return [(marks.connector * len(text), _unfilled(palette))]
        edge = Style(color=palette.connector.bgcolor, bgcolor=palette.ground.bgcolor)
        inner = text.strip("▌▐")
        before, after = text.split(inner, 1) if inner else (text, "")
        filled = inner.replace(WHOLE, " ")
        return [(before, edge), (filled, palette.connector), (after, edge)]

    def _blocks(self, text: str) -> str:
        return text if self._marks.halves else text.translate(BLOCKS)

    def _frame(self, text: str) -> str:
        if self._marks.halves:
            return text
        return text.translate(CORNERS).translate(FRAMES)


def _title_lines(shape: Along, cells: int) -> list[str]:
    """Break a title between the names of its series, where it is too wide."""
    lines: list[str] = []
    for part in shape.title.split(SERIES_GAP):
        longer = f"{lines[-1]}{SERIES_GAP}{part}" if lines else part
        if lines and width(safe(longer)) <= cells:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


class _Columns:
    """How a chart with names and figures shares its cells."""

    def __init__(self, bars: Sequence[Bar], heads: Sequence[str], cells: int) -> None:
        names = [width(safe(bar.name)) for bar in bars]
        self.names = min(max(names, default=0), NAMES, cells // 3)
        count = max((len(bar.figures) for bar in bars), default=0)
        self.figures = [
            max(
                *(
                    width(safe(text))
                    for bar in bars
                    for text in bar.figures[place:][:1]
                ),
                *(width(safe(head)) for head in heads[place : place + 1]),
                0,
            )
            for place in range(count)
        ]
        taken = self.names + GAP + sum(each + GAP for each in self.figures)
        self.bar = max(min(cells - taken, LONGEST), 1)


def _style(tone: Tone, palette: Palette, *, bare: bool) -> Style:
    """Return how a tone looks on the ground, or on the connector it stands on."""
    styles = {
        Tone.STAGE: palette.stage,
        Tone.WON: palette.won,
        Tone.LOST: palette.lost,
        Tone.RATE: palette.text if bare else palette.connector,
        Tone.LOWEST: palette.stale if bare else palette.lowest,
        Tone.AXIS: palette.rule,
        Tone.TICK: palette.muted,
    }
    return styles.get(tone, palette.ground)


def _unfilled(palette: Palette) -> Style:
    """Return the style of the marks that stand for the ground of a connector."""
    if palette.flat:
        return palette.connector
    return Style(color=palette.connector.bgcolor, bgcolor=palette.ground.bgcolor)
