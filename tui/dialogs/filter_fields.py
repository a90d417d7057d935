"""Dialogs of one condition: words to be found, or two days (R-24)."""

from collections.abc import Callable
from datetime import date

from textual.widget import Widget

from models.errors import BadValue
from models.rules.filters import Days
from tui import formats
from tui.dialogs.base import Dialog
from tui.dialogs.dates import out_of_order
from tui.dialogs.pick import SAVE_OR_CANCEL
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import language
from tui.widgets.date_field import Almanac
from tui.widgets.text_field import SHORT_WELL
from tui.widgets.text_field import TextField


class TextFilterDialog(Dialog[str]):
    """Words that a name holds; empty takes the filter away."""

    def __init__(self, column: str, text: str) -> None:
        super().__init__(_("Filter"), column)
        self._text = text
        self.contains = TextField(N_("Contains"), id="contains")

    def fields(self) -> list[Widget]:
        return [self.contains]

    def reset(self) -> None:
        self.frame.keys.offered = SAVE_OR_CANCEL
        self.contains.value = self._text

    def answer(self) -> str:
        """Return the words as they were typed."""
        return self.contains.value.strip()


class DaysFilterDialog(Dialog[Days]):
    """Two days, both included; either may be left open."""

    def __init__(self, column: str, almanac: Almanac, days: Days) -> None:
        super().__init__(_("Filter"), column)
        self._almanac = almanac
        self._days = days
        self.first_day = self._field(N_("From"), "from")
        self.last_day = self._field(N_("To"), "to", self._first)

    def fields(self) -> list[Widget]:
        return [self.first_day, self.last_day]

    def reset(self) -> None:
        self.frame.keys.offered = SAVE_OR_CANCEL
        for field, day in (
            (self.first_day, self._days.first),
            (self.last_day, self._days.last),
        ):
            field.value = formats.day_year(day, language()) if day else ""

    def answer(self) -> Days | None:
        """Return the days; refuse what is none, or an end before the beginning."""
        days: list[date | None] = []
        for field in (self.first_day, self.last_day):
            text = field.value.strip()
            first = days[0] if days else None
            day = self._read(text, first) if text else None
            if text and day is None:
                field.refuse(_("Type a date, such as 15/12/2026."))
                return None
            days.append(day)
        first, last = days
        if first and last and first > last:
            self.last_day.refuse(out_of_order())
            return None
        return Days(first, last)

    def _field(
        self, label: str, name: str, since: Callable[[], date | None] = lambda: None
    ) -> TextField:
        def understood(text: str) -> str:
            day = self._read(text, since()) if text.strip() else None
            return formats.day_full(day, language()) if day else ""

        return TextField(label, well=SHORT_WELL, understand=understood, id=name)

    def _first(self) -> date | None:
        """Return the day that the beginning says by now."""
        return (
            self._read(self.first_day.value) if self.first_day.value.strip() else None
        )

    def _read(self, text: str, since: date | None = None) -> date | None:
        """Read a day that lies behind, else one that lies ahead.

        One that lies before *since* is the one ahead, where the text says both: from
        1 December to 31/12.
        """
        read: list[date] = []
        for past in (True, False):
            try:
                read.append(self._almanac.read(text, past=past).day)
            except BadValue:
                continue
        later = (day for day in read if since is None or day >= since)
        return next(later, read[0] if read else None)
