"""The form of a person: name, company, title, how to reach them."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from textual.widget import Widget

from models.text import EMAIL
from models.text import NAME
from models.text import PHONE
from models.views.choices import Ref
from models.views.choices import SourceChoice
from models.views.drafts import Named
from models.views.drafts import PersonFields
from models.vocabulary import Temperature
from tui.dialogs.base import Accept
from tui.dialogs.base import Keep
from tui.dialogs.edit import EditDialog
from tui.dialogs.edit_deal import source_choices
from tui.dialogs.edit_deal import value_choices
from tui.drafts import Draft
from tui.i18n import N_
from tui.i18n import _
from tui.widgets.choice_field import Choice
from tui.widgets.choice_field import ChoiceField
from tui.widgets.link_field import LinkField
from tui.widgets.text_field import TextField


@dataclass(frozen=True, slots=True)
class PersonForm:
    """A person as the form shows one."""

    was: PersonFields
    company: Ref | None
    sources: Sequence[SourceChoice]
    draft: Draft
    value: Temperature | None = None


@dataclass(frozen=True, slots=True)
class PersonTyped:
    """What stands in the form; the company is looked up by the act."""

    now: PersonFields
    company: Named | None
    settled: frozenset[str]
    value: Temperature | None = None


class EditPersonDialog(EditDialog[PersonTyped]):
    """All that may be changed of a person but the value and the owner."""

    def __init__(
        self,
        form: PersonForm,
        accept: Accept[PersonTyped] | None = None,
        keep: Keep | None = None,
    ) -> None:
        self._form = form
        self.first_name = TextField(N_("First name"), limit=NAME, id="first_name")
        self.last_name = TextField(N_("Last name"), limit=NAME, id="last_name")
        self.company = LinkField(N_("Company"), id="company")
        self.job = TextField(N_("Job title"), limit=NAME, id="title")
        self.phone = TextField(N_("Phone"), limit=PHONE, id="phone")
        self.email = TextField(N_("E-mail"), limit=EMAIL, id="email")
        self.source = ChoiceField[int | None](N_("Source"), id="source")
        self.value = ChoiceField[Temperature | None](N_("Value"), id="value")
        self.contact = ChoiceField[bool](N_("Contact"), id="contact")
        super().__init__(_("Edit"), form.draft, accept, keep)

    def rows(self) -> list[Widget]:
        return [
            self.first_name,
            self.last_name,
            self.company,
            self.job,
            self.phone,
            self.email,
            self.source,
            self.value,
            self.contact,
        ]

    def fill(self) -> None:
        was = self._form.was
        self.first_name.value = was.first_name
        self.last_name.value = was.last_name
        self.company.begin(self._form.company)
        self.job.value = was.title
        self.phone.value = was.phone
        self.email.value = was.email
        self.source.set_choices(*source_choices(self._form.sources, was.source_id))
        self.value.set_choices(*value_choices(self._form.value))
        allowed = Choice(value=False, words=_("may be contacted"))
        unwelcome = Choice(value=True, words=_("do not contact"))
        self.contact.set_choices([allowed, unwelcome], int(was.do_not_contact))

    def read(self) -> PersonTyped | None:
        first, last = self.first_name.value.strip(), self.last_name.value.strip()
        if not first and not last:
            self.last_name.refuse(_("A name is missing. Type a first or a last one."))
            return None
        email = self.email.value.strip()
        if email and "@" not in email:
            self.email.refuse(_("That is no e-mail address. Type name@example.org."))
            return None
        now = replace(
            self._form.was,
            first_name=first,
            last_name=last,
            title=self.job.value.strip(),
            phone=self.phone.value.strip(),
            email=email,
            source_id=self.source.value,
            do_not_contact=bool(self.contact.value),
        )
        settled = frozenset({"company"} if self.company.settled else ())
        return PersonTyped(now, self.company.named, settled, self.value.value)
