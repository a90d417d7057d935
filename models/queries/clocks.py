"""The cards whose clocks ran out, idle or stuck, worked out when asked (K-10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_
from sqlalchemy import or_
from sqlmodel import col

from models.access import Reader
from models.access import visible
from models.actor import Row
from models.clock import local_day
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.rules.clocks import Clock
from models.rules.clocks import Limits
from models.rules.clocks import Signs
from models.rules.clocks import run_out
from models.tables import Deal
from models.tables import Stage
from models.tables import StageVisit
from models.views.columns import moment
from models.views.people import integer
from models.views.people import maybe_integer
from models.vocabulary import StageKind
from models.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Waiting:
    """A deal that has waited too long: the clocks past their limit, with their days."""

    deal_id: int
    stage_id: int
    clocks: dict[Clock, int]


def waiting(
    reader: Reader, stage_id: int | None = None, owner_id: int | None = None
) -> tuple[Waiting, ...]:
    """Return the deals that the actor sees and that idle or are stuck in a stage.

    The longest waiting come first. Days are local dates of the workspace's zone, as
    on the board (rulings 16).
    """
    found: list[Waiting] = []
    today = local_day(reader.now, reader.house.zone)
    for deal, stage, idle, stuck, *signs in _rows(reader, stage_id, owner_id):
        limits = Limits(maybe_integer(idle), maybe_integer(stuck))
        clocks = run_out(_signs(signs, reader.house.zone), limits, today)
        if clocks:
            found.append(Waiting(integer(deal), integer(stage), clocks))
    return tuple(sorted(found, key=_longest))


def _rows(reader: Reader, stage_id: int | None, owner_id: int | None) -> Iterable[Row]:
    sold = and_(col(Deal.status) == Status.WON, col(Stage.kind) == StageKind.POST_SALE)
    query = (
        chosen(
            col(Deal.id),
            col(Deal.stage_id),
            col(Stage.idle_days),
            col(Stage.stuck_days),
            text(col(Deal.opened_at)),
            text(col(StageVisit.entered_at)),
            text(col(Deal.last_touch_at)),
            text(col(Deal.next_at)),
        )
        .select_from(Deal)
        .join(Stage, col(Stage.id) == col(Deal.stage_id))
        .outerjoin(
            StageVisit,
            and_(
                col(StageVisit.deal_id) == col(Deal.id),
                col(StageVisit.exit_kind).is_(None),
            ),
        )
        .where(visible(reader.actor, Deal), or_(col(Deal.status) == Status.OPEN, sold))
    )
    if stage_id is not None:
        query = query.where(col(Deal.stage_id) == stage_id)
    if owner_id is not None:
        query = query.where(col(Deal.owner_id) == owner_id)
    return reader.session.connection().execute(query)


def _signs(row: Row, zone: str) -> Signs:
    def day(value: object) -> date | None:
        at = moment(value)
        return None if at is None else local_day(at, zone)

    opened, entered, touched, planned = row
    return Signs(day(opened), day(entered), day(touched), planned is not None)


def _longest(one: Waiting) -> tuple[int, int]:
    return -max(one.clocks.values()), one.deal_id
