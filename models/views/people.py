"""Turns rows into the actor, the house, and the users and teams that lists offer."""

from collections.abc import Sequence
from typing import NamedTuple

from models.actor import Actor
from models.actor import House
from models.actor import Row
from models.errors import BadData
from models.vocabulary import Language
from models.vocabulary import Role


def integer(value: object) -> int:
    """Return a column that the select promises to be an integer."""
    if not isinstance(value, int):
        raise TypeError(value)
    return value


def maybe_integer(value: object) -> int | None:
    """Return a column that may be empty, else an integer."""
    return None if value is None else integer(value)


def string(value: object) -> str:
    """Return a text column, empty where it is null."""
    return "" if value is None else str(value)


def maybe_string(value: object) -> str | None:
    """Return a text column, or nothing where it is null."""
    return None if value is None else str(value)


def actor_of(row: Row) -> Actor:
    """Return the actor of a ``user`` row."""
    return Actor(
        id=integer(row[0]),
        login=string(row[1]),
        name=string(row[2]),
        role=Role(string(row[3])),
        team_id=integer(row[4]),
        active=bool(row[5]),
        own_zone=maybe_string(row[6]),
        own_language=maybe_string(row[7]),
    )


def house_of(rows: Sequence[Row]) -> House:
    """Return the house of the ``house`` row; a database without one is damaged."""
    if not rows:
        raise BadData("workspace_missing")
    row = rows[0]
    return House(
        name=string(row[0]),
        currency=string(row[1]),
        zone=string(row[2]),
        language=Language(string(row[3])),
        country=string(row[4]),
        week_start=integer(row[5]),
        working_days=string(row[6]),
        reason_required=bool(row[7]),
    )


class Colleague(NamedTuple):
    """A user as pickers and lists show one."""

    id: int
    login: str
    name: str
    role: Role
    team: str
    active: bool
