"""The closed sets of the domain, stored as stable codes (domain.md D.3 no 22)."""

from enum import StrEnum


class Role(StrEnum):
    """What a user may do (D.5); back office comes with queues."""

    SELLER = "seller"
    MANAGER = "manager"
    ADMIN = "admin"


class Scope(StrEnum):
    """Whose records a list shows; never more than the actor may see."""

    ME = "me"
    TEAM = "team"
    ALL = "all"


class Phase(StrEnum):
    """A lead becomes a deal by conversion; both are one row (D.1)."""

    LEAD = "lead"
    DEAL = "deal"


class Status(StrEnum):
    """Whether a deal is closed, apart from its stage (D.1)."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class StageKind(StrEnum):
    """Where a stage stands in its pipeline."""

    INTAKE = "intake"
    OPEN = "open"
    POST_SALE = "post_sale"


class Temperature(StrEnum):
    """The value of a prospect (R-10)."""

    HOT = "hot"
    WARM = "warm"
    COLD = "cold"
    LOST = "lost"


class Lifecycle(StrEnum):
    """Where a person stands with us (L-05)."""

    PROSPECT = "prospect"
    CUSTOMER = "customer"
    FORMER = "former"


class Priority(StrEnum):
    """How much a deal presses (K-22)."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class ActionKind(StrEnum):
    """What a follow-up type asks for (R-03)."""

    NONE = "none"
    TRIAL = "trial"
    APPOINTMENT = "appointment"


class BookingStatus(StrEnum):
    """What became of a place in a slot (R-12, R-17)."""

    BOOKED = "booked"
    ATTENDED = "attended"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


class Strategy(StrEnum):
    """How a rule of assignment chooses among its reps (R-32)."""

    FIXED = "fixed"
    ROUND_ROBIN = "round_robin"
    LEAST_BUSY = "least_busy"


class ViewOf(StrEnum):
    """What a saved view lists (B1.14)."""

    PROSPECTS = "prospects"
    TUNNELS = "tunnels"
    CUSTOMERS = "customers"


class NotificationKind(StrEnum):
    """What a user is told about (C-02, R-09)."""

    TAKEN_OVER = "taken_over"
    GIVEN = "given"
    FOLLOW_UP_GIVEN = "follow_up_given"


class FollowUpStatus(StrEnum):
    """The life of one follow-up."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """The four exclusive results of a follow-up (R-16)."""

    RESCHEDULE = "reschedule"
    NEXT_STEP = "next_step"
    ENROLLED = "enrolled"
    NOT_INTERESTED = "not_interested"


class NoContact(StrEnum):
    """Why a follow-up is rescheduled (R-17)."""

    NO_CONTACT = "no_contact"
    NO_SHOW = "no_show"


class CancelReason(StrEnum):
    """Why a planned follow-up was cancelled without an outcome."""

    DEAL_WON = "deal_won"
    DEAL_LOST = "deal_lost"
    TUNNEL_CLOSED = "tunnel_closed"
    PERSON_LOST = "person_lost"


class TunnelResult(StrEnum):
    """How a follow-up tunnel ended."""

    CONVERTED = "converted"
    ABANDONED = "abandoned"
    CANCELLED = "cancelled"


class CloseKind(StrEnum):
    """What a close event records."""

    WON = "won"
    LOST = "lost"
    DISQUALIFIED = "disqualified"
    REOPENED = "reopened"


class ExitKind(StrEnum):
    """How a deal left a stage."""

    FORWARD = "forward"
    BACK = "back"
    WON = "won"
    LOST = "lost"
    MERGED = "merged"


class ContactKind(StrEnum):
    """What a contact point is."""

    EMAIL = "email"
    PHONE = "phone"
    URL = "url"


class SourceKind(StrEnum):
    """Where a prospect came from (R-35)."""

    WEB = "web"
    CALL = "call"
    WALK_IN = "walk_in"
    REFERRAL = "referral"
    EVENT = "event"
    IMPORT = "import"
    OTHER = "other"


class InteractionKind(StrEnum):
    """A logged touch or note."""

    CALL = "call"
    EMAIL = "email"
    MEETING = "meeting"
    MESSAGE = "message"
    NOTE = "note"


class Direction(StrEnum):
    """Who began an exchange."""

    IN = "in"
    OUT = "out"


class FieldType(StrEnum):
    """What a custom field holds (B1.23)."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"


class Origin(StrEnum):
    """The door through which a change came."""

    UI = "ui"
    CLI = "cli"
    IMPORT = "import"
    RULE = "rule"
    INGEST = "ingest"
    SAMPLE = "sample"


class BatchKind(StrEnum):
    """What a batch of events was (B1.9)."""

    ACT = "act"
    UNDO = "undo"
    REDO = "redo"
    IMPORT = "import"
    REVERT = "revert"
    SETUP = "setup"


class DueBucket(StrEnum):
    """Where a next step stands now; ``NONE`` ranks above ``LATER`` (B1.1)."""

    OVERDUE = "overdue"
    TODAY = "today"
    NONE = "none"
    LATER = "later"


class Language(StrEnum):
    """The languages of the interface."""

    EN = "en"
    FR = "fr"
