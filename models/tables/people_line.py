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

from models.vocabulary import ViewOf

derived: Final = MetaData()

LISTS: Final = {ViewOf.PROSPECTS: 0, ViewOf.TUNNELS: 1, ViewOf.CUSTOMERS: 2}
"""The number of each list, which takes less room than its name."""

LAST: Final = "\uffff"
"""Stands where there is no text or day, so that it comes after every other."""

COUNTED: Final = ("status", "value", "refused", "source_id", "lifecycle")
"""What alerts count by: their indexes hold it all, so that no line is looked up."""

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
    Column("due", Text),
    Column("name", Text, nullable=False),
    Column("first_name", Text, nullable=False),
    Column("company", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("rep", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("came", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("planned", Text, nullable=False),
    Column("value", Integer, nullable=False),
    Column("worth", Integer, nullable=False),
    Column("status", Integer, nullable=False),
    Column("lifecycle", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    PrimaryKeyConstraint("list", "id", name="pk_people_line"),
    Index("ix_people_line_person_id", "person_id"),
    Index("ix_people_line_name", "list", "name", "id"),
    Index("ix_people_line_came", "list", "came", "id"),
    Index("ix_people_line_planned", "list", "planned", "id"),
    Index("ix_people_line_status", "list", "status", "planned", "id"),
    Index("ix_people_line_potential", "list", "value", "worth", "planned", "id"),
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
