from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from models.rules.clocks import Clock
from models.rules.clocks import Limits
from models.rules.clocks import Signs
from models.rules.clocks import idle_days
from models.rules.clocks import run_out
from models.rules.clocks import stuck_days

TODAY = date(2026, 11, 23)
LIMITS = Limits(idle_days=7, stuck_days=14)
DAYS = st.none() | st.dates(date(2026, 1, 1), TODAY)


def signs(
    opened: date | None = date(2026, 1, 1),
    entered: date | None = date(2026, 11, 1),
    touched: date | None = None,
    *,
    planned: bool = False,
) -> Signs:
    return Signs(opened, entered, touched, planned)


def test_a_long_deal_that_is_worked_does_not_idle() -> None:
    worked = signs(touched=date(2026, 11, 20))
    assert idle_days(worked, TODAY) == 3
    assert Clock.IDLE not in run_out(worked, LIMITS, TODAY)


def test_a_deal_that_nobody_ever_touched_idles_since_it_was_opened() -> None:
    assert idle_days(signs(opened=date(2026, 11, 3)), TODAY) == 20


def test_a_planned_step_stops_idle_but_not_stuck() -> None:
    """B1.3: two clocks, and a plan stops only the one."""
    planned = signs(touched=date(2026, 10, 1), planned=True)
    assert run_out(planned, LIMITS, TODAY) == {Clock.STUCK: 22}


def test_a_touch_does_not_stop_stuck() -> None:
    assert stuck_days(signs(touched=TODAY), TODAY) == 22


def test_a_clock_runs_out_after_its_limit_not_on_it() -> None:
    edge = signs(entered=date(2026, 11, 9), touched=date(2026, 11, 16))
    assert run_out(edge, LIMITS, TODAY) == {}
    assert set(run_out(edge, LIMITS, date(2026, 11, 24))) == {Clock.IDLE, Clock.STUCK}


def test_a_changed_limit_counts_at_once() -> None:
    here = signs(touched=date(2026, 11, 20))
    assert run_out(here, Limits(stuck_days=30), TODAY) == {}
    assert run_out(here, Limits(stuck_days=20), TODAY) == {Clock.STUCK: 22}


@given(DAYS, DAYS, DAYS, st.booleans())
def test_nothing_runs_out_without_a_limit_or_a_date(
    opened: date | None, entered: date | None, touched: date | None, planned: bool
) -> None:
    given_signs = Signs(opened, entered, touched, planned)
    assert run_out(given_signs, Limits(), TODAY) == {}
    if opened is None and touched is None and entered is None:
        assert run_out(given_signs, LIMITS, TODAY) == {}
