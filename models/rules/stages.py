"""Which moves a deal may make along its pipeline (K-07, K-08, rulings 5 and 7)."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.errors import RuleBroken
from models.vocabulary import ExitKind
from models.vocabulary import StageKind
from models.vocabulary import Status

BEFORE_WIN = (StageKind.INTAKE, StageKind.OPEN)


@dataclass(frozen=True, slots=True)
class Spot:
    """A stage as far as moves are concerned."""

    id: int
    pipeline_id: int
    position: int
    kind: StageKind
    name: str = ""
    active: bool = True


def choices(stages: Sequence[Spot], here: Spot, status: Status) -> list[Spot]:
    """Return the stages that a deal may be moved to, its own included, in order."""
    kind = _kind(status)
    mine = (spot for spot in stages if spot.pipeline_id == here.pipeline_id)
    found = {spot.id: spot for spot in mine if spot.active and spot.kind is kind}
    return sorted({**found, here.id: here}.values(), key=_order)


def check_move(here: Spot, there: Spot, status: Status) -> None:
    """Refuse a move with its reason; jumps over stages are allowed (K-08)."""
    if there.id == here.id:
        return
    if there.pipeline_id != here.pipeline_id:
        raise RuleBroken("stage_other_pipeline", stage=there.name)
    if not there.active:
        raise RuleBroken("stage_inactive", stage=there.name)
    if status is Status.LOST:
        raise RuleBroken("deal_lost_stays", stage=there.name)
    if there.kind is StageKind.INTAKE:
        raise RuleBroken("stage_intake", stage=there.name)
    if there.kind is not _kind(status):
        code = "deal_won_stays" if status is Status.WON else "stage_after_win"
        raise RuleBroken(code, stage=there.name)


def neighbour(stages: Sequence[Spot], here: Spot, status: Status, steps: int) -> Spot:
    """Return the stage ``steps`` further, back where negative (``>`` and ``<``).

    Past the last open stage the code is ``deal_last_stage``: the win dialog opens.
    """
    if status is Status.LOST:
        raise RuleBroken("deal_lost_stays", stage=here.name)
    row = choices(stages, here, status)
    place = row.index(here) + steps
    if 0 <= place < len(row):
        there = row[place]
        check_move(here, there, status)
        return there
    raise RuleBroken(_end(stages, here, status, steps), stage=here.name)


def direction(here: Spot, there: Spot) -> ExitKind:
    """Return how a deal leaves its stage when it moves to another."""
    return ExitKind.FORWARD if _order(there) > _order(here) else ExitKind.BACK


def first_open(stages: Sequence[Spot]) -> Spot | None:
    """Return the stage in which a new deal begins (rulings 5)."""
    return _first(stages, StageKind.OPEN)


def first_post_sale(stages: Sequence[Spot]) -> Spot | None:
    """Return the stage to which a win moves a deal, if the pipeline has one."""
    return _first(stages, StageKind.POST_SALE)


def reopened_in(
    stages: Sequence[Spot], here: Spot, left: int | None, chosen: int | None
) -> Spot:
    """Return where a closed deal comes back: the chosen stage, else its last open one.

    ``left`` is the open stage from which it was closed, where history knows it.
    """
    known = {spot.id: spot for spot in stages}
    if chosen is not None and chosen != here.id:
        spot = known.get(chosen)
        if spot is None:
            raise RuleBroken("stage_other_pipeline", stage="")
        check_move(here, spot, Status.OPEN)
        return spot
    if here.kind in BEFORE_WIN:
        return here
    last = known.get(left) if left is not None else None
    if last is not None and last.kind in BEFORE_WIN:
        return last
    row = [spot for spot in sorted(stages, key=_order) if spot.kind is StageKind.OPEN]
    usable = [spot for spot in row if spot.active] or row
    if not usable:
        raise RuleBroken("stage_none_open")
    return usable[-1]


def _kind(status: Status) -> StageKind:
    return StageKind.POST_SALE if status is Status.WON else StageKind.OPEN


def _order(spot: Spot) -> tuple[int, int]:
    return spot.position, spot.id


def _first(stages: Sequence[Spot], kind: StageKind) -> Spot | None:
    found = (spot for spot in stages if spot.active and spot.kind is kind)
    return min(found, key=_order, default=None)


def _end(stages: Sequence[Spot], here: Spot, status: Status, steps: int) -> str:
    """Return why there is no stage on that side."""
    if status is Status.WON:
        if first_post_sale(stages) is None:
            return "deal_won_stays"
        return "deal_last_post_sale" if steps > 0 else "deal_first_post_sale"
    if steps > 0:
        return "deal_last_stage"
    intake = any(spot.kind is StageKind.INTAKE and spot != here for spot in stages)
    return "stage_intake" if intake else "deal_first_stage"
