"""Column types, constraint names and the columns that every table shares."""

import json
import re
from collections.abc import Callable
from collections.abc import Mapping
from datetime import UTC
from datetime import date
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter

from sqlalchemy import BigInteger
from sqlalchemy import CheckConstraint
from sqlalchemy import Column
from sqlalchemy import Dialect
from sqlalchemy import Integer
from sqlalchemy import Table
from sqlalchemy import Text
from sqlalchemy import event
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapper
from sqlalchemy.orm import QueryableAttribute
from sqlalchemy.orm import declared_attr
from sqlalchemy.schema import CreateIndex
from sqlalchemy.sql.compiler import DDLCompiler
from sqlalchemy.types import TypeDecorator
from sqlalchemy.types import TypeEngine
from sqlmodel import Field
from sqlmodel import SQLModel

from models import clock

JsonValue = str | int | float | bool | None | list["JsonValue"] | dict[str, "JsonValue"]
JsonObject = dict[str, JsonValue]

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = SQLModel.metadata
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


class Moment(TypeDecorator[datetime]):
    """A UTC moment kept as text of fixed width, so that text order is time order."""

    impl = Text
    cache_ok = True

    def process_bind_param(
        self, value: datetime | str | None, dialect: Dialect
    ) -> str | None:
        if value is None or isinstance(value, str):
            return value
        return clock.to_text(value)

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> datetime | None:
        return None if value is None else clock.from_text(value)


class Seconds(TypeDecorator[datetime]):
    """A UTC moment as a number, which moments given are compared with as numbers."""

    impl = Integer
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> int | None:
        return None if value is None else int(value.timestamp())


class Day(TypeDecorator[date]):
    """A calendar day kept as ``YYYY-MM-DD``."""

    impl = Text
    cache_ok = True

    def process_bind_param(
        self, value: date | str | None, dialect: Dialect
    ) -> str | None:
        if value is None or isinstance(value, str):
            return value
        return value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Rate(TypeDecorator[Decimal]):
    """An exchange rate kept as decimal text: never a float."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> Decimal | None:
        return None if value is None else Decimal(value)


class Flag(TypeDecorator[bool]):
    """A yes or no kept as 1 or 0, which strict tables accept."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Json(TypeDecorator[JsonObject]):
    """A JSON object kept as text with sorted keys, so that equal means equal bytes."""

    impl = Text
    cache_ok = True

    def process_bind_param(
        self, value: JsonObject | list[JsonValue] | None, dialect: Dialect
    ) -> str | None:
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> JsonObject | None:
        return None if value is None else json.loads(value)


class Code(TypeDecorator[StrEnum]):
    """A closed set kept by code, not by member name (D.3 no 22)."""

    impl = Text
    cache_ok = True

    def __init__(self, members: type[StrEnum]) -> None:
        super().__init__()
        self.members = members

    def __repr__(self) -> str:
        """Tell apart what two closed sets are kept by."""
        return f"Code({self.members.__name__})"

    def process_bind_param(
        self, value: StrEnum | str | None, dialect: Dialect
    ) -> str | None:
        return None if value is None else str(self.members(value))

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> StrEnum | None:
        return None if value is None else self.members(value)


LISTENERS = "_slots_dispatch"
"""Where an attribute of SQLAlchemy 2.1 keeps who listens to it."""
_listeners_of: Callable[[object], object] = attrgetter("dispatch._for_instance")(
    QueryableAttribute
)

_TYPES: dict[tuple[type, str], TypeEngine[object]] = {}


@event.listens_for(Column, "before_parent_attach")
def _share_type(column: Column[object], table: Table) -> None:
    """Let the columns of one kind have one type: each makes classes of its own."""
    if table.metadata is metadata:
        kind = (type(column.type), repr(column.type))
        column.type = _TYPES.setdefault(kind, column.type)


