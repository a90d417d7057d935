"""Whose figures: never more than the actor sees, less where a scope is asked for."""

from sqlalchemy import ColumnElement
from sqlalchemy import SQLColumnExpression
from sqlalchemy import true

from models.access import Reader
from models.access import colleagues
from models.vocabulary import Role
from models.vocabulary import Scope

Owner = SQLColumnExpression[int] | SQLColumnExpression[int | None]


def scope_of(reader: Reader, asked: Scope | None) -> Scope:
    """Return the scope that the figures have: a seller's are always the own.

    For a manager *all* is what they may see: the team's and what nobody has.
    """
    if reader.actor.role is Role.SELLER:
        return Scope.ME
    return Scope.ALL if asked is None else asked


def attributed(
    reader: Reader, asked: Scope | None, owner: Owner
) -> ColumnElement[bool]:
    """Keep to what counts for the scope, by the owner that a figure goes to (C.0)."""
    match scope_of(reader, asked):
        case Scope.ME:
            return owner == reader.actor.id
        case Scope.TEAM:
            return owner.in_(colleagues(reader.actor))
        case Scope.ALL:
            return true()
