"""The tabs of users and of teams, which are an administrator's (D.5, R-36)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models import operations
from models import queries
from models.store import Store
from models.views.assigning import Duty
from models.views.choices import Ref
from models.views.configuring import TeamRow
from models.views.configuring import UserRow
from models.vocabulary import Role
from tui.acts import choosing
from tui.commands_of_settings import SETTING_EDIT
from tui.commands_of_settings import SETTING_NEW
from tui.commands_of_settings import SETTING_PAUSE
from tui.commands_of_settings import SETTING_SWITCH
from tui.dialogs.frame import DialogFrame
from tui.dialogs.staff import TeamDialog
from tui.dialogs.staff import TeamFields
from tui.dialogs.staff import UserDialog
from tui.dialogs.staff import UserFields
from tui.i18n import N_
from tui.i18n import _
from tui.ink import Ink
from tui.settings_pages.keeping import ask
from tui.settings_pages.page import OFF
from tui.settings_pages.page import USES
from tui.settings_pages.page import Page
from tui.settings_pages.page import act
from tui.settings_pages.page import name_cell
from tui.settings_pages.page import uses
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.words.codes import role

if TYPE_CHECKING:
    from tui.screens.base import AppScreen

LOGIN = 13
ROLE = 15
TEAM = 13
STATE = OFF + 2
INDENT = 3
ADMINS = frozenset({Role.ADMIN})


class UsersPage(Page):
    """Who works here, with which role, and how much rules give to each."""

    word = N_("Users")
    kind = "user"
    roles = ADMINS
    acts = (SETTING_NEW, SETTING_EDIT, SETTING_SWITCH, SETTING_PAUSE)

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.found: tuple[UserRow, ...] = ()

    def read(self) -> None:
        self.found = self.store.read(queries.configuring.users)

    def heads(self, cells: int) -> Sequence[Cell]:
        del cells
        return (
            Cell(_("Name"), Ink.MUTED, FILL),
            Cell(_("Login"), Ink.MUTED, LOGIN),
            Cell(_("Role"), Ink.MUTED, ROLE),
            Cell(_("Team"), Ink.MUTED, TEAM),
            Cell(_("Capacity"), Ink.MUTED, USES + 1, at_right=True),
            Cell("", Ink.MUTED, STATE),
        )

    def rows(self, cells: int) -> Sequence[Row[int]]:
        del cells
        return [Row(_user_cells(one), one.id) for one in self.found]

    async def new(self, screen: "AppScreen") -> None:
        async def accept(now: UserFields) -> str:
            add = operations.people.add_user
            values = (now.login, now.name, now.role, now.team)
            return await choosing.saved(screen, dialog.frame, add, *values)

        dialog = UserDialog(UserFields(), self._teams(), accept)
        await ask(screen, dialog, self.kind)

    async def edit(self, screen: "AppScreen", record_id: int) -> None:
        row = self._row(record_id)
        was = UserFields(row.login, row.name, row.role, row.team, row.capacity)

        async def accept(now: UserFields) -> str:
            return await self._change(screen, dialog.frame, row, now)

        dialog = UserDialog(was, self._teams(), accept)
        await ask(screen, dialog, self.kind, record_id)

    async def switch(self, screen: "AppScreen", record_id: int) -> None:
        row, people = self._row(record_id), operations.people
        turn = people.disable_user if row.active else people.enable_user
        await act(screen, turn, row.login)

    async def pause(self, screen: "AppScreen", record_id: int) -> None:
        row = self._row(record_id)
        duty = Duty(row.id, not row.paused, row.capacity)
        await act(screen, operations.assigning_rules.set_duty, duty)

    async def _change(
        self, screen: "AppScreen", frame: DialogFrame, row: UserRow, now: UserFields
    ) -> str:
        """Save what differs, each an act of its own; the first refusal stops."""
        people, saved = operations.people, choosing.saved
        refusal = ""
        if now.role is not row.role:
            refusal = await saved(screen, frame, people.set_role, row.login, now.role)
        if not refusal and now.team != row.team:
            refusal = await saved(screen, frame, people.set_team, row.login, now.team)
        if not refusal and now.capacity != row.capacity:
            duty = Duty(row.id, row.paused, now.capacity)
            refusal = await saved(
                screen, frame, operations.assigning_rules.set_duty, duty
            )
        return refusal

    def _row(self, record_id: int) -> UserRow:
        return next(one for one in self.found if one.id == record_id)

    def _teams(self) -> list[str]:
        return [one.name for one in self.store.read(queries.configuring.teams)]


class TeamsPage(Page):
    """The tree: company, department, club."""

    word = N_("Teams")
    kind = "team"
    roles = ADMINS
    acts = (SETTING_NEW, SETTING_EDIT)

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.found: tuple[TeamRow, ...] = ()

    def read(self) -> None:
        self.found = self.store.read(queries.configuring.teams)

    def heads(self, cells: int) -> Sequence[Cell]:
        del cells
        return (
            Cell(_("Team"), Ink.MUTED, FILL),
            Cell(_("Users"), Ink.MUTED, USES, at_right=True),
        )

    def rows(self, cells: int) -> Sequence[Row[int]]:
        del cells
        return [
            Row(
                (
                    Cell(" " * INDENT * one.depth, Ink.FAINT),
                    name_cell(one.name, active=True),
                    uses(one.users),
                ),
                one.id,
            )
            for one in self.found
        ]

    async def new(self, screen: "AppScreen") -> None:
        async def accept(now: TeamFields) -> str:
            parent = now.parent.name if now.parent is not None else None
            add = operations.people.add_team
            return await choosing.saved(screen, dialog.frame, add, now.name, parent)

        every = [Ref(one.id, one.name) for one in self.found]
        dialog = TeamDialog(TeamFields(), every, accept)
        await ask(screen, dialog, self.kind)

    async def edit(self, screen: "AppScreen", record_id: int) -> None:
        """Rename a team or hang it elsewhere; the root stays the root."""
        row = next(one for one in self.found if one.id == record_id)
        others = [Ref(one.id, one.name) for one in self.found if one.id != record_id]
        above = next((one for one in others if one.name == row.parent), None)
        teams = operations.teams

        async def accept(now: TeamFields) -> str:
            frame, refusal = dialog.frame, ""
            if now.name != row.name:
                rename = teams.rename_team
                refusal = await choosing.saved(screen, frame, rename, row.id, now.name)
            if not refusal and now.parent is not None and now.parent != above:
                place = teams.place_team
                refusal = await choosing.saved(
                    screen, frame, place, row.id, now.parent.id
                )
            return refusal

        dialog = TeamDialog(
            TeamFields(row.name, above), others if above else (), accept
        )
        await ask(screen, dialog, self.kind, record_id)


def _user_cells(user: UserRow) -> tuple[Cell, ...]:
    state = "" if user.active else _("off")
    if user.paused and user.active:
        state = _("paused")
    return (
        name_cell(user.name, active=user.active),
        Cell(user.login, Ink.MUTED, LOGIN, gap=1),
        Cell(role(user.role), Ink.MUTED, ROLE, gap=1),
        Cell(user.team, Ink.MUTED, TEAM, gap=1),
        Cell(
            "" if user.capacity is None else str(user.capacity),
            Ink.MUTED,
            USES + 1,
            at_right=True,
        ),
        Cell(f"  {state}", Ink.AMBER, STATE),
    )
