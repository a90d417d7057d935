"""Dates as people say them, amounts as they write them, reasons by their letters."""

from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.money import Money
from models.templates_lists import COMMON_REASONS
from models.templates_lists import REASONS
from models.views.drafts import Due
from models.vocabulary import Language
from tests.conftest import NOW
from tests.screens.stage import Stage
from tests.screens.stage import rows
from tui.i18n import set_language
from tui.widgets.amount_field import AmountField
from tui.widgets.date_field import Almanac
from tui.widgets.date_field import DateField
from tui.widgets.letter_choices import LetterChoice
from tui.widgets.letter_grid import LetterGrid

ALMANAC = Almanac(NOW, "Europe/Paris")
DAYS = st.integers(min_value=0, max_value=3_000)
LANGUAGES = st.sampled_from(Language)


@given(DAYS, LANGUAGES)
def test_what_a_field_proposes_reads_back_as_the_same_day(
    days: int, spoken: Language
) -> None:
    set_language(spoken)
    due = Due(date(2026, 11, 23) + timedelta(days=days))
    when = ALMANAC.read(ALMANAC.typed(due))
    assert (when.day, when.moment) == (due.day, None)


@given(DAYS, st.times(), LANGUAGES)
def test_a_proposed_hour_reads_back_too(days: int, at: time, spoken: Language) -> None:
    set_language(spoken)
    hour = at.replace(second=0, microsecond=0, tzinfo=None)
    due = ALMANAC.at(date(2026, 11, 24) + timedelta(days=days), hour)
    when = ALMANAC.read(ALMANAC.typed(due))
    assert when.moment == due.moment


async def test_what_was_understood_follows_every_key() -> None:
    field = DateField("When")
    stage = Stage(field)
    async with stage.run_test(size=(80, 10)) as pilot:
        field.begin(ALMANAC, Due(date(2026, 11, 25)))
        field.focus()
        assert field.value == "25 Nov"
        field.select()
        await pilot.press(*"tomorrow")
        assert field.understood == "→ Tue 24 Nov 2026"
        await pilot.press(*" 1")
        assert field.understood == "→ Tue 24 Nov 2026, 01:00"
        await pilot.press(*"0x")
        assert field.understood == ""


async def test_a_day_alone_takes_the_hour_that_is_kept() -> None:
    field = DateField("When")
    stage = Stage(field)
    async with stage.run_test(size=(80, 10)):
        field.begin(ALMANAC, hour=time(9, 30))
        field.value = "fri"
        assert field.read() == ALMANAC.at(date(2026, 11, 27), time(9, 30))
        field.value = "fri 10"
        assert field.read() == ALMANAC.at(date(2026, 11, 27), time(10))


async def test_an_hour_that_the_clocks_skip_is_told() -> None:
    """R-08: an hour that does not exist gives way, and it is said."""
    field = DateField("When")
    stage = Stage(field)
    async with stage.run_test(size=(80, 10)) as pilot:
        field.begin(ALMANAC)
        field.value = "28/03/2027 02:30"
        await pilot.pause()
        assert field.understood == "→ Sun 28 Mar 2027, 03:30, as the clocks change"
        assert field.read() == Due(
            date(2027, 3, 28), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
        )


@pytest.mark.parametrize("text", ["", "soon", "10", "30/2", "yesterday", "22/11"])
async def test_a_text_that_is_no_date_to_come_stays_and_is_refused(text: str) -> None:
    field = DateField("When")
    stage = Stage(field)
    async with stage.run_test(size=(80, 10)):
        field.begin(ALMANAC)
        field.value = text
        assert field.read() is None
        assert field.refusal
        assert field.value == text


async def test_an_amount_is_shown_as_it_is_understood() -> None:
    field = AmountField("Amount")
    stage = Stage(field)
    async with stage.run_test(size=(80, 10)) as pilot:
        field.begin(Money(1_200_000, "EUR"), "EUR")
        assert field.read() == (True, Money(1_200_000, "EUR"))
        field.value = "1,5k"
        await pilot.pause()
        assert field.understood == "→ €1,500"
        field.value = "-5"
        assert field.read() == (False, None)
        assert field.refusal
        field.value = " "
        assert field.read() == (True, None)


async def test_an_amount_in_another_currency_reads_back() -> None:
    field = AmountField("Amount")
    stage = Stage(field)
    async with stage.run_test(size=(80, 10)):
        for money in (Money(1200, "JPY"), Money(90_050, "USD"), Money(5, "BHD")):
            field.begin(money, "EUR")
            assert field.read() == (True, money)


async def test_a_letter_chooses_a_reason_and_arrows_go_on() -> None:
    grid = LetterGrid[int]("Reason")
    stage = Stage(grid)
    async with stage.run_test(size=(76, 10)) as pilot:
        named = [("p", "Price"), ("c", "Competitor"), ("b", "Budget"), ("n", "None")]
        grid.set_choices(
            [LetterChoice(at, key, name) for at, (key, name) in enumerate(named)]
        )
        grid.focus()
        assert grid.value is None
        await pilot.press("b")
        assert grid.value == 2
        await pilot.press("right", "right")
        assert grid.value == 0
        await pilot.press("z")
        assert grid.value == 0
        grid.choose_value(3)
        await pilot.pause()
        assert grid.value == 3
        assert grid.size.height == 3


IN_A_DIALOG = 70
"""The cells of a field in a dialog on a screen of 80."""


@pytest.mark.parametrize("language", list(Language))
async def test_no_reason_of_a_new_workspace_is_cut_in_the_dialog(
    language: Language,
) -> None:
    """R-20: the reasons of a sales team are read whole, in French too."""
    grid = LetterGrid[str]("Reason")
    stage = Stage(grid)
    sales = [one for one in REASONS if one.code in {*COMMON_REASONS, "missing_feature"}]
    names = [one.name.in_language(language) for one in sales]
    async with stage.run_test(size=(IN_A_DIALOG, 10)) as pilot:
        grid.set_choices(
            [
                LetterChoice(one.code, one.letter, name)
                for one, name in zip(sales, names, strict=True)
            ]
        )
        await pilot.pause()
        told = "\n".join(rows(stage))
    assert [name for name in names if name not in told] == []
