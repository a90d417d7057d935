"""The terms that first statements are written in: plain columns, values, scopes."""

from sqlalchemy import BindParameter
from sqlalchemy import ColumnElement
from sqlalchemy import Integer
from sqlalchemy import Select
from sqlalchemy import SQLColumnExpression
from sqlalchemy import Text
from sqlalchemy import and_
from sqlalchemy import bindparam
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import true
from sqlalchemy import type_coerce

from models.access import colleagues
from models.access import owned
from models.actor import Actor
from models.vocabulary import Role

Statement = Select[*tuple[object, ...]]
Test = ColumnElement[bool]
Column = SQLColumnExpression[int] | SQLColumnExpression[int | None]
_SELLER = Actor(0, "", "", Role.SELLER, 0)
_MANAGER = Actor(0, "", "", Role.MANAGER, 0)


def chosen(*columns: SQLColumnExpression[object]) -> Statement:
    """Select columns whose types matter to nobody: rows are read by their place."""
    return select(*columns)


def counted() -> Statement:
    """Select how many rows there are."""
    return chosen(func.count())


def text(column: SQLColumnExpression[object]) -> ColumnElement[str]:
    """Read a column as the text it is stored as."""
    return type_coerce(column, Text)


def whole(column: SQLColumnExpression[object]) -> ColumnElement[int]:
    """Read a column as the integer it is stored as."""
    return type_coerce(column, Integer)


def given(name: str) -> BindParameter[str]:
    """Name a text value that is given when the statement runs."""
    return bindparam(name, type_=Text, required=True)


def number(name: str) -> BindParameter[int]:
    """Name an integer value that is given when the statement runs."""
    return bindparam(name, type_=Integer, required=True)


def scopes(owner: Column) -> dict[str, Test]:
    """Return the forms of scope by the names that ``models.actor.variant`` gives."""
    one = owner == number("owner")
    return {
        "mine": owned(_SELLER, owner),
        "team": owned(_MANAGER, owner),
        "all": true(),
        "person": and_(one, owner.in_(colleagues(_MANAGER))),
        "person_all": one,
    }
