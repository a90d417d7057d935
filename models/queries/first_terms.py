"""The terms that first statements are written in: plain columns, values, scopes."""

from sqlalchemy import BindParameter
from sqlalchemy import Boolean
from sqlalchemy import ColumnElement
from sqlalchemy import Integer
from sqlalchemy import Select
from sqlalchemy import SQLColumnExpression
from sqlalchemy import Text
from sqlalchemy import and_
from sqlalchemy import bindparam
from sqlalchemy import func
from sqlalchemy import literal_column
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import text as literal_text
from sqlalchemy import true
from sqlalchemy import type_coerce
from sqlmodel import col

from models.access import colleagues
from models.access import owned
from models.actor import Actor
from models.tables import User
from models.views.sums import BITS
from models.views.sums import LOW
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


def of_index(condition: str) -> Test:
    """Keep the rows of a partial index, in the very words of its condition.

    SQLite takes such an index only where a query says the same.
    """
    return type_coerce(literal_text(condition), Boolean)


def halves(amount: ColumnElement[int]) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """Return the sums of the upper and of the lower half of each amount.

    ``models.views.sums.together`` makes one of them, however large it is.
    """
    bits: ColumnElement[int] = literal_column(str(BITS), Integer)
    low: ColumnElement[int] = literal_column(str(LOW), Integer)
    return (
        func.sum(amount.bitwise_rshift(bits)),
        func.sum(amount.bitwise_and(low)),
    )


def given(name: str) -> BindParameter[str]:
    """Name a text value that is given when the statement runs."""
    return bindparam(name, type_=Text, required=True)


def number(name: str) -> BindParameter[int]:
    """Name an integer value that is given when the statement runs."""
    return bindparam(name, type_=Integer, required=True)


def seen(owner: Column) -> Test:
    """Tell whether ``:me`` may see a record of that owner, whatever the role (K-03).

    For what hangs on a record that is in scope itself: a follow-up handed to a seller
    does not show a colleague's deal.
    """
    me: BindParameter[int] = bindparam("me", 0, type_=Integer, unique=False)
    role = select(text(col(User.role))).where(col(User.id) == me).scalar_subquery()
    return or_(
        owner == me,
        role == literal_column(f"'{Role.ADMIN}'"),
        and_(role == literal_column(f"'{Role.MANAGER}'"), owned(_MANAGER, owner)),
    )


def below(owner: Column) -> Test:
    """Tell whether a record that always has somebody is of a manager's team."""
    return owner.in_(colleagues(_MANAGER))


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