@event.listens_for(Mapper, "before_mapper_configured")
def _ready_for_events(mapper: Mapper[object], _class: type[object]) -> None:
    """Give each attribute what it keeps listeners in, before it is asked for it.

    One that has none looks for it in its column, of which it makes a copy: 1.5 MB of
    every session, and 12 ms, for copies that nothing reads.
    """
    for attribute in mapper.class_manager.values():
        setattr(attribute, LISTENERS, _listeners_of(attribute))


class Big(TypeDecorator[int]):
    """An integer wide enough for 10^15 minor units on every database."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[int]:
        wide = Integer() if dialect.name == "sqlite" else BigInteger()
        return dialect.type_descriptor(wide)


def one_of(column: str, members: type[StrEnum]) -> CheckConstraint:
    """Return the check that keeps a code column inside its closed set."""
    codes = ", ".join(f"'{member}'" for member in members)
    return CheckConstraint(f"{column} IN ({codes})", name=f"{column}_known")


def flag(column: str) -> CheckConstraint:
    """Return the check that keeps a yes-or-no column at 0 or 1."""
    return CheckConstraint(f"{column} IN (0, 1)", name=f"{column}_flag")


def filled(column: str) -> CheckConstraint:
    """Return the check that refuses empty text in a required column."""
    return CheckConstraint(f"{column} <> ''", name=f"{column}_filled")


STRICT: Mapping[str, bool] = {"sqlite_strict": True, "sqlite_autoincrement": True}
"""Columns keep their type, and an id is never given twice, even after an undo."""


def utc_now() -> datetime:
    """Return the present moment for rows written outside an operation."""
    return datetime.now(UTC).replace(microsecond=0)


def next_version(version: int | None) -> int:
    """Return the version after this one; a new row starts at 1."""
    return (version or 0) + 1


@compiles(CreateIndex, "postgresql")
def _partial(create: CreateIndex, compiler: DDLCompiler, **options: object) -> str:
    """Keep on PostgreSQL the condition that an index has on SQLite.

    Naming the other dialect in each index would import it at every start, 2 MB.
    """
    index = create.element
    where: object = index.dialect_options["sqlite"]["where"]
    index.dialect_options["postgresql"]["where"] = where
    return str(compiler.visit_create_index(create, **options))  # type: ignore[no-untyped-call]


class Record(SQLModel):
    """What every table has: a plain integer id, unique within its table."""

    # The operations and the database check rows: what would check them here takes
    # 1 MB of every session.
    model_config = {"defer_build": True}

    @declared_attr.directive
    def __tablename__(  # pyright: ignore[reportIncompatibleVariableOverride]
        cls,  # noqa: N805
    ) -> str:
        """Name the table as the class, in words: ``FollowUp`` is ``follow_up``."""
        return _CAPITAL.sub("_", cls.__name__).lower()

    id: int | None = Field(default=None, primary_key=True)

    @property
    def kept_in(self) -> str:
        """The name of its table, by which events know it."""
        return str(
            self.__tablename__  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
        )

    @property
    def pk(self) -> int:
        """The id of a row that has been flushed."""
        if self.id is None:
            msg = f"{type(self).__name__} has no id before it is flushed"
            raise LookupError(msg)
        return self.id


class Versioned(Record):
    """A row that two people may edit: author, times, version, origin (D.2)."""

    created_at: datetime = Field(default_factory=utc_now, sa_type=Moment)
    created_by: int | None = Field(default=None)
    """The user who wrote it; no foreign key, for users and teams need each other."""
    updated_at: datetime = Field(default_factory=utc_now, sa_type=Moment)
    version: int = Field(default=1)
    deleted_at: datetime | None = Field(default=None, sa_type=Moment)
    external_system: str | None = Field(default=None, sa_type=Text)
    external_id: str | None = Field(default=None, sa_type=Text)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, object]:  # noqa: N805
        generator: Callable[[int | None], int] = next_version
        return {
            "version_id_col": cls.__table__.c.version,  # type: ignore[attr-defined]
            "version_id_generator": generator,
        }
