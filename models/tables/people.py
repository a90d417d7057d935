"""Companies, people, how to reach them, and where they came from."""

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlalchemy import Index
from sqlalchemy import Text
from sqlalchemy import text
from sqlmodel import Field

from models.tables.base import STRICT
from models.tables.base import Code
from models.tables.base import Day
from models.tables.base import Flag
from models.tables.base import Json
from models.tables.base import JsonObject
from models.tables.base import Versioned
from models.tables.base import filled
from models.tables.base import flag
from models.tables.base import one_of
from models.vocabulary import ContactKind
from models.vocabulary import Lifecycle
from models.vocabulary import SourceKind
from models.vocabulary import Temperature


class Source(Versioned, table=True):
    """Where a prospect came from (R-35); the name is the workspace's own."""

    __table_args__: ClassVar = (
        filled("name"),
        one_of("kind", SourceKind),
        flag("active"),
        Index("uq_source_code", "code", unique=True),
        STRICT,
    )

    code: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    kind: SourceKind = Field(sa_type=Code(SourceKind))
    position: int = Field(default=0)
    active: bool = Field(default=True, sa_type=Flag)


class Organization(Versioned, table=True):
    """A company (*entreprise*); ownerless ones are visible to all by name."""

    __table_args__: ClassVar = (
        filled("name"),
        CheckConstraint("employees IS NULL OR employees >= 0", name="employees"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_own_parent"),
        Index("ix_organization_folded_name", "folded_name"),
        Index("ix_organization_owner_id", "owner_id"),
        Index("ix_organization_parent_id", "parent_id"),
        Index(
            "uq_organization_external",
            "external_system",
            "external_id",
            unique=True,
            sqlite_where=text("external_id IS NOT NULL"),
        ),
        STRICT,
    )

    name: str = Field(sa_type=Text)
    folded_name: str = Field(sa_type=Text)
    """The name without case or accents, for duplicates and sorting."""
    domain: str = Field(default="", sa_type=Text)
    industry: str = Field(default="", sa_type=Text)
    employees: int | None = Field(default=None)
    place: str = Field(default="", sa_type=Text)
    parent_id: int | None = Field(default=None, foreign_key="organization.id")
    owner_id: int | None = Field(default=None, foreign_key="user.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    tags: JsonObject = Field(default_factory=dict, sa_type=Json)
    custom: JsonObject = Field(default_factory=dict, sa_type=Json)


class Person(Versioned, table=True):
    """A contact: prospect, customer or former; its value is hot, warm, cold, lost."""

    __table_args__: ClassVar = (
        CheckConstraint("first_name <> '' OR last_name <> ''", name="named"),
        one_of("lifecycle", Lifecycle),
        one_of("temperature", Temperature),
        flag("do_not_contact"),
        CheckConstraint(
            "lifecycle <> 'customer' OR customer_since IS NOT NULL",
            name="customer_since_when",
        ),
        Index("ix_person_folded_name", "folded_name"),
        Index(
            "ix_person_binned",
            "deleted_at",
            sqlite_where=text("deleted_at IS NOT NULL"),
        ),
        Index("ix_person_owner_id", "owner_id"),
        Index(
            "ix_person_came",
            "created_at",
            "came_on",
            "lifecycle",
            "customer_since",
            "temperature",
            "do_not_contact",
            "owner_id",
            "deleted_at",
        ),
        Index(
            "ix_person_created",
            "created_by",
            "created_at",
            "came_on",
            "owner_id",
            "deleted_at",
        ),
        Index("ix_person_customer_since", "customer_since"),
        Index(
            "ix_person_customers",
            "id",
            "customer_since",
            "owner_id",
            "temperature",
            "deleted_at",
            sqlite_where=text("customer_since IS NOT NULL"),
        ),
        Index("ix_person_organization_id", "organization_id"),
        Index(
            "uq_person_external",
            "external_system",
            "external_id",
            unique=True,
            sqlite_where=text("external_id IS NOT NULL"),
        ),
        STRICT,
    )

    first_name: str = Field(default="", sa_type=Text)
    last_name: str = Field(default="", sa_type=Text)
    folded_name: str = Field(sa_type=Text)
    organization_id: int | None = Field(default=None, foreign_key="organization.id")
    title: str = Field(default="", sa_type=Text)
    lifecycle: Lifecycle = Field(default=Lifecycle.PROSPECT, sa_type=Code(Lifecycle))
    temperature: Temperature | None = Field(default=None, sa_type=Code(Temperature))
    owner_id: int | None = Field(default=None, foreign_key="user.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    source_id: int | None = Field(default=None, foreign_key="source.id")
    do_not_contact: bool = Field(default=False, sa_type=Flag)
    came_on: date | None = Field(default=None, sa_type=Day)
    """The day of the first contact; figures use it, else the day of writing (C.8)."""
    customer_since: date | None = Field(default=None, sa_type=Day)
    language: str = Field(default="", sa_type=Text)
    tags: JsonObject = Field(default_factory=dict, sa_type=Json)
    custom: JsonObject = Field(default_factory=dict, sa_type=Json)

    @property
    def name(self) -> str:
        """First and last name as written."""
        return f"{self.first_name} {self.last_name}".strip()


class ContactPoint(Versioned, table=True):
    """A phone, e-mail or address of one person or one company."""

    __table_args__: ClassVar = (
        filled("value"),
        one_of("kind", ContactKind),
        flag("is_primary"),
        CheckConstraint(
            "(person_id IS NULL) <> (organization_id IS NULL)", name="one_owner"
        ),
        Index("ix_contact_point_normalized", "kind", "normalized"),
        Index("ix_contact_point_person_id", "person_id"),
        Index("ix_contact_point_organization_id", "organization_id"),
        STRICT,
    )

    person_id: int | None = Field(default=None, foreign_key="person.id")
    organization_id: int | None = Field(default=None, foreign_key="organization.id")
    kind: ContactKind = Field(sa_type=Code(ContactKind))
    value: str = Field(sa_type=Text)
    normalized: str = Field(default="", sa_type=Text)
    """E.164 phone or folded e-mail; empty when it could not be understood."""
    is_primary: bool = Field(default=False, sa_type=Flag)
