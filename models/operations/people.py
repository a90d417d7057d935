"""Users and teams: who works here, and with which role (D.5, rulings 11)."""

import re

from sqlalchemy import func
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.access import require
from models.errors import BadValue
from models.errors import NotFound
from models.errors import RuleBroken
from models.history import Writer
from models.rules.matching import nearest
from models.tables import Team
from models.tables import User
from models.text import NAME
from models.text import clean
from models.views.done import Done
from models.vocabulary import Role

LOGIN = re.compile(r"[a-z][a-z0-9_-]{0,31}")
"""What may stand in a key line (safety.md 2.2)."""


def add_user(
    writer: Writer,
    login: str,
    name: str,
    role: Role = Role.SELLER,
    team: str | None = None,
) -> Done:
    """Add a user to a team, by default the root team."""
    require(writer.actor)
    if not LOGIN.fullmatch(login):
        raise BadValue("login_bad", "login", text=login)
    if _by_login(writer, login) is not None:
        raise RuleBroken("login_taken", login=login)
    told = clean(name, NAME).strip() or login
    place = _team(writer, team)
    user = User(login=login, name=told, role=role, team_id=place.pk)
    writer.save(user, "user.created")
    return _done(writer, user, "user.created", team=place.name)


def add_team(writer: Writer, name: str, parent: str | None = None) -> Done:
    """Add a team under another, by default under the root team."""
    require(writer.actor)
    told = clean(name, NAME).strip()
    if not told:
        raise BadValue("name_empty", "name")
    if writer.session.scalars(select(Team).where(col(Team.name) == told)).first():
        raise RuleBroken("team_taken", team=told)
    team = Team(name=told, parent_id=_team(writer, parent).pk)
    writer.save(team, "team.created")
    return writer.done(team, "team.created", team=told)


def set_role(writer: Writer, login: str, role: Role) -> Done:
    """Change what a user may do; somebody has to stay admin."""
    user = _changing(writer, login)
    if role is not Role.ADMIN:
        _keep_an_admin(writer, user)
    if user.role is not role:
        user.role = role
        writer.save(user, "user.role_changed")
    return _done(writer, user, "user.role_changed", role=role)


def set_team(writer: Writer, login: str, team: str) -> Done:
    """Move a user to another team; what was closed stays with the former one."""
    user = _changing(writer, login)
    place = _team(writer, team)
    if user.team_id != place.pk:
        user.team_id = place.pk
        writer.save(user, "user.moved")
    return _done(writer, user, "user.moved", team=place.name)


def disable_user(writer: Writer, login: str) -> Done:
    """Refuse a user from now on; their records stay theirs."""
    user = _changing(writer, login)
    _keep_an_admin(writer, user)
    if user.active:
        user.active = False
        writer.save(user, "user.deactivated")
    return _done(writer, user, "user.deactivated")


def enable_user(writer: Writer, login: str) -> Done:
    """Let a user in again."""
    user = _changing(writer, login)
    if not user.active:
        user.active = True
        writer.save(user, "user.activated")
    return _done(writer, user, "user.activated")


def _changing(writer: Writer, login: str) -> User:
    require(writer.actor)
    user = _by_login(writer, login)
    if user is None:
        query = select(col(User.login)).order_by(col(User.login))
        logins = writer.session.scalars(query).all()
        near = nearest(login, logins)
        raise NotFound("user_unknown", login=login, nearest=near, known=logins)
    return user


def _by_login(reader: Reader, login: str) -> User | None:
    query = select(User).where(col(User.login) == login)
    return reader.session.scalars(query).one_or_none()


def _keep_an_admin(writer: Writer, user: User) -> None:
    others = (
        select(func.count())
        .select_from(User)
        .where(
            col(User.role) == Role.ADMIN,
            col(User.active).is_(True),
            col(User.id) != user.pk,
        )
    )
    if user.role is Role.ADMIN and not writer.session.scalars(others).one():
        raise RuleBroken("last_admin", name=user.name)


def _team(reader: Reader, name: str | None) -> Team:
    """Return the named team, the root team where none is named."""
    if name is None:
        root = select(Team).where(col(Team.parent_id).is_(None)).order_by(col(Team.id))
        return reader.session.scalars(root.limit(1)).one()
    teams = {team.name: team for team in reader.session.scalars(select(Team))}
    if name not in teams:
        near = nearest(name, teams)
        raise BadValue("team_unknown", "team", text=name, nearest=near, known=[*teams])
    return teams[name]


def _done(writer: Writer, user: User, verb: str, **values: object) -> Done:
    return writer.done(user, verb, login=user.login, name=user.name, **values)
