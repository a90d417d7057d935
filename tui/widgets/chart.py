"""Pictures of bars, drawn with plotext: the only module that knows it (rulings 28b).

A picture holds no colours, only tones; the theme, 16 colours, no colour and ASCII are
put on when it is shown, so that a picture is drawn once for its size and its values.
"""

import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Final
from typing import Protocol

from tui.figures.charts import Across
from tui.figures.charts import Along
from tui.figures.charts import Bar
from tui.figures.charts import Funnel
from tui.figures.charts import Tone

Run = tuple[str, Tone | None]
"""A text and what it belongs to; nothing is the ground."""
Picture = tuple[tuple[Run, ...], ...]

KEPT: Final = 32
"""How many pictures are remembered."""
SGR: Final = re.compile(r"\x1b\[([0-9;]*)m|([^\x1b\n]+)")
TAG: Final = "38;2;0;0;"
"""The colours that plotext is given are the numbers of tones."""
INSIDE: Final = 0.1
"""How far an end stays from its cell's border, so that rounding never crosses it."""
SMALLEST: Final = 2
"""The cells of the narrowest bar of a funnel."""
WIDE: Final = 2
"""The rows between two bars of a funnel where there is room."""
BAR_SHARE: Final = 0.6
"""How much of its place a standing bar fills."""
PLACE: Final = 14
"""The widest place of a standing bar: room stays empty (look.md)."""
TICK_GAP: Final = 2
"""The free cells between two names under standing bars."""


class Ruler(Protocol):
    """The part of plotext that scales an axis."""

    def lim(self, lower: float, upper: float) -> object: ...
    def ticks(self, positions: list[float], labels: list[str]) -> object: ...
    def frequency(self, frequency: int) -> object: ...
    def alignment(self, *, lim: str) -> object: ...
    def pixel(self, pixel: object) -> object: ...


class Built(Protocol):
    """What plotext has drawn."""

    def string(self) -> str: ...


class Signal(Protocol):
    """Points of plotext."""

    def lines(self, active: bool = True) -> "Signal": ...  # noqa: FBT001, FBT002 - plotext's


class Clear(Protocol):
    """The part of plotext that forgets."""

    def all(self) -> object: ...


class Figure(Protocol):
    """The one figure of a process, of which we use this much."""

    clear: Clear

    def canvas(self, background: str) -> object: ...
    def plot_size(self, width: int, height: int) -> object: ...
    def axes(self, active: bool, **options: object) -> object: ...  # noqa: FBT001
    def ruler(self, axis: str) -> Ruler: ...
    def draw(self, signal: Signal) -> object: ...
    def text(self, x: float, y: float, label: object, **options: object) -> Signal: ...
    def signal(self, *data: list[float], **options: object) -> Signal: ...
    def bar(self, *data: list[float], **options: object) -> Signal: ...
    def build(self) -> Built: ...


@dataclass(frozen=True, slots=True)
class Floating:
    """A bar between two ends, in cells, at the middle of a row."""

    row: float
    start: float
    stop: float
    tone: Tone


def preload() -> None:
    """Import plotext away from the keys: the first picture waits for nothing."""
    import_module("plotext")


def funnel_lines(bars: int, lines: int) -> int:
    """Return how many rows a funnel takes of *lines*; none where it does not fit."""
    for between in (WIDE, 1):
        rows = bars + between * (bars - 1)
        if 0 < rows <= lines:
            return rows
    return 0


@lru_cache(maxsize=KEPT)
def funnel(shape: Funnel, cells: int, lines: int, *, halves: bool = True) -> Picture:
    """Draw centred bars, and between them the rates on what narrows.

    The lengths are in proportion to the values, down to the narrowest bar.
    """
    most = max((bar.value or 0 for bar in shape.bars), default=0)
    between = (lines - len(shape.bars)) // max(len(shape.bars) - 1, 1)
    lengths = [_length(bar.value, most, cells) for bar in shape.bars]
    figure = _figure(cells, lines)
    _scaled(figure, cells, lines)
    floating = [
        _centred(row, length, cells, tone, halves=halves)
        for row, length, tone in _rows(shape.bars, lengths, between)
    ]
    _draw(figure, [bar for bar in floating if bar.stop > bar.start], lines)
    for place, rate in enumerate(shape.rates):
        tone = Tone.LOWEST if place == shape.lowest else Tone.RATE
        row = lines - place * (between + 1) - 1.5
        if rate:
            figure.draw(
                figure.text((cells - 1) / 2, row, _tagged(f" {rate} ", tone), **MIDDLE)
            )
    return _parsed(figure.build().string())


