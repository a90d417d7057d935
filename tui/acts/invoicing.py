"""Linking an invoice to what was sold, when it is known (R-18)."""

from models import operations
from models.views.drafts import InvoiceDraft
from models.views.drafts import LinkInvoice
from tui.acts import choosing
from tui.dialogs.invoice import InvoiceDialog
from tui.dialogs.invoice import InvoiceForm
from tui.screens.base import AppScreen


async def link(screen: AppScreen) -> None:
    """Ask for the number of an invoice of the selected deal or person."""
    selection = screen.selection
    if selection is None or (selection.deal_id or selection.person_id) is None:
        choosing.nothing_here(screen)
        return
    deal_id = selection.deal_id
    person_id = selection.person_id if deal_id is None else None
    currency = screen.store.house.currency
    form = InvoiceForm(selection.title, currency, choosing.almanac(screen))

    async def accept(draft: InvoiceDraft) -> str:
        linked = LinkInvoice(draft, deal_id, person_id)
        link_invoice = operations.invoicing.link_invoice
        return await choosing.saved(screen, dialog.frame, link_invoice, linked)

    dialog = InvoiceDialog(form, accept)
    await screen.relance.push_screen_wait(dialog)
