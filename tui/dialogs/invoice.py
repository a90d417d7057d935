"""Linking an invoice: its number, and its day and amount if they are known (R-18)."""

from dataclasses import dataclass

from textual.widget import Widget

from models.views.drafts import Due
from models.views.drafts import InvoiceDraft
from tui.dialogs.base import Accept
from tui.dialogs.base import Dialog
from tui.dialogs.pick import SAVE_OR_CANCEL
from tui.i18n import N_
from tui.i18n import _
from tui.widgets.amount_field import AmountField
from tui.widgets.date_field import Almanac
from tui.widgets.date_field import DateField
from tui.widgets.text_field import TextField

NUMBER = 60


@dataclass(frozen=True, slots=True)
class InvoiceForm:
    """What was sold, and how dates and amounts are read."""

    about: str
    currency: str
    almanac: Almanac


class InvoiceDialog(Dialog[InvoiceDraft]):
    """The number alone is enough."""

    def __init__(
        self, form: InvoiceForm, accept: Accept[InvoiceDraft] | None = None
    ) -> None:
        super().__init__(_("Invoice"), form.about, accept)
        self._form = form
        self.number = TextField(N_("Number"), limit=NUMBER, id="number")
        self.issued = DateField(N_("Issued"), past=True, id="issued")
        self.amount = AmountField(N_("Invoiced"), id="amount")

    def fields(self) -> list[Widget]:
        return [self.number, self.issued, self.amount]

    def reset(self) -> None:
        self.frame.keys.offered = SAVE_OR_CANCEL
        self.issued.begin(self._form.almanac)
        self.amount.begin(None, self._form.currency)

    def answer(self) -> InvoiceDraft | None:
        """Read the three fields; the first that will not do is refused."""
        number = self.number.value.strip()
        if not number:
            self.number.refuse(_("A number is missing. Type it as it is printed."))
            return None
        day: Due | None = None
        if self.issued.value.strip():
            day = self.issued.read()
            if day is None:
                return None
        known, amount = self.amount.read()
        if not known:
            return None
        return InvoiceDraft(number, day.day if day is not None else None, amount)
