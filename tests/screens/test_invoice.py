"""Linking an invoice from the palette, wherever a deal or a person is selected."""

from models import queries
from models.store import Store
from tests import factories
from tests.screens import acts
from tests.screens.places import board_app
from tui.dialogs.invoice import InvoiceDialog


async def test_an_invoice_is_linked_when_it_is_known(store: Store) -> None:
    """R-18: number, day and amount, from the palette; undo takes it back."""
    person = factories.a_person(store, "Julie Martin")
    factories.a_deal(store, "Boréal", person=person)
    app = board_app(store)
    async with app.run_test(size=acts.SIZE) as pilot:
        await acts.press(pilot, "ctrl+p", *">invoice", "enter")
        dialog = app.screen
        assert isinstance(dialog, InvoiceDialog)
        await acts.press(pilot, "enter")
        assert "A number is missing" in dialog.number.refusal
        await acts.press(pilot, *"F-17", "down", *"22/11", "down", *"1200", "enter")
        assert "Invoice F-17 is linked to Boréal." in acts.said(app)
        (invoice,) = store.read(queries.record.load_person, person).invoices
        assert (invoice.number, str(invoice.issued_on)) == ("F-17", "2026-11-22")
        assert invoice.amount is not None
        assert invoice.amount.minor == 120_000
        await acts.press(pilot, "u")
        assert store.read(queries.record.load_person, person).invoices == ()
