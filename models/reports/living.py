"""Which follow-ups count where a statement goes through all of them."""

from sqlalchemy import ColumnElement
from sqlalchemy import exists
from sqlalchemy import literal_column
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.queries.first_terms import Test
from models.reports.followed import live
from models.tables import Deal
from models.tables import FollowUp
from models.tables import Person


def living(reader: Reader) -> Test:
    """Keep follow-ups that hang on nothing in the bin.

    The bin is looked into first: while it is empty, as it nearly always is, no row
    is looked up in it.
    """
    return live() if _bin_holds(reader) else col(FollowUp.deleted_at).is_(None)


def _bin_holds(reader: Reader) -> bool:
    one: ColumnElement[int] = literal_column("1")
    tests = (
        exists(one).where(col(table.deleted_at).is_not(None))
        for table in (Deal, Person)
    )
    return any(bool(reader.session.scalar(select(test))) for test in tests)
