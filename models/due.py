"""Where a due moment stands now, on the calendar of the person who looks (C.0)."""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.clock import local_day
from models.clock import start_of_day
from models.vocabulary import DueBucket

SOON = 7
"""Days after today that the third counter of the header takes in (R-21)."""

DAY = timedelta(days=1)


class Horizon(NamedTuple):
    """The present moment, and the moments at which today and the next days end."""

    now: datetime
    zone: str
    today: date
    tomorrow: datetime
    """The first moment after today."""
    until: datetime
    """The first moment that no counter of the header takes in."""

    def bucket(self, due: datetime | None) -> DueBucket:
        """Return where a next step stands: overdue once its second has passed."""
        if due is None:
            return DueBucket.NONE
        if due < self.now:
            return DueBucket.OVERDUE
        return DueBucket.TODAY if due < self.tomorrow else DueBucket.LATER

    def day(self, moment: datetime) -> date:
        """Return the date of a moment here."""
        return local_day(moment, self.zone)

    def hour(self, moment: datetime) -> time:
        """Return the hour of a moment here."""
        return moment.astimezone(ZoneInfo(self.zone)).time()


def horizon(now: datetime, zone: str, days: int = SOON) -> Horizon:
    """Return how far today and the ``days`` after it reach in a zone."""
    today = local_day(now, zone)
    return Horizon(
        now=now,
        zone=zone,
        today=today,
        tomorrow=start_of_day(today + DAY, zone),
        until=start_of_day(today + (days + 1) * DAY, zone),
    )
