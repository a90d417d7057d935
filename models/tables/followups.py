"""Follow-ups, their types and tunnels, and what else was said or sold."""

from datetime import date
from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlalchemy import Index
from sqlalchemy import Text
from sqlalchemy import text
from sqlmodel import Field

from models.tables.base import STRICT
from models.tables.base import Big
from models.tables.base import Code
from models.tables.base import Day
from models.tables.base import Flag
from models.tables.base import Moment
from models.tables.base import Record
from models.tables.base import Versioned
from models.tables.base import filled
from models.tables.base import flag
from models.tables.base import one_of
from models.vocabulary import ActionKind
from models.vocabulary import CancelReason
from models.vocabulary import Direction
from models.vocabulary import FollowUpStatus
from models.vocabulary import InteractionKind
from models.vocabulary import NoContact
from models.vocabulary import Outcome
from models.vocabulary import TunnelResult


class FollowUpType(Versioned, table=True):
    """A kind of follow-up (R-01); flagged ones may start a tunnel (R-02)."""

    __table_args__: ClassVar = (
        filled("name"),
        one_of("action_kind", ActionKind),
        flag("is_first"),
        flag("active"),
        CheckConstraint("retry_days >= 0", name="retry_days"),
        Index("uq_follow_up_type_name", "name", unique=True),
        STRICT,
    )

    name: str = Field(sa_type=Text)
    description: str = Field(default="", sa_type=Text)
    is_first: bool = Field(default=False, sa_type=Flag)
    action_kind: ActionKind = Field(default=ActionKind.NONE, sa_type=Code(ActionKind))
    retry_days: int = Field(default=2)
    """Days until the next attempt that a reschedule proposes."""
    position: int = Field(default=0)
    active: bool = Field(default=True, sa_type=Flag)


class FollowUpTypeNext(Record, table=True):
    """An allowed next type (R-04); the lowest position is the default."""

    __table_args__: ClassVar = (
        CheckConstraint("delay_days >= 0", name="delay_days"),
        Index("uq_follow_up_type_next_edge", "type_id", "next_type_id", unique=True),
        STRICT,
    )

    type_id: int = Field(foreign_key="follow_up_type.id")
    next_type_id: int = Field(foreign_key="follow_up_type.id")
    delay_days: int = Field(default=1)
    position: int = Field(default=0)


class TextTemplate(Versioned, table=True):
    """A text to send while doing a follow-up of its type, with fields (R-38)."""

    __table_args__: ClassVar = (
        filled("name"),
        filled("body"),
        Index("uq_text_template_name", "type_id", "name", unique=True),
        STRICT,
    )

    type_id: int = Field(foreign_key="follow_up_type.id")
    name: str = Field(sa_type=Text)
    subject: str = Field(default="", sa_type=Text)
    body: str = Field(sa_type=Text)
    position: int = Field(default=0)


