"""Moments are UTC with second precision; days are local dates of a zone (C.0)."""

import time
from collections.abc import Callable
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from zoneinfo import ZoneInfo

END_OF_DAY = timedelta(seconds=1)
WHOLE_SECONDS = len("2026-11-23T08:14:00")


class Clock:
    """Tells the time: the machine's, or one that starts at ``start`` (UTC)."""

    # A dataclass takes half a millisecond of every start to make.
    __slots__ = ("_origin", "start", "ticking")

    def __init__(
        self,
        start: datetime | None = None,
        ticking: bool = True,  # noqa: FBT001, FBT002
    ) -> None:
        self.start = start
        self.ticking = ticking
        self._origin = time.monotonic()

    def now(self) -> datetime:
        """Return the present moment, UTC, whole seconds."""
        if self.start is None:
            return datetime.now(UTC).replace(microsecond=0)
        if not self.ticking:
            return self.start
        return self.start + timedelta(seconds=int(time.monotonic() - self._origin))


def local_day(moment: datetime, zone: str) -> date:
    """Return the date of a UTC moment on the calendar of ``zone``."""
    return moment.astimezone(ZoneInfo(zone)).date()


def start_of_day(day: date, zone: str) -> datetime:
    """Return the first UTC moment of a local day, whatever the clocks do then."""
    naive = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    return naive.astimezone(UTC)


def end_of_day(day: date, zone: str) -> datetime:
    """Return the last UTC second of a local day: when a date-only item is due."""
    return start_of_day(day + timedelta(days=1), zone) - END_OF_DAY


def to_text(moment: datetime) -> str:
    """Return the stored form of a moment, which sorts as the moments do."""
    return f"{moment.astimezone(UTC).isoformat()[:WHOLE_SECONDS]}Z"


def from_text(text: str) -> datetime:
    """Read a moment back from its stored form."""
    return datetime.fromisoformat(text)


Now = Callable[[], datetime]
