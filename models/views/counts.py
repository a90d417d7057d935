"""The three counters of the header, which every screen shows (R-21)."""

from typing import NamedTuple

from models.actor import Whose
from models.due import SOON
from models.views.calendars import Calendars
from models.views.calendars import calendars
from models.views.people import integer
from models.views.sight import Sight


class DueCounts(NamedTuple):
    """The three counters of the header; each equals the list that it opens."""

    overdue: int = 0
    today: int = 0
    next_days: int = 0

    @property
    def left(self) -> int:
        """What Today counts: overdue and today (rulings 19)."""
        return self.overdue + self.today


def read_counts(
    sight: Sight, whose: Whose | None = None, days: int = SOON
) -> DueCounts:
    """Count what is overdue, due today and in the next days; one's own by default."""
    chosen = whose or Whose()
    return counts(sight, chosen, calendars(sight, chosen, days))


def counts(sight: Sight, whose: Whose, days: Calendars) -> DueCounts:
    """Count from a moment on that was read before."""
    (row,) = sight.scoped(days.statement("due_counts"), whose, days.values)
    return DueCounts(*(integer(value) for value in row))


def read_unread(sight: Sight) -> int:
    """Count what the actor was told and has not read (C-02, R-09)."""
    (row,) = sight.run("unread", {})
    return integer(row[0])
