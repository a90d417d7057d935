"""Pipelines, their stages, the deals in them, and the history of both."""

from datetime import date
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlalchemy import ForeignKeyConstraint
from sqlalchemy import Index
from sqlalchemy import Text
from sqlalchemy import TextClause
from sqlalchemy import UniqueConstraint
from sqlalchemy import text
from sqlmodel import Field

from models.tables.base import STRICT
from models.tables.base import Big
from models.tables.base import Code
from models.tables.base import Day
from models.tables.base import Flag
from models.tables.base import Json
from models.tables.base import JsonObject
from models.tables.base import Moment
from models.tables.base import Rate
from models.tables.base import Record
from models.tables.base import Versioned
from models.tables.base import filled
from models.tables.base import flag
from models.tables.base import one_of
from models.vocabulary import CloseKind
from models.vocabulary import ExitKind
from models.vocabulary import Phase
from models.vocabulary import Priority
from models.vocabulary import StageKind
from models.vocabulary import Status
from models.vocabulary import Temperature
from models.vocabulary_rest import ForecastCategory

PRESENT = text("deleted_at IS NULL")
BINNED = text("deleted_at IS NOT NULL")
LOW = text("deleted_at IS NULL AND priority = 'low'")

_NEXT = ("stage_id", "status", "next_at", "id")
_TOTALS = ("currency", "probability", "amount_minor", "base_minor")
_FIGURES = (
    "status",
    "closed_at",
    "opened_at",
    "pipeline_id",
    "stage_id",
    "phase",
    "owner_id",
    "team_id",
    "amount_minor",
    "currency",
    "probability",
    "base_minor",
    "expected_close",
)
"""All that a report reads of a deal, so that none has to look at the table itself."""

_WALKS = (
    "pipeline_id",
    "id",
    "status",
    "stage_id",
    "phase",
    "opened_at",
    "closed_at",
    "owner_id",
)
"""What a funnel reads, in the order in which stays and closings lie together."""

_ORDERS = {
    "opened": "opened_at",
    "touch": "last_touch_at",
    "expected": "expected_close",
    "amount": "amount_minor",
}


def _column_index(name: str, *columns: str, where: TextClause = PRESENT) -> Index:
    """Return an index of the board: all that a page or a total of deals present reads.

    The owner stands last, so that a team's page needs no other look at the table.
    """
    return Index(name, *columns, "deleted_at", sqlite_where=where)


class Pipeline(Versioned, table=True):
    """An ordered set of stages (*pipeline, entonnoir de vente*)."""

    __table_args__: ClassVar = (
        filled("name"),
        flag("is_default"),
        flag("active"),
        Index("uq_pipeline_name", "name", unique=True),
        STRICT,
    )

    name: str = Field(sa_type=Text)
    default_currency: str | None = Field(default=None, sa_type=Text)
    position: int = Field(default=0)
    is_default: bool = Field(default=False, sa_type=Flag)
    active: bool = Field(default=True, sa_type=Flag)


class Stage(Versioned, table=True):
    """A column of the board, with its guide (K-09) and its two clocks (K-10)."""

    __table_args__: ClassVar = (
        filled("name"),
        one_of("kind", StageKind),
        flag("active"),
        CheckConstraint(
            "probability IS NULL OR probability BETWEEN 0 AND 100", name="probability"
        ),
        CheckConstraint("idle_days IS NULL OR idle_days > 0", name="idle_days"),
        CheckConstraint("stuck_days IS NULL OR stuck_days > 0", name="stuck_days"),
        UniqueConstraint("id", "pipeline_id", name="uq_stage_id_pipeline_id"),
        Index("uq_stage_pipeline_id_name", "pipeline_id", "name", unique=True),
        Index("ix_stage_pipeline_id_position", "pipeline_id", "position"),
        STRICT,
    )

    pipeline_id: int = Field(foreign_key="pipeline.id")
    name: str = Field(sa_type=Text)
    position: int
    kind: StageKind = Field(sa_type=Code(StageKind))
    description: str = Field(default="", sa_type=Text)
    guidance: str = Field(default="", sa_type=Text)
    exit_criteria: str = Field(default="", sa_type=Text)
    buyer_step: str = Field(default="", sa_type=Text)
    probability: int | None = Field(default=None)
    """Chance of winning in whole percent; empty is an error shown, never 100 %."""
    idle_days: int | None = Field(default=None)
    stuck_days: int | None = Field(default=None)
    active: bool = Field(default=True, sa_type=Flag)


