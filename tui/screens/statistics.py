"""Statistics: a page for each question, its chart over the table that it draws."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar
from typing import Final

from textual import events
from textual import on
from textual import work
from textual.getters import query_one
from textual.widget import Widget

from models.actor import usual_scope
from models.clock import local_day
from models.errors import RelanceError
from models.reports.report import Kind
from models.store import Store
from tui import commands
from tui.commands import Command
from tui.commands import Place
from tui.figures.charts import LEAST_LINES
from tui.figures.charts import Shape
from tui.figures.periods import Preset
from tui.figures.periods import span_of
from tui.figures.report_charts import balance_of
from tui.figures.report_charts import chart_of
from tui.figures.report_charts import heat_of
from tui.figures.report_forms import few
from tui.figures.report_forms import immature
from tui.figures.report_forms import limping
from tui.figures.report_table import Table
from tui.figures.report_table import body_rows
from tui.figures.report_table import head_cells
from tui.i18n import _
from tui.screens.base import AppScreen
from tui.screens.moving import Moved
from tui.screens.moving import MovingThroughRows
from tui.screens.slowly import slowly
from tui.screens.statistics_reading import HEAT
from tui.screens.statistics_reading import Answer
from tui.screens.statistics_reading import Question
from tui.screens.statistics_reading import answered
from tui.screens.statistics_reading import listed
from tui.screens.statistics_reading import says_something
from tui.screens.statistics_rows import cell_period
from tui.screens.statistics_rows import cell_words
from tui.screens.statistics_rows import larger_row
from tui.screens.statistics_rows import no_period
from tui.screens.statistics_rows import teaching_rows
from tui.screens.statistics_state import Shown
from tui.selection import Selection
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.widgets.chart import preload
from tui.widgets.chart_panel import ChartPanel
from tui.widgets.chart_panel import lines_for
from tui.widgets.figures_title import FiguresTitle
from tui.widgets.figures_title import Title
from tui.widgets.header_line import Heading
from tui.widgets.hint_line import hints
from tui.widgets.message_line import MessageKind
from tui.widgets.rows import Rows
from tui.widgets.table_head import TableHead
from tui.words.statistics import about
from tui.words.statistics import namer
from tui.words.statistics import remark
from tui.words.statistics import scope_word

LEAST_ROWS: Final = 5
"""The rows of the table that stay in sight under a chart."""
AIRY_FROM: Final = 30
"""The height of the screen from which free lines part its regions."""
OTHERS: Final = 6
"""Lines that are neither chart nor rows: header, title, head, message, hints."""
AIR: Final = 3
MOST_SAID: Final = (2, 3)
"""The lines that what is remarked of the figures may take, and where there is air."""


class StatisticsScreen(MovingThroughRows, AppScreen):
    """Every number opens the list it counts."""

    PLACE = Place.STATISTICS
    HINTS: ClassVar[tuple[Command, ...]] = (
        commands.OPEN,
        commands.PERIOD_BACK,
        commands.PERIOD_ON,
        commands.TAB_NEXT,
        commands.OWNER_SCOPE,
        commands.FIGURES_BASIS,
        commands.PERIOD_CHOOSE,
        commands.FIGURES_EXPORT,
        commands.BACK,
    )
    VERTICAL_BREAKPOINTS = [(0, "-short"), (AIRY_FROM, "-tall")]
    DEFAULT_CSS = """
    StatisticsScreen {
        #title, #chart, #head { margin: 1 0 0 0; }
        &.-short #title, &.-short #chart, &.-short #head { margin: 0; }
        & .-none { display: none; }
    }
    """

    title_line = query_one("#title", FiguresTitle)
    chart = query_one("#chart", ChartPanel)
    table_head = query_one("#head", TableHead)
    rows: "query_one[Rows[int]]" = query_one("#rows", Rows)

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        year = span_of(Preset.YEAR, self._today)
        self.shown = Shown(year, usual_scope(store.actor.role))
        self.answer: Answer | None = None
        self._shape: Shape | None = None

    def body(self) -> Iterable[Widget]:
        """Stand the chart over its table."""
        yield FiguresTitle(id="title")
        yield ChartPanel(id="chart")
        yield TableHead(id="head")
        yield Rows[int](id="rows")

    def load(self) -> None:
        """Begin to read the page; what shows stays until it has been read."""
        offered = self.shown.offered(self.HINTS, self.store.actor.role)
        self.hint.hints = hints(offered, self.keymap)
        self._entitle()
        self._read(self.shown.question)

    def heading(self) -> Heading:
        """Say which question this page answers."""
        return Heading(_("Statistics"), pipeline=_(self.shown.page.title))

    @property
    def selection(self) -> Selection | None:
        """Figures are no records."""
        return None

    @property
    def moved_rows(self) -> Moved:
        """The rows of the table."""
        return self.rows

    @property
    def table(self) -> Table | None:
        """The table of what was read last."""
        answer = self.answer
        if answer is None:
            return None
        report, view = answer.table, answer.question.view
        name = namer(report, view, answer.names)
        flagged = frozenset(limping(answer.report))
        grey = frozenset(immature(report.notes))
        table = Table(
            report, view, name, self.shown.column, flagged, grey, few(answer.report)
        )
        counted = [c.key for c in table.columns[1:] if c.kind is not Kind.CODE]
        if table.chosen in counted or not counted:
            return table
        return replace(table, chosen=counted[0])

    @on(Rows.Opened)
    def open_pointed_at(self) -> None:
        self.action_open()

    def on_resize(self, event: events.Resize) -> None:
        del event
        self._arrange()

    def minute_turned(self) -> None:
        """Follow the clock; figures are read again only when something changed."""
        self.show_heading()

    def action_tab_next(self) -> None:
        self.shown.turn(1)
        self._ask()

    def action_tab_previous(self) -> None:
        self.shown.turn(-1)
        self._ask()

    def action_cursor_left(self) -> None:
        self._choose_column(-1)

    def action_cursor_right(self) -> None:
        self._choose_column(1)

    def action_period_back(self) -> None:
        self._move_period(-1)

    def action_period_on(self) -> None:
        self._move_period(1)

    def action_figures_basis(self) -> None:
        """Count in the next way of this page."""
        if self.shown.next_view():
            self._ask()
        else:
            self.say(_("This page counts in one way."), kind=MessageKind.HINT)

    async def action_owner_scope(self) -> None:
        """Go on to the next scope that the role allows (D.5)."""
        if self.shown.next_scope(self.store.actor.role):
            self._ask()
        else:
            self.say(_("A seller sees their own figures."), kind=MessageKind.HINT)

    @work
    async def action_period_choose(self) -> None:
        """Choose how long the period is, or its two days."""
        from tui.acts.periods import choose_period

        if not self.shown.view.dated:
            self.say(no_period(self.shown.view), kind=MessageKind.HINT)
            return
        chosen = await choose_period(self, self.shown.span)
        if chosen is not None:
            self.shown.span = chosen
            self._ask()

    @work
    async def action_board_pipeline(self) -> None:
        """Choose whose stages are counted: one pipeline, or the usual ones."""
        from tui.acts.periods import choose_pipeline

        chosen = await choose_pipeline(self, self.shown.pipeline_id)
        if chosen is not None:
            self.shown.pipeline_id = chosen or None
            self._ask()

    @work(exclusive=True, group="list")
    async def action_open(self) -> None:
        """Open the list that the number at the cursor counts."""
        row, table, answer = self.rows.value, self.table, self.answer
        if row is None or table is None or answer is None:
            return
        from tui.screens.deal_list import Counted
        from tui.screens.deal_list import DealListScreen

        store = self.store
        try:
            found = await slowly(self, lambda: listed(store, answer, row, table.chosen))
        except RelanceError as error:
            self.refuse(error)
            return
        if found is None:
            self.say(_("These figures open no list."), kind=MessageKind.HINT)
            return
        ids = tuple(item.id for item in found.items)
        words, period = cell_words(table, row), cell_period(answer.question, row)
        counted = Counted(words, found.entity, ids, period)
        self.relance.push_screen(DealListScreen(store, counted))

    def action_figures_export(self) -> None:
        """Write the whole table into the export folder and say where."""
        from tui.acts.exporting import export_figures

        if self.answer is not None:
            export_figures(self, self.answer.table, self.answer.question)

    def action_back(self) -> None:
        """Go back to the place that this one was opened from."""
        self.relance.go(self.relance.came_from)

    @property
    def _today(self) -> date:
        return local_day(self.store.now(), self.store.house.zone)

    def _move_period(self, steps: int) -> None:
        if self.shown.move(steps):
            self._ask()
        else:
            self.say(no_period(self.shown.view), kind=MessageKind.HINT)

    def _ask(self) -> None:
        self.message.clear()
        self.load()
        self.show_heading()

    @work(exclusive=True, group="figures")
    async def _read(self, question: Question) -> None:
        """Read in a thread; the result of a question that was left is dropped."""
        store = self.store

        def read() -> Answer:
            preload()
            return answered(store, question)

        try:
            answer = await slowly(self, read)
        except RelanceError as error:
            self.refuse(error)
            return
        self._show(answer)

    def _show(self, answer: Answer) -> None:
        before = self.answer
        same = before is not None and before.question.page is answer.question.page
        self.answer = answer
        report, question = answer.report, answer.question
        name = namer(report, question.view, answer.names)
        if answer.drawn is not None:
            self._shape = balance_of(answer.drawn)
        elif report.name == HEAT:
            self._shape = heat_of(report, name)
        else:
            self._shape = chart_of(answer.table, question.view, name)
        self.message.standing = remark(
            report, answer.before, question.span, answer.names
        )
        self.chart.show(self._shape)
        self._arrange()
        self.rows.show(self.build, keep=same)
        self.table_head.show(self._heads if self._says_something else None)

    def build(self, cells: int) -> Sequence[Row[int]]:
        """Make the rows of the table, or say what is missing."""
        table, answer = self.table, self.answer
        if table is None or answer is None:
            return ()
        if self._says_something:
            rows = list(body_rows(table, cells))
            return [larger_row(), *rows] if self._is_chartless else rows
        return list(teaching_rows(answer, self._today, self.keymap))

    @property
    def _says_something(self) -> bool:
        answer = self.answer
        return answer is not None and says_something(answer.report)

    @property
    def _is_chartless(self) -> bool:
        return self._shape is not None and self.chart.has_class("-none")

    def _heads(self, cells: int) -> list[Cell]:
        table = self.table
        return [] if table is None else head_cells(table, cells)

    def _arrange(self) -> None:
        """Give the chart what the table leaves of the height, or nothing."""
        table = self.table
        wanted = table.lines if table is not None and self._says_something else 4
        width, height = self.size
        airy = height >= AIRY_FROM
        air = AIR if airy else 0
        said = self.message.lines_of(width, MOST_SAID[airy])
        self.message.styles.height = said
        room = height - OTHERS - air - (said - 1)
        spare = room - wanted
        free = max(spare, min(LEAST_LINES, room - min(wanted, LEAST_ROWS)))
        lines = 0 if self._shape is None else lines_for(self._shape, width, free, spare)
        self.chart.styles.height = lines
        self.chart.set_class(not lines, "-none")
        self._entitle()
        self.rows.rebuild()

    def _entitle(self) -> None:
        shown, view, answer = self.shown, self.shown.view, self.answer
        self.title_line.title = Title(
            name=_(shown.page.title),
            about=about(view, shown.question.counted(self._today).days()),
            brief=about(view, shown.span.words()),
            period=shown.span.words() if view.dated else "",
            scope=scope_word(shown.scope),
            pipeline=answer.pipeline if answer is not None else "",
        )

    def _choose_column(self, step: int) -> None:
        table = self.table
        if table is None:
            return
        keys = [c.key for c in table.columns[1:] if c.kind is not Kind.CODE]
        if table.chosen not in keys:
            return
        at = max(min(keys.index(table.chosen) + step, len(keys) - 1), 0)
        self.shown.columns[self.shown.at] = keys[at]
        self.rows.rebuild()
        self.table_head.show(self._heads)
