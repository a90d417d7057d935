"""The edit forms: who is named is looked up, two people's changes are merged."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from models import operations
from models import queries
from models.errors import BadValue
from models.views.choices import Ref
from models.views.done import Done
from models.views.drafts import CompanyFields
from models.views.drafts import EditCompany
from models.views.drafts import EditDeal
from models.views.drafts import EditPerson
from models.views.drafts import Named
from models.views.drafts import PersonFields
from models.vocabulary import Temperature
from tui.acts import choosing
from tui.acts import merging
from tui.acts import naming
from tui.acts import settling
from tui.dialogs.base import Accept
from tui.dialogs.candidates import Candidates
from tui.dialogs.edit_company import CompanyForm
from tui.dialogs.edit_company import CompanyTyped
from tui.dialogs.edit_company import EditCompanyDialog
from tui.dialogs.edit_deal import DealForm
from tui.dialogs.edit_deal import DealTyped
from tui.dialogs.edit_deal import EditDealDialog
from tui.dialogs.edit_person import EditPersonDialog
from tui.dialogs.edit_person import PersonForm
from tui.dialogs.edit_person import PersonTyped
from tui.drafts import Draft
from tui.i18n import _
from tui.screens.base import AppScreen

if TYPE_CHECKING:
    from models.history import Writer


async def edit_deal(screen: AppScreen, deal_id: int) -> None:
    """Open the form of a deal."""
    deal = await choosing.looked_up(screen, queries.deal.load_deal, deal_id, 1)
    sources = await choosing.looked_up(screen, queries.choices.sources)
    custom = await choosing.looked_up(screen, queries.choices.fields, "deal")
    if deal is None or sources is None or custom is None:
        return
    amount = deal.editable.amount
    form = DealForm(
        was=deal.editable,
        company=deal.company,
        person=next((Ref(one.id, one.name) for one in deal.people), None),
        sources=sources,
        custom=custom,
        currency=amount.currency if amount else screen.store.house.currency,
        almanac=choosing.almanac(screen),
        draft=_kept(screen, "edit_deal", deal.title, {"deal_id": deal_id}),
        value=deal.temperature,
    )
    await merging.run(screen, _OfDeal(screen, deal_id, form), form.draft)


async def edit_person(screen: AppScreen, person_id: int) -> None:
    """Open the form of a person."""
    person = await choosing.looked_up(screen, queries.record.load_person, person_id, 1)
    sources = await choosing.looked_up(screen, queries.choices.sources)
    if person is None or sources is None:
        return
    draft = _kept(screen, "edit_person", person.name, {"person_id": person_id})
    value = person.temperature
    form = PersonForm(person.editable, person.company, sources, draft, value)
    await merging.run(screen, _OfPerson(screen, person_id, form), draft)


async def edit_company(screen: AppScreen, company_id: int) -> None:
    """Open the form of a company that is one's own or nobody's."""
    load = queries.record.load_company
    company = await choosing.looked_up(screen, load, company_id, 1)
    if company is None:
        return
    if company.editable is None:
        screen.refuse(BadValue("company_of_another", company=company.name))
        return
    draft = _kept(screen, "edit_company", company.name, {"company_id": company_id})
    form = CompanyForm(company.editable, company.parent, draft)
    await merging.run(screen, _OfCompany(screen, company_id, form), draft)


@dataclass(frozen=True, slots=True)
class _OfDeal:
    screen: AppScreen
    deal_id: int
    form: DealForm

    def open(self, accept: Accept[DealTyped], draft: Draft) -> EditDealDialog:
        form = replace(self.form, draft=draft)
        return EditDealDialog(form, accept, self.screen.relance.drafts.keep)

    async def meant(self, typed: DealTyped) -> EditDeal | Candidates:
        asked = (typed.company, typed.settled)
        company = await naming.company_or_asked(self.screen, *asked)
        if isinstance(company, Candidates):
            return company
        place = company.name if company else ""
        about = (typed.person, typed.settled, place)
        person = await naming.person_or_asked(self.screen, *about)
        if isinstance(person, Candidates):
            return person
        ids = (naming.id_of(company), naming.id_of(person))
        now = replace(typed.now, company_id=ids[0], person_id=ids[1])
        return EditDeal(self.deal_id, self.form.was, now)

    async def settle(self, edit: EditDeal, mine: Mapping[str, bool]) -> EditDeal | None:
        load = queries.deal.load_deal
        now = await choosing.looked_up(self.screen, load, self.deal_id, 1)
        return settling.deal(edit, now.editable, mine) if now else None

    def warning(self, typed: DealTyped) -> str:
        return _losing(self.form.draft.about, self.form.value, typed.value)

    def save(self, writer: "Writer", edit: EditDeal, typed: DealTyped) -> Done:
        now = edit.now
        if typed.value is not self.form.value:
            operations.editing.set_value(
                writer, deal_id=self.deal_id, temperature=typed.value
            )
        if now.company_id == naming.NEW and typed.company:
            now = replace(now, company_id=_new_company(writer, typed.company))
        if now.person_id == naming.NEW and typed.person:
            now = replace(now, person_id=_new_person(writer, typed.person))
        done: Done = operations.editing.edit_deal(writer, replace(edit, now=now))
        return done


@dataclass(frozen=True, slots=True)
class _OfPerson:
    screen: AppScreen
    person_id: int
    form: PersonForm

    def open(self, accept: Accept[PersonTyped], draft: Draft) -> EditPersonDialog:
        form = replace(self.form, draft=draft)
        return EditPersonDialog(form, accept, self.screen.relance.drafts.keep)

    async def meant(self, typed: PersonTyped) -> EditPerson | Candidates:
        asked = (typed.company, typed.settled)
        company = await naming.company_or_asked(self.screen, *asked)
        if isinstance(company, Candidates):
            return company
        now = replace(typed.now, company_id=naming.id_of(company))
        return EditPerson(self.person_id, self.form.was, now)

    async def settle(
        self, edit: EditPerson, mine: Mapping[str, bool]
    ) -> EditPerson | None:
        load = queries.record.load_person
        now = await choosing.looked_up(self.screen, load, self.person_id, 1)
        return settling.person(edit, now.editable, mine) if now else None

    def warning(self, typed: PersonTyped) -> str:
        return _losing(self.form.draft.about, self.form.value, typed.value)

    def save(self, writer: "Writer", edit: EditPerson, typed: PersonTyped) -> Done:
        now = edit.now
        if typed.value is not self.form.value:
            operations.editing.set_value(
                writer, person_id=self.person_id, temperature=typed.value
            )
        if now.company_id == naming.NEW and typed.company:
            now = replace(now, company_id=_new_company(writer, typed.company))
        done: Done = operations.editing.edit_person(writer, replace(edit, now=now))
        return done


@dataclass(frozen=True, slots=True)
class _OfCompany:
    screen: AppScreen
    company_id: int
    form: CompanyForm

    def open(self, accept: Accept[CompanyTyped], draft: Draft) -> EditCompanyDialog:
        form = replace(self.form, draft=draft)
        return EditCompanyDialog(form, accept, self.screen.relance.drafts.keep)

    async def meant(self, typed: CompanyTyped) -> EditCompany | Candidates:
        asked = (typed.parent, typed.settled)
        parent = await naming.company_or_asked(self.screen, *asked)
        if isinstance(parent, Candidates):
            return parent
        now = replace(typed.now, parent_id=naming.id_of(parent))
        return EditCompany(self.company_id, self.form.was, now)

    async def settle(
        self, edit: EditCompany, mine: Mapping[str, bool]
    ) -> EditCompany | None:
        load = queries.record.load_company
        now = await choosing.looked_up(self.screen, load, self.company_id, 1)
        fresh = now.editable if now else None
        return settling.company(edit, fresh, mine) if fresh else None

    def warning(self, typed: CompanyTyped) -> str:
        del typed
        return ""

    def save(self, writer: "Writer", edit: EditCompany, typed: CompanyTyped) -> Done:
        now = edit.now
        if now.parent_id == naming.NEW and typed.parent:
            now = replace(now, parent_id=_new_company(writer, typed.parent))
        done: Done = operations.editing.edit_company(writer, replace(edit, now=now))
        return done


def _losing(about: str, was: Temperature | None, now: Temperature | None) -> str:
    """Ask before the value lost ends what is planned (R-10)."""
    if now is not Temperature.LOST or was is now:
        return ""
    asked = _("{name} becomes lost: what is planned ends, the follow-ups are over.")
    return asked.format(name=about)


def _kept(screen: AppScreen, form: str, about: str, ids: Mapping[str, int]) -> Draft:
    """Return the draft of a form with what was typed before, if anything was."""
    draft = Draft(form, about, ids)
    return screen.relance.drafts.find(draft.key) or draft


def _new_company(writer: "Writer", named: Named) -> int:
    fields = CompanyFields(named.name, "", "", None, "", None)
    done: Done = operations.creating.create_company(writer, fields)
    return done.id


def _new_person(writer: "Writer", named: Named) -> int:
    first, _, last = named.name.partition(" ")
    fields = PersonFields(first, last, None, "", "", "", None)
    done: Done = operations.creating.create_person(writer, fields)
    return done.id
