"""What the settings list for managers; sellers are refused here (R-37, D.5)."""

from collections import Counter
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Sequence

from sqlmodel import col
from sqlmodel import select

from models.access import Reader
from models.access import require
from models.queries import uses
from models.tables import Activity
from models.tables import FollowUpType
from models.tables import FollowUpTypeActivity
from models.tables import FollowUpTypeNext
from models.tables import LossReason
from models.tables import Source
from models.tables import Team
from models.tables import TextTemplate
from models.tables import User
from models.views.configuring import ActivityFields
from models.views.configuring import ActivityRow
from models.views.configuring import NextDraft
from models.views.configuring import ReasonFields
from models.views.configuring import ReasonRow
from models.views.configuring import SourceFields
from models.views.configuring import SourceRow
from models.views.configuring import TeamRow
from models.views.configuring import TextDraft
from models.views.configuring import TypeFields
from models.views.configuring import TypeRow
from models.views.configuring import UserRow
from models.vocabulary import Role


def types(reader: Reader) -> tuple[TypeRow, ...]:
    """Return every follow-up type, those out of use too (R-01)."""
    require(reader.actor, Role.MANAGER)
    following = _next_types(reader)
    activities = _linked(reader)
    texts = _texts(reader)
    query = select(FollowUpType).order_by(
        col(FollowUpType.position), col(FollowUpType.id)
    )
    return tuple(
        TypeRow(
            id=kind.pk,
            fields=TypeFields(
                name=kind.name,
                description=kind.description,
                is_first=kind.is_first,
                action_kind=kind.action_kind,
                retry_days=kind.retry_days,
                next=tuple(following[kind.pk]),
                activity_ids=tuple(activities[kind.pk]),
                texts=tuple(texts[kind.pk]),
            ),
            active=kind.active,
        )
        for kind in reader.session.scalars(query)
    )


def reasons(reader: Reader) -> tuple[ReasonRow, ...]:
    """Return every loss reason (C-04)."""
    require(reader.actor, Role.MANAGER)
    query = select(LossReason).order_by(col(LossReason.position), col(LossReason.id))
    return tuple(
        ReasonRow(
            id=one.pk,
            fields=ReasonFields(one.name, one.letter, one.note_required),
            active=one.active,
        )
        for one in reader.session.scalars(query)
    )


def sources(reader: Reader) -> tuple[SourceRow, ...]:
    """Return every source (R-35)."""
    require(reader.actor, Role.MANAGER)
    query = select(Source).order_by(col(Source.position), col(Source.id))
    return tuple(
        SourceRow(one.pk, SourceFields(one.name, one.kind), one.active)
        for one in reader.session.scalars(query)
    )


def activities(reader: Reader) -> tuple[ActivityRow, ...]:
    """Return every activity with the types that offer it (R-14)."""
    require(reader.actor, Role.MANAGER)
    offering: defaultdict[int, list[str]] = defaultdict(list)
    link = FollowUpTypeActivity
    named = (
        select(col(link.activity_id), col(FollowUpType.name))
        .join(FollowUpType, col(FollowUpType.id) == col(link.type_id))
        .order_by(col(FollowUpType.position))
    )
    for activity_id, name in reader.session.exec(named):
        offering[activity_id].append(name)
    query = select(Activity).order_by(col(Activity.position), col(Activity.id))
    return tuple(
        ActivityRow(
            id=one.pk,
            fields=ActivityFields(one.name, one.kind),
            active=one.active,
            types=tuple(offering[one.pk]),
        )
        for one in reader.session.scalars(query)
    )


def users(reader: Reader) -> tuple[UserRow, ...]:
    """Return every user, those switched off too, to an administrator (D.5)."""
    require(reader.actor)
    query = (
        select(User, col(Team.name))
        .join(Team, col(Team.id) == col(User.team_id))
        .order_by(col(User.active).desc(), col(User.name), col(User.id))
    )
    return tuple(
        UserRow(
            id=user.pk,
            login=user.login,
            name=user.name,
            role=user.role,
            team=team,
            active=user.active,
            paused=user.paused,
            capacity=user.capacity,
        )
        for user, team in reader.session.exec(query)
    )


def teams(reader: Reader) -> tuple[TeamRow, ...]:
    """Return the team tree from the root, each team above those below it (R-36)."""
    require(reader.actor)
    members = uses.of_teams(reader)
    query = select(Team).order_by(col(Team.name), col(Team.id))
    found = reader.session.scalars(query).all()
    return tuple(_below(found, None, "", 0, members))


def _below(
    teams: Sequence[Team],
    parent_id: int | None,
    parent: str,
    depth: int,
    members: Counter[int],
) -> Iterator[TeamRow]:
    for team in teams:
        if team.parent_id == parent_id:
            yield TeamRow(team.pk, team.name, parent, depth, members[team.pk])
            yield from _below(teams, team.pk, team.name, depth + 1, members)


def _next_types(reader: Reader) -> defaultdict[int, list[NextDraft]]:
    found: defaultdict[int, list[NextDraft]] = defaultdict(list)
    of = FollowUpTypeNext
    query = select(of).order_by(col(of.position), col(of.id))
    for edge in reader.session.scalars(query):
        found[edge.type_id].append(NextDraft(edge.delay_days, edge.next_type_id))
    return found


def _linked(reader: Reader) -> defaultdict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    of = FollowUpTypeActivity
    for link in reader.session.scalars(select(of).order_by(col(of.activity_id))):
        found[link.type_id].append(link.activity_id)
    return found


def _texts(reader: Reader) -> defaultdict[int, list[TextDraft]]:
    found: defaultdict[int, list[TextDraft]] = defaultdict(list)
    of = TextTemplate
    query = select(of).order_by(col(of.position), col(of.id))
    for text in reader.session.scalars(query):
        draft = TextDraft(text.name, text.body, text.subject, text.id)
        found[text.type_id].append(draft)
    return found
