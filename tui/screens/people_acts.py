"""What the keys do to a list of people: filters, order, marks, bulk acts (B1.15)."""

from typing import TYPE_CHECKING

from textual import on
from textual.getters import query_one
from textual.widgets import Input

from models import queries
from models.errors import RelanceError
from models.rules.columns import Column
from models.rules.filters import Filters
from models.rules.filters import Has
from models.text import fold
from models.views.people_lists import Target
from tui.i18n import _
from tui.screens.acting import Acting
from tui.widgets.links import Link
from tui.widgets.links import LinkKind
from tui.widgets.message_line import MessageKind
from tui.widgets.query_line import QueryLine

if TYPE_CHECKING:
    from collections.abc import Awaitable
    from collections.abc import Callable

    from models.views.done import Done
    from tui.screens.people import PeopleScreen


class PeopleActs(Acting):
    """Actions of the lists of people; the work is in tui.acts.people."""

    marks: dict[int, Target]
    at_marks = False
    """Whether the act that is asked for is done to the deals of all marked."""
    finding = query_one("#find", QueryLine)

    @property
    def people(self) -> "PeopleScreen":
        """The screen, as what it is."""
        from tui.screens.people import PeopleScreen

        if not isinstance(self, PeopleScreen):
            raise TypeError
        return self

    @property
    def targets(self) -> tuple[Target, ...]:
        """The people that are marked, and the deals of tunnels without one."""
        return tuple(self.marks.values())

    def unmark(self) -> None:
        self.marks.clear()
        self.people.show_marks()

    @property
    def marked_deals(self) -> tuple[int, ...]:
        """The deals of the marked lines, each once."""
        deals = (one.deal_id for one in self.marks.values())
        return tuple(dict.fromkeys(one for one in deals if one is not None))

    def on_mount(self) -> None:
        self.watch(self.finding, "text", self._narrow, init=False)

    def wrote(self, done: "Done") -> None:  # noqa: ARG002 - the name of its base
        """Take the marks away once their deals were moved or closed."""
        if self.at_marks:
            self.unmark()

    def begin_to_find(self) -> None:
        """Send the keys into the line that narrows the list by name."""
        self.add_class("-finding")
        found = self.people.ask.filters.of(Column.NAME)
        self.finding.type(found.text if isinstance(found, Has) else "")
        self.finding.focus()

    @on(Input.Submitted)
    async def keep_found(self, event: Input.Submitted) -> None:
        """Keep the names that were found; where there is none, search everything."""
        event.stop()
        if not self.people.count:
            await self.action_search()
        self._end_finding()

    def action_back(self) -> None:
        """Leave the line of names, and its filter; else the list of its own."""
        if not self.has_class("-finding"):
            if len(self.people.relance.screen_stack) > 1:
                self.dismiss()
            return
        self._end_finding()
        self.people.set_filters(self.people.ask.filters.without(Column.NAME))

    def _narrow(self, text: str) -> None:
        """Keep to what is typed, at every letter."""
        if not self.has_class("-finding"):
            return
        filters = self.people.ask.filters
        wanted = filters.without(Column.NAME)
        if fold(text):
            wanted = filters.with_(Column.NAME, Has(text))
        if wanted != filters:
            self.people.set_filters(wanted)

    def _end_finding(self) -> None:
        self.remove_class("-finding")
        self.set_focus(None)

    def action_open(self) -> None:
        """Open the person, or the deal of a tunnel without one."""
        from tui.screens.visiting import visit

        line = self.people.line
        if line is not None and line.person_id is not None:
            visit(self.people, Link(LinkKind.PERSON, line.person_id))
        elif line is not None and line.deal_id is not None:
            visit(self.people, Link(LinkKind.DEAL, line.deal_id))

    async def action_search(self) -> None:
        """Keep the list to the names that hold what is typed."""
        if self.people.has_class("-finding"):
            await super().action_search()
        else:
            self.people.begin_to_find()

    async def action_people_filter(self) -> None:
        from tui.acts import people

        await self.until_asked(people.choose_filters(self.people))

    def action_people_unfilter(self) -> None:
        """Take the filter away that was set last."""
        screen = self.people
        conditions = screen.ask.filters.conditions
        if conditions:
            screen.set_filters(screen.ask.filters.without(conditions[-1][0]))

    def action_people_clear(self) -> None:
        """Take every filter away."""
        self.people.set_filters(Filters())

    async def action_people_columns(self) -> None:
        from tui.acts import people

        await self.until_asked(people.choose_columns(self.people))

    async def action_people_export(self) -> None:
        from tui.acts import people_bulk

        await self.until_asked(people_bulk.export(self.people))

    async def action_sort(self) -> None:
        from tui.acts import people

        await self.until_asked(people.choose_sort(self.people))

    def action_mark(self) -> None:
        """Mark the line under the cursor, or take its mark away; go on to the next."""
        screen, line = self.people, self.people.line
        if line is None:
            return
        if self.marks.pop(line.id, None) is None:
            self.marks[line.id] = Target(line.id, line.person_id, line.deal_id)
        screen.show_marks()
        screen.rows.move(1)

    def action_mark_all(self) -> None:
        """Mark every line that the filters keep, in sight or not; or none."""
        screen = self.people
        if len(self.marks) >= screen.count:
            self.marks.clear()
        else:
            try:
                found = screen.store.read(queries.people_lists.targets, screen.ask)
            except RelanceError as error:
                screen.refuse(error)
                return
            self.marks.update({one.id: one for one in found})
        screen.show_marks()

    async def action_deal_assign(self) -> None:
        from tui.acts import people_bulk

        if not self.marks:
            await super().action_deal_assign()
        else:
            await self.until_asked(people_bulk.assign(self.people))

    async def action_followup_plan(self) -> None:
        """Plan for the marked, else for whom the line stands for, lost deal or not."""
        from tui.acts import following

        line = self.people.line
        if self.marks or line is None:
            await super().action_followup_plan()
        else:
            await following.plan_for(self.people, line.deal_id, line.person_id)

    async def action_deal_move(self) -> None:
        from tui.acts import moving

        await self.until_asked(self._to_deals(moving.choose))

    async def action_deal_win(self) -> None:
        from tui.acts import closing

        await self.until_asked(self._to_deals(closing.win))

    async def action_deal_lose(self) -> None:
        from tui.acts import closing

        await self.until_asked(self._to_deals(closing.lose))

    async def _to_deals(self, act: "Callable[[PeopleScreen], Awaitable[None]]") -> None:
        """Do it to the deals of all marked; without marks, to that of the line."""
        if self.marks and not self.marked_deals:
            self.people.say(
                _("None of the marked lines is the tunnel of a deal."),
                kind=MessageKind.HINT,
            )
            return
        self.at_marks = bool(self.marks)
        try:
            await act(self.people)
        finally:
            self.at_marks = False
