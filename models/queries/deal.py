"""A deal's own screen, in a fixed number of statements (C-09, R-16, K-09)."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col
from sqlmodel import select

from models.access import Reader
from models.access import visible
from models.clock import local_day
from models.errors import NotFound
from models.queries import parts
from models.queries import timeline
from models.queries.names import Names
from models.queries.names import names_of
from models.tables import Deal
from models.tables import Event
from models.tables import FollowUp
from models.tables import Person
from models.tables import Pipeline
from models.tables import Stage
from models.tables import StageVisit
from models.views.choices import Ref
from models.views.drafts import DealFields
from models.views.records import DealScreen
from models.views.records import FollowUpLine
from models.views.records import Guide
from models.views.records import PathStage
from models.views.records import PersonLine
from models.views.records import StepState
from models.views.records import TimelineEntry
from models.vocabulary import StageKind
from models.vocabulary import Status
from models.vocabulary import Temperature


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of a deal, before names take the place of ids."""

    deal: Deal
    pipeline: Pipeline
    stages: Sequence[Stage]
    visits: Sequence[StageVisit]
    people: tuple[PersonLine, ...]
    followups: tuple[FollowUpLine, ...]
    lines: list[timeline.Line]
    names: Names

    @property
    def stage(self) -> Stage:
        return next(one for one in self.stages if one.id == self.deal.stage_id)

    @property
    def temperature(self) -> Temperature | None:
        return self.people[0].temperature if self.people else self.deal.temperature


def load_deal(reader: Reader, deal_id: int, newest: int | None = 200) -> DealScreen:
    """Return all that the screen of a visible deal shows.

    The timeline has the ``newest`` events, or all. Raises ``NotFound``.
    """
    deal, pipeline = _head(reader, deal_id)
    stages, visits = _stages(reader, deal), _visits(reader, deal_id)
    follow_ups = parts.read_follow_ups(reader, col(FollowUp.deal_id) == deal_id)
    lines = timeline.read_events(reader, col(Event.deal_id) == deal_id, newest)
    names = names_of(
        reader,
        [
            ("organization", deal.organization_id),
            ("user", deal.owner_id),
            ("team", deal.team_id),
            ("source", deal.source_id),
            ("loss_reason", deal.loss_reason_id),
            *parts.wanted_by_follow_ups(follow_ups),
            *timeline.wanted(lines),
        ],
    )
    people = parts.read_people(reader, col(Person.id) == deal.person_id)
    followups = parts.follow_up_lines(follow_ups, names)
    return _screen(
        reader,
        _Read(deal, pipeline, stages, visits, people, followups, lines, names),
    )


def _screen(reader: Reader, read: _Read) -> DealScreen:
    deal, stage, names = read.deal, read.stage, read.names
    return DealScreen(
        id=deal.pk,
        version=deal.version,
        title=deal.title,
        phase=deal.phase,
        status=deal.status,
        priority=deal.priority,
        forecast=deal.forecast,
        pipeline=Ref(read.pipeline.pk, read.pipeline.name),
        stage=Ref(stage.pk, stage.name),
        stage_kind=stage.kind,
        guide=_guide(stage),
        amount=parts.money(deal.amount_minor, deal.currency),
        probability=_chance(deal, stage),
        company=names.ref("organization", deal.organization_id),
        owner=names.ref("user", deal.owner_id),
        team=names.of("team", deal.team_id),
        temperature=read.temperature,
        source=names.ref("source", deal.source_id),
        opened_at=deal.opened_at,
        expected_close=deal.expected_close,
        closed_at=deal.closed_at,
        last_touch_at=deal.last_touch_at,
        entered_at=_entered(read.visits),
        reason=names.ref("loss_reason", deal.loss_reason_id),
        loss_note=deal.loss_note,
        external_system=deal.external_system or "",
        external_id=deal.external_id or "",
        path=_path(reader, deal, read.stages, read.visits),
        people=read.people,
        next=parts.next_of(read.followups),
        followups=read.followups,
        timeline=_timeline(reader, deal, read.lines, names),
        fields=parts.read_fields(reader, "deal", deal.custom),
        editable=_editable(deal),
    )


