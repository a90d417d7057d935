"""Linking an invoice to what was sold, at once or later (R-18)."""

from sqlalchemy import select
from sqlmodel import col

from models.access import visible
from models.errors import BadValue
from models.history import Writer
from models.operations import records
from models.operations.attempts import Subject
from models.operations.attempts import subject_found
from models.tables import FollowUp
from models.tables import Invoice
from models.text import NAME
from models.text import clean
from models.views.done import Done
from models.views.drafts import InvoiceDraft
from models.views.drafts import LinkInvoice
from models.vocabulary import Outcome

LINKED = "invoice.linked"
INVOICED = "followup.invoiced"


def link_invoice(writer: Writer, draft: LinkInvoice) -> Done:
    """Link an invoice to a deal or a person, and to the enrolment that led to it."""
    about = subject_found(writer, draft.deal_id, draft.person_id)
    invoice = invoiced(writer, about, draft.invoice)
    enrolment = _enrolment(writer, about)
    if enrolment is not None:
        enrolment.invoice_id = invoice.pk
        writer.save(enrolment, INVOICED)
    return writer.done(invoice, LINKED, about=about.name, number=invoice.number)


def invoiced(writer: Writer, about: Subject, draft: InvoiceDraft) -> Invoice:
    """Write the reference to an invoice, as part of any act."""
    number = clean(draft.number, NAME).strip()
    if not number:
        raise BadValue("invoice_number_empty", "invoice")
    minor, currency = records.money(draft.amount)
    invoice = Invoice(
        number=number,
        issued_on=draft.issued_on,
        amount_minor=minor,
        currency=currency,
        person_id=about.person.pk if about.person is not None else None,
        deal_id=about.deal.pk if about.deal is not None else None,
    )
    writer.save(invoice, LINKED)
    return invoice


def _enrolment(writer: Writer, about: Subject) -> FollowUp | None:
    """Return the last enrolment of a deal, else of a person, that has no invoice."""
    if about.deal is not None:
        whose = col(FollowUp.deal_id) == about.deal.pk
    else:
        whose = col(FollowUp.person_id) == (about.person.pk if about.person else None)
    query = (
        select(FollowUp)
        .where(
            whose,
            col(FollowUp.outcome) == Outcome.ENROLLED,
            col(FollowUp.invoice_id).is_(None),
            visible(writer.actor, FollowUp),
        )
        .order_by(col(FollowUp.done_at).desc(), col(FollowUp.id).desc())
        .limit(1)
    )
    return writer.session.scalars(query).one_or_none()
