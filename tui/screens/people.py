"""The people: prospects, tunnels and customers, sorted and filtered (R-23, R-25)."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace
from typing import ClassVar
from typing import Final

from textual import on
from textual import work
from textual.getters import query_one
from textual.widget import Widget

from models import queries
from models.actor import Whose
from models.errors import RelanceError
from models.rules import columns
from models.rules.columns import Column
from models.rules.columns import Sort
from models.rules.filters import Filters
from models.rules.filters import parse
from models.rules.people import PeopleAsk
from models.rules.people import Start
from models.store import Store
from models.views.desk import Shape
from models.views.people_lists import FilterChoices
from models.views.people_lists import PeopleLine
from models.views.people_lists import Target
from models.vocabulary import Role
from models.vocabulary import Scope
from models.vocabulary import ViewOf
from tui import commands
from tui import commands_of_people
from tui import formats
from tui.commands import Command
from tui.commands import Place
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext
from tui.screens.base import Scoped
from tui.screens.moving import Moved
from tui.screens.moving import MovingThroughRows
from tui.screens.people_acts import PeopleActs
from tui.screens.people_rows import Drawing
from tui.screens.people_rows import Now
from tui.screens.people_rows import drawing
from tui.screens.people_rows import why
from tui.screens.people_windows import PeopleWindows
from tui.screens.slowly import slowly
from tui.screens.viewing import first_views
from tui.screens.viewing import tell_gone
from tui.selection import Selection
from tui.widgets.cells_row import Row
from tui.widgets.filter_line import FilterLine
from tui.widgets.header_line import Heading
from tui.widgets.long_rows import LongRows
from tui.widgets.message_line import LineMessage
from tui.widgets.message_line import MessageKind
from tui.widgets.query_line import QueryLine
from tui.widgets.rows import BAR
from tui.widgets.rows import Rows
from tui.widgets.tab_line import Tab
from tui.widgets.tab_line import TabLine
from tui.widgets.table_head import TableHead
from tui.words import people as words
from tui.words.board import scope_words
from tui.words.quantities import marked

LISTS: Final = tuple(ViewOf)
NO_CHOICES: Final = FilterChoices((), (), (), ())


@dataclass(slots=True)
class Tabbed:
    """How one of the three lists is shown, and where its cursor was left."""

    ask: PeopleAsk
    columns: tuple[Column, ...]
    name: str = ""
    """The name of the view or of the alert that it shows."""
    at: int = 0


class PeopleScreen(PeopleActs, MovingThroughRows, Scoped):
    """One list at a time; Tab goes on to the next, Esc leaves a list of its own."""

    PLACE = Place.PEOPLE
    HINTS: ClassVar[tuple[Command, ...]] = (
        commands.OPEN,
        commands.FOLLOWUP_PLAN,
        commands.FOLLOWUP_DONE,
        commands_of_people.PEOPLE_FILTER,
        commands.SORT,
        commands.MARK,
        commands.PERSON_VALUE,
        commands.DEAL_ASSIGN,
        commands_of_people.PEOPLE_EXPORT,
    )
    DEFAULT_CSS = """
    PeopleScreen {
        & > #find { display: none; }
        &.-finding > #find { display: block; }
        &.-finding > #filters { display: none; }
    }
    """

    rows: "query_one[LongRows[int]]" = query_one("#rows", LongRows)
    tab_line = query_one("#tabs", TabLine)
    head = query_one("#head", TableHead)
    filter_line = query_one("#filters", FilterLine)

    def __init__(
        self, store: Store, shape: Shape | None = None, name: str = ""
    ) -> None:
        super().__init__(store)
        seller = store.actor.role is Role.SELLER
        self.whose = Whose(Scope.ME if seller else Scope.ALL)
        self.lists = {of: Tabbed(PeopleAsk(of), columns.shown_in(of)) for of in LISTS}
        self.of = shape.of if shape is not None else ViewOf.PROSPECTS
        self.marks: dict[int, Target] = {}
        self.choices = NO_CHOICES
        self.count = 0
        self.windows: PeopleWindows | None = None
        self.is_coming = True
        self._skipped: tuple[str, ...] = ()
        self._begun = shape is not None
        """Whether the lists were opened with the views chosen for that."""
        if shape is not None:
            self.follows = False
            self._dress(shape, name)

    def body(self) -> Iterable[Widget]:
        """Put the tabs and the filters over the list."""
        yield TabLine(id="tabs")
        yield FilterLine(id="filters")
        yield QueryLine("/", id="find")
        yield TableHead(id="head")
        yield LongRows[int](id="rows")

    def load(self) -> None:
        """Read how many there are away from the keys: a filter may look at all."""
        if not self._begun:
            self._begun = True
            for view in first_views(self.store):
                self._dress(view.shape, view.name)
            self.of = ViewOf.PROSPECTS
        self._read()

    def heading(self) -> Heading:
        """Say which people, how many, under which name and in which order."""
        told = ngettext("{count} person", "{count} people", self.count)
        if self.of is ViewOf.TUNNELS:
            told = ngettext("{count} tunnel", "{count} tunnels", self.count)
        number = formats.number(self.count, language())
        return Heading(
            _("People"),
            pipeline=told.format(count=number),
            scope=self.whose_name or scope_words(self.whose),
            view=self.tabbed.name,
            order=words.order_words(self.ask.order),
        )

    @property
    def tabbed(self) -> Tabbed:
        """The list that shows."""
        return self.lists[self.of]

    @property
    def ask(self) -> PeopleAsk:
        """What is asked for: the list that shows, of whom it is shown."""
        return replace(self.tabbed.ask, whose=self.whose)

    @property
    def line(self) -> PeopleLine | None:
        """The line under the cursor; none while another list is to come."""
        if self.is_coming or self.windows is None or not self.count:
            return None
        return None if self.rows.value is None else self.windows.line(self.rows.at)

    @property
    def selection(self) -> Selection | None:
        """The person under the cursor, or the deal that a tunnel belongs to."""
        line = self.line
        if line is None:
            return None
        return Selection(
            title=line.name,
            deal_id=line.deal_id,
            person_id=line.person_id,
            follow_up_id=line.follow_up_id,
            marked=self.marked_deals,
        )

    @property
    def moved_rows(self) -> Moved:
        """The list."""
        return self.rows

    @property
    def shape(self) -> Shape:
        """How the list is shown now, to be saved as a view (B1.14)."""
        shown = self.tabbed.columns
        usual = shown == columns.shown_in(self.of)
        ask = self.tabbed.ask
        return Shape(
            self.of,
            ask.filters.to_json(),
            str(ask.sort) if ask.sort else "",
            () if usual else tuple(str(column) for column in shown),
        )

    def wear(self, shape: Shape, name: str) -> None:
        """Show the list of a view, or of an alert, under its name."""
        self._dress(shape, name)
        self._begin()

    def set_whose(self, whose: Whose, name: str = "") -> None:
        """Show these people's prospects."""
        self.whose, self.whose_name = whose, name
        self._begin()

    def set_filters(self, filters: Filters) -> None:
        """Keep the list to other filters, from its top."""
        self.tabbed.ask = self.tabbed.ask.kept_to(filters)
        self._begin()

    def set_sort(self, sort: Sort) -> None:
        """Put the list in another order, from its top."""
        self.tabbed.ask = replace(self.tabbed.ask, sort=sort)
        self._begin()

    def set_columns(self, shown: tuple[Column, ...]) -> None:
        """Show other columns."""
        self.tabbed.columns = shown
        self.show_lines()

    def show_list(self, of: ViewOf) -> None:
        """Show another list, its cursor where it was left."""
        if not self.is_coming:
            self.tabbed.at = self.rows.at
        self.of, self.is_coming, self.marks = of, True, {}
        self.message.clear()
        self.show_marks()
        self._show_above()
        self._read(fresh=True)
        self.hold_a_turn()

    def show_lines(self) -> None:
        """Draw the same lines anew: other columns, marks or width."""
        if self.windows is not None:
            self.head.show(self._drawing(self.rows.size.width - BAR - 2).heads)
            self.rows.refresh()

    def show_marks(self) -> None:
        """Say how many are marked, or why nobody is here."""
        said = marked(len(self.marks))
        standing = LineMessage(MessageKind.HINT, "", aside=said) if said else None
        self.message.standing = standing or self._teaching()
        self.show_lines()

    @on(Rows.Moved)
    def explain(self) -> None:
        """Say why the line stands there, in the order by potential (L-11)."""
        line = self.line
        if line is not None and self.ask.order.column is Column.POTENTIAL:
            self.say(why(line, self._now), kind=MessageKind.HINT)

    @on(Rows.Opened)
    def open_pointed_at(self) -> None:
        self.action_open()

    @on(TabLine.Clicked)
    def show_clicked(self, event: TabLine.Clicked) -> None:
        self.show_list(LISTS[event.at])

    def action_tab_next(self) -> None:
        self.show_list(LISTS[(LISTS.index(self.of) + 1) % len(LISTS)])

    def action_tab_previous(self) -> None:
        self.show_list(LISTS[(LISTS.index(self.of) - 1) % len(LISTS)])

    def _dress(self, shape: Shape, name: str) -> None:
        found = parse(shape.filters, shape.of)
        sort, gone = columns.parse_sort(shape.sort, shape.of)
        shown, missing = columns.parse_columns({"shown": [*shape.columns]}, shape.of)
        ask = PeopleAsk(shape.of, found.filters, sort if shape.sort else None)
        self.is_coming = self.is_coming or shape.of is not self.of
        self.of = shape.of
        self.lists[self.of] = Tabbed(ask, shown, name)
        self._skipped = (*found.skipped, *gone, *missing)

    def _begin(self) -> None:
        """Show the list from its top; what was marked may be out of it now."""
        self.tabbed.at = 0
        self.message.clear()
        self.marks = {}
        self.show_marks()
        self._show_above()
        self._read(fresh=True)
        self.hold_a_turn()

    @work(exclusive=True, group="people")
    async def _read(self, *, fresh: bool = False) -> None:
        fresh = fresh or self.is_coming
        ask, here = self.ask, None if fresh else self.line
        try:
            found = await slowly(self, lambda: self._found(ask, here))
        except RelanceError as error:
            self.refuse(error)
            return
        self.count, at, self.windows, self.choices = found
        self.is_coming = False
        if at is None:
            at = self.tabbed.at if fresh else self.rows.at
        self.rows.show_at(self.windows, at)
        self._show_above()
        self.show_heading()
        self.show_marks()
        tell_gone(self, self._skipped)
        self._skipped = ()

    def _teaching(self) -> LineMessage | None:
        """Say why nobody is here, and which key helps; what was done hides it."""
        if self.count or self.is_coming:
            return None
        if self.ask.filters:
            told = _("Nobody passes these filters.")
            return LineMessage(MessageKind.HINT, told, _("`ctrl+x` takes them away."))
        then = _("`n` adds a deal with its person.")
        return LineMessage(MessageKind.HINT, words.nobody(self.of), then)

    def _found(
        self, ask: PeopleAsk, here: PeopleLine | None
    ) -> tuple[int, int | None, PeopleWindows, FilterChoices]:
        read, lists = self.store.read, queries.people_lists
        count = read(lists.count, ask)
        key = read(lists.key_of, ask, here.id) if here is not None else None
        at = read(lists.place, ask, key) if key is not None else None
        windows = PeopleWindows(
            count, lambda start, limit: self._page(ask, start, limit), self._row
        )
        windows.ensure(range(at or 0, (at or 0) + 1))
        return count, at, windows, read(lists.filter_choices)

    def _page(self, ask: PeopleAsk, start: Start, limit: int) -> tuple[PeopleLine, ...]:
        return self.store.read(queries.people_lists.page, ask, start, limit)

    def _row(self, line: PeopleLine) -> Row[int]:
        cells = self.rows.size.width - BAR - 2
        return self._drawing(cells).row(line, marked=line.id in self.marks)

    @property
    def _now(self) -> Now:
        return Now(self.store.now(), self.store.zone)

    def _drawing(self, cells: int) -> Drawing:
        order, now = self.ask.order, self._now
        return drawing(self.tabbed.columns, order, now, cells, self.of)

    def _show_above(self) -> None:
        """Say which list it is, what it is kept to, and what its columns are."""
        self.tab_line.tabs = tuple(Tab(words.LISTS[of]) for of in LISTS)
        self.tab_line.at = LISTS.index(self.of)
        filters = self.ask.filters
        self.filter_line.filters = tuple(
            words.filter_words(column, one, self.choices) for column, one in filters
        )
        self.filter_line.hint = (
            _("`backspace` takes the last one away")
            if filters
            else _("everybody · `F` filters")
        )
        self.head.show(lambda cells: self._drawing(cells).heads(cells))
