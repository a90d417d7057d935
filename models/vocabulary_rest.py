"""The closed sets that no first screen needs; named as those of vocabulary."""

from enum import StrEnum


class ForecastCategory(StrEnum):
    """What a rep expects of an open deal, whatever its stage (B1.19, C.13)."""

    PIPELINE = "pipeline"
    BEST_CASE = "best_case"
    COMMIT = "commit"
    OMITTED = "omitted"


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


class BatchKind(StrEnum):
    """What a batch of events was (B1.9)."""

    ACT = "act"
    UNDO = "undo"
    REDO = "redo"
    IMPORT = "import"
    REVERT = "revert"
    SETUP = "setup"
