"""Rows that are teams and users: the tree, the roles, the logins (rulings 11)."""

from models.errors import BadValue
from models.exchange.drafts import Draft
from models.exchange.intake import Fate
from models.exchange.intake import Intake
from models.exchange.mapping import Entity
from models.exchange.sheets import TEAMS
from models.exchange.sheets import USERS
from models.exchange.sheets import Values
from models.operations.setup import LOGIN
from models.text import SLUG_LENGTH
from models.text import slug
from models.vocabulary import Role


def team_columns(_intake: Intake, draft: Draft) -> Values:
    """Return what a row says of a team."""
    return {"name": draft.text("name").strip()}


def write_team(
    intake: Intake, draft: Draft, columns: Values, existing: int | None
) -> tuple[Fate, int]:
    """Write a team; one without a parent stands under the root team."""
    parent = intake.named(draft, "parent")
    if existing is not None:
        if parent is not None and _above(intake, parent, existing):
            raise BadValue("team_cycle")
        told: Values = {**columns, "parent_id": parent}
        return intake.change(TEAMS, existing, "team.updated", told), existing
    columns["parent_id"] = parent or intake.catalog.root_team()
    made = intake.ledger.add(TEAMS, "team.created", columns)
    intake.catalog.put(Entity.TEAM, made, draft.text("name"))
    return Fate.CREATED, made


def user_columns(_intake: Intake, draft: Draft) -> Values:
    """Return what a row says of a user; a login is made of the name."""
    login = draft.text("login").strip()
    if login and not LOGIN.fullmatch(login):
        draft.refuse("login", "login_bad")
    return {
        "name": draft.text("name").strip(),
        "login": login,
        "role": draft.fields.get("role"),
    }


def write_user(
    intake: Intake, draft: Draft, columns: Values, existing: int | None
) -> tuple[Fate, int]:
    """Write a user; an admin's role is never changed by a file."""
    team = intake.named(draft, "team")
    if existing is not None:
        fate = _change_user(intake, columns, existing, team)
        return fate, existing
    name = draft.text("name").strip()
    columns["login"] = columns["login"] or _free_login(intake, name)
    columns["role"] = columns["role"] or Role.SELLER
    columns["team_id"] = team or intake.catalog.root_team()
    made = intake.ledger.add(USERS, "user.created", columns)
    intake.catalog.put(Entity.USER, made, name)
    intake.catalog.put(Entity.USER, made, str(columns["login"]))
    intake.catalog.put_user(made, team or intake.catalog.root_team())
    return Fate.CREATED, made


def _change_user(
    intake: Intake, columns: Values, existing: int, team: int | None
) -> Fate:
    stands = intake.ledger.values(USERS, existing)
    role = columns["role"]
    if stands["role"] is Role.ADMIN and role not in {None, Role.ADMIN}:
        raise BadValue("user_is_admin")
    told: Values = {**columns, "team_id": team}
    fate = intake.change(USERS, existing, "user.updated", told)
    if team is not None:
        intake.catalog.put_user(existing, team)
    return fate


def _free_login(intake: Intake, name: str) -> str:
    wanted = slug(name)
    login = wanted
    number = 2
    while intake.catalog.all_named(Entity.USER, login):
        end = f"-{number}"
        login = wanted[: SLUG_LENGTH - len(end)] + end
        number += 1
    return login


def _above(intake: Intake, team: int, other: int) -> bool:
    """Tell whether ``other`` is this team or stands above it."""
    at: object = team
    seen: set[object] = set()
    while isinstance(at, int) and at not in seen:
        if at == other:
            return True
        seen.add(at)
        at = intake.ledger.values(TEAMS, at)["parent_id"]
    return False
