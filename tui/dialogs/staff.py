"""Forms of the people who work here: a user, a team (D.5, R-36)."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from textual.widget import Widget

from models.text import NAME
from models.views.choices import Ref
from models.vocabulary import Role
from tui.dialogs.base import Accept
from tui.dialogs.keeping import KeepingDialog
from tui.dialogs.listed import typed_name
from tui.dialogs.pick import SAVE_OR_CANCEL
from tui.i18n import N_
from tui.i18n import _
from tui.widgets.choice_field import Choice
from tui.widgets.choice_field import ChoiceField
from tui.widgets.text_field import SHORT_WELL
from tui.widgets.text_field import TextField
from tui.words.codes import role

LOGIN = 32
MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class UserFields:
    """A user as the form shows one."""

    login: str = ""
    name: str = ""
    role: Role = Role.SELLER
    team: str = ""
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class TeamFields:
    """A team and the one above it; the root has none."""

    name: str = ""
    parent: Ref | None = None


class UserDialog(KeepingDialog[UserFields]):
    """Login and name are given once; role, team and capacity change."""

    def __init__(
        self,
        was: UserFields,
        teams: Sequence[str],
        accept: Accept[UserFields] | None = None,
    ) -> None:
        super().__init__(_("User"), was.name, accept)
        self._was = was
        self._teams = tuple(teams)
        self.login = TextField(N_("Login"), well=SHORT_WELL, limit=LOGIN, id="login")
        self.name_field = TextField(N_("Name"), limit=NAME, id="name")
        self.role = ChoiceField[Role](N_("Role"), id="role")
        self.team = ChoiceField[str](N_("Team"), id="team")
        self.capacity = TextField(N_("Capacity"), well=SHORT_WELL, id="capacity")

    def fields(self) -> list[Widget]:
        return [self.login, self.name_field, self.role, self.team, self.capacity]

    def reset(self) -> None:
        was = self._was
        self.frame.keys.offered = SAVE_OR_CANCEL
        self.login.display = self.name_field.display = not was.login
        roles = list(Role)
        self.role.set_choices(
            [Choice(one, role(one)) for one in roles], roles.index(was.role)
        )
        at = self._teams.index(was.team) if was.team in self._teams else 0
        self.team.set_choices([Choice(one, one) for one in self._teams], at)
        self.capacity.display = bool(was.login)
        self.capacity.value = "" if was.capacity is None else str(was.capacity)
        self.capacity.understood = _("prospects in 30 days")

    def answer(self) -> UserFields | None:
        """Read the fields; the first that will not do is refused."""
        name = self._was.name or typed_name(self.name_field)
        typed = self.capacity.value.strip()
        if typed and not (typed.isascii() and typed.isdigit() and int(typed) <= MOST):
            self.capacity.refuse(_("Type how many prospects, or nothing for any."))
            return None
        if name is None:
            return None
        return replace(
            self._was,
            login=self._was.login or self.login.value.strip(),
            name=name,
            role=self.role.value or self._was.role,
            team=self.team.value or "",
            capacity=int(typed) if typed else None,
        )


class TeamDialog(KeepingDialog[TeamFields]):
    """A name, and the team above."""

    def __init__(
        self,
        was: TeamFields,
        parents: Sequence[Ref],
        accept: Accept[TeamFields] | None = None,
    ) -> None:
        super().__init__(_("Team"), was.name, accept)
        self._was = was
        self._parents = tuple(parents)
        self.name_field = TextField(N_("Name"), limit=NAME, id="name")
        self.parent_field = ChoiceField[Ref](N_("Part of"), id="parent")

    def fields(self) -> list[Widget]:
        return [self.name_field, self.parent_field]

    def reset(self) -> None:
        self.frame.keys.offered = SAVE_OR_CANCEL
        self.name_field.value = self._was.name
        choices = [Choice(one, one.name) for one in self._parents]
        above = self._was.parent
        at = self._parents.index(above) if above in self._parents else 0
        self.parent_field.set_choices(choices, at)
        self.parent_field.display = bool(self._parents)

    def answer(self) -> TeamFields | None:
        """Read the fields; a name is wanted."""
        name = typed_name(self.name_field)
        return None if name is None else TeamFields(name, self.parent_field.value)