class Tunnel(Versioned, table=True):
    """The chain of follow-ups of one deal, or of one person without a deal."""

    __table_args__: ClassVar = (
        CheckConstraint(
            "person_id IS NOT NULL OR deal_id IS NOT NULL", name="of_someone"
        ),
        one_of("result", TunnelResult),
        CheckConstraint("(closed_at IS NULL) = (result IS NULL)", name="closed_result"),
        Index(
            "uq_tunnel_open_deal",
            "deal_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL AND deal_id IS NOT NULL"),
        ),
        Index(
            "uq_tunnel_open_person",
            "person_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL AND deal_id IS NULL"),
        ),
        Index("ix_tunnel_deal_id", "deal_id"),
        Index("ix_tunnel_person_id", "person_id"),
        STRICT,
    )

    person_id: int | None = Field(default=None, foreign_key="person.id")
    deal_id: int | None = Field(default=None, foreign_key="deal.id")
    opened_at: datetime = Field(sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
    result: TunnelResult | None = Field(default=None, sa_type=Code(TunnelResult))
    owner_id: int | None = Field(default=None, foreign_key="user.id")


class Invoice(Versioned, table=True):
    """A reference to an invoice (R-18), not billing."""

    __table_args__: ClassVar = (
        filled("number"),
        CheckConstraint(
            "amount_minor IS NULL OR (amount_minor >= 0 AND currency IS NOT NULL)",
            name="amount",
        ),
        Index("ix_invoice_person_id", "person_id"),
        Index("ix_invoice_deal_id", "deal_id"),
        STRICT,
    )

    number: str = Field(sa_type=Text)
    issued_on: date | None = Field(default=None, sa_type=Day)
    amount_minor: int | None = Field(default=None, sa_type=Big)
    currency: str | None = Field(default=None, sa_type=Text)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    deal_id: int | None = Field(default=None, foreign_key="deal.id")
    url: str = Field(default="", sa_type=Text)


LONG = """
(substr(created_at, 1, 7) < substr(coalesce(done_at, cancelled_at, '9'), 1, 7)
OR substr(created_at, 9, 2) = '01'
OR substr(coalesce(done_at, cancelled_at, '9'), 6, 5) IN
('01-31', '02-28', '02-29', '03-31', '04-30', '05-31', '06-30', '07-31', '08-31',
'09-30', '10-31', '11-30', '12-31'))
""".replace("\n", " ").strip()
"""Follow-ups that may have been planned as a month ended, whatever the zone (C.7)."""
REFUSED = "outcome = 'not_interested'"
"""Follow-ups of people who were not interested."""


def moment_number(moment: str) -> str:
    """Write a moment as its seconds, in the very words that an index holds them by."""
    return f"CAST(strftime('%s', {moment}) AS INTEGER)"


def due_number(moment: str, of: str = "") -> str:
    """Write when a follow-up fell due: nothing for what was cancelled before (C.16)."""
    stood = f"{of}cancelled_at IS NULL OR {of}cancelled_at >= {of}{moment}"
    return f"CASE WHEN {stood} THEN {moment_number(of + moment)} END"


FIGURES = (
    "assignee_id",
    "type_id",
    "done_by",
    "created_by",
    "outcome",
    "attempt_no",
    "reason_id",
    "deleted_at",
    "contact_made",
    text(moment_number("done_at")),
    text(due_number("planned_at")),
    text(due_number("original_planned_at")),
    text(moment_number("created_at")),
    "status",
    "done_at",
    "planned_at",
    "original_planned_at",
    "cancelled_at",
    "created_at",
    "deal_id",
    "person_id",
)
"""What figures count follow-ups by, in this order, then all that they ask of them.

Groups that begin so are added up as they are read: a million rows are never sorted.
Moments stand here as numbers too, which are compared in less time than texts; SQLite
takes the number from here only where the moment itself is here as well.
"""


class FollowUp(Versioned, table=True):
    """One attempt to reach someone (*relance*); done ones are never edited.

    ``planned_at`` is the due moment. A date-only follow-up is due at the last second
    of ``planned_on`` in the zone of its assignee (C.0); a timed one carries the local
    date of its moment there.
    """

    __table_args__: ClassVar = (
        one_of("status", FollowUpStatus),
        one_of("outcome", Outcome),
        one_of("no_contact_kind", NoContact),
        one_of("cancel_reason", CancelReason),
        flag("all_day"),
        flag("contact_made"),
        flag("imported"),
        CheckConstraint(
            "(status = 'done') = (outcome IS NOT NULL)", name="done_has_outcome"
        ),
        CheckConstraint("(status = 'done') = (done_at IS NOT NULL)", name="done_when"),
        CheckConstraint(
            "(status = 'done') = (done_by IS NOT NULL)", name="done_by_someone"
        ),
        CheckConstraint(
            "(status = 'cancelled') = (cancel_reason IS NOT NULL)", name="cancelled_why"
        ),
        CheckConstraint("attempt_no >= 1", name="attempt"),
        CheckConstraint("snoozes >= 0", name="snoozes"),
        Index(
            "uq_follow_up_planned",
            "tunnel_id",
            unique=True,
            sqlite_where=text("status = 'planned'"),
        ),
        Index(
            "ix_follow_up_due",
            "assignee_id",
            "planned_at",
            "id",
            sqlite_where=text("status = 'planned'"),
        ),
        Index(
            "ix_follow_up_due_all",
            "planned_at",
            "id",
            "assignee_id",
            sqlite_where=text("status = 'planned'"),
        ),
        Index("ix_follow_up_done", "done_by", "done_at"),
        Index(
            "ix_follow_up_done_all",
            "done_at",
            sqlite_where=text("done_at IS NOT NULL"),
        ),
        Index("ix_follow_up_deal_id", "deal_id", "status"),
        Index(
            "ix_follow_up_person_id",
            "person_id",
            "status",
            "outcome",
            "created_at",
            "done_at",
            "deal_id",
            "deleted_at",
            "cancelled_at",
            "assignee_id",
            "done_by",
        ),
        Index("ix_follow_up_figures", *FIGURES),
        Index(
            "ix_follow_up_long",
            "created_at",
            "done_at",
            "cancelled_at",
            "person_id",
            "deal_id",
            "deleted_at",
            sqlite_where=text(LONG),
        ),
        Index(
            "ix_follow_up_refused",
            "person_id",
            "done_at",
            "done_by",
            "deal_id",
            "assignee_id",
            "outcome",
            "deleted_at",
            sqlite_where=text(REFUSED),
        ),
        Index(
            "ix_follow_up_cancelled",
            "cancelled_at",
            sqlite_where=text("cancelled_at IS NOT NULL"),
        ),
        Index("ix_follow_up_tunnel_id", "tunnel_id"),
        Index("ix_follow_up_previous_id", "previous_id"),
        STRICT,
    )

    tunnel_id: int = Field(foreign_key="tunnel.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    deal_id: int | None = Field(default=None, foreign_key="deal.id")
    type_id: int = Field(foreign_key="follow_up_type.id")
    planned_at: datetime = Field(sa_type=Moment)
    planned_on: date = Field(sa_type=Day)
    all_day: bool = Field(default=True, sa_type=Flag)
    original_planned_at: datetime = Field(sa_type=Moment)
    assignee_id: int = Field(foreign_key="user.id")
    status: FollowUpStatus = Field(
        default=FollowUpStatus.PLANNED, sa_type=Code(FollowUpStatus)
    )
    outcome: Outcome | None = Field(default=None, sa_type=Code(Outcome))
    no_contact_kind: NoContact | None = Field(default=None, sa_type=Code(NoContact))
    contact_made: bool | None = Field(default=None, sa_type=Flag)
    initial_comment: str = Field(default="", sa_type=Text)
    outcome_comment: str = Field(default="", sa_type=Text)
    done_at: datetime | None = Field(default=None, sa_type=Moment)
    done_by: int | None = Field(default=None)
    previous_id: int | None = Field(default=None, foreign_key="follow_up.id")
    attempt_no: int = Field(default=1)
    snoozes: int = Field(default=0)
    invoice_id: int | None = Field(default=None, foreign_key="invoice.id")
    reason_id: int | None = Field(default=None, foreign_key="loss_reason.id")
    cancel_reason: CancelReason | None = Field(default=None, sa_type=Code(CancelReason))
    cancelled_at: datetime | None = Field(default=None, sa_type=Moment)
    imported: bool = Field(default=False, sa_type=Flag)


class Interaction(Versioned, table=True):
    """A logged call, e-mail, meeting, message or note (*échange*)."""

    __table_args__: ClassVar = (
        one_of("kind", InteractionKind),
        one_of("direction", Direction),
        CheckConstraint(
            "coalesce(deal_id, person_id, organization_id) IS NOT NULL",
            name="about_something",
        ),
        Index("ix_interaction_deal_id", "deal_id", "at"),
        Index("ix_interaction_person_id", "person_id", "at"),
        Index("ix_interaction_organization_id", "organization_id", "at"),
        STRICT,
    )

    kind: InteractionKind = Field(sa_type=Code(InteractionKind))
    direction: Direction | None = Field(default=None, sa_type=Code(Direction))
    at: datetime = Field(sa_type=Moment)
    by_id: int | None = Field(default=None)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    deal_id: int | None = Field(default=None, foreign_key="deal.id")
    organization_id: int | None = Field(default=None, foreign_key="organization.id")
    body: str = Field(default="", sa_type=Text)
    disposition: str = Field(default="", sa_type=Text)
    duration_s: int | None = Field(default=None)