class LossReason(Versioned, table=True):
    """Why a deal or a follow-up was lost; the letter picks it in dialogs."""

    __table_args__: ClassVar = (
        filled("name"),
        flag("note_required"),
        flag("active"),
        CheckConstraint("length(letter) = 1", name="letter"),
        CheckConstraint("letter NOT IN ('h', 'j', 'k', 'l', 'q')", name="free_letter"),
        Index("uq_loss_reason_code", "code", unique=True),
        Index(
            "uq_loss_reason_letter",
            "letter",
            unique=True,
            sqlite_where=text("active = 1"),
        ),
        STRICT,
    )

    code: str = Field(sa_type=Text)
    letter: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    note_required: bool = Field(default=False, sa_type=Flag)
    position: int = Field(default=0)
    active: bool = Field(default=True, sa_type=Flag)


class Deal(Versioned, table=True):
    """A card: status is apart from stage, and losing keeps the stage (D.1, D.3 no 4).

    ``opened_at`` is the business date that figures and ages use, ``created_at`` only
    says when the row was written. ``next_at`` repeats the due moment of the planned
    follow-up, for the order of the board; ``base_minor`` is the amount in base
    currency at the rate frozen when the deal was closed.
    """

    __table_args__: ClassVar = (
        filled("title"),
        one_of("phase", Phase),
        one_of("status", Status),
        one_of("priority", Priority),
        one_of("temperature", Temperature),
        flag("next_all_day"),
        CheckConstraint(
            "amount_minor IS NULL OR amount_minor BETWEEN 0 AND 1000000000000000",
            name="amount",
        ),
        CheckConstraint(
            "amount_minor IS NULL OR currency IS NOT NULL", name="amount_has_currency"
        ),
        CheckConstraint(
            "currency IS NULL OR length(currency) = 3", name="currency_code"
        ),
        CheckConstraint(
            "probability IS NULL OR probability BETWEEN 0 AND 100", name="probability"
        ),
        CheckConstraint(
            "status <> 'open' OR closed_at IS NULL", name="open_not_closed"
        ),
        CheckConstraint(
            "status = 'lost' OR (loss_reason_id IS NULL AND loss_note = '')",
            name="reason_only_if_lost",
        ),
        ForeignKeyConstraint(
            ["stage_id", "pipeline_id"],
            ["stage.id", "stage.pipeline_id"],
            name="fk_deal_stage_in_pipeline",
        ),
        _column_index("ix_deal_board", *_NEXT, "owner_id", "priority"),
        _column_index("ix_deal_board_owner", "owner_id", *_NEXT, "priority"),
        _column_index("ix_deal_low", *_NEXT, "owner_id", "priority", where=LOW),
        _column_index("ix_deal_low_owner", "owner_id", *_NEXT, "priority", where=LOW),
        _column_index("ix_deal_totals", "stage_id", "status", *_TOTALS, "owner_id"),
        _column_index(
            "ix_deal_totals_owner",
            "owner_id",
            "stage_id",
            "status",
            *_TOTALS,
        ),
        *(
            _column_index(
                f"ix_deal_by_{name}", "stage_id", "status", key, "id", "owner_id"
            )
            for name, key in _ORDERS.items()
        ),
        _column_index("ix_deal_figures", *_FIGURES),
        _column_index("ix_deal_walks", *_WALKS),
        Index("ix_deal_binned", "deleted_at", sqlite_where=BINNED),
        Index(
            "ix_deal_judged",
            "forecast_category",
            "status",
            sqlite_where=text("forecast_category IS NOT NULL"),
        ),
        Index("ix_deal_leads", "phase", sqlite_where=text("phase = 'lead'")),
        Index("ix_deal_person_id", "person_id"),
        Index("ix_deal_organization_id", "organization_id"),
        Index(
            "uq_deal_external",
            "external_system",
            "external_id",
            unique=True,
            sqlite_where=text("external_id IS NOT NULL"),
        ),
        STRICT,
    )

    phase: Phase = Field(default=Phase.DEAL, sa_type=Code(Phase))
    title: str = Field(sa_type=Text)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    organization_id: int | None = Field(default=None, foreign_key="organization.id")
    pipeline_id: int = Field(foreign_key="pipeline.id")
    stage_id: int
    status: Status = Field(default=Status.OPEN, sa_type=Code(Status))
    amount_minor: int | None = Field(default=None, sa_type=Big)
    currency: str | None = Field(default=None, sa_type=Text)
    probability: int | None = Field(default=None)
    """Own chance in whole percent, before the stage's (C.13)."""
    expected_close: date | None = Field(default=None, sa_type=Day)
    priority: Priority = Field(default=Priority.NORMAL, sa_type=Code(Priority))
    forecast_category: ForecastCategory | None = Field(
        default=None, sa_type=Code(ForecastCategory)
    )
    """The rep's own judgement; none is the pipeline's (B1.19)."""
    temperature: Temperature | None = Field(default=None, sa_type=Code(Temperature))
    """Value of the prospect while the deal has no person (rulings 2)."""
    owner_id: int | None = Field(default=None, foreign_key="user.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    source_id: int | None = Field(default=None, foreign_key="source.id")
    loss_reason_id: int | None = Field(default=None, foreign_key="loss_reason.id")
    loss_note: str = Field(default="", sa_type=Text)
    opened_at: datetime | None = Field(default=None, sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
    closed_rate: Decimal | None = Field(default=None, sa_type=Rate)
    base_minor: int | None = Field(default=None, sa_type=Big)
    next_at: datetime | None = Field(default=None, sa_type=Moment)
    next_all_day: bool = Field(default=False, sa_type=Flag)
    last_touch_at: datetime | None = Field(default=None, sa_type=Moment)
    tags: JsonObject = Field(default_factory=dict, sa_type=Json)
    custom: JsonObject = Field(default_factory=dict, sa_type=Json)

    @property
    def forecast(self) -> ForecastCategory:
        """What is expected of it; the pipeline's where nobody says (B1.19)."""
        return self.forecast_category or ForecastCategory.PIPELINE


class StageVisit(Record, table=True):
    """A stay of a deal in a stage; open while ``exit_kind`` is empty (D.3 no 1)."""

    __table_args__: ClassVar = (
        one_of("exit_kind", ExitKind),
        flag("imported"),
        CheckConstraint(
            "exit_kind IS NOT NULL OR exited_at IS NULL", name="exit_has_kind"
        ),
        CheckConstraint(
            "entered_at IS NULL OR exited_at IS NULL OR entered_at <= exited_at",
            name="forward_in_time",
        ),
        Index(
            "uq_stage_visit_open",
            "deal_id",
            unique=True,
            sqlite_where=text("exit_kind IS NULL"),
        ),
        Index(
            "ix_stage_visit_deal_id",
            "deal_id",
            "entered_at",
            "id",
            "stage_id",
            "exit_kind",
            "exited_at",
        ),
        Index(
            "ix_stage_visit_stage_id",
            "stage_id",
            "exit_kind",
            "exited_at",
            "entered_at",
            "deal_id",
        ),
        STRICT,
    )

    deal_id: int = Field(foreign_key="deal.id")
    stage_id: int = Field(foreign_key="stage.id")
    entered_at: datetime | None = Field(default=None, sa_type=Moment)
    exited_at: datetime | None = Field(default=None, sa_type=Moment)
    exit_kind: ExitKind | None = Field(default=None, sa_type=Code(ExitKind))
    by_id: int | None = Field(default=None)
    imported: bool = Field(default=False, sa_type=Flag)


class CloseEvent(Record, table=True):
    """A win, loss or reopening as it was recorded (basis "as recorded", C.0)."""

    __table_args__: ClassVar = (
        one_of("kind", CloseKind),
        flag("imported"),
        Index("ix_close_event_deal_id", "deal_id", "id", "kind", "stage_id"),
        Index(
            "ix_close_event_kind_at",
            "kind",
            "at",
            "stage_id",
            "deal_id",
            "owner_id",
            "reason_id",
        ),
        STRICT,
    )

    deal_id: int = Field(foreign_key="deal.id")
    kind: CloseKind = Field(sa_type=Code(CloseKind))
    at: datetime | None = Field(default=None, sa_type=Moment)
    """When it was closed; empty only where imported data do not say."""
    by_id: int | None = Field(default=None)
    stage_id: int = Field(foreign_key="stage.id")
    owner_id: int | None = Field(default=None, foreign_key="user.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    amount_minor: int | None = Field(default=None, sa_type=Big)
    currency: str | None = Field(default=None, sa_type=Text)
    fx_rate: Decimal | None = Field(default=None, sa_type=Rate)
    base_minor: int | None = Field(default=None, sa_type=Big)
    reason_id: int | None = Field(default=None, foreign_key="loss_reason.id")
    note: str = Field(default="", sa_type=Text)
    imported: bool = Field(default=False, sa_type=Flag)


class FxRate(Versioned, table=True):
    """How many units of base currency one unit of ``currency`` was worth that day."""

    __table_args__: ClassVar = (
        CheckConstraint("length(currency) = 3", name="currency_code"),
        Index("uq_fx_rate_currency_on_day", "currency", "on_day", unique=True),
        STRICT,
    )

    currency: str = Field(sa_type=Text)
    on_day: date = Field(sa_type=Day)
    rate: Decimal = Field(sa_type=Rate)
