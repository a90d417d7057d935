"""The form of a company: name, domain, industry, place, size, parent."""

from dataclasses import dataclass
from dataclasses import replace

from textual.widget import Widget

from models.text import NAME
from models.views.choices import Ref
from models.views.drafts import CompanyFields
from models.views.drafts import Named
from tui.dialogs.base import Accept
from tui.dialogs.base import Keep
from tui.dialogs.edit import EditDialog
from tui.drafts import Draft
from tui.i18n import N_
from tui.i18n import _
from tui.widgets.link_field import LinkField
from tui.widgets.text_field import SHORT_WELL
from tui.widgets.text_field import TextField

MOST_EMPLOYEES = 10_000_000


@dataclass(frozen=True, slots=True)
class CompanyForm:
    """A company as the form shows it."""

    was: CompanyFields
    parent: Ref | None
    draft: Draft


@dataclass(frozen=True, slots=True)
class CompanyTyped:
    """What stands in the form; the parent is looked up by the act."""

    now: CompanyFields
    parent: Named | None
    settled: frozenset[str]


class EditCompanyDialog(EditDialog[CompanyTyped]):
    """All that may be changed of a company but its owner."""

    def __init__(
        self,
        form: CompanyForm,
        accept: Accept[CompanyTyped] | None = None,
        keep: Keep | None = None,
    ) -> None:
        self._form = form
        self.name_field = TextField(N_("Name"), limit=NAME, id="name")
        self.domain = TextField(N_("Domain"), limit=NAME, id="domain")
        self.industry = TextField(N_("Industry"), limit=NAME, id="industry")
        self.place = TextField(N_("Place"), limit=NAME, id="place")
        self.employees = TextField(N_("Employees"), well=SHORT_WELL, id="employees")
        self.parent_field = LinkField(N_("Part of"), id="company")
        super().__init__(_("Edit"), form.draft, accept, keep)

    def rows(self) -> list[Widget]:
        return [
            self.name_field,
            self.domain,
            self.industry,
            self.place,
            self.employees,
            self.parent_field,
        ]

    def fill(self) -> None:
        was = self._form.was
        self.name_field.value = was.name
        self.domain.value = was.domain
        self.industry.value = was.industry
        self.place.value = was.place
        self.employees.value = "" if was.employees is None else str(was.employees)
        self.parent_field.begin(self._form.parent)

    def read(self) -> CompanyTyped | None:
        name = self.name_field.value.strip()
        if not name:
            self.name_field.refuse(_("A name is missing. Type the company's."))
            return None
        text = "".join(self.employees.value.split())
        counted = text.isascii() and text.isdigit() and int(text) <= MOST_EMPLOYEES
        if text and not counted:
            self.employees.refuse(_("Type how many people work there, as a number."))
            return None
        now = replace(
            self._form.was,
            name=name,
            domain=self.domain.value.strip(),
            industry=self.industry.value.strip(),
            place=self.place.value.strip(),
            employees=int(text) if text else None,
        )
        settled = frozenset({"company"} if self.parent_field.settled else ())
        return CompanyTyped(now, self.parent_field.named, settled)
