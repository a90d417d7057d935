"""The lists of people, one narrow row for each line: derived, like the search index.

It has its own metadata: archives, copies and the journal know nothing of it, for
``models.lining`` makes it of the records in the transaction that changes them.
"""

from typing import Final

from sqlalchemy import Column
from sqlalchemy import Index
from sqlalchemy import Integer
from sqlalchemy import MetaData
from sqlalchemy import PrimaryKeyConstraint
from sqlalchemy import Table
from sqlalchemy import Text
from sqlalchemy import TextClause
from sqlalchemy import text

from models.vocabulary import ViewOf

derived: Final = MetaData()

LISTS: Final = {ViewOf.PROSPECTS: 0, ViewOf.TUNNELS: 1, ViewOf.CUSTOMERS: 2}
"""The number of each list, which takes less room than its name."""

NO_ONE: Final = 0
"""Stands for the owner of a deal that nobody has."""

LAST: Final = "\uffff"
"""Stands where there is no text or day, so that it comes after every other."""

COUNTED: Final = ("status", "value", "refused", "source_id", "lifecycle")
"""What alerts count by: their indexes hold it all, so that no line is looked up."""

SORTED: Final = {
    "name": ("name",),
    "first_name": ("first_name", "name"),
    "company": ("company", "name"),
    "team": ("team", "name"),
    "step": ("step", "planned"),
    "rep": ("rep", "name"),
    "source": ("source", "name"),
    "came": ("came",),
    "planned": ("planned",),
    "status": ("status", "planned"),
    "potential": ("value", "worth", "planned"),
}
"""By which columns each order sorts, the id last: each order has its index."""
SORTED_CUSTOMERS: Final = {
    "since": ("since", "name"),
    "lifecycle": ("lifecycle", "name"),
}
"""The orders that only customers have."""
ONLY_CUSTOMERS: Final = text(f"list = {LISTS[ViewOf.CUSTOMERS]}")


def _order(name: str, columns: tuple[str, ...], where: TextClause | None) -> Index:
    """Return the index of an order; it tells whose a line is without a look at it."""
    return Index(
        f"ix_people_line_by_{name}",
        *("list", *columns, "id", "rep_id", "aside"),
        sqlite_where=where,
    )


people_line: Final = Table(
    "people_line",
    derived,
    Column("list", Integer, nullable=False),
    Column("id", Integer, nullable=False),
    Column("person_id", Integer),
    Column("deal_id", Integer),
    Column("follow_up_id", Integer),
    Column("rep_id", Integer),
    Column("team_id", Integer),
    Column("source_id", Integer),
    Column("step_id", Integer),
    Column("aside", Integer),
    Column("value", Integer, nullable=False),
    Column("worth", Integer, nullable=False),
    Column("status", Integer, nullable=False),
    Column("lifecycle", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("due", Text),
    Column("planned", Text, nullable=False),
    Column("came", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("first_name", Text, nullable=False),
    Column("company", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("rep", Text, nullable=False),
    Column("source", Text, nullable=False),
    PrimaryKeyConstraint("list", "id", name="pk_people_line"),
    Index("ix_people_line_person_id", "person_id"),
    *(_order(*one, None) for one in SORTED.items()),
    *(_order(*one, ONLY_CUSTOMERS) for one in SORTED_CUSTOMERS.items()),
    Index(
        "ix_people_line_aside",
        *("list", "aside"),
        sqlite_where=text("aside IS NOT NULL"),
    ),
    Index("ix_people_line_rep", "list", "rep_id", "due", *COUNTED, "aside"),
    Index("ix_people_line_counted", "list", *COUNTED, "rep_id", "aside"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""``aside`` is the owner of the follow-up's deal where that is not who has the line
(0 for no one): whoever may not see that owner's deals sees no follow-up here (K-03).
``due`` is the moment of a planned follow-up. ``worth`` is the expected amount times
the probability of the rep's open deals, below zero so that more comes first (L-11).
"""

people_line_seen: Final = Table(
    "people_line_seen",
    derived,
    Column("user_id", Integer, nullable=False),
    Column("person_id", Integer, nullable=False),
    PrimaryKeyConstraint("user_id", "person_id", name="pk_people_line_seen"),
    Index("ix_people_line_seen_person_id", "person_id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Who sees a person of somebody else by a deal or a follow-up of their own; a deal of
no rep is user 0's (rulings 12).
"""
