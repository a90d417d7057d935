"""Where a planned follow-up stands for the person who looks (rulings 19)."""

from datetime import date
from datetime import datetime

from models.due import Horizon
from tui.words.due import NextStep


def step_of(
    planned_on: date, planned_at: datetime, horizon: Horizon, *, all_day: bool
) -> NextStep:
    """Return the bucket, the day and, of a timed one, the hour of a follow-up."""
    return NextStep(
        horizon.bucket(planned_at),
        horizon.today,
        planned_on if all_day else horizon.day(planned_at),
        None if all_day else horizon.hour(planned_at),
    )
