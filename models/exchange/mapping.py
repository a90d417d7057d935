"""What a mapping says: which column feeds which field of which record (defaults 10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum

from models.vocabulary import FieldType
from models.vocabulary import SourceKind
from models.vocabulary import StageKind


class Entity(StrEnum):
    """What a row can become."""

    TEAM = "team"
    USER = "user"
    COMPANY = "company"
    PERSON = "person"
    DEAL = "deal"
    FOLLOW_UP = "followup"
    INTERACTION = "interaction"


class Mode(StrEnum):
    """Whether rows make records, change them, or both."""

    UPSERT = "upsert"
    CREATE = "create"
    UPDATE = "update"


class Unknown(StrEnum):
    """What becomes of a row that names a record nobody knows."""

    REJECT = "reject"
    CREATE = "create"
    BLANK = "blank"


class Hint(StrEnum):
    """What tells two records of one name apart."""

    ID = "id"
    LOGIN = "login"
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Column:
    """The text of a column, some texts exchanged for others."""

    column: str
    values: Mapping[str, str] = field(default_factory=dict[str, str])
    default: str = ""


@dataclass(frozen=True, slots=True)
class Constant:
    """The same text in every row."""

    value: str


@dataclass(frozen=True, slots=True)
class Template:
    """Several columns in one text: ``{product} · {opportunity_id}``."""

    parts: tuple[tuple[str, str], ...]
    """Literal text and the column that follows it, empty at the end."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are put in."""
        return tuple(column for _, column in self.parts if column)


@dataclass(frozen=True, slots=True)
class Reference:
    """Another record, by the name that a column holds."""

    entity: Entity
    column: str
    """Empty: the record of that kind that the same row becomes."""
    unknown: Unknown = Unknown.REJECT
    hints: Mapping[Hint, str] = field(default_factory=dict[Hint, str])
    """Columns that tell records of one name apart."""


Value = Column | Constant | Template | Reference


@dataclass(frozen=True, slots=True)
class VisitMap:
    """A stay in a stage that the file tells of."""

    stage: str
    entered: Value
    exited: Value | None = None


@dataclass(frozen=True, slots=True)
class RecordMap:
    """One record that a row becomes."""

    entity: Entity
    fields: Mapping[str, Value]
    custom: Mapping[str, Value] = field(default_factory=dict[str, Value])
    identity: tuple[str, ...] = ("row",)
    fallbacks: tuple[tuple[str, ...], ...] = ()
    """What counts instead where fields of the identity are blank."""
    mode: Mode = Mode.UPSERT
    visits: tuple[VisitMap, ...] = ()


@dataclass(frozen=True, slots=True)
class InputMap:
    """One kind of file, told from others by its headers."""

    name: str
    headers: tuple[str, ...]
    records: tuple[RecordMap, ...]


@dataclass(frozen=True, slots=True)
class FieldMap:
    """A custom field that the workspace gets unless it has it."""

    entity: Entity
    key: str
    type: FieldType
    label_en: str
    label_fr: str
    options: tuple[str, ...] = ()
    open_options: bool = False


@dataclass(frozen=True, slots=True)
class SourceMap:
    """A source that the workspace gets unless it has one of that code or name."""

    code: str
    name: str
    kind: SourceKind = SourceKind.IMPORT


@dataclass(frozen=True, slots=True)
class StageMap:
    """A stage of a pipeline that the mapping brings; the chance in whole percent."""

    name: str
    kind: StageKind = StageKind.OPEN
    probability: int | None = None
    idle_days: int | None = None
    stuck_days: int | None = None


@dataclass(frozen=True, slots=True)
class PipelineMap:
    """A pipeline that the workspace gets unless it has one of that name."""

    name: str
    stages: tuple[StageMap, ...]
    default: bool = False
    replace_unused: bool = False


ISO_DATES = ("%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S")


@dataclass(frozen=True, slots=True)
class FileMapping:
    """A whole mapping; what concerns every file first."""

    name: str
    inputs: tuple[InputMap, ...]
    fields: tuple[FieldMap, ...] = ()
    sources: tuple[SourceMap, ...] = ()
    pipelines: tuple[PipelineMap, ...] = ()
    system: str = ""
    dates: tuple[str, ...] = ISO_DATES
    decimal: str = "."
    currency: str = ""
    empty: frozenset[str] = frozenset({""})
    zone: str = ""
    encoding: str = "auto"
    separator: str = "auto"
    own_export: bool = False
    """The file is of the kind that this program writes itself."""
