"""Which follow-up waits for a record that is selected somewhere (R-15)."""

from sqlmodel import col
from sqlmodel import select

from models.access import Reader
from models.access import visible
from models.tables import FollowUp
from models.vocabulary import FollowUpStatus


def planned_for(
    reader: Reader, *, deal_id: int | None = None, person_id: int | None = None
) -> int | None:
    """Return what is planned for a deal, else for a person; the earliest first."""
    about = col(FollowUp.person_id) == person_id
    if deal_id is not None:
        about = col(FollowUp.deal_id) == deal_id
    query = (
        select(FollowUp.id)
        .where(
            about,
            col(FollowUp.status) == FollowUpStatus.PLANNED,
            visible(reader.actor, FollowUp),
        )
        .order_by(col(FollowUp.planned_at), col(FollowUp.id))
        .limit(1)
    )
    return reader.session.exec(query).first()
