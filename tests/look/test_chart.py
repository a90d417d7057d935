"""Charts say what the figures say: lengths in proportion, in any theme."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from tests.look.test_contrast import variables_of
from tui import glyphs
from tui import theming
from tui.figures.charts import Across
from tui.figures.charts import Along
from tui.figures.charts import Bar
from tui.figures.charts import Funnel
from tui.figures.charts import Shape
from tui.figures.charts import Tick
from tui.figures.charts import Tone
from tui.figures.charts import scale_of
from tui.theming import PLAIN
from tui.widgets import chart
from tui.widgets.chart import Picture
from tui.widgets.chart_panel import drawn
from tui.widgets.chart_panel import lines_for

HOSTILE = [
    (2200, 1600, 900, 600),
    (600, 900, 1600, 2200),
    (600, 2200, 900),
    (500, 500, 500),
    (0, 0, 7),
    (7, 0, 0),
    (0, 700, 0),
    (1, 1_000_000),
    (3,),
]
VALUES = st.lists(st.integers(0, 10**9), min_size=1, max_size=8)
HALVES = {"▌": 0.5, "▐": 0.5, "█": 1.0, "▄": 0.5}
CELLS = 61


def bars(values: Sequence[int], tone: Tone = Tone.STAGE) -> tuple[Bar, ...]:
    return tuple(Bar(f"bar {at}", value, (), tone) for at, value in enumerate(values))


def length(picture: Picture, row: int, *tones: Tone) -> float:
    """Measure what is drawn in a row, in cells."""
    return sum(
        HALVES.get(mark, 0)
        for text, tone in picture[row]
        if tone in tones
        for mark in text
    )


def in_proportion(
    drawn_lengths: Sequence[float], values: Sequence[int], room: float
) -> bool:
    most = max(values) or 1
    return all(
        abs(found - value / most * room) <= 1
        for found, value in zip(drawn_lengths, values, strict=True)
    )


def centred(values: Sequence[int], cells: int = CELLS) -> Picture:
    rates = ("",) * (len(values) - 1)
    return chart.funnel(Funnel(bars(values), rates), cells, len(values) * 3 - 2)


def flat(values: Sequence[int], cells: int = CELLS) -> Picture:
    ticks = tuple(Tick(at, f"{at:g}") for at in scale_of(max(values) or 1))
    return chart.across(Across(bars(values), ticks, "what"), cells, len(values) + 2)


def standing(values: Sequence[int], lines: int = 22) -> Picture:
    ticks = tuple(Tick(at, f"{at:g}") for at in scale_of(max(values) or 1))
    return chart.along(Along(bars(values), ticks, "what"), 100, lines)


@pytest.mark.parametrize("values", HOSTILE, ids=str)
def test_the_bars_of_a_funnel_are_in_proportion_and_centred(
    values: tuple[int, ...],
) -> None:
    picture = centred(values)
    lengths = [length(picture, at * 3, Tone.STAGE) for at in range(len(values))]
    shown = [max(value, max(values) * 2 // CELLS) if value else 0 for value in values]
    assert in_proportion(lengths, shown, CELLS)
    for row in picture:
        text = "".join(part for part, _tone in row)
        left, right = (len(text) - len(s) for s in (text.lstrip(), text.rstrip()))
        assert not text.strip() or abs(left - right) <= 1


@pytest.mark.parametrize("values", HOSTILE, ids=str)
def test_bars_across_begin_at_zero_and_are_in_proportion(
    values: tuple[int, ...],
) -> None:
    picture = flat(values)
    lengths = [length(picture, at, Tone.STAGE) for at in range(len(values))]
    assert in_proportion(lengths, values, CELLS - 1)
    assert all(row[0] == ("│", Tone.AXIS) for row in picture[: len(values)])


@pytest.mark.parametrize("values", HOSTILE, ids=str)
def test_standing_bars_are_in_proportion(values: tuple[int, ...]) -> None:
    picture = standing(values)
    rows = [row for row in picture if any(tone is Tone.STAGE for _, tone in row)]
    heights = [0.0] * len(values)
    columns = ["".join(text for text, _tone in row) for row in picture]
    assert rows or max(values) == 0
    names = sorted(
        {at for line in columns for at, mark in enumerate(line) if mark in HALVES}
    )
    groups: list[list[int]] = []
    for at in names:
        if groups and at == groups[-1][-1] + 1:
            groups[-1].append(at)
        else:
            groups.append([at])
    places = [at for at, value in enumerate(values) if value]
    for place, group in zip(
        [at for at in places if values[at] * 20 / max(values) >= 0.25],
        groups,
        strict=True,
    ):
        heights[place] = sum(HALVES.get(line[group[0]], 0) for line in columns)
    assert in_proportion(heights, values, 20)


@given(VALUES, st.integers(20, 120))
def test_no_set_of_values_breaks_a_funnel(values: list[int], cells: int) -> None:
    picture = centred(values, cells)
    lengths = [length(picture, at * 3, Tone.STAGE) for at in range(len(values))]
    ranked = sorted(zip(values, lengths, strict=True))
    assert [found for _value, found in ranked] == sorted(lengths)
    assert all(bool(value) == bool(found) for value, found in ranked)


def test_the_rates_stand_between_the_bars_and_the_lowest_is_told_apart() -> None:
    shape = Funnel(bars((412, 287, 158)), ("70 %", "55 %"), lowest=1)
    picture = chart.funnel(shape, CELLS, 7)
    between = [[run for run in row if run[1] is not Tone.CONNECTOR] for row in picture]
    assert (" 70 % ", Tone.RATE) in between[1]
    assert (" 55 % ", Tone.LOWEST) in between[4]


def test_what_narrows_lies_between_its_neighbours() -> None:
    picture = centred((100, 40))
    widths = [length(picture, row, Tone.STAGE, Tone.CONNECTOR) for row in range(4)]
    assert widths == sorted(widths, reverse=True)


def test_points_of_one_height_stand_beside_each_other() -> None:
    """R-29: two stocks that are equal both show."""
    ticks = (Tick(0, "0"), Tick(40, "40"))
    values = (40, 20, 3)
    hidden = Along(bars(values), ticks, "what", line=True, mark="×")
    both = Along(bars(values), ticks, "what", line=True, mark="▲", others=(hidden,))
    text = "".join(part for row in chart.along(both, 40, 12) for part, _tone in row)
    assert text.count("▲") == text.count("×") == len(values)


@pytest.mark.parametrize(
    ("most", "whole", "ticks"),
    [
        (412, False, [0, 100, 200, 300, 400]),
        (10, False, [0, 5, 10]),
        (10, True, [0, 5, 10]),
        (1, True, [0, 1]),
        (1_080_000, False, [0, 500_000, 1_000_000]),
        (0.45, False, [0, 0.1, 0.2, 0.3, 0.4]),
        (99_999, False, [0, 20_000, 40_000, 60_000, 80_000]),
    ],
)
def test_a_scale_has_a_few_round_ticks(
    most: float, whole: bool, ticks: list[float]
) -> None:
    assert scale_of(most, whole=whole) == ticks


@given(st.floats(1e-3, 1e12))
def test_a_scale_starts_at_zero_and_never_passes_the_largest(most: float) -> None:
    ticks = scale_of(most)
    assert ticks[0] == 0
    assert 3 <= len(ticks) <= 5
    assert ticks[-1] <= most * 1.0001


SHAPES: list[Shape] = [
    Funnel(bars((40, 20, 3)), ("50 %", "15 %"), ("deals",), 1),
    Across(bars((40, 20, 3)), (Tick(0, "0"), Tick(20, "20")), "Lost deals"),
    Along(bars((40, 20, 3)), (Tick(0, "0"), Tick(20, "20")), "Won"),
    Along(bars((40, 20, 3)), (Tick(0, "0"), Tick(20, "20")), "Won", line=True),
]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
def test_ascii_draws_nothing_else(shape: Shape) -> None:
    palette = theming.palette_of(variables_of(theming.DARK))
    for strip in drawn(shape, (100, 20), palette, glyphs.ASCII):
        assert strip.text.isascii()


@pytest.mark.parametrize("theme", [theming.LIGHT, theming.SIXTEEN, PLAIN])
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
def test_a_chart_wears_only_the_colours_of_the_theme(shape: Shape, theme: str) -> None:
    palette = theming.palette_of(variables_of(theme))
    styles = [style for style in palette if isinstance(style, Style)]
    known = {colour for style in styles for colour in (style.color, style.bgcolor)}
    for strip in drawn(shape, (100, 20), palette, glyphs.UNICODE):
        for segment in strip:
            assert segment.style is not None
            assert segment.style.color in known


def test_a_name_cannot_reach_the_terminal_as_a_command() -> None:
    shape = Funnel((Bar("\x1b[31mred", 3, ("\x1b]0;x\x07",)), Bar("日本語", 2)), ("x",))
    palette = theming.palette_of(variables_of(theming.DARK))
    for strip in drawn(shape, (80, 12), palette, glyphs.UNICODE):
        assert "\x1b" not in strip.text
        assert "\x07" not in strip.text


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
@pytest.mark.parametrize("size", [(59, 30), (100, 11), (20, 5), (0, 0)])
def test_where_there_is_no_room_there_is_no_chart(
    shape: Shape, size: tuple[int, int]
) -> None:
    assert lines_for(shape, *size, spare=size[1]) == 0


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
@pytest.mark.parametrize("size", [(60, 12), (80, 14), (200, 40)])
def test_a_chart_fits_what_it_is_given(shape: Shape, size: tuple[int, int]) -> None:
    cells, lines = size
    palette = theming.palette_of(variables_of(theming.DARK))
    taken = lines_for(shape, cells, lines, spare=lines)
    assert 0 < taken <= lines
    strips = drawn(shape, (cells, taken), palette, glyphs.UNICODE)
    assert len(strips) <= taken
    assert all(strip.cell_length <= cells for strip in strips)


@pytest.mark.parametrize(("spare", "taken"), [(12, 12), (10, 8), (8, 8), (7, 12)])
def test_bars_stand_close_where_that_alone_leaves_the_table_whole(
    spare: int, taken: int
) -> None:
    bars = tuple(Bar(name, 1) for name in "abcde")
    assert lines_for(Across(bars, (), ""), 80, 12, spare=spare) == taken
