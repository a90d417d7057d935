"""An act as the sentences about it read it: its names, count, amount and moment."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from zoneinfo import ZoneInfo

from models.money import Money
from models.views.done import Done
from tui import formats
from tui.i18n import language


@dataclass(frozen=True, slots=True)
class Told:
    """The values of an act, as its sentence names them."""

    done: Done
    zone: str | None

    def text(self, name: str) -> str:
        """Return a name or a title, empty where there is none."""
        value = self.done.values.get(name)
        return "" if value is None else str(value)

    def count(self) -> int:
        """Return how many records the act changed together."""
        value = self.done.values.get("count", 1)
        return value if isinstance(value, int) else 1

    def amount(self) -> str:
        """Return the amount in words, empty where there is none."""
        value = self.done.values.get("amount")
        return formats.amount(value, language()) if isinstance(value, Money) else ""

    def when(self, day: str = "day", moment: str = "moment") -> str:
        """Return the day, with its hour where there is one and the zone is known."""
        exact = self.done.values.get(moment)
        if isinstance(exact, datetime) and self.zone:
            return formats.moment_full(
                exact.astimezone(ZoneInfo(self.zone)), language()
            )
        on = self.done.values.get(day)
        return formats.day_full(on, language()) if isinstance(on, date) else ""


Say = Callable[[Told], str]
