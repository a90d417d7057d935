"""The three counters of the header, which every screen shows (R-21)."""

from typing import NamedTuple

from models.actor import Whose
from models.clock import to_text
from models.due import SOON
from models.due import Horizon
from models.due import horizon
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
    here = horizon(sight.now(), sight.zone, days)
    return counts(sight, whose or Whose(), here)


def counts(sight: Sight, whose: Whose, here: Horizon) -> DueCounts:
    """Count from a moment on that was read before."""
    values = {
        "now": to_text(here.now),
        "tomorrow": to_text(here.tomorrow),
        "until": to_text(here.until),
    }
    (row,) = sight.scoped("due_counts", whose, values)
    return DueCounts(*(integer(value) for value in row))
