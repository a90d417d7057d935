"""Which list of people is asked for, and from which line on (R-23, R-24, R-25)."""

from dataclasses import dataclass
from dataclasses import replace
from typing import Final

from models.actor import Whose
from models.rules.columns import Sort
from models.rules.columns import usual_sort
from models.rules.filters import Filters
from models.vocabulary import ViewOf

NO_FILTERS: Final = Filters()
MY_OWN: Final = Whose()

Key = tuple[str | int, ...]
"""What a line is sorted by, its id last; no two lines of a list share one."""


@dataclass(frozen=True, slots=True)
class PeopleAsk:
    """A list: whose lines, kept to which filters, in which order."""

    of: ViewOf = ViewOf.PROSPECTS
    filters: Filters = NO_FILTERS
    sort: Sort | None = None
    """The usual order of the list where nobody chose one."""
    whose: Whose = MY_OWN

    @property
    def order(self) -> Sort:
        """The order that the list is in."""
        return self.sort or usual_sort(self.of)

    def kept_to(self, filters: Filters) -> "PeopleAsk":
        """Return the same list with other filters."""
        return replace(self, filters=filters)


@dataclass(frozen=True, slots=True)
class Start:
    """Where a page begins: after the line of a key, or before it when backwards.

    ``skip`` leaves out so many lines more, for jumps to where no line is known.
    """

    key: Key | None = None
    backwards: bool = False
    skip: int = 0


EVERYTHING = PeopleAsk()
