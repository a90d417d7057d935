"""Closing a deal as won: the day, today or before, and the final amount (C-04)."""

from dataclasses import dataclass
from datetime import date

from textual.widget import Widget

from models.money import Money
from models.views.drafts import Due
from models.views.drafts import WinDeal
from tui.dialogs.base import Accept
from tui.dialogs.base import Dialog
from tui.dialogs.pick import SAVE_OR_CANCEL
from tui.dialogs.pick import Gap
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import ngettext
from tui.widgets.amount_field import AmountField
from tui.widgets.date_field import Almanac
from tui.widgets.date_field import DateField
from tui.widgets.facts import Fact
from tui.widgets.facts import Facts


@dataclass(frozen=True, slots=True)
class WinForm:
    """What is won; several deals keep the amounts that they have."""

    deal_id: int
    title: str
    amount: Money | None
    currency: str
    today: date
    almanac: Almanac
    after: str = ""
    """The stage after the sale to which the deal goes."""
    count: int = 1


class WinDialog(Dialog[WinDeal]):
    """Both fields are filled in, so that Enter alone is enough."""

    def __init__(self, form: WinForm, accept: Accept[WinDeal] | None = None) -> None:
        title = ngettext("Won", "{count} deals won", form.count)
        super().__init__(title.format(count=form.count), form.title, accept)
        self._form = form
        self.on_day = DateField(N_("Closed on"), past=True, id="on")
        self.amount = AmountField(N_("Final amount"), id="amount")
        self.after = Facts(id="after")

    def fields(self) -> list[Widget]:
        if self._form.count > 1:
            return [self.on_day, self.after, Gap()]
        return [self.on_day, self.amount, self.after, Gap()]

    def reset(self) -> None:
        self.frame.keys.offered = SAVE_OR_CANCEL
        form = self._form
        self.on_day.begin(form.almanac, Due(form.today))
        if form.count == 1:
            self.amount.begin(form.amount, form.currency)
        self.after.show(_after(form))

    def answer(self) -> WinDeal | None:
        """Read the day and the amount."""
        due = self.on_day.read()
        if due is None:
            return None
        if self._form.count > 1:
            return WinDeal(self._form.deal_id, due.day)
        known, amount = self.amount.read()
        return WinDeal(self._form.deal_id, due.day, amount) if known else None


def _after(form: WinForm) -> list[Fact]:
    if form.count > 1:
        return [Fact(N_("Amounts"), _("each deal keeps its own"), role="muted")]
    if not form.after:
        return []
    return [Fact(N_("Goes to"), form.after, _("its follow-up ends with the sale"))]
