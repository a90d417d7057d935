"""The life of a deal: its stages, its follow-ups, its end."""

from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

from models.clock import end_of_day
from models.clock import local_day
from models.money import Money
from models.rules.closing import base_minor
from models.sample import names
from models.sample.lines import Act
from models.sample.lines import Line
from models.sample.lines import Lines
from models.tables import CloseEvent
from models.tables import Deal
from models.tables import FollowUp
from models.tables import Interaction
from models.tables import StageVisit
from models.tables import Tunnel
from models.vocabulary import CancelReason
from models.vocabulary import CloseKind
from models.vocabulary import ExitKind
from models.vocabulary import FollowUpStatus
from models.vocabulary import InteractionKind
from models.vocabulary import Language
from models.vocabulary import Lifecycle
from models.vocabulary import NoContact
from models.vocabulary import Outcome
from models.vocabulary import Status
from models.vocabulary import Temperature
from models.vocabulary import TunnelResult

T = TypeVar("T")
Rates = dict[str, tuple[tuple[datetime, Decimal], ...]]
"""Each currency's rates to the base currency, from when on, in order of time."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a life is lived on: the workspace's stages, types, reasons, rates."""

    lines: Lines
    dice: Random
    language: Language
    now: datetime
    zone: str
    currency: str
    pipeline_id: int
    open_stages: tuple[int, ...]
    post_sale: int | None
    types: tuple[int, ...]
    """Call, meeting, chase offer, chase signature: a path of allowed next types."""
    reasons: tuple[int, ...]
    sources: tuple[int, ...]
    rates: Rates


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What an outcome does to a person; applied in the order of time at the end."""

    act: Act
    person: Line
    values: dict[str, object]


@dataclass(slots=True)
class Life:
    """One deal while it is being lived."""

    ground: Ground
    deal: Line
    person: Line
    owner: Line
    stage: int = 0
    visit: Line | None = None
    tunnel: Line | None = None
    planned: Line | None = None
    changes: list[PersonChange] = field(default_factory=list[PersonChange])

    def act(self, at: datetime, verb: str) -> Act:
        """Return an act of the deal's owner."""
        return Act(min(at, self.ground.now), self.owner.id, verb)

    def enter(self, at: datetime) -> None:
        """Open the visit of the present stage (D.3 no 1)."""
        self.visit = self.ground.lines.add(
            StageVisit,
            self.act(at, "stage_visit.created"),
            deal_id=self.deal.id,
            stage_id=self.deal.values["stage_id"],
            entered_at=at,
            by_id=self.owner.id,
        )

    def leave(self, at: datetime, kind: ExitKind) -> None:
        """Close the open visit."""
        ended = self.act(at, "stage_visit.updated")
        self.ground.lines.change(
            set_(self.visit), ended, exited_at=at, exit_kind=kind, by_id=self.owner.id
        )

    def move_on(self, at: datetime) -> None:
        """Move to the next open stage (K-07)."""
        self.leave(at, ExitKind.FORWARD)
        self.stage += 1
        stage_id = self.ground.open_stages[self.stage]
        moved = self.act(at, "deal.moved")
        self.ground.lines.change(self.deal, moved, stage_id=stage_id)
        self.enter(at)

    def plan(self, due: datetime, at: datetime, *, timed: bool = False) -> Line:
        """Plan the next follow-up in the deal's tunnel, opening one where none is."""
        lines, ground = self.ground.lines, self.ground
        if self.tunnel is None:
            self.tunnel = lines.add(
                Tunnel,
                self.act(at, "tunnel.opened"),
                person_id=self.person.id,
                deal_id=self.deal.id,
                opened_at=at,
                owner_id=self.owner.id,
            )
        day = local_day(due, ground.zone)
        moment = due if timed else end_of_day(day, ground.zone)
        before = self.planned
        retry = before is not None and before.values["outcome"] is Outcome.RESCHEDULE
        attempt = before.values["attempt_no"] if before else 0
        self.planned = lines.add(
            FollowUp,
            self.act(at, "followup.planned"),
            tunnel_id=self.tunnel.id,
            person_id=self.person.id,
            deal_id=self.deal.id,
            type_id=self._type(before),
            planned_at=moment,
            planned_on=day,
            all_day=not timed,
            original_planned_at=moment,
            assignee_id=self.owner.id,
            initial_comment=ground.dice.choice(names.COMMENTS[ground.language]),
            previous_id=before.id if before else None,
            attempt_no=attempt + 1 if retry and isinstance(attempt, int) else 1,
        )
        return self.planned

    def finish(self, at: datetime, outcome: Outcome) -> None:
        """Log the outcome of the planned follow-up (R-16)."""
        done = set_(self.planned)
        missed = outcome is Outcome.RESCHEDULE
        met = done.values["type_id"] == self.ground.types[1]
        why = NoContact.NO_SHOW if met else NoContact.NO_CONTACT
        self.ground.lines.change(
            done,
            self.act(at, "followup.done"),
            status=FollowUpStatus.DONE,
            outcome=outcome,
            no_contact_kind=why if missed else None,
            contact_made=not missed,
            done_at=at,
            done_by=self.owner.id,
            reason_id=self._reason() if outcome is Outcome.NOT_INTERESTED else None,
        )
        if not missed:
            touched = self.act(at, "deal.next_step")
            self.ground.lines.change(self.deal, touched, last_touch_at=at)

    def rest(self) -> None:
        """Repeat the planned follow-up on the deal, for the order of the board."""
        planned = set_(self.planned)
        self.ground.lines.change(
            self.deal,
            self.act(planned.moment("created_at"), "deal.next_step"),
            next_at=planned.values["planned_at"],
            next_all_day=planned.values["all_day"],
        )

    def win(self, at: datetime) -> None:
        """Win the deal: enrolled, customer, first post-sale stage (rulings 6)."""
        self._close_tunnel(at, TunnelResult.CONVERTED, CancelReason.DEAL_WON)
        self._close(at, Status.WON)
        if self.ground.post_sale is not None:
            moved = self.act(at, "deal.moved")
            self.ground.lines.change(self.deal, moved, stage_id=self.ground.post_sale)
            self.enter(at)
        day = local_day(at, self.ground.zone)
        self._person(
            at,
            "person.lifecycle_changed",
            lifecycle=Lifecycle.CUSTOMER,
            customer_since=day,
        )

    def lose(self, at: datetime, *, refused: bool) -> None:
        """Lose the deal; a refusal abandons the tunnel and loses the person."""
        result = TunnelResult.ABANDONED if refused else TunnelResult.CANCELLED
        self._close_tunnel(at, result, CancelReason.DEAL_LOST)
        self._close(at, Status.LOST)
        if refused:
            self._person(at, "person.temperature_changed", temperature=Temperature.LOST)

    def reopen(self, at: datetime) -> None:
        """Open the lost deal again in its stage (B1.13)."""
        self.ground.lines.change(
            self.deal,
            self.act(at, "deal.reopened"),
            status=Status.OPEN,
            closed_at=None,
            closed_rate=None,
            base_minor=None,
            loss_reason_id=None,
        )
        self._close_event(at, CloseKind.REOPENED)
        self.enter(at)
        self.tunnel = self.planned = None

    def note(self, at: datetime) -> None:
        """Log a note."""
        self.ground.lines.add(
            Interaction,
            self.act(at, "interaction.created"),
            kind=InteractionKind.NOTE,
            at=at,
            by_id=self.owner.id,
            deal_id=self.deal.id,
            person_id=self.person.id,
            body=self.ground.dice.choice(names.NOTES[self.ground.language]),
        )

    def _close(self, at: datetime, status: Status) -> None:
        lost = status is Status.LOST
        self.leave(at, ExitKind.LOST if lost else ExitKind.WON)
        rate = self._rate(at)
        self.ground.lines.change(
            self.deal,
            self.act(at, f"deal.{status}"),
            status=status,
            closed_at=at,
            closed_rate=rate,
            base_minor=self._base(rate),
            loss_reason_id=self._lost_for() if lost else None,
            next_at=None,
            next_all_day=False,
        )
        self._close_event(at, CloseKind(status))

    def _close_event(self, at: datetime, kind: CloseKind) -> None:
        values = self.deal.values
        self.ground.lines.add(
            CloseEvent,
            self.act(at, "close_event.created"),
            deal_id=self.deal.id,
            kind=kind,
            at=at,
            by_id=self.owner.id,
            stage_id=values["stage_id"],
            owner_id=values["owner_id"],
            team_id=values["team_id"],
            amount_minor=values["amount_minor"],
            currency=values["currency"],
            fx_rate=values["closed_rate"],
            base_minor=values["base_minor"],
            reason_id=values["loss_reason_id"],
        )

    def _close_tunnel(
        self, at: datetime, result: TunnelResult, reason: CancelReason
    ) -> None:
        lines = self.ground.lines
        planned = self.planned
        if planned is not None and planned.values["status"] is FollowUpStatus.PLANNED:
            lines.change(
                planned,
                self.act(at, "followup.cancelled"),
                status=FollowUpStatus.CANCELLED,
                cancel_reason=reason,
                cancelled_at=at,
            )
        if self.tunnel is not None:
            closed = self.act(at, "tunnel.closed")
            lines.change(self.tunnel, closed, closed_at=at, result=result)

    def _person(self, at: datetime, verb: str, **values: object) -> None:
        change = PersonChange(self.act(at, verb), self.person, values)
        self.changes.append(change)

    def _rate(self, at: datetime) -> Decimal | None:
        known = self.ground.rates.get(str(self.deal.values["currency"]), ())
        return next((rate for since, rate in reversed(known) if since <= at), None)

    def _base(self, rate: Decimal | None) -> int | None:
        minor = self.deal.values["amount_minor"]
        if not isinstance(minor, int):
            return None
        money = Money(minor, str(self.deal.values["currency"]))
        return base_minor(money, self.ground.currency, rate)

    def _type(self, before: Line | None) -> int:
        if before is None:
            return self.ground.types[0]
        kind = before.values["type_id"]
        path = self.ground.types
        place = path.index(kind) if isinstance(kind, int) else 0
        if before.values["outcome"] is Outcome.RESCHEDULE:
            return path[place]
        return path[min(place + 1, len(path) - 1)]

    def _lost_for(self) -> int:
        """Return why the deal is lost: for what the person said, if that ended it."""
        drawn = self._reason()
        said = None if self.planned is None else self.planned.values.get("reason_id")
        return said if isinstance(said, int) else drawn

    def _reason(self) -> int:
        return self.ground.dice.choice(self.ground.reasons)


def set_(found: T | None) -> T:
    """Return what must be there at this point of a life."""
    if found is None:
        raise LookupError
    return found


def begin_life(
    ground: Ground, person: Line, owner: Line, at: datetime, title: str
) -> Life:
    """Open a deal in the first stage."""
    dice = ground.dice
    amount = dice.choice((900, 1400, 2400, 3900, 5200, 7600, 12000, 18000, 30000))
    deal = ground.lines.add(
        Deal,
        Act(at, owner.id, "deal.created"),
        title=title,
        person_id=person.id,
        organization_id=person.values["organization_id"],
        pipeline_id=ground.pipeline_id,
        stage_id=ground.open_stages[0],
        amount_minor=amount * 100,
        currency=ground.currency,
        expected_close=local_day(at + timedelta(days=75), ground.zone),
        owner_id=owner.id,
        team_id=owner.values["team_id"],
        source_id=dice.choice(ground.sources),
        opened_at=at,
        last_touch_at=at,
    )
    life = Life(ground, deal, person, owner)
    life.enter(at)
    return life
