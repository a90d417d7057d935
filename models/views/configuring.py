"""What a manager sets up, as lists show it and as forms hand it over (R-01 to R-05)."""

from dataclasses import dataclass

from models.vocabulary import ActionKind
from models.vocabulary import Role
from models.vocabulary import SourceKind


@dataclass(frozen=True, slots=True)
class NewType:
    """A type that is made inside the form of another one (R-05)."""

    name: str
    action_kind: ActionKind = ActionKind.NONE


@dataclass(frozen=True, slots=True)
class NextDraft:
    """An allowed next type: a known one, a new one, else the type itself."""

    delay_days: int
    type_id: int | None = None
    new: NewType | None = None


@dataclass(frozen=True, slots=True)
class TextDraft:
    """A text with fields to send during a follow-up; a new one has no id (R-38)."""

    name: str
    body: str
    subject: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class TypeFields:
    """What the form of a follow-up type shows and may change (R-01 to R-04)."""

    name: str
    description: str = ""
    """Shown as a guide while doing it (R-38)."""
    is_first: bool = False
    action_kind: ActionKind = ActionKind.NONE
    retry_days: int = 2
    next: tuple[NextDraft, ...] = ()
    """The first is the default."""
    activity_ids: tuple[int, ...] = ()
    """What its slots are made of (R-12)."""
    texts: tuple[TextDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class EditType:
    """A change of a type: what the form showed and what was typed (rulings 13)."""

    type_id: int
    was: TypeFields
    now: TypeFields


@dataclass(frozen=True, slots=True)
class ReasonFields:
    """A loss reason; without a letter it takes a free one (defaults.md 3)."""

    name: str
    letter: str = ""
    note_required: bool = False


@dataclass(frozen=True, slots=True)
class SourceFields:
    """Where prospects come from, and of which kind that is (R-35)."""

    name: str
    kind: SourceKind = SourceKind.OTHER


@dataclass(frozen=True, slots=True)
class ActivityFields:
    """A class to try or a kind of appointment (R-14)."""

    name: str
    kind: ActionKind = ActionKind.TRIAL


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A follow-up type, in use or not."""

    id: int
    fields: TypeFields
    active: bool


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """A loss reason, in use or not."""

    id: int
    fields: ReasonFields
    active: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source, in use or not."""

    id: int
    fields: SourceFields
    active: bool


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity with the types that offer it."""

    id: int
    fields: ActivityFields
    active: bool
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UserRow:
    """A user as an administrator sees one (D.5)."""

    id: int
    login: str
    name: str
    role: Role
    team: str
    active: bool
    paused: bool
    capacity: int | None


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team at its depth in the tree, with how many users are in it (R-36)."""

    id: int
    name: str
    parent: str
    depth: int
    users: int
