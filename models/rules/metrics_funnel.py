"""The funnel: how far deals came, counted three ways (C.4, rulings 17)."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.rules.metrics import ratio
from models.vocabulary import ExitKind
from models.vocabulary import Status

REACHED = "reached"
STRICT = "strict"
VISITED = "visited"

COMPARABLE = 10
"""Comparisons and advice need at least so many (C.0)."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a deal has been: visited stages in order of entry, and where it stands."""

    path: tuple[int, ...]
    here: int
    status: Status
    closed_in: tuple[int, ...] = ()
    """The stages of its recorded wins and losses."""


@dataclass(frozen=True, slots=True)
class Step:
    """One bar: deals counted, and what became of those that came no further."""

    deals: int
    conversion: Fraction | None
    cumulative: Fraction | None
    in_progress: int | None = None
    lost: int | None = None


def furthest(walk: Walk, stages: Sequence[int]) -> int:
    """Return how many stages a deal reached; a skipped stage counts as passed.

    A win counts as all. Stages of another pipeline or after the sale do not count.
    """
    if walk.status is Status.WON:
        return len(stages)
    been = {*walk.path, *walk.closed_in, walk.here}
    return max((i for i, stage in enumerate(stages, 1) if stage in been), default=0)


def in_order(walk: Walk, stages: Sequence[int]) -> int:
    """Return how many stages a deal visited one after another from the first on."""
    done = 0
    for stage in walk.path:
        if done < len(stages) and stage == stages[done]:
            done += 1
    return done


def counts_in(walk: Walk, stages: Sequence[int], basis: str) -> Iterator[int]:
    """Yield the places of the bars that count a deal; the last place is the win."""
    won = walk.status is Status.WON
    if basis == VISITED:
        yield from (i for i, stage in enumerate(stages) if stage in walk.path)
        if won:
            yield len(stages)
        return
    depth = in_order(walk, stages) if basis == STRICT else furthest(walk, stages)
    yield from range(depth)
    if won and depth == len(stages):
        yield len(stages)


def stops_at(walk: Walk, stages: Sequence[int], basis: str) -> int | None:
    """Return the place of the last bar that counts a deal which was not won."""
    if walk.status is Status.WON or basis == VISITED:
        return None
    return max(counts_in(walk, stages, basis), default=None)


def funnel(
    walks: Iterable[tuple[Walk, int]], stages: Sequence[int], basis: str
) -> list[Step]:
    """Return a bar for each stage and one for the wins, from walks and their number.

    Visited bars do not follow from each other: they have no conversion, and their
    share is of the whole cohort.
    """
    bars = [0] * (len(stages) + 1)
    stopped = {Status.OPEN: [0] * len(bars), Status.LOST: [0] * len(bars)}
    cohort = 0
    for walk, number in walks:
        cohort += number
        for place in counts_in(walk, stages, basis):
            bars[place] += number
        last = stops_at(walk, stages, basis)
        if last is not None:
            stopped[walk.status][last] += number
    visited = basis == VISITED
    first = cohort if visited else bars[0]
    return [
        Step(
            deals=deals,
            conversion=None
            if visited or place == len(stages)
            else ratio(bars[place + 1], deals),
            cumulative=ratio(deals, first),
            in_progress=None if visited else stopped[Status.OPEN][place],
            lost=None if visited else stopped[Status.LOST][place],
        )
        for place, deals in enumerate(bars)
    ]


def sums_of(
    amounts: Iterable[tuple[Walk, int]], stages: Sequence[int], basis: str
) -> list[int]:
    """Return what the deals of each bar are worth, from walks and their amounts."""
    sums = [0] * (len(stages) + 1)
    for walk, minor in amounts:
        for place in counts_in(walk, stages, basis):
            sums[place] += minor
    return sums


def advance_rate(exits: Mapping[ExitKind, int]) -> Fraction | None:
    """Return the share of exits that went forward or won (basis *flow*)."""
    ahead = exits.get(ExitKind.FORWARD, 0) + exits.get(ExitKind.WON, 0)
    return ratio(ahead, sum(exits.values()))


def loss_rate(lost: int, exits: int) -> Fraction | None:
    """Return the share of the exits of a stage that were losses (C.5)."""
    return ratio(lost, exits)


def limps(own: tuple[int, int], every: tuple[int, int]) -> bool:
    """Tell whether losses and exits are worse than everybody's (K-13).

    A comparison needs ten exits on both sides (C.0).
    """
    mine, all_ = loss_rate(*own), loss_rate(*every)
    if mine is None or all_ is None or min(own[1], every[1]) < COMPARABLE:
        return False
    return mine > all_


def odds(
    walks: Iterable[tuple[Walk, int]], stages: Sequence[int]
) -> list[Fraction | None]:
    """Return for each stage the share of closed deals that reached it and were won."""
    came, won = [0] * len(stages), 0
    for walk, number in walks:
        won += number if walk.status is Status.WON else 0
        for place in range(furthest(walk, stages)):
            came[place] += number
    return [ratio(won, number) for number in came]
