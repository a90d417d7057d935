"""Defaults of follow-ups fall on working days (rulings 21)."""

import subprocess
import sys
from datetime import date

import pytest
from holidays import country_holidays

from models.errors import BadValue
from models.rules.workdays import add_delay
from models.rules.workdays import holidays_of
from models.rules.workdays import is_working_day
from models.rules.workdays import next_working_day
from models.rules.workdays import roll_forward

FRIDAY = date(2026, 11, 27)
SATURDAY = date(2026, 11, 28)
MONDAY = date(2026, 11, 30)
TUESDAY_TO_SATURDAY = frozenset({1, 2, 3, 4, 5})


def test_weekends_and_holidays_are_no_working_days() -> None:
    assert is_working_day(FRIDAY)
    assert not is_working_day(SATURDAY)
    assert is_working_day(SATURDAY, TUESDAY_TO_SATURDAY)
    assert not is_working_day(FRIDAY, holidays={FRIDAY})


def test_a_working_day_stays_and_a_weekend_rolls_to_monday() -> None:
    assert roll_forward(FRIDAY) == FRIDAY
    assert roll_forward(SATURDAY) == MONDAY
    assert roll_forward(SATURDAY, holidays={MONDAY}) == date(2026, 12, 1)


def test_the_next_working_day_is_after_today() -> None:
    assert next_working_day(FRIDAY) == MONDAY
    assert next_working_day(FRIDAY, TUESDAY_TO_SATURDAY) == SATURDAY


def test_a_delay_counts_calendar_days_and_ends_on_a_working_day() -> None:
    assert add_delay(date(2026, 11, 23), 2) == date(2026, 11, 25)
    assert add_delay(date(2026, 11, 25), 3) == MONDAY


def test_a_calendar_without_working_days_moves_nothing() -> None:
    assert roll_forward(SATURDAY, frozenset()) == SATURDAY


def test_holidays_of_a_country_and_of_its_part() -> None:
    france = holidays_of("fr", [2026, 2027])
    assert {date(2026, 12, 25), date(2027, 7, 14)} <= france
    assert date(2026, 6, 24) in holidays_of("CA-QC", [2026])


@pytest.mark.parametrize("country", ["ZZ", "", "FR-NOWHERE"])
def test_an_unknown_country_is_refused(country: str) -> None:
    with pytest.raises(BadValue, match="country_unknown"):
        holidays_of(country, [2026])


@pytest.mark.parametrize("country", ["FR", "GB", "US", "CH", "MC"])
def test_one_country_has_the_holidays_that_the_library_gives_it(country: str) -> None:
    theirs = country_holidays(country, years=(2026, 2027))
    assert holidays_of(country, (2026, 2027)) == frozenset(theirs)


def test_the_holidays_of_one_country_load_no_other() -> None:
    script = (
        "import sys\n"
        "from models.rules.workdays import holidays_of\n"
        "holidays_of('FR', (2026,))\n"
        "print([name for name in sys.modules if name.startswith('holidays.countr')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['holidays.countries.france']"


def test_a_stock_exchange_is_no_country() -> None:
    with pytest.raises(BadValue, match="country_unknown"):
        holidays_of("NYSE", (2026,))
