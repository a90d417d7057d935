"""The rules of assignment, what they gave, and what they would give now (R-32, R-37).

All of it is a manager's to read.
"""

from datetime import timedelta

from sqlalchemy import func
from sqlalchemy import select
from sqlmodel import col

from models import assigning as desks
from models.access import Reader
from models.access import owned
from models.access import require
from models.queries import choices
from models.rules.assigning import WINDOW
from models.tables import AssignmentGiven
from models.tables import AssignmentMember
from models.tables import AssignmentRule
from models.tables import Source
from models.tables import Team
from models.tables import User
from models.views.assigning import Outlook
from models.views.assigning import Planned
from models.views.assigning import RepLine
from models.views.assigning import RuleChoices
from models.views.assigning import RuleFields
from models.views.assigning import RuleLine
from models.vocabulary import Role

SHOWN = 500
"""Prospects that a dry run names one by one."""


def rules(reader: Reader) -> tuple[RuleLine, ...]:
    """Return the rules in the order in which they are asked, with their reps."""
    require(reader.actor, Role.MANAGER)
    sources = _names(reader, Source)
    teams = _names(reader, Team)
    reps = _reps(reader)
    members = desks.members(reader)
    given = _given(reader, AssignmentGiven.rule_id)
    query = (
        select(AssignmentRule)
        .where(col(AssignmentRule.deleted_at).is_(None))
        .order_by(col(AssignmentRule.position), col(AssignmentRule.id))
    )
    found: list[RuleLine] = []
    for rule in reader.session.scalars(query):
        asked = desks.conditions(rule.conditions)
        theirs = tuple(reps[user] for user in members.get(rule.pk, ()))
        fields = RuleFields(
            rule.name,
            *asked,
            strategy=rule.strategy,
            members=tuple(rep.user_id for rep in theirs),
        )
        found.append(
            RuleLine(
                id=rule.pk,
                active=rule.active,
                fields=fields,
                source=sources.get(asked.source_id or 0, ""),
                team=teams.get(asked.team_id or 0, ""),
                reps=theirs,
                given=given.get(rule.pk, 0),
                editable=all(rep.reachable for rep in theirs),
            )
        )
    return tuple(found)


def rule_choices(reader: Reader) -> RuleChoices:
    """Return what the form of a rule offers: reps are those one may give to."""
    require(reader.actor, Role.MANAGER)
    return RuleChoices(
        choices.sources(reader), choices.teams(reader), choices.assignees(reader)
    )


def outlook(reader: Reader) -> Outlook:
    """Return to whom every prospect without a rep would go, by which rule."""
    require(reader.actor, Role.MANAGER)
    desk = desks.load(reader)
    teams = desks.teams_of_users(reader)
    users = _names(reader, User)
    lines: list[Planned] = []
    shares: dict[str, int] = {}
    total = nobody = untaken = 0
    for stray in desks.strays(reader):
        gift = desk.give(stray.prospect, teams.get(stray.brought_by))
        user = users[gift.user_id] if gift and gift.user_id else ""
        total += 1
        untaken += gift is None
        nobody += gift is not None and gift.user_id is None
        if user:
            shares[user] = shares.get(user, 0) + 1
        if len(lines) < SHOWN:
            rule = gift.rule.name if gift else ""
            lines.append(Planned(stray.id, stray.name, stray.company, rule, user))
    return Outlook(tuple(lines), tuple(shares.items()), total, nobody, untaken)


def _names(reader: Reader, table: type[Source | Team | User]) -> dict[int, str]:
    query = select(col(table.id), col(table.name))
    return {
        one: name for one, name in reader.session.connection().execute(query) if one
    }


def _reps(reader: Reader) -> dict[int, RepLine]:
    near = set(
        reader.session.scalars(
            select(col(User.id)).where(owned(reader.actor, col(User.id)))
        )
    )
    given = _given(reader, AssignmentGiven.user_id)
    used = select(col(AssignmentMember.user_id))
    query = select(User).where(col(User.id).in_(used))
    return {
        user.pk: RepLine(
            user_id=user.pk,
            name=user.name,
            active=user.active,
            paused=user.paused,
            capacity=user.capacity,
            given=given.get(user.pk, 0),
            reachable=user.pk in near,
        )
        for user in reader.session.scalars(query)
    }


def _given(reader: Reader, by: int) -> dict[int, int]:
    """Count what was given within the window, by rule or by rep."""
    since = reader.now - timedelta(days=WINDOW)
    column = col(by)
    query = (
        select(column, func.count())
        .where(col(AssignmentGiven.at) > since)
        .group_by(column)
    )
    return dict(reader.session.connection().execute(query).all())
