"""A field for an amount as people write it; what was understood stands beside."""

from models.errors import BadValue
from models.money import Money
from models.money import major
from models.money import parse_amount
from tui import formats
from tui import glyphs
from tui.i18n import language
from tui.widgets.text_field import SHORT_WELL
from tui.widgets.text_field import TextField

LONGEST_AMOUNT = 60


class AmountField(TextField):
    """Reads an amount at every key; empty is no amount, anything else is refused."""

    def __init__(self, label: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(
            label,
            well=SHORT_WELL,
            limit=LONGEST_AMOUNT,
            understand=self._understood,
            id=id,
        )
        self._currency = ""

    def begin(self, money: Money | None, currency: str) -> None:
        """Start anew with an amount, chosen whole, or none; in this currency."""
        self._currency = currency
        self.clear()
        if money is not None:
            self.value = _typed(money, currency)
            self.understood = self._understood(self.value)
            self.select()

    def read(self) -> tuple[bool, Money | None]:
        """Return whether the text can be read, and its amount; else it is refused."""
        from tui.words.refusals import explain_under_a_field  # noqa: PLC0415 - when refused

        if not self.value.strip():
            return True, None
        try:
            return True, parse_amount(self.value, language(), self._currency)
        except BadValue as error:
            self.refuse(explain_under_a_field(error))
            return False, None

    def _understood(self, text: str) -> str:
        if not text.strip():
            return ""
        try:
            money = parse_amount(text, language(), self._currency)
        except BadValue:
            return ""
        return f"{glyphs.current().arrow} {formats.amount(money, language())}"


def _typed(money: Money, currency: str) -> str:
    """Return the text that says an amount when it is typed."""
    said = formats.amount(money, language())
    try:
        if parse_amount(said, language(), currency) == money:
            return said
    except BadValue:
        pass
    return f"{money.currency} {major(money)}"
