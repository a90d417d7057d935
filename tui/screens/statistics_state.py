"""Which page of the statistics shows, how it is counted, and how each was left."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field

from models.vocabulary import Role
from models.vocabulary import Scope
from tui import commands
from tui.command import Command
from tui.figures.periods import Span
from tui.figures.report_pages import PAGES
from tui.figures.report_pages import Page
from tui.figures.report_pages import View
from tui.screens.statistics_reading import Question


@dataclass(slots=True)
class Shown:
    """What the keys change; every change makes another question."""

    span: Span
    scope: Scope
    at: int = 0
    """The place of the page."""
    views: dict[int, int] = field(default_factory=dict[int, int])
    """The view that each page was left with."""
    columns: dict[int, str] = field(default_factory=dict[int, str])
    """The column that each page was left on."""
    pipeline_id: int | None = None
    """The pipeline that was chosen; empty for the usual one, or for all."""

    @property
    def page(self) -> Page:
        """The page that shows."""
        return PAGES[self.at]

    @property
    def view(self) -> View:
        """How it is counted."""
        return self.page.views[self.views.get(self.at, 0)]

    @property
    def question(self) -> Question:
        """What is asked for now."""
        return Question(self.page, self.view, self.span, self.scope, self.pipeline_id)

    @property
    def column(self) -> str:
        """The column that the cursor is on; empty before it was moved."""
        return self.columns.get(self.at, "")

    def offered(self, among: Iterable[Command], role: Role) -> tuple[Command, ...]:
        """Return the commands that change something on this page."""
        left_out: set[Command] = set()
        if not self.view.dated:
            left_out.add(commands.PERIOD_CHOOSE)
        if not self.has_neighbours:
            left_out |= {commands.PERIOD_BACK, commands.PERIOD_ON}
        if len(self.page.views) == 1:
            left_out.add(commands.FIGURES_BASIS)
        if len(_scopes(role)) == 1:
            left_out.add(commands.OWNER_SCOPE)
        return tuple(one for one in among if one not in left_out)

    @property
    def has_neighbours(self) -> bool:
        """Whether there is a period before and after, of which figures could be."""
        return self.view.dated and self.span.first is not None

    def turn(self, pages: int) -> None:
        """Show a page further on, round the ends."""
        self.at = (self.at + pages) % len(PAGES)

    def next_view(self) -> bool:
        """Count in the next way; tell whether there is another one."""
        ways = len(self.page.views)
        self.views[self.at] = (self.views.get(self.at, 0) + 1) % ways
        return ways > 1

    def next_scope(self, role: Role) -> bool:
        """Go on to the next scope that a role allows; tell whether there is one."""
        allowed = _scopes(role)
        here = allowed.index(self.scope) if self.scope in allowed else -1
        self.scope = allowed[(here + 1) % len(allowed)]
        return len(allowed) > 1

    def move(self, steps: int) -> bool:
        """Go so many periods on; tell whether that says anything here."""
        if not self.has_neighbours:
            return False
        self.span = self.span.moved(steps)
        return True


def _scopes(role: Role) -> list[Scope]:
    """Return whose figures a role may see, the widest first."""
    widest = [Scope.ALL, Scope.TEAM, Scope.ME]
    return {Role.ADMIN: widest, Role.MANAGER: widest[1:]}.get(role, widest[2:])
