"""What a card repeats of its follow-ups: the next due moment and the last touch."""

from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.history import Writer
from models.tables import Deal
from models.tables import FollowUp
from models.vocabulary import FollowUpStatus

FOLLOWED = "deal.next_step"
"""The verb of a deal's change that only repeats its follow-up."""


def planned_of_deal(reader: Reader, deal_id: int) -> FollowUp | None:
    """Return the planned follow-up of a deal, the earliest where there are several."""
    query = (
        select(FollowUp)
        .where(
            col(FollowUp.deal_id) == deal_id,
            col(FollowUp.status) == FollowUpStatus.PLANNED,
        )
        .order_by(col(FollowUp.planned_at), col(FollowUp.id))
        .limit(1)
    )
    with reader.session.no_autoflush:
        return reader.session.scalars(query).one_or_none()


def sync_next(writer: Writer, deal: Deal) -> None:
    """Repeat the saved follow-ups on their deal, for the order of the board.

    The follow-up must be saved before; the deal is written by the next flush, under
    its own verb where the act has named one.
    """
    planned = planned_of_deal(writer, deal.pk)
    writer.captured.verbs.setdefault(id(deal), FOLLOWED)
    deal.next_at = planned.planned_at if planned else None
    deal.next_all_day = planned.all_day if planned else False


def touch(writer: Writer, deal: Deal) -> None:
    """Note that the customer was reached now: what idleness counts from (K-10)."""
    if deal.last_touch_at is None or deal.last_touch_at < writer.now:
        writer.captured.verbs.setdefault(id(deal), FOLLOWED)
        deal.last_touch_at = writer.now
