"""A deal's own screen: its path, its timeline, its follow-ups, its people (C-09)."""

from collections.abc import Iterable
from collections.abc import Sequence
from typing import ClassVar
from typing import Final

from textual.containers import Horizontal
from textual.getters import query_one
from textual.widget import Widget

from models import queries
from models.store import Store
from models.views.records import DealScreen as Deal
from models.vocabulary import Status
from tui import commands
from tui.commands import Command
from tui.commands import Place
from tui.i18n import N_
from tui.i18n import _
from tui.screens.deal_tabs import Shown
from tui.screens.deal_tabs import detail_rows
from tui.screens.deal_tabs import fact_column
from tui.screens.deal_tabs import follow_up_rows
from tui.screens.deal_tabs import people_rows
from tui.screens.tabbed import TabbedScreen
from tui.screens.timeline_rows import Timeline
from tui.screens.timeline_rows import timeline_rows
from tui.selection import Selection
from tui.widgets.cells_row import Row
from tui.widgets.deal_head import DealHead
from tui.widgets.header_line import Heading
from tui.widgets.links import Link
from tui.widgets.rows import Rows
from tui.widgets.tab_line import Tab
from tui.widgets.upright import Upright
from tui.words.timeline import history

FACTS_FROM: Final = 100
"""The width of the screen from which the facts have a column of their own."""


class DealScreen(TabbedScreen):
    """One deal; every act of the board works on it here too."""

    PLACE = Place.RECORD
    HINTS: ClassVar[tuple[Command, ...]] = (
        commands.FOLLOWUP_DONE,
        commands.FOLLOWUP_PLAN,
        commands.NOTE_LOG,
        commands.DEAL_MOVE_BACK,
        commands.DEAL_MOVE_ON,
        commands.DEAL_WIN,
        commands.DEAL_LOSE,
        commands.BACK,
        commands.PERSON_VALUE,
        commands.RECORD_EDIT,
        commands.COPY,
        commands.FOLLOWUP_SNOOZE,
        commands.DEAL_ASSIGN,
        commands.UNDO,
        commands.TAB_NEXT,
    )
    head = query_one("#head", DealHead)
    facts: "query_one[Rows[Link]]" = query_one("#facts", Rows)

    def __init__(self, store: Store, deal_id: int) -> None:
        super().__init__(store)
        self._deal_id = deal_id
        self._deal: Deal | None = None

    def body(self) -> Iterable[Widget]:
        """Stand the tabs beside the facts, under the path."""
        yield DealHead(self.store.zone, id="head")
        yield from self.tab_widgets()
        with Horizontal(id="body"):
            yield Rows[Link](id="rows")
            yield Upright()
            yield Rows[Link](id="facts")

    def read_record(self) -> None:
        self._deal = self.store.read(queries.deal.load_deal, self._deal_id)
        self.head.show(self._deal, self.store.now())
        self.show_tabs(
            (
                Tab(N_("Timeline")),
                Tab(N_("Follow-ups"), len(self._deal.followups)),
                Tab(N_("People"), len(self._deal.people)),
                Tab(N_("Details")),
            )
        )
        self.facts.show(self._facts, keep=True)

    def heading(self) -> Heading:
        """Say which pipeline and whose deal it is."""
        deal = self._deal
        if deal is None:
            return Heading(_("Deal"))
        about = deal.company.name if deal.company else deal.title
        return Heading(_("Deal"), pipeline=deal.pipeline.name, scope=about)

    @property
    def selection(self) -> Selection | None:
        """The deal itself, its first person and its planned follow-up."""
        deal = self._deal
        if deal is None:
            return None
        return Selection(
            title=deal.title,
            deal_id=deal.id,
            person_id=deal.people[0].id if deal.people else None,
            company_id=deal.company.id if deal.company else None,
            follow_up_id=deal.next.id if deal.next else None,
        )

    def build(self, cells: int) -> Sequence[Row[Link]]:
        """Make the rows of the tab that shows."""
        shown = self._shown()
        if shown is None:
            return ()
        deal, now = shown.deal, shown.now
        match self.tab:
            case 0:
                timeline = self.timeline
                return list(timeline_rows(timeline, cells)) if timeline else ()
            case 1:
                rows = follow_up_rows(
                    deal.followups, now, shown.zone, self.unfolded, cells
                )
                return list(rows) or self.teach(
                    _("No follow-up has been planned yet."), commands.FOLLOWUP_PLAN
                )
            case 2:
                return list(people_rows(deal.people, cells)) or self.teach(
                    _("Nobody is named on this deal yet."), commands.RECORD_EDIT
                )
            case _:
                narrow = self.size.width < FACTS_FROM
                return list(detail_rows(shown, cells, facts=narrow))

    def _shown(self) -> Shown | None:
        if self._deal is None:
            return None
        return Shown(
            deal=self._deal,
            now=self.store.now(),
            zone=self.store.zone,
            calendar=self.store.house.zone,
            guide_key=self.first_key(commands.STAGE_GUIDE),
            unfolded=self.unfolded,
        )

    @property
    def timeline(self) -> Timeline | None:
        """The deal's events and its next step."""
        deal = self._deal
        if deal is None:
            return None
        return Timeline(
            entries=deal.timeline,
            known=history(self.store.zone, deal.timeline, deal.followups),
            now=self.store.now(),
            next=deal.next,
            plans=deal.status is Status.OPEN,
            unfolded=self.unfolded,
            shown=self.shown,
        )

    def _facts(self, cells: int) -> Sequence[Row[Link]]:
        shown = self._shown()
        return () if shown is None else list(fact_column(shown, cells))
