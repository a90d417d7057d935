"""Invoices that are linked once they are known (R-18)."""

from datetime import date

import pytest

from models import queries
from models.access import Reader
from models.errors import BadValue
from models.errors import NotFound
from models.money import Money
from models.operations.invoicing import link_invoice
from models.operations.outcomes import log_outcome
from models.operations.undoing import undo
from models.store import Store
from models.tables import FollowUp
from models.views.drafts import InvoiceDraft
from models.views.drafts import LinkInvoice
from models.views.drafts import LogOutcome
from models.views.records import InvoiceLine
from models.vocabulary import Outcome
from tests.conftest import AsUser
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user

PAID = Money(120_000, "EUR")
DAY = date(2026, 11, 20)


def on_follow_up(store: Store, follow_up_id: int) -> int | None:
    def query(reader: Reader) -> int | None:
        return reader.session.get_one(FollowUp, follow_up_id).invoice_id

    return store.read(query)


def test_an_invoice_is_linked_to_the_enrolment_after_it(store: Store) -> None:
    """R-18: deal, person and the follow-up that led to it; undo takes it back."""
    person = a_person(store)
    deal = a_deal(store, person=person)
    follow_up = a_follow_up(store, deal=deal)
    store.write(log_outcome, LogOutcome(follow_up, Outcome.ENROLLED))
    draft = LinkInvoice(InvoiceDraft(" F-17 ", DAY, PAID), deal)
    store.write(link_invoice, draft)
    (line,) = store.read(queries.deal.load_deal, deal).followups
    assert line.invoice == InvoiceLine("F-17", DAY, PAID)
    found = store.read(queries.record.load_person, person)
    assert found.invoices == (InvoiceLine("F-17", DAY, PAID),)
    store.write(undo)
    assert on_follow_up(store, follow_up) is None
    assert store.read(queries.record.load_person, person).invoices == ()


def test_a_second_invoice_leaves_the_first_on_its_enrolment(store: Store) -> None:
    """R-18: what was linked stays; the person has both."""
    person = a_person(store)
    follow_up = a_follow_up(store, person=person)
    store.write(log_outcome, LogOutcome(follow_up, Outcome.ENROLLED))
    for number in ("F-17", "F-18"):
        store.write(link_invoice, LinkInvoice(InvoiceDraft(number), person_id=person))
    found = store.read(queries.record.load_person, person)
    assert [one.number for one in found.invoices] == ["F-18", "F-17"]
    assert found.followups[0].invoice == InvoiceLine("F-17", None, None)


def test_a_deal_that_was_won_without_a_follow_up_takes_one_too(store: Store) -> None:
    """R-18: no enrolment is needed."""
    person = a_person(store)
    deal = a_deal(store, person=person)
    store.write(link_invoice, LinkInvoice(InvoiceDraft("F-17"), deal))
    assert store.read(queries.record.load_person, person).invoices


def test_an_invoice_has_a_number_and_a_visible_record(
    store: Store, as_user: AsUser
) -> None:
    """R-18: it cannot be linked to what is hidden."""
    a_user(store, "ana")
    deal = a_deal(store)
    with pytest.raises(BadValue, match="invoice_number_empty"):
        store.write(link_invoice, LinkInvoice(InvoiceDraft("  "), deal))
    with pytest.raises(NotFound, match="record_unknown"):
        as_user(store, "ana").write(
            link_invoice, LinkInvoice(InvoiceDraft("F-17"), deal)
        )
