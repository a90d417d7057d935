"""The rules that give prospects to sellers, and what they would give now (R-32)."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from typing import ClassVar
from typing import Final

from textual import on
from textual import work
from textual.getters import query_one
from textual.widget import Widget

from models import queries
from models.errors import RelanceError
from models.store import Store
from models.views.assigning import Outlook
from models.views.assigning import Planned
from models.views.assigning import RuleLine
from tui import commands
from tui import commands_of_settings
from tui import formats
from tui import glyphs
from tui.commands import Command
from tui.commands import Place
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext
from tui.ink import Ink
from tui.screens.base import AppScreen
from tui.screens.moving import Moved
from tui.screens.moving import MovingThroughRows
from tui.screens.slowly import slowly
from tui.selection import Selection
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.widgets.header_line import Heading
from tui.widgets.links import Link
from tui.widgets.links import LinkKind
from tui.widgets.rows import Rows
from tui.words.rules import outlook_words
from tui.words.rules import reps_words
from tui.words.rules import strategy_words
from tui.words.rules import taken_words

PLACE: Final = 4
WAY: Final = 22
GIVEN: Final = 18
FOURTH: Final = 4
"""What of the width the columns of the dry run take each."""

Entry = int | Link
"""The number of a rule, or a prospect of the dry run."""


class AssignmentRulesScreen(MovingThroughRows, AppScreen):
    """Rules from first to last asked; below, each prospect and where it would go."""

    PLACE = Place.SETTINGS
    HINTS: ClassVar[tuple[Command, ...]] = (
        commands_of_settings.SETTING_NEW,
        commands_of_settings.SETTING_EDIT,
        commands_of_settings.SETTING_EARLIER,
        commands_of_settings.SETTING_LATER,
        commands_of_settings.SETTING_SWITCH,
        commands_of_settings.SETTING_PAUSE,
        commands_of_settings.RULES_APPLY,
        commands.BACK,
    )
    DEFAULT_CSS = """
    AssignmentRulesScreen #rows { margin: 1 0 0 0; }
    """

    rows: "query_one[Rows[Entry]]" = query_one("#rows", Rows)

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.rules: tuple[RuleLine, ...] = ()
        self.outlook: Outlook | None = None

    def body(self) -> Iterable[Widget]:
        """Make the one list."""
        yield Rows[Entry](id="rows")

    def load(self) -> None:
        """Read the rules at once, and what they would give away from the keys."""
        self.rules = self.store.read(queries.assignment_rules.rules)
        self.rows.show(self.build, keep=True)
        self._foresee()

    def heading(self) -> Heading:
        """Say how many rules there are."""
        count = len(self.rules)
        told = ngettext("{count} rule", "{count} rules", count).format(count=count)
        return Heading(_("Rules for prospects"), pipeline=told if count else "")

    @property
    def selection(self) -> Selection | None:
        """The prospect of the dry run under the cursor."""
        link = self.rows.value
        return Selection("", person_id=link.id) if isinstance(link, Link) else None

    @property
    def moved_rows(self) -> Moved:
        """The list."""
        return self.rows

    @property
    def rule(self) -> RuleLine | None:
        """The rule under the cursor."""
        return next((one for one in self.rules if one.id == self.rows.value), None)

    @on(Rows.Opened)
    async def open_pointed_at(self) -> None:
        await self.action_open()

    def build(self, cells: int) -> Sequence[Row[Entry]]:
        """Put the rules above the prospects that wait."""
        return [*self._rule_rows(), Row(), *self._outlook_rows(cells)]

    async def action_open(self) -> None:
        """Open the form of the rule, or the prospect."""
        from tui.screens.visiting import visit

        if isinstance(self.rows.value, Link):
            visit(self, self.rows.value)
        else:
            await self.action_setting_edit()

    async def action_setting_new(self) -> None:
        from tui.acts import ruling

        await self.until_asked(ruling.make(self))

    async def action_setting_edit(self) -> None:
        from tui.acts import ruling

        await self.until_asked(ruling.edit(self))

    @work
    async def action_setting_earlier(self) -> None:
        from tui.acts import ruling

        await ruling.shift(self, -1)

    @work
    async def action_setting_later(self) -> None:
        from tui.acts import ruling

        await ruling.shift(self, 1)

    @work
    async def action_setting_switch(self) -> None:
        from tui.acts import ruling

        await ruling.switch(self)

    @work
    async def action_setting_remove(self) -> None:
        from tui.acts import ruling

        await ruling.remove(self)

    async def action_setting_pause(self) -> None:
        from tui.acts import ruling

        await self.until_asked(ruling.duty(self))

    async def action_rules_apply(self) -> None:
        from tui.acts import ruling

        await self.until_asked(ruling.apply(self))

    @work(exclusive=True, group="outlook")
    async def _foresee(self) -> None:
        read = self.store.read
        try:
            self.outlook = await slowly(
                self, lambda: read(queries.assignment_rules.outlook)
            )
        except RelanceError as error:
            self.refuse(error)
            return
        self.rows.show(self.build, keep=True)

    def _rule_rows(self) -> Iterator[Row[Entry]]:
        if not self.rules:
            empty = _(
                "A rule says who gets the prospects that come in without a seller."
            )
            yield Row((Cell(empty, Ink.MUTED),))
            yield Row((Cell(_("Press n to make the first one."), Ink.MUTED),))
        for place, rule in enumerate(self.rules, 1):
            yield from _two_lines(place, rule)

    def _outlook_rows(self, cells: int) -> Iterator[Row[Entry]]:
        told = self.outlook
        yield Row((Cell(_("Prospects without a seller"), Ink.STRONG),))
        if told is None:
            return
        yield Row((Cell(outlook_words(told), Ink.MUTED, FILL),))
        for line in told.lines:
            yield _waiting_row(line, cells)
        left = told.total - len(told.lines)
        if left > 0:
            more = ngettext("and {count} more", "and {count} more", left)
            number = formats.number(left, language())
            yield Row((Cell(more.format(count=number), Ink.MUTED),))


def _two_lines(place: int, rule: RuleLine) -> Iterator[Row[Entry]]:
    """Draw a rule: its name and way, then whom it takes and who gets them."""
    ink = Ink.TEXT if rule.active else Ink.MUTED
    given = ngettext("{count} in 30 days", "{count} in 30 days", rule.given)
    number = formats.number(rule.given, language())
    state = given.format(count=number) if rule.active else _("paused")
    yield Row(
        (
            Cell(f"{place}.", Ink.MUTED, PLACE),
            Cell(rule.fields.name, ink, FILL, name=True, gap=2),
            Cell(strategy_words(rule.fields.strategy), Ink.MUTED, WAY, gap=2),
            Cell(state, Ink.MUTED, GIVEN, at_right=True),
        ),
        rule.id,
    )
    arrow = glyphs.current().arrow
    yield Row(
        (
            Cell("", Ink.MUTED, PLACE),
            Cell(f"{taken_words(rule)} {arrow} {reps_words(rule)}", Ink.MUTED, FILL),
        ),
        continues=True,
    )


def _waiting_row(line: Planned, cells: int) -> Row[Entry]:
    """Draw where a prospect would go, and by which rule."""
    marks = glyphs.current()
    share = cells // FOURTH
    user = line.user or _("nobody")
    to = f"{marks.arrow if line.user else marks.none} {user}"
    rule = line.rule or _("no rule takes it")
    name = f"{line.person} {marks.separator} {line.company}"
    drawn = (
        Cell(name if line.company else line.person, Ink.TEXT, FILL, name=True, gap=2),
        Cell(to, Ink.TEXT if line.user else Ink.MUTED, share, gap=2),
        Cell(rule, Ink.MUTED, share),
    )
    return Row(drawn, Link(LinkKind.PERSON, line.person_id))