def _head(reader: Reader, deal_id: int) -> tuple[Deal, Pipeline]:
    query = (
        select(Deal, Pipeline)
        .join(Pipeline, col(Pipeline.id) == col(Deal.pipeline_id))
        .where(col(Deal.id) == deal_id, visible(reader.actor, Deal))
    )
    found = reader.session.exec(query).one_or_none()
    if found is None:
        raise NotFound("record_unknown", entity="Deal", id=deal_id)
    return found[0], found[1]


def _stages(reader: Reader, deal: Deal) -> Sequence[Stage]:
    query = (
        select(Stage)
        .where(col(Stage.pipeline_id) == deal.pipeline_id)
        .order_by(col(Stage.position), col(Stage.id))
    )
    return reader.session.scalars(query).all()


def _visits(reader: Reader, deal_id: int) -> Sequence[StageVisit]:
    query = (
        select(StageVisit)
        .where(col(StageVisit.deal_id) == deal_id, visible(reader.actor, StageVisit))
        .order_by(col(StageVisit.id))
    )
    return reader.session.scalars(query).all()


def _entered(visits: Iterable[StageVisit]) -> datetime | None:
    return next((one.entered_at for one in visits if one.exit_kind is None), None)


def _guide(stage: Stage) -> Guide:
    return Guide(
        stage=stage.name,
        description=stage.description,
        guidance=stage.guidance,
        exit_criteria=stage.exit_criteria,
        buyer_step=stage.buyer_step,
        idle_days=stage.idle_days,
        stuck_days=stage.stuck_days,
    )


def _chance(deal: Deal, stage: Stage) -> int | None:
    return stage.probability if deal.probability is None else deal.probability


def _path(
    reader: Reader,
    deal: Deal,
    stages: Sequence[Stage],
    visits: Sequence[StageVisit],
) -> tuple[PathStage, ...]:
    """Return past, current and coming stages with the days spent in each (C-09)."""
    days = _days(reader, deal, visits)
    visited = {visit.stage_id for visit in visits}
    here = next(one.position for one in stages if one.id == deal.stage_id)
    return tuple(
        PathStage(
            id=stage.pk,
            name=stage.name,
            kind=stage.kind,
            state=_state(stage, deal, here),
            days=days.get(stage.pk),
            stuck_days=stage.stuck_days,
        )
        for stage in stages
        if _on_path(stage, deal, visited)
    )


def _on_path(stage: Stage, deal: Deal, visited: set[int]) -> bool:
    """Keep stages that were visited or can come: after a sale only once it is won."""
    if stage.id == deal.stage_id or stage.id in visited:
        return True
    match stage.kind:
        case StageKind.OPEN:
            return stage.active
        case StageKind.POST_SALE:
            return stage.active and deal.status is Status.WON
        case StageKind.INTAKE:
            return False


def _state(stage: Stage, deal: Deal, here: int) -> StepState:
    if stage.id == deal.stage_id:
        return StepState.CURRENT
    return StepState.PAST if stage.position < here else StepState.COMING


def _days(reader: Reader, deal: Deal, visits: Iterable[StageVisit]) -> dict[int, int]:
    """Return the local days spent in each stage; visits without dates count none."""
    zone = reader.house.zone
    found: dict[int, int] = {}
    for visit in visits:
        left = visit.exited_at or (deal.closed_at if visit.exit_kind else reader.now)
        if visit.entered_at is not None and left is not None:
            spent = local_day(left, zone) - local_day(visit.entered_at, zone)
            found[visit.stage_id] = found.get(visit.stage_id, 0) + spent.days
    return found


def _timeline(
    reader: Reader, deal: Deal, lines: list[timeline.Line], names: Names
) -> tuple[TimelineEntry, ...]:
    return timeline.told(lines, names, deal.currency or reader.house.currency)


def _editable(deal: Deal) -> DealFields:
    return DealFields(
        title=deal.title,
        amount=parts.money(deal.amount_minor, deal.currency),
        company_id=deal.organization_id,
        person_id=deal.person_id,
        source_id=deal.source_id,
        expected_close=deal.expected_close,
        probability=deal.probability,
        priority=deal.priority,
        forecast=deal.forecast,
        custom=dict(deal.custom),
    )
