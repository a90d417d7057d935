"""Follow-up types, loss reasons and sources of the templates (defaults.md 2 to 4)."""

from dataclasses import dataclass

from models.templates_words import Words
from models.vocabulary import ActionKind
from models.vocabulary import SourceKind


@dataclass(frozen=True, slots=True)
class NextTemplate:
    """An allowed next type, and after how many days; the first is the default."""

    code: str
    delay_days: int


@dataclass(frozen=True, slots=True)
class TypeTemplate:
    """A follow-up type with the types that may come next (R-04)."""

    code: str
    name: Words
    retry_days: int
    action_kind: ActionKind = ActionKind.NONE
    is_first: bool = False
    next: tuple[NextTemplate, ...] = ()


@dataclass(frozen=True, slots=True)
class ActivityTemplate:
    """What slots are made of; the types of its kind offer it (R-14)."""

    name: Words
    kind: ActionKind
    places: int
    """How many places a slot usually has."""


@dataclass(frozen=True, slots=True)
class ReasonTemplate:
    """A loss reason; its letter is the same in both languages."""

    letter: str
    code: str
    name: Words
    note_required: bool = False


@dataclass(frozen=True, slots=True)
class SourceTemplate:
    """Where a prospect comes from (R-35)."""

    code: str
    name: Words
    kind: SourceKind


CLUB_TYPES = (
    TypeTemplate(
        code="phone_call",
        name=Words("Phone call", "Relance téléphonique"),
        retry_days=2,
        is_first=True,
        next=(NextTemplate("sales_appointment", 2), NextTemplate("trial", 3)),
    ),
    TypeTemplate(
        code="sales_appointment",
        name=Words("Sales appointment", "RDV commercial"),
        retry_days=2,
        action_kind=ActionKind.APPOINTMENT,
        next=(NextTemplate("trial", 3),),
    ),
    TypeTemplate(
        code="trial",
        name=Words("Trial session", "Séance d'essai"),
        retry_days=3,
        action_kind=ActionKind.TRIAL,
    ),
)

CLUB_ACTIVITIES = (
    ActivityTemplate(
        Words("Visit and talk", "Visite et entretien"), ActionKind.APPOINTMENT, 1
    ),
    ActivityTemplate(
        Words("Discovery class", "Cours découverte"), ActionKind.TRIAL, 12
    ),
    ActivityTemplate(Words("Yoga", "Yoga"), ActionKind.TRIAL, 8),
)

SALES_TYPES = (
    TypeTemplate(
        code="call",
        name=Words("Call", "Appel"),
        retry_days=2,
        is_first=True,
        next=(
            NextTemplate("meeting", 3),
            NextTemplate("demo", 5),
            NextTemplate("chase_offer", 5),
        ),
    ),
    TypeTemplate(
        code="email",
        name=Words("E-mail", "E-mail"),
        retry_days=4,
        is_first=True,
        next=(NextTemplate("call", 3),),
    ),
    TypeTemplate(
        code="meeting",
        name=Words("Meeting", "Rendez-vous"),
        retry_days=3,
        action_kind=ActionKind.APPOINTMENT,
        next=(NextTemplate("demo", 5), NextTemplate("chase_offer", 5)),
    ),
    TypeTemplate(
        code="demo",
        name=Words("Demo", "Démonstration"),
        retry_days=3,
        action_kind=ActionKind.APPOINTMENT,
        next=(NextTemplate("chase_offer", 3),),
    ),
    TypeTemplate(
        code="chase_offer",
        name=Words("Chase offer", "Relance de l'offre"),
        retry_days=4,
        next=(NextTemplate("chase_offer", 5), NextTemplate("chase_signature", 3)),
    ),
    TypeTemplate(
        code="chase_signature",
        name=Words("Chase signature", "Relance de signature"),
        retry_days=2,
    ),
)

REASONS = (
    ReasonTemplate("p", "price", Words("Price", "Prix")),
    ReasonTemplate("c", "competitor", Words("Competitor", "Concurrent")),
    ReasonTemplate("b", "budget", Words("No budget", "Pas de budget")),
    ReasonTemplate(
        "f", "missing_feature", Words("Missing feature", "Fonction manquante")
    ),
    ReasonTemplate("n", "no_decision", Words("No decision", "Pas de décision")),
    ReasonTemplate("u", "unresponsive", Words("Unresponsive", "Injoignable")),
    ReasonTemplate("t", "timing", Words("Bad timing", "Mauvais moment")),
    ReasonTemplate("d", "duplicate", Words("Duplicate", "Doublon")),
    ReasonTemplate("m", "distance", Words("Too far, moved", "Trop loin, déménagement")),
    ReasonTemplate("s", "schedule", Words("Timetable", "Horaires")),
    ReasonTemplate("i", "health", Words("Health", "Santé")),
    ReasonTemplate("o", "other", Words("Other", "Autre"), note_required=True),
)

COMMON_REASONS = frozenset(
    {
        "price",
        "competitor",
        "budget",
        "no_decision",
        "unresponsive",
        "timing",
        "duplicate",
        "other",
    }
)
"""Reasons that every template has."""

SOURCES = (
    SourceTemplate("web", Words("Website", "Site web"), SourceKind.WEB),
    SourceTemplate("phone", Words("Incoming call", "Appel entrant"), SourceKind.CALL),
    SourceTemplate("walk_in", Words("Walk-in", "Passage"), SourceKind.WALK_IN),
    SourceTemplate(
        "referral", Words("Referral", "Recommandation"), SourceKind.REFERRAL
    ),
    SourceTemplate("event", Words("Event, fair", "Salon"), SourceKind.EVENT),
    SourceTemplate("campaign", Words("Campaign", "Campagne"), SourceKind.OTHER),
    SourceTemplate("import", Words("Import", "Import"), SourceKind.IMPORT),
    SourceTemplate("other", Words("Other", "Autre"), SourceKind.OTHER),
)
