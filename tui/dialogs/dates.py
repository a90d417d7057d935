"""The first and the last day of a period of one's own."""

from datetime import date

from textual.widget import Widget

from models.errors import BadValue
from models.views.drafts import Due
from tui.dialogs.base import Dialog
from tui.dialogs.pick import CHOOSE_OR_LEAVE
from tui.i18n import N_
from tui.i18n import _
from tui.widgets.date_field import Almanac
from tui.widgets.date_field import DateField
from tui.words.refusals import explain

Days = tuple[date, date]
"""The first and the last day."""


def out_of_order() -> str:
    """Refuse an end before the beginning, in the words of the data layer."""
    return explain(BadValue("period_reversed", "to")).line


class DatesDialog(Dialog[Days]):
    """Takes two dates as people say them, neither of them to come."""

    def __init__(self, almanac: Almanac, days: Days) -> None:
        super().__init__(_("Period"))
        self._almanac = almanac
        self._days = days
        self.start = DateField(N_("From"), past=True, id="from")
        self.stop = DateField(N_("To"), past=True, id="to")

    def fields(self) -> list[Widget]:
        return [self.start, self.stop]

    def reset(self) -> None:
        """Begin with the period that is shown."""
        self.frame.keys.offered = CHOOSE_OR_LEAVE
        for field, day in zip((self.start, self.stop), self._days, strict=True):
            field.begin(self._almanac, Due(day))

    def answer(self) -> Days | None:
        """Return both days; the last one may not lie before the first."""
        first, last = self.start.read(), self.stop.read()
        if first is None or last is None:
            return None
        if last.day < first.day:
            self.stop.refuse(out_of_order())
            return None
        return first.day, last.day
