"""What a chart shows, before anything draws it: bars, scales, the rates between."""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

ROOMY: Final = 100
"""The cells in which two charts are easy to read beside each other."""
SERIES_GAP: Final = "  "
"""What stands between the names of series in a title, which may break there."""
LEAST_CELLS: Final = 60
LEAST_LINES: Final = 12
"""Under this size there is no chart: the table stands alone (look.md, Charts)."""
MOST_BARS: Final = 12
"""More bars than that are too many to compare."""
MOST_TICKS: Final = 5
SLACK: Final = 1e-9
STEPS: Final = (1.0, 2.0, 5.0)
"""No quarters: a tick is written with one decimal at most."""


class Tone(StrEnum):
    """What a cell of a picture belongs to, which decides how it looks."""

    STAGE = "stage"
    WON = "won"
    LOST = "lost"
    CONNECTOR = "connector"
    RATE = "rate"
    LOWEST = "lowest"
    AXIS = "axis"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Bar:
    """A name, the length it has, and what is written behind it."""

    name: str
    value: float | None
    figures: tuple[str, ...] = ()
    tone: Tone = Tone.STAGE


@dataclass(frozen=True, slots=True)
class Tick:
    """A place of the scale and the figure written there."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Funnel:
    """Centred bars; between two of them stands the rate of those passed on."""

    bars: tuple[Bar, ...]
    rates: tuple[str, ...]
    heads: tuple[str, ...] = ()
    """The words above the figures."""
    lowest: int | None = None
    """The place of the rate that is pointed out."""


@dataclass(frozen=True, slots=True)
class Across:
    """Bars that begin at a line of zero, under each other."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    title: str
    """What is measured, with the unit."""
    heads: tuple[str, ...] = ()
    """The words above the figures."""

    @property
    def most(self) -> float:
        """The value at the end of the scale."""
        return most_of(self.bars)


@dataclass(frozen=True, slots=True)
class Along:
    """Bars or a line over the names of periods, from the left to the right."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    title: str
    line: bool = False
    """Whether the values are joined by a line rather than stand as bars."""
    mark: str = ""
    """The sign it is drawn with, where others are drawn beside it."""
    others: tuple["Along", ...] = ()
    """More values of the same periods, on the same scale."""

    @property
    def most(self) -> float:
        """The value at the top of the scale."""
        return max(most_of(one.bars) for one in (self, *self.others))


@dataclass(frozen=True, slots=True)
class Beside:
    """Two charts of the same periods; where there is little room, the first alone."""

    left: Along
    right: Along
    least: int = ROOMY
    """The cells from which both are drawn."""


Shape = Funnel | Across | Along | Beside


def most_of(bars: Sequence[Bar]) -> float:
    """Return the largest value, one where there is none above zero."""
    return max((bar.value or 0 for bar in bars), default=0) or 1


def scale_of(most: float, *, whole: bool = False) -> list[float]:
    """Return three to five round figures from zero on, none above *most*.

    A whole scale has no parts of one, so that a small one has fewer.
    """
    step = next(
        step for step in _steps(most, whole=whole) if most / step + SLACK < MOST_TICKS
    )
    return [round(step * place, 9) for place in range(int(most / step + SLACK) + 1)]


def _steps(most: float, *, whole: bool) -> Iterator[float]:
    size = 1.0
    while not whole and size > most / MOST_TICKS:
        size /= 10
    while True:
        yield from (size * step for step in STEPS)
        size *= 10
