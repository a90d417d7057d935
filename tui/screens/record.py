"""The plain screens of a person and of a company (rulings 26)."""

from collections.abc import Iterable
from collections.abc import Sequence
from typing import ClassVar

from textual.containers import Horizontal
from textual.getters import query_one
from textual.widget import Widget

from models import queries
from models.store import Store
from models.views.records import CompanyScreen as Company
from models.views.records import PersonScreen as Person
from tui import commands
from tui.commands import Command
from tui.commands import Place
from tui.i18n import N_
from tui.i18n import _
from tui.screens.deal_tabs import follow_up_rows
from tui.screens.deal_tabs import people_rows
from tui.screens.record_tabs import company_facts
from tui.screens.record_tabs import company_head
from tui.screens.record_tabs import deal_rows
from tui.screens.record_tabs import person_facts
from tui.screens.record_tabs import person_head
from tui.screens.tabbed import TabbedScreen
from tui.screens.timeline_rows import Timeline
from tui.screens.timeline_rows import timeline_rows
from tui.selection import Selection
from tui.widgets.cells_row import Row
from tui.widgets.header_line import Heading
from tui.widgets.links import Link
from tui.widgets.links import LinkKind
from tui.widgets.record_head import RecordHead
from tui.widgets.rows import Rows
from tui.widgets.tab_line import Tab
from tui.widgets.upright import Upright
from tui.words.timeline import history


class RecordScreen(TabbedScreen):
    """What a person's and a company's screen share: a head, tabs, facts beside."""

    HINTS: ClassVar[tuple[Command, ...]] = (
        commands.OPEN,
        commands.TAB_NEXT,
        commands.FOLLOWUP_DONE,
        commands.FOLLOWUP_PLAN,
        commands.NOTE_LOG,
        commands.BACK,
        commands.PERSON_VALUE,
        commands.RECORD_EDIT,
        commands.COPY,
        commands.DEAL_ASSIGN,
        commands.UNDO,
    )

    head = query_one("#head", RecordHead)
    facts: "query_one[Rows[Link]]" = query_one("#facts", Rows)

    def __init__(self, store: Store, record_id: int) -> None:
        super().__init__(store)
        self._record_id = record_id

    def body(self) -> Iterable[Widget]:
        """Stand the tabs beside the facts, under the head."""
        yield RecordHead(id="head")
        yield from self.tab_widgets()
        with Horizontal(id="body"):
            yield Rows[Link](id="rows")
            yield Upright()
            yield Rows[Link](id="facts")

    def chosen_deal(self) -> int | None:
        """Return the deal under the cursor, if it rests on one."""
        link = self.rows.value
        return link.id if link is not None and link.kind is LinkKind.DEAL else None


class PersonScreen(RecordScreen):
    """A person: how to reach them, their deals, their follow-ups, their timeline."""

    PLACE = Place.RECORD

    def __init__(self, store: Store, record_id: int) -> None:
        super().__init__(store, record_id)
        self._person: Person | None = None

    def read_record(self) -> None:
        person = self.store.read(queries.record.load_person, self._record_id)
        self._person = person
        self.head.show(person_head(person, self.store.now(), self.store.zone))
        self.show_tabs(
            (
                Tab(N_("Timeline")),
                Tab(N_("Deals"), len(person.deals)),
                Tab(N_("Follow-ups"), len(person.followups)),
                Tab(N_("Details")),
            )
        )
        self.facts.show(self._facts, keep=True)

    def heading(self) -> Heading:
        """Say who it is."""
        name = self._person.name if self._person else ""
        return Heading(_("Person"), scope=name)

    @property
    def selection(self) -> Selection | None:
        """The deal under the cursor with its person, else the person."""
        person = self._person
        if person is None:
            return None
        deal_id = self.chosen_deal()
        chosen = (deal for deal in person.deals if deal.id == deal_id)
        title = next((deal.title for deal in chosen), person.name)
        planned = person.next.id if person.next and deal_id is None else None
        return Selection(
            title=title,
            deal_id=deal_id,
            person_id=person.id,
            company_id=person.company.id if person.company else None,
            follow_up_id=planned,
        )

    def build(self, cells: int) -> Sequence[Row[Link]]:
        """Make the rows of the tab that shows."""
        person = self._person
        if person is None:
            return ()
        now, zone = self.store.now(), self.store.zone
        match self.tab:
            case 0:
                timeline = self.timeline
                return list(timeline_rows(timeline, cells)) if timeline else ()
            case 1:
                rows = list(deal_rows(person.deals, now, zone, cells))
                return rows or self.teach(_("No deal yet."), commands.DEAL_NEW)
            case 2:
                chain = person.followups
                rows = list(follow_up_rows(chain, now, zone, self.unfolded, cells))
                return rows or self.teach(
                    _("No follow-up has been planned yet."), commands.FOLLOWUP_PLAN
                )
            case _:
                return list(person_facts(person, cells))

    @property
    def timeline(self) -> Timeline | None:
        """The person's events and next step."""
        person, zone = self._person, self.store.zone
        if person is None:
            return None
        return Timeline(
            entries=person.timeline,
            known=history(zone, person.timeline, person.followups, "person"),
            now=self.store.now(),
            next=person.next,
            plans=False,
            unfolded=self.unfolded,
            shown=self.shown,
        )

    def _facts(self, cells: int) -> Sequence[Row[Link]]:
        if self._person is None:
            return ()
        return list(person_facts(self._person, cells, links=False))


