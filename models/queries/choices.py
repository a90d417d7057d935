"""What pickers offer: types, reasons, sources, stages, people, fields."""

from sqlmodel import col
from sqlmodel import select

from models.access import Reader
from models.access import colleagues as subtree
from models.access import visible
from models.money import COMMON
from models.tables import CustomField
from models.tables import FollowUpType
from models.tables import FollowUpTypeNext
from models.tables import FxRate
from models.tables import LossReason
from models.tables import Organization
from models.tables import Person
from models.tables import Pipeline
from models.tables import Source
from models.tables import Stage
from models.tables import Team
from models.tables import User
from models.text import fold
from models.views.choices import FieldChoice
from models.views.choices import NextType
from models.views.choices import PipelineChoice
from models.views.choices import ReasonChoice
from models.views.choices import Ref
from models.views.choices import SourceChoice
from models.views.choices import StageChoice
from models.views.choices import TypeChoice
from models.views.people import Colleague
from models.vocabulary import Role


def types(reader: Reader) -> tuple[TypeChoice, ...]:
    """Return the active follow-up types, each with its allowed next ones (R-04)."""
    query = (
        select(FollowUpType)
        .where(col(FollowUpType.active))
        .order_by(col(FollowUpType.position), col(FollowUpType.id))
    )
    found = {kind.pk: kind for kind in reader.session.scalars(query)}
    following: dict[int, list[NextType]] = {}
    edges = select(FollowUpTypeNext).order_by(
        col(FollowUpTypeNext.position), col(FollowUpTypeNext.id)
    )
    for edge in reader.session.scalars(edges):
        after = found.get(edge.next_type_id)
        if after is not None:
            following.setdefault(edge.type_id, []).append(
                NextType(after.pk, after.name, after.action_kind, edge.delay_days)
            )
    return tuple(
        TypeChoice(
            id=kind.pk,
            name=kind.name,
            is_first=kind.is_first,
            action_kind=kind.action_kind,
            retry_days=kind.retry_days,
            next=tuple(following.get(kind.pk, ())),
        )
        for kind in found.values()
    )


def reasons(reader: Reader) -> tuple[ReasonChoice, ...]:
    """Return the active loss reasons (C-04)."""
    query = (
        select(LossReason)
        .where(col(LossReason.active))
        .order_by(col(LossReason.position), col(LossReason.id))
    )
    return tuple(
        ReasonChoice(r.pk, r.code, r.letter, r.name, r.note_required)
        for r in reader.session.scalars(query)
    )


def sources(reader: Reader) -> tuple[SourceChoice, ...]:
    """Return the active sources (R-35)."""
    query = (
        select(Source)
        .where(col(Source.active))
        .order_by(col(Source.position), col(Source.id))
    )
    return tuple(
        SourceChoice(source.pk, source.code, source.name, source.kind)
        for source in reader.session.scalars(query)
    )


def code_names(reader: Reader) -> dict[str, str]:
    """Return the names of sources and reasons by their codes, retired ones too."""
    session = reader.session.connection()
    found: dict[str, str] = {}
    for table in (Source, LossReason):
        found |= dict(session.execute(select(col(table.code), col(table.name))).all())
    return found


def pipelines(reader: Reader) -> tuple[PipelineChoice, ...]:
    """Return the active pipelines, each with its active stages in order."""
    stages: dict[int, list[StageChoice]] = {}
    query = (
        select(Stage)
        .where(col(Stage.active))
        .order_by(col(Stage.position), col(Stage.id))
    )
    for stage in reader.session.scalars(query):
        stages.setdefault(stage.pipeline_id, []).append(_stage(stage))
    found = (
        select(Pipeline)
        .where(col(Pipeline.active))
        .order_by(col(Pipeline.position), col(Pipeline.id))
    )
    return tuple(
        PipelineChoice(one.pk, one.name, one.is_default, tuple(stages.get(one.pk, ())))
        for one in reader.session.scalars(found)
    )


def colleagues(reader: Reader) -> tuple[Colleague, ...]:
    """Return every active user by name: names are everybody's (D.5)."""
    return _users(reader, everyone=True)


def assignees(reader: Reader) -> tuple[Colleague, ...]:
    """Return whom the actor may give records to at once (defaults.md 5)."""
    return _users(reader, everyone=reader.actor.role is Role.ADMIN)


def teams(reader: Reader) -> tuple[Ref, ...]:
    """Return the teams by name."""
    query = select(Team).order_by(col(Team.name))
    return tuple(Ref(team.pk, team.name) for team in reader.session.scalars(query))


def currencies(reader: Reader) -> tuple[str, ...]:
    """Return the currencies to offer: the workspace's, those with a rate, common ones.

    Any other is understood where it is typed.
    """
    rated = reader.session.scalars(select(col(FxRate.currency)).distinct())
    others = sorted({*rated, *COMMON} - {reader.house.currency})
    return (reader.house.currency, *others)


def fields(reader: Reader, entity: str) -> tuple[FieldChoice, ...]:
    """Return the workspace's own fields of ``deal``, ``person`` or ``organization``."""
    query = (
        select(CustomField)
        .where(col(CustomField.entity) == entity)
        .order_by(col(CustomField.position), col(CustomField.id))
    )
    return tuple(_field(field) for field in reader.session.scalars(query))


def companies_named(reader: Reader, name: str) -> tuple[Ref, ...]:
    """Return the visible companies of exactly that name, whatever case or accents."""
    query = (
        select(Organization)
        .where(
            col(Organization.folded_name) == fold(name),
            visible(reader.actor, Organization),
        )
        .order_by(col(Organization.id))
    )
    return tuple(Ref(one.pk, one.name) for one in reader.session.scalars(query))


def people_named(reader: Reader, name: str) -> tuple[Ref, ...]:
    """Return the visible people of exactly that name, whatever case or accents."""
    query = (
        select(Person)
        .where(col(Person.folded_name) == fold(name), visible(reader.actor, Person))
        .order_by(col(Person.id))
    )
    return tuple(Ref(one.pk, one.name) for one in reader.session.scalars(query))


def _stage(stage: Stage) -> StageChoice:
    return StageChoice(
        id=stage.pk,
        name=stage.name,
        kind=stage.kind,
        probability=stage.probability,
        description=stage.description,
        guidance=stage.guidance,
        exit_criteria=stage.exit_criteria,
        buyer_step=stage.buyer_step,
    )


def _users(reader: Reader, *, everyone: bool) -> tuple[Colleague, ...]:
    query = (
        select(User, col(Team.name))
        .join(Team, col(Team.id) == col(User.team_id))
        .where(col(User.active))
        .order_by(col(User.name), col(User.id))
    )
    if reader.actor.role is Role.SELLER and not everyone:
        query = query.where(col(User.id) == reader.actor.id)
    elif not everyone:
        query = query.where(col(User.id).in_(subtree(reader.actor)))
    return tuple(
        Colleague(user.pk, user.login, user.name, user.role, team, user.active)
        for user, team in reader.session.exec(query)
    )


def _field(field: CustomField) -> FieldChoice:
    values = field.options.get("values")
    return FieldChoice(
        key=field.key,
        label_en=field.label_en,
        label_fr=field.label_fr,
        type=field.type,
        options=tuple(map(str, values)) if isinstance(values, list) else (),
        open_options=field.open_options,
    )