@lru_cache(maxsize=KEPT)
def across(shape: Across, cells: int, lines: int, *, halves: bool = True) -> Picture:
    """Draw bars from the line of zero to the right, over a scale of round ticks."""
    rows, room = lines - 2, cells - 1
    between = WIDE if rows >= len(shape.bars) * WIDE - 1 else 1
    figure = _figure(cells, lines)
    _framed(
        figure, x=[(_part(t.value, shape.most, room), t.label) for t in shape.ticks]
    )
    _scaled(figure, room, rows)
    step = 0.5 if halves else 1.0
    floating = [
        Floating(
            between * place + 0.5,
            INSIDE,
            _rounded(_part(bar.value, shape.most, room), step) - INSIDE,
            bar.tone,
        )
        for place, bar in enumerate(shape.bars)
    ]
    _draw(figure, [bar for bar in floating if bar.stop > bar.start], rows, down=True)
    return _parsed(figure.build().string())


@lru_cache(maxsize=KEPT)
def along(shape: Along, cells: int, lines: int, *, halves: bool = True) -> Picture:
    """Draw standing bars, or a line, over the names of their periods."""
    margin = max(len(tick.label) for tick in shape.ticks)
    rows, room = lines - 2, cells - margin - 1
    place = max(min(room // max(len(shape.bars), 1), PLACE), 1)
    wide = max(round(place * BAR_SHARE), 1)
    left = (place - wide) // 2 + wide / 2
    middles = [left + place * at for at in range(len(shape.bars))]
    figure = _figure(cells, lines)
    _framed(
        figure,
        x=_spaced([bar.name for bar in shape.bars], middles, room),
        y=[(_part(t.value, shape.most, rows), t.label) for t in shape.ticks],
    )
    _scaled(figure, room, rows)
    standing = [one for one in (shape, *shape.others) if one.bars and not one.line]
    for at, one in enumerate(standing):
        part = wide / len(standing)
        shifted = [x + (at - (len(standing) - 1) / 2) * part for x in middles]
        tops = [
            _rounded(_part(bar.value, shape.most, rows), 0.5 if halves else 1.0)
            for bar in one.bars
        ]
        _standing(figure, one, shifted, tops, part)
    joined = [one for one in (shape, *shape.others) if one.line]
    apart = int(place >= len(joined))
    for at, one in enumerate(joined):
        shifted = [x + (at - (len(joined) - 1) // 2) * apart for x in middles]
        _joined(figure, one, shifted, (shape.most, rows), halves=halves)
    return _parsed(figure.build().string())


MIDDLE: Final = {"alignment": "center"}


def _figure(cells: int, lines: int) -> Figure:
    """Return the figure of the process, empty and of this size."""
    plotext = vars(import_module("plotext"))
    figure: Figure = plotext["figure"]
    plotext["terminal"].limit(False, False)  # noqa: FBT003 - plotext's
    figure.clear.all()
    figure.canvas("default")
    figure.plot_size(cells, lines)
    figure.axes(False)  # noqa: FBT003
    for axis in ("x", "y"):
        figure.ruler(axis).frequency(0)
        figure.ruler(axis).pixel(_pixel(Tone.TICK))
    return figure


def _framed(
    figure: Figure,
    x: Sequence[tuple[float, str]] = (),
    y: Sequence[tuple[float, str]] = (),
) -> None:
    """Draw the line of zero and the other axis, with their ticks."""
    axes = {"axis": ["x", "y"], "side": 0, "pixel": _pixel(Tone.AXIS)}
    figure.axes(True, **axes)  # noqa: FBT003
    for axis, ticks in (("x", x), ("y", y)):
        if ticks:
            figure.ruler(axis).ticks(
                [at for at, _ in ticks], [name for _, name in ticks]
            )


def _scaled(figure: Figure, cells: float, lines: float) -> None:
    """Let one unit be one cell: plotext's own limits are wrong at the ends."""
    for axis, size in (("x", cells), ("y", lines)):
        figure.ruler(axis).alignment(lim="edge")
        figure.ruler(axis).lim(0, size)


def _draw(
    figure: Figure, bars: Sequence[Floating], rows: int, *, down: bool = True
) -> None:
    for bar in bars:
        middle = rows - bar.row if down else bar.row
        figure.draw(
            figure.bar(
                [middle],
                [bar.start],
                [bar.stop],
                marker=_marker("hd", bar.tone),
                width=0.5,
                orientation="h",
                _reset_ticks=False,
            )
        )


def _standing(
    figure: Figure,
    shape: Along,
    middles: Sequence[float],
    tops: Sequence[float],
    wide: float,
) -> None:
    """Stand the bars in their places; one of no height after them spaces one alone."""
    place = middles[1] - middles[0] if middles[1:] else middles[0] * 2
    figure.draw(
        figure.bar(
            [*middles, middles[-1] + place],
            [INSIDE if top else 0 for top in tops] + [0],
            [top - INSIDE if top else 0 for top in tops] + [0],
            marker=[_marker(shape.mark or "hd", bar.tone) for bar in shape.bars],
            width=(wide - 2 * INSIDE) / place,
            _reset_ticks=False,
        )
    )


def _joined(
    figure: Figure,
    shape: Along,
    middles: Sequence[float],
    scale: tuple[float, int],
    *,
    halves: bool,
) -> None:
    most, rows = scale
    known = [
        (middle, min(_part(bar.value, most, rows), rows - INSIDE))
        for middle, bar in zip(middles, shape.bars, strict=True)
        if bar.value is not None
    ]
    if not known:
        return
    xs, ys = [x for x, _ in known], [y for _, y in known]
    sign = shape.mark or ("hd" if halves else "*")
    marker = _marker(sign, shape.bars[0].tone)
    figure.draw(figure.signal(xs, ys, marker=marker).lines(halves and not shape.mark))


def _rows(
    bars: Sequence[Bar], lengths: Sequence[float], between: int
) -> Iterator[tuple[float, float, Tone]]:
    """Yield the bars and what narrows between them, by row."""
    for place, (bar, length) in enumerate(zip(bars, lengths, strict=True)):
        row = place * (between + 1) + 0.5
        yield row, length, bar.tone
        for after in lengths[place + 1 : place + 2]:
            narrower = (after - length) / (between + 1)
            for step in range(1, between + 1):
                yield row + step, length + narrower * step, Tone.CONNECTOR


def _centred(
    row: float, length: float, cells: int, tone: Tone, *, halves: bool
) -> Floating:
    start = _rounded((cells - length) / 2, 0.5 if halves else 1.0)
    return Floating(row, start + INSIDE, cells - start - INSIDE, tone)


def _length(value: float | None, most: float, cells: int) -> float:
    return max(_part(value, most, cells), SMALLEST) if value else 0


def _part(value: float | None, most: float, room: float) -> float:
    return max(value or 0, 0) / most * room if most > 0 else 0


def _rounded(value: float, step: float) -> float:
    return int(value / step + 0.5) * step


def _spaced(
    names: Sequence[str], middles: Sequence[float], room: float
) -> list[tuple[float, str]]:
    """Name every one, or every second one and so on, so that no two meet."""
    widest = max((len(name) for name in names), default=0) + TICK_GAP
    every = next(
        (n for n in range(1, len(names) + 1) if n * room >= widest * len(names)), 1
    )
    named = list(zip(middles, names, strict=True))
    return named[(len(named) - 1) % every :: every]


def _pixel(tone: Tone) -> object:
    return vars(import_module("plotext"))["pixel"](foreground=(0, 0, _number(tone)))


def _marker(symbol: str, tone: Tone) -> object:
    return vars(import_module("plotext"))["marker"](symbol, _pixel(tone))


def _tagged(text: str, tone: Tone) -> object:
    return vars(import_module("plotext"))["colorize"](text).fill(_pixel(tone))


def _number(tone: Tone) -> int:
    return list(Tone).index(tone) + 1


def _parsed(drawn: str) -> Picture:
    return tuple(tuple(_runs(line)) for line in drawn.rstrip("\n").split("\n"))


def _runs(line: str) -> Iterator[Run]:
    tone: Tone | None = None
    for code, text in SGR.findall(line):
        if text:
            yield text, tone
        elif code == "0":
            tone = None
        elif code.startswith(TAG):
            tone = list(Tone)[int(code.removeprefix(TAG)) - 1]
