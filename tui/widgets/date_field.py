"""A field for a date as people say it; what was understood stands beside (R-08)."""

from dataclasses import dataclass
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from models.errors import BadValue
from models.views.drafts import Due
from tui import formats
from tui import glyphs
from tui.i18n import _
from tui.i18n import language
from tui.widgets.text_field import SHORT_WELL
from tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from models.rules.dates import When

LONGEST_DATE = 60


@dataclass(frozen=True, slots=True)
class Almanac:
    """The moment, the zone and the manner in which dates are read."""

    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    zone: str = "UTC"
    month_first: bool = False

    def read(self, text: str, *, past: bool = False) -> "When":
        """Return the date that a text says; raise ``BadValue`` where it says none."""
        from models.rules.dates import parse_when  # noqa: PLC0415 - on first use

        return parse_when(
            text, self.now, self.zone, month_first=self.month_first, past=past
        )

    def at(self, day: date, hour: time | None) -> Due:
        """Return a local day as a whole, or an hour of it."""
        if hour is None:
            return Due(day)
        local = datetime.combine(day, hour, ZoneInfo(self.zone))
        return Due(day, local.astimezone(UTC))

    def words(self, due: Due) -> str:
        """Return a date in full: ``Tue 24 Nov 2026, 18:00``."""
        if due.moment is None:
            return formats.day_full(due.day, language())
        local = due.moment.astimezone(ZoneInfo(self.zone))
        return formats.moment_full(local, language())

    def typed(self, due: Due, *, past: bool = False) -> str:
        """Return the shortest text that says that date when it is typed."""
        hour = ""
        if due.moment is not None:
            hour = f" {due.moment.astimezone(ZoneInfo(self.zone)):%H:%M}"
        for text in self._forms(due.day):
            try:
                when = self.read(text + hour, past=past)
            except BadValue:
                continue
            if (when.day, when.moment) == (due.day, due.moment):
                return text + hour
        return due.day.isoformat() + hour

    def _forms(self, day: date) -> tuple[str, ...]:
        spoken = language()
        return (formats.day_month(day, spoken), formats.day_year(day, spoken))


class DateField(TextField):
    """Reads a date at every key; refuses in words what is none, or lies behind."""

    def __init__(
        self,
        label: str,
        *,
        past: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """Make a field; with *past* it takes today or a day before."""
        super().__init__(
            label,
            well=SHORT_WELL,
            limit=LONGEST_DATE,
            understand=self._understood,
            id=id,
        )
        self._past = past
        self._almanac = Almanac()
        self._hour: time | None = None

    def begin(
        self, almanac: Almanac, due: Due | None = None, hour: time | None = None
    ) -> None:
        """Start anew, with a date that is proposed or with none.

        A day that is typed alone takes the *hour*, where one is to be kept.
        """
        self._almanac = almanac
        self._hour = hour
        self.clear()
        self.propose(due)

    def propose(self, due: Due | None) -> None:
        """Put a date into the well, chosen whole: typing replaces it."""
        self.value = "" if due is None else self._almanac.typed(due, past=self._past)
        self.understood = self._understood(self.value)
        self.select()

    def read(self) -> Due | None:
        """Return the date; where there is none, refuse it and return nothing."""
        from tui.words.refusals import explain_under_a_field  # noqa: PLC0415 - when refused

        try:
            return self._read(self.value)[0]
        except BadValue as error:
            self.refuse(explain_under_a_field(error))
            return None

    def _read(self, text: str) -> tuple[Due, bool]:
        """Return the date that a text says, and whether its hour had to give way."""
        when = self._almanac.read(text, past=self._past)
        if when.moment is None and self._hour is not None:
            return self._almanac.at(when.day, self._hour), False
        return Due(when.day, when.moment), when.shifted

    def _understood(self, text: str) -> str:
        if not text.strip():
            return "" if self._past else _("+1d  +3d  +1w  Fri 10:00")
        try:
            due, shifted = self._read(text)
        except BadValue:
            return ""
        said = self._almanac.words(due)
        if shifted:
            said = _("{date}, as the clocks change").format(date=said)
        return f"{glyphs.current().arrow} {said}"
