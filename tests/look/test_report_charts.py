"""Charts of reports tell what their tables tell, under the same words."""

import pytest

from models.money import Money
from models.reports.report import Cell
from models.reports.report import Column
from models.reports.report import Kind
from models.reports.report import Period
from models.reports.report import Report
from models.reports.report import Row
from models.vocabulary import Language
from models.vocabulary import Scope
from tests.look.test_contrast import variables_of
from tui import glyphs
from tui import theming
from tui.figures.chart_parts import money_ticks
from tui.figures.charts import Across
from tui.figures.charts import Along
from tui.figures.report_charts import chart_of
from tui.figures.report_forms import formed
from tui.figures.report_pages import View
from tui.i18n import _
from tui.i18n import set_language
from tui.widgets.chart_panel import drawn
from tui.words.reports import HEADS


def a_report(name: str, columns: dict[str, Kind], *rows: Row) -> Report:
    return Report(
        name=name,
        period=Period("UTC"),
        scope=Scope.ALL,
        currency="EUR",
        columns=tuple(Column(key, kind) for key, kind in columns.items()),
        rows=rows,
        total=None,
    )


LOSSES = {
    "group": Kind.CODE,
    "lost": Kind.COUNT,
    "exits": Kind.COUNT,
    "loss_rate": Kind.RATE,
    "share": Kind.RATE,
}


def of_losses(by: str, *rows: tuple[str, int, int | None, float | None]) -> Across:
    every = sum(row[1] for row in rows)
    told = [
        dict(zip(LOSSES, (*row, row[1] / every if every else None), strict=True))
        for row in rows
    ]
    shape = chart_of(a_report("losses", LOSSES, *told), View("", by=by), str)
    assert isinstance(shape, Across)
    return shape


def test_a_part_of_all_losses_is_called_a_share_and_not_a_rate() -> None:
    """C.5: by reason there are no exits that a rate could be of."""
    shape = of_losses("reason", ("price", 3, None, None), ("timing", 1, None, None))
    assert shape.heads == ("lost", "share")
    assert [bar.figures for bar in shape.bars] == [("3", "75%"), ("1", "25%")]


def test_a_stage_that_nobody_left_has_no_loss_rate_in_the_chart() -> None:
    """C.0: a rate of nothing is none, never 0 %, though its share of losses is."""
    shape = of_losses("stage", ("Qualify", 0, 0, None), ("Proposal", 2, 4, 0.5))
    assert shape.heads == ("lost", "rate")
    assert [bar.figures for bar in shape.bars] == [("0", ""), ("2", "50%")]


def test_the_median_of_times_stands_before_the_mean() -> None:
    """C.0: the mean alone hides the few that take long."""
    for mean, median in (
        ("mean_days", "median_days"),
        ("mean_days_to_win", "median_days_to_win"),
    ):
        keys = ("group", "won", mean, median, "last")
        report = a_report("wins", dict.fromkeys(keys, Kind.DAYS))
        told = [column.key for column in formed(report, None, ("", "")).columns]
        assert told == ["group", "won", median, mean, "last"]


def of_months(*rows: tuple[str, int | None, float]) -> object:
    keys = ("group", "won_amount", "win_rate")
    told: list[dict[str, Cell]] = [
        {keys[0]: month, keys[1]: minor and Money(minor, "EUR"), keys[2]: rate}
        for month, minor, rate in rows
    ]
    report = a_report("wins", dict.fromkeys(keys, Kind.CODE), *told)
    return chart_of(report, View("", by="month"), str)


def test_months_in_which_nothing_was_earned_draw_no_amounts() -> None:
    assert of_months(("2026-10", None, 0), ("2026-11", None, 0)) is None
    rates = of_months(("2026-10", None, 0), ("2026-11", None, 0.5))
    assert isinstance(rates, Along)
    assert [bar.value for bar in rates.bars] == [0, 0.5]


@pytest.mark.parametrize("most", [1, 3, 42, 999, 1_000, 2_500, 1_200_000])
def test_no_two_places_of_a_scale_of_money_are_written_alike(most: float) -> None:
    ticks, _unit = money_ticks(most, "EUR")
    labels = [tick.label for tick in ticks]
    assert len(set(labels)) == len(labels) > 1


SERIES = ("converted", "abandoned", "in_tunnel", "without_followup", "without_rep")


@pytest.mark.parametrize("language", [Language.EN, Language.FR])
@pytest.mark.parametrize(("months", "drawn_of_them"), [(12, 5), (24, 2)])
def test_all_five_series_of_a_year_are_drawn_on_80_columns(
    language: Language, months: int, drawn_of_them: int
) -> None:
    """R-29: each is named whole; of two years the stocks are in the table alone."""
    set_language(language)
    rows: list[dict[str, Cell]] = []
    for month in range(months):
        row: dict[str, Cell] = {"month": f"{2025 + month // 12}-{month % 12 + 1:02}"}
        row |= {key: month + place for place, key in enumerate(SERIES)}
        rows.append(row)
    report = a_report("monthly", dict.fromkeys(("month", *SERIES), Kind.COUNT), *rows)
    shape = chart_of(report, View(""), str)
    assert shape is not None
    palette = theming.palette_of(variables_of(theming.DARK))
    strips = drawn(shape, (80, 13), palette, glyphs.UNICODE)
    told = "\n".join(strip.text for strip in strips)
    named = [key for key in SERIES if _(HEADS[key]) in told]
    assert named == list(SERIES[:drawn_of_them])
