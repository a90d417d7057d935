"""What happened: batches of events, imports, and the fields a workspace adds."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlalchemy import Index
from sqlalchemy import Text
from sqlalchemy import text
from sqlmodel import Field

from models.tables.base import STRICT
from models.tables.base import Code
from models.tables.base import Flag
from models.tables.base import Json
from models.tables.base import JsonObject
from models.tables.base import Moment
from models.tables.base import Record
from models.tables.base import Versioned
from models.tables.base import filled
from models.tables.base import flag
from models.tables.base import one_of
from models.vocabulary import BatchKind
from models.vocabulary import FieldType
from models.vocabulary import Origin

TAKEN_BACK = "undone_by_id IS NOT NULL OR kind IN ('undo', 'redo', 'revert')"
"""Batches that history leaves out: what was undone, and the undoing (rulings 8)."""
MOVED_PERSON = """
'' || entity = 'person' AND (
replace(before, '"owner_id"', '') <> before
OR replace(before, '"do_not_contact"', '') <> before
OR replace(before, '"temperature"', '') <> before
AND (replace(before, 'lost', '') <> before OR replace(after, 'lost', '') <> after)
)
""".replace("\n", " ").strip()
"""Changes of people that decide where a prospect stands: the index holds all of them.

Adding nothing to the entity keeps its own index out, which holds every event of people.
"""
VALUED_PERSON = """
entity || '' = 'person' AND replace(before, '"temperature"', '') <> before
""".strip()
"""Changes of the value of a person."""
HANDED_PERSON = """
entity || '' = 'person' AND replace(before, '"owner_id"', '') <> before
""".strip()
"""Changes of who has a person."""
REASSIGNED = "verb = 'followup.reassigned'"
"""Follow-ups that went to somebody else: figures keep whose they were (C.0)."""
HANDED_DEAL = "verb = 'deal.assigned'"
"""Deals that did: so do these."""


class Batch(Record, table=True):
    """One act of one person: the unit of undo (B1.9)."""

    __table_args__: ClassVar = (
        one_of("kind", BatchKind),
        one_of("origin", Origin),
        Index("ix_batch_actor_id", "actor_id", "id"),
        Index("ix_batch_taken_back", "id", sqlite_where=text(TAKEN_BACK)),
        STRICT,
    )

    at: datetime = Field(sa_type=Moment)
    actor_id: int | None = Field(default=None, foreign_key="user.id")
    origin: Origin = Field(sa_type=Code(Origin))
    kind: BatchKind = Field(default=BatchKind.ACT, sa_type=Code(BatchKind))
    verb: str = Field(default="", sa_type=Text)
    """The verb of the act as a whole (D.4), for the line that says what was undone."""
    undoes_id: int | None = Field(default=None, foreign_key="batch.id")
    undone_by_id: int | None = Field(default=None, foreign_key="batch.id")
    """The live undo of this batch, if any."""


class Event(Record, table=True):
    """One change of one row, append-only; the highest id says something is new."""

    __table_args__: ClassVar = (
        filled("verb"),
        Index("ix_event_batch_id", "batch_id"),
        Index("ix_event_entity", "entity", "entity_id", "id"),
        Index("ix_event_deal_id", "deal_id", "id"),
        Index("ix_event_person_id", "person_id", "id"),
        Index("ix_event_organization_id", "organization_id", "id"),
        Index(
            "ix_event_moved_person",
            "at",
            "id",
            "entity_id",
            "batch_id",
            "before",
            sqlite_where=text(MOVED_PERSON),
        ),
        Index(
            "ix_event_valued",
            "entity_id",
            "id",
            "at",
            "batch_id",
            "before",
            sqlite_where=text(VALUED_PERSON),
        ),
        Index("ix_event_handed", "entity_id", "at", sqlite_where=text(HANDED_PERSON)),
        Index("ix_event_reassigned", "entity_id", sqlite_where=text(REASSIGNED)),
        Index("ix_event_handed_deal", "entity_id", sqlite_where=text(HANDED_DEAL)),
        STRICT,
    )

    batch_id: int = Field(foreign_key="batch.id")
    at: datetime = Field(sa_type=Moment)
    actor_id: int | None = Field(default=None, foreign_key="user.id")
    entity: str = Field(sa_type=Text)
    """The table of the row."""
    entity_id: int
    verb: str = Field(sa_type=Text)
    before: JsonObject | None = Field(default=None, sa_type=Json)
    """Changed columns as they were; empty when the row was created."""
    after: JsonObject | None = Field(default=None, sa_type=Json)
    """Changed columns as they became; empty when the row was removed."""
    deal_id: int | None = Field(default=None)
    person_id: int | None = Field(default=None)
    organization_id: int | None = Field(default=None)


class CustomField(Versioned, table=True):
    """A field that a workspace adds to deals, people or companies (B1.23)."""

    __table_args__: ClassVar = (
        filled("key"),
        CheckConstraint(
            "entity IN ('deal', 'person', 'organization')", name="entity_known"
        ),
        one_of("type", FieldType),
        flag("open_options"),
        Index("uq_custom_field_key", "entity", "key", unique=True),
        STRICT,
    )

    entity: str = Field(sa_type=Text)
    key: str = Field(sa_type=Text)
    label_en: str = Field(sa_type=Text)
    label_fr: str = Field(sa_type=Text)
    type: FieldType = Field(sa_type=Code(FieldType))
    options: JsonObject = Field(default_factory=dict, sa_type=Json)
    """``{"values": [...]}`` of a choice."""
    open_options: bool = Field(default=False, sa_type=Flag)
    """New values of a choice are taken in."""
    position: int = Field(default=0)


class ImportBatch(Record, table=True):
    """One run of an import: what was read and what became of it (B1.17)."""

    __table_args__: ClassVar = (
        Index("uq_import_batch_batch_id", "batch_id", unique=True),
        STRICT,
    )

    batch_id: int = Field(foreign_key="batch.id")
    at: datetime = Field(sa_type=Moment)
    mapping_name: str = Field(default="", sa_type=Text)
    system: str = Field(default="", sa_type=Text)
    files: JsonObject = Field(default_factory=dict, sa_type=Json)
    """File name to SHA-256 digest."""
    counts: JsonObject = Field(default_factory=dict, sa_type=Json)


class ImportRow(Record, table=True):
    """What one line of one imported file became; a rejected one says why."""

    __table_args__: ClassVar = (
        flag("rejected"),
        Index("ix_import_row_place", "digest", "line", "entity"),
        Index("ix_import_row_import_id", "import_id"),
        STRICT,
    )

    import_id: int = Field(foreign_key="import_batch.id")
    digest: str = Field(sa_type=Text)
    line: int
    entity: str = Field(default="", sa_type=Text)
    entity_id: int | None = Field(default=None)
    rejected: bool = Field(default=False, sa_type=Flag)
    code: str = Field(default="", sa_type=Text)
