"""What pickers offer, in the order in which they offer it."""

from dataclasses import dataclass
from typing import NamedTuple

from models.views.people import Colleague
from models.vocabulary import ActionKind
from models.vocabulary import FieldType
from models.vocabulary import SourceKind
from models.vocabulary import StageKind


@dataclass(frozen=True, slots=True)
class Ref:
    """A record by id and name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class NextType:
    """A type that may follow another, after how many days (R-04)."""

    id: int
    name: str
    action_kind: ActionKind
    delay_days: int


@dataclass(frozen=True, slots=True)
class TypeChoice:
    """A follow-up type with what may come next, the default first."""

    id: int
    name: str
    is_first: bool
    action_kind: ActionKind
    retry_days: int
    next: tuple[NextType, ...]


@dataclass(frozen=True, slots=True)
class ReasonChoice:
    """A loss reason and the letter that picks it."""

    id: int
    code: str
    letter: str
    name: str
    note_required: bool


@dataclass(frozen=True, slots=True)
class SourceChoice:
    """A source, by its stored code and its own name."""

    id: int
    code: str
    name: str
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class StageChoice:
    """A stage of a pipeline with its guide (K-09)."""

    id: int
    name: str
    kind: StageKind
    probability: int | None
    description: str
    guidance: str
    exit_criteria: str
    buyer_step: str


@dataclass(frozen=True, slots=True)
class PipelineChoice:
    """A pipeline and its stages in order."""

    id: int
    name: str
    is_default: bool
    stages: tuple[StageChoice, ...]


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A field that the workspace added (B1.23)."""

    key: str
    label_en: str
    label_fr: str
    type: FieldType
    options: tuple[str, ...]
    open_options: bool


class Choices(NamedTuple):
    """What the frequent dialogs offer, and at which revision that was so."""

    revision: int
    sources: tuple[SourceChoice, ...]
    pipelines: tuple[PipelineChoice, ...]
    owners: tuple[Colleague, ...]
