"""The form of a deal: title, amount, company, person, source, chances (K-22)."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from textual.widget import Widget

from models.text import NAME
from models.views.choices import FieldChoice
from models.views.choices import Ref
from models.views.choices import SourceChoice
from models.views.drafts import DealFields
from models.views.drafts import Due
from models.views.drafts import Named
from models.vocabulary import Priority
from models.vocabulary import Temperature
from models.vocabulary_rest import ForecastCategory
from tui import glyphs
from tui.dialogs.base import Accept
from tui.dialogs.base import Keep
from tui.dialogs.edit import EditDialog
from tui.drafts import Draft
from tui.i18n import N_
from tui.i18n import _
from tui.widgets.amount_field import AmountField
from tui.widgets.choice_field import Choice
from tui.widgets.choice_field import ChoiceField
from tui.widgets.custom_fields import CustomField
from tui.widgets.custom_fields import begin_all
from tui.widgets.custom_fields import read_all
from tui.widgets.date_field import Almanac
from tui.widgets.day_field import DayField
from tui.widgets.link_field import LinkField
from tui.widgets.text_field import SHORT_WELL
from tui.widgets.text_field import TextField
from tui.words import codes
from tui.words.forecast import expected

PERCENT = 100


@dataclass(frozen=True, slots=True)
class DealForm:
    """A deal as the form shows it, and what it may be linked to."""

    was: DealFields
    company: Ref | None
    person: Ref | None
    sources: Sequence[SourceChoice]
    custom: Sequence[FieldChoice]
    currency: str
    almanac: Almanac
    draft: Draft
    value: Temperature | None = None


@dataclass(frozen=True, slots=True)
class DealTyped:
    """What stands in the form; who is named is looked up by the act."""

    now: DealFields
    company: Named | None
    person: Named | None
    settled: frozenset[str]
    value: Temperature | None = None


class EditDealDialog(EditDialog[DealTyped]):
    """All that may be changed of a deal but its stage, its owner and its fate."""

    def __init__(
        self,
        form: DealForm,
        accept: Accept[DealTyped] | None = None,
        keep: Keep | None = None,
    ) -> None:
        self._form = form
        self.name_field = TextField(N_("Title"), limit=NAME, id="title")
        self.amount = AmountField(N_("Amount"), id="amount")
        self.company = LinkField(N_("Company"), id="company")
        self.person = LinkField(N_("Person"), id="person")
        self.source = ChoiceField[int | None](N_("Source"), id="source")
        self.value = ChoiceField[Temperature | None](N_("Value"), id="value")
        self.close_on = DayField(N_("Close date"), id="expected_close")
        self.chance = TextField(
            N_("Chance"), well=SHORT_WELL, understand=_percent_words, id="probability"
        )
        self.priority = ChoiceField[Priority](N_("Priority"), id="priority")
        self.forecast = ChoiceField[ForecastCategory](N_("Forecast"), id="forecast")
        self.own = [CustomField(one, n) for n, one in enumerate(form.custom)]
        super().__init__(_("Edit"), form.draft, accept, keep)

    def rows(self) -> list[Widget]:
        return [
            self.name_field,
            self.amount,
            self.company,
            self.person,
            self.source,
            self.value,
            self.close_on,
            self.chance,
            self.priority,
            self.forecast,
            *self.own,
        ]

    def fill(self) -> None:
        form, was = self._form, self._form.was
        self.name_field.clear()
        self.name_field.value = was.title
        self.amount.begin(was.amount, form.currency)
        self.company.begin(form.company)
        self.person.begin(form.person)
        self.source.set_choices(*source_choices(form.sources, was.source_id))
        self.value.set_choices(*value_choices(form.value))
        close = Due(was.expected_close) if was.expected_close else None
        self.close_on.begin(form.almanac, close)
        self.chance.value = "" if was.probability is None else str(was.probability)
        self.chance.understood = _percent_words(self.chance.value)
        priorities = [Choice(one, codes.priority(one)) for one in Priority]
        self.priority.set_choices(priorities, list(Priority).index(was.priority))
        judged = [Choice(one, expected(one)) for one in ForecastCategory]
        at = list(ForecastCategory).index(was.forecast)
        self.forecast.set_choices(judged, at)
        begin_all(self.own, was.custom)

    def read(self) -> DealTyped | None:
        title = self.name_field.value.strip()
        if not title:
            self.name_field.refuse(_("A title is missing. Type what is sold."))
            return None
        known, amount = self.amount.read()
        dated, close = self.close_on.read_or_none()
        fits, chance = self._chance()
        custom = read_all(self.own) if known and dated and fits else None
        if custom is None:
            return None
        now = replace(
            self._form.was,
            title=title,
            amount=amount,
            source_id=self.source.value,
            expected_close=close,
            probability=chance,
            priority=self.priority.value or Priority.NORMAL,
            forecast=self.forecast.value or ForecastCategory.PIPELINE,
            custom=custom,
        )
        links = (self.company, self.person)
        settled = frozenset(link.id for link in links if link.settled and link.id)
        named = (self.company.named, self.person.named)
        return DealTyped(now, *named, settled, self.value.value)

    def _chance(self) -> tuple[bool, int | None]:
        text = self.chance.value.strip().removesuffix("%").strip()
        if not text:
            return True, None
        if not text.isascii() or not text.isdigit() or int(text) > PERCENT:
            self.chance.refuse(_("Type a whole number from 0 to 100."))
            return False, None
        return True, int(text)


def source_choices(
    sources: Sequence[SourceChoice], chosen: int | None
) -> tuple[list[Choice[int | None]], int]:
    """Return the sources after none, and the place of the one in force."""
    none = _choice(None, glyphs.current().absent)
    choices = [none, *(_choice(one.id, one.name) for one in sources)]
    at = next((n for n, one in enumerate(choices) if one.value == chosen), 0)
    return choices, at


def value_choices(
    chosen: Temperature | None,
) -> tuple[list[Choice[Temperature | None]], int]:
    """Return the values of a prospect after none, and the place of the one in force."""
    values: list[Temperature | None] = [None, *Temperature]
    words = [codes.temperature(one) if one else "" for one in values]
    absent = glyphs.current().absent
    choices = [
        Choice(one, word or absent) for one, word in zip(values, words, strict=True)
    ]
    return choices, values.index(chosen)


def _choice(value: int | None, words: str) -> Choice[int | None]:
    return Choice(value, words)


def _percent_words(text: str) -> str:
    return _("empty: the stage's own") if not text.strip() else ""
