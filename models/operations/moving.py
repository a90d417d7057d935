"""Moving deals along their pipeline (K-07, K-08)."""

from collections.abc import Sequence

from models.access import find
from models.errors import BadValue
from models.history import Writer
from models.operations import visits
from models.rules import stages
from models.rules.stages import Spot
from models.tables import Deal
from models.views.done import Done
from models.vocabulary import Phase
from models.vocabulary import StageKind

MOVED = "deal.moved"
CONVERTED = "deal.converted"
"""Leaving intake turns a lead into a deal (rulings 5)."""


def move_deal(writer: Writer, deal_id: int, stage_id: int) -> Done:
    """Move a deal to a stage of its pipeline; its own stage changes nothing."""
    deal = find(writer, Deal, deal_id)
    return _told(writer, deal, visits.spot(writer, stage_id))


def step_deal(writer: Writer, deal_id: int, steps: int) -> Done:
    """Move a deal by stages (``>`` is 1, ``<`` is -1).

    Raises ``RuleBroken`` with ``deal_last_stage`` past the last open stage, where
    the win dialog opens (rulings 7).
    """
    deal = find(writer, Deal, deal_id)
    row = visits.spots(writer, deal.pipeline_id)
    here = next(spot for spot in row if spot.id == deal.stage_id)
    return _told(writer, deal, stages.neighbour(row, here, deal.status, steps))


def move_deals(writer: Writer, deal_ids: Sequence[int], stage_id: int) -> Done:
    """Move all these deals, or none; those already there do not count (B1.15)."""
    there = visits.spot(writer, stage_id)
    deals = [find(writer, Deal, deal_id) for deal_id in dict.fromkeys(deal_ids)]
    if not deals:
        raise BadValue("nothing_selected")
    moved = [deal for deal in deals if deal.stage_id != there.id]
    for deal in moved:
        shift(writer, deal, there)
    first = (moved or deals)[0]
    return writer.done(
        first, MOVED, deal=first.title, stage=there.name, count=len(moved)
    )


def shift(writer: Writer, deal: Deal, there: Spot) -> str:
    """Move a deal that was found, with its stays; return the verb of the move."""
    here = visits.spot(writer, deal.stage_id)
    stages.check_move(here, there, deal.status)
    visits.leave(writer, deal, stages.direction(here, there), writer.now)
    visits.enter(writer, deal, there.id)
    converts = deal.phase is Phase.LEAD and there.kind is not StageKind.INTAKE
    deal.stage_id = there.id
    if converts:
        deal.phase = Phase.DEAL
    verb = CONVERTED if converts else MOVED
    writer.save(deal, verb)
    return verb


def _told(writer: Writer, deal: Deal, there: Spot) -> Done:
    verb = MOVED if deal.stage_id == there.id else shift(writer, deal, there)
    return writer.done(deal, verb, deal=deal.title, stage=there.name)