class CompanyScreen(RecordScreen):
    """A company: its people, its deals, its timeline, as far as one may see them."""

    PLACE = Place.RECORD

    def __init__(self, store: Store, record_id: int) -> None:
        super().__init__(store, record_id)
        self._company: Company | None = None

    def read_record(self) -> None:
        company = self.store.read(queries.record.load_company, self._record_id)
        self._company = company
        self.head.show(company_head(company))
        self.show_tabs(
            (
                Tab(N_("Timeline")),
                Tab(N_("Deals"), len(company.deals)),
                Tab(N_("People"), len(company.people)),
                Tab(N_("Details")),
            )
        )
        self.facts.show(self._facts, keep=True)

    def heading(self) -> Heading:
        """Say which company it is."""
        name = self._company.name if self._company else ""
        return Heading(_("Company"), scope=name)

    @property
    def selection(self) -> Selection | None:
        """The deal or person under the cursor with the company, else the company."""
        company = self._company
        if company is None:
            return None
        link = self.rows.value
        named = {
            **{(LinkKind.DEAL, deal.id): deal.title for deal in company.deals},
            **{(LinkKind.PERSON, one.id): one.name for one in company.people},
        }
        kind = link.kind if link else LinkKind.NOTHING
        chosen = link.id if link else 0
        return Selection(
            title=named.get((kind, chosen), company.name),
            deal_id=chosen if kind is LinkKind.DEAL else None,
            person_id=chosen if kind is LinkKind.PERSON else None,
            company_id=company.id,
        )

    def build(self, cells: int) -> Sequence[Row[Link]]:
        """Make the rows of the tab that shows."""
        company = self._company
        if company is None:
            return ()
        now, zone = self.store.now(), self.store.zone
        match self.tab:
            case 0:
                timeline = self.timeline
                rows = list(timeline_rows(timeline, cells)) if timeline else []
                return rows or self.teach(_("Nothing happened yet."), commands.NOTE_LOG)
            case 1:
                rows = list(deal_rows(company.deals, now, zone, cells))
                return rows or self.teach(_("No deal yet."), commands.DEAL_NEW)
            case 2:
                rows = list(people_rows(company.people, cells))
                return rows or self.teach(
                    _("Nobody of this company is known yet."), commands.SEARCH
                )
            case _:
                return list(company_facts(company, cells))

    @property
    def timeline(self) -> Timeline | None:
        """The company's events."""
        company, zone = self._company, self.store.zone
        if company is None:
            return None
        return Timeline(
            entries=company.timeline,
            known=history(zone, company.timeline, entity="organization"),
            now=self.store.now(),
            plans=False,
            unfolded=self.unfolded,
            shown=self.shown,
        )

    def _facts(self, cells: int) -> Sequence[Row[Link]]:
        if self._company is None:
            return ()
        return list(company_facts(self._company, cells, links=False))
