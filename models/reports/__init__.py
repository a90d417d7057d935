"""Figures as data: the commands and the screens draw the same report.

The modules load when a report is first asked for, for they bring SQLModel with them.
"""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING
from typing import TypeVar

if TYPE_CHECKING:
    from models.access import Reader
    from models.reports.listed import CellAt
    from models.reports.listed import Listed
    from models.reports.report import Asked
    from models.reports.report import Report

F = TypeVar("F")


class Lazy(Mapping[str, F]):
    """Functions by the name of their report, each loaded when it is asked for."""

    def __init__(self, ending: str, names: tuple[str, ...]) -> None:
        self._ending = ending
        self._names = names

    def __getitem__(self, name: str) -> F:
        if name not in self._names:
            raise KeyError(name)
        place = name.replace("-", "_")
        found: F = getattr(
            import_module(f"{__name__}.{place}"), f"{place}{self._ending}"
        )
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


LISTED = (
    "wins",
    "funnel",
    "velocity",
    "losses",
    "time-in-stage",
    "lifetime",
    "monthly",
    "conversion",
    "reps",
    "discipline",
    "followups",
    "outcomes",
    "sources",
    "forecast",
)

SHOWN = ("levers", "cycle", "heat")
"""Reports that only the screens show."""

REPORTS: Mapping[str, "Callable[[Reader, Asked], Report]"] = Lazy(
    "", ("pipeline", *LISTED, "advice")
)
"""Every report by the name that the commands give it."""

PAGES: Mapping[str, "Callable[[Reader, Asked], Report]"] = Lazy(
    "", ("pipeline", *LISTED, "advice", *SHOWN)
)
"""Every report that the screens show."""

LISTS: Mapping[str, "Callable[[Reader, Asked, CellAt], Listed]"] = Lazy(
    "_list", ("pipeline", *LISTED, "levers", "cycle")
)
"""What a cell of a report counts, by the name of the report."""

GROUPED = frozenset(
    ("pipeline", "wins", "velocity", "losses", "conversion", "discipline", "outcomes")
)
"""Reports that are told by what to group."""
BASED = frozenset(("funnel", "wins", "velocity", "time-in-stage"))
"""Reports that are told on what basis to count."""
