from datetime import date

import pytest

from models.rules.clocks import Clock
from models.rules.clocks import Limits
from models.rules.clocks import Overrun
from models.rules.clocks import Signs
from models.rules.clocks import overrun

TODAY = date(2026, 11, 23)
OLD = date(2026, 11, 1)
FRESH = date(2026, 11, 22)
LIMITS = Limits(idle_days=7, stuck_days=14)


@pytest.mark.parametrize(
    ("entered", "touched", "planned", "told"),
    [
        (OLD, OLD, False, Overrun(Clock.STUCK, 22, 14)),
        (OLD, OLD, True, Overrun(Clock.STUCK, 22, 14)),
        (FRESH, OLD, False, Overrun(Clock.IDLE, 22, 7)),
        (FRESH, OLD, True, None),
        (FRESH, FRESH, False, None),
    ],
)
def test_stuck_is_told_before_idle_and_a_plan_hides_idle_alone(
    entered: date, touched: date, planned: bool, told: Overrun | None
) -> None:
    assert overrun(Signs(OLD, entered, touched, planned), LIMITS, TODAY) == told


def test_a_stage_without_a_limit_on_stays_still_tells_of_idle_deals() -> None:
    signs = Signs(OLD, OLD, None, planned=False)
    idle = overrun(signs, Limits(idle_days=7), TODAY)
    assert idle == Overrun(Clock.IDLE, 22, 7)
