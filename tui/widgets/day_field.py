"""A field for a day that may be left empty, or lie behind as it stands."""

from datetime import date
from datetime import time

from models.views.drafts import Due
from tui.widgets.date_field import Almanac
from tui.widgets.date_field import DateField


class DayField(DateField):
    """Keeps a day that stands there as it is; reads anew only what was typed."""

    def __init__(self, label: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(label, id=id)
        self._kept: Due | None = None
        self._began = ""

    def begin(
        self, almanac: Almanac, due: Due | None = None, hour: time | None = None
    ) -> None:
        """Start anew with the day that there is."""
        super().begin(almanac, due, hour)
        self._kept = due
        self._began = self.value

    def read_or_none(self) -> tuple[bool, date | None]:
        """Return whether the text will do, and the day; refuse it where not."""
        text = self.value.strip()
        if not text:
            return True, None
        if text == self._began.strip() and self._kept is not None:
            return True, self._kept.day
        due = self.read()
        return due is not None, due.day if due else None
