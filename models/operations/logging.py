"""Notes, calls, mails and meetings that are logged on a record (B1.10)."""

from models.access import find
from models.errors import BadValue
from models.history import Writer
from models.operations import records
from models.operations.next_step import touch
from models.tables import Deal
from models.tables import Interaction
from models.tables import Person
from models.text import NAME
from models.text import NOTE
from models.text import clean
from models.views.done import Done
from models.views.drafts import LogTouch
from models.vocabulary import InteractionKind

LOGGED = "interaction.logged"


def log_touch(writer: Writer, draft: LogTouch) -> Done:
    """Log what was said; a note is kept too but reached nobody, so it is no touch.

    One on a deal stands on the timelines of its person and company as well.
    """
    body = clean(draft.body, NOTE, lines=True).strip()
    if not body and draft.kind is InteractionKind.NOTE:
        raise BadValue("note_empty", "body")
    deal = find(writer, Deal, draft.deal_id) if draft.deal_id else None
    about = Interaction(
        kind=draft.kind,
        direction=draft.direction,
        at=writer.now,
        by_id=writer.actor.id,
        deal_id=deal.pk if deal else None,
        person_id=_person(writer, draft, deal),
        organization_id=_company(writer, draft, deal),
        body=body,
        disposition=clean(draft.disposition, NAME),
    )
    if deal is None and about.person_id is None and about.organization_id is None:
        raise BadValue("record_missing", "deal")
    writer.save(about, LOGGED)
    if deal is not None and draft.kind is not InteractionKind.NOTE:
        touch(writer, deal)
    title = deal.title if deal else ""
    return writer.done(about, LOGGED, kind=draft.kind, deal=title)


def _person(writer: Writer, draft: LogTouch, deal: Deal | None) -> int | None:
    if draft.person_id is not None:
        return find(writer, Person, draft.person_id).pk
    return deal.person_id if deal else None


def _company(writer: Writer, draft: LogTouch, deal: Deal | None) -> int | None:
    if draft.company_id is not None:
        return records.editable_company(writer, draft.company_id).pk
    return deal.organization_id if deal else None
