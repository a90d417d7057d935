"""The rules of assignment at work: read once in a transaction, then asked (R-32)."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta
from typing import Literal
from typing import NamedTuple

from sqlalchemy import ColumnElement
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import select
from sqlmodel import col

from models.access import Column
from models.access import Reader
from models.access import owned
from models.access import visible
from models.rules import assigning as rules
from models.rules.assigning import Conditions
from models.rules.assigning import Newcomer
from models.rules.assigning import Rep
from models.rules.assigning import Rule
from models.rules.assigning import Standing
from models.tables import AssignmentGiven
from models.tables import AssignmentMember
from models.tables import AssignmentRule
from models.tables import FollowUp
from models.tables import Organization
from models.tables import Person
from models.tables import Team
from models.tables import User
from models.tables.base import JsonObject
from models.tables.base import Record
from models.vocabulary import FollowUpStatus
from models.vocabulary import Lifecycle
from models.vocabulary import Strategy
from models.vocabulary import Temperature

Count = Mapping[int, int]


class Prospect(NamedTuple):
    """What a prospect is, as columns and files tell it."""

    source_id: int | None = None
    team_id: int | None = None
    language: str = ""
    custom: Mapping[str, object] = {}
    company_custom: Mapping[str, object] = {}
    place: str = ""


class Stray(NamedTuple):
    """A prospect without a rep."""

    id: int
    name: str
    company_id: int | None
    company: str
    brought_by: int
    """The user who wrote it, 0 where nobody did."""
    prospect: Prospect


class Gift(NamedTuple):
    """The rule that takes a prospect, and the rep who gets it, if any is available."""

    rule: Rule
    user_id: int | None


@dataclass(slots=True)
class Desk:
    """The rules in force and how far their rounds are.

    It is true as long as nobody else writes: within a write's transaction, or for
    the moment of a read.
    """

    rules: tuple[Rule, ...]
    reps: Mapping[int, Rep]
    standing: Standing
    above: Mapping[int, frozenset[int]]
    """Team → itself and the teams above it."""
    teams: Mapping[int, int] = field(default_factory=dict[int, int])
    """Rep → team."""

    def give(self, prospect: Prospect, default_team: int | None = None) -> Gift | None:
        """Give a prospect to whose turn it is; nothing where no rule takes it.

        One without a team counts as of *default_team*, that of who brought it in.
        """
        team = prospect.team_id or default_team
        newcomer = Newcomer(
            prospect.source_id,
            self.above.get(team, frozenset()) if team else frozenset(),
            rules.postcode_of(prospect.custom, prospect.company_custom, prospect.place),
            prospect.language,
        )
        rule = rules.first_match(self.rules, newcomer)
        if rule is None:
            return None
        user = rules.choose(rule, self.reps, self.standing)
        if user is not None:
            self.standing.note(rule, user)
        return Gift(rule, user)


def load(reader: Reader) -> Desk:
    """Read the rules in force, their reps, and what those have by now."""
    by_rule = members(reader)
    query = (
        select(AssignmentRule)
        .where(
            col(AssignmentRule.active).is_(True),
            col(AssignmentRule.deleted_at).is_(None),
        )
        .order_by(col(AssignmentRule.position), col(AssignmentRule.id))
    )
    found = tuple(
        Rule(
            one.pk,
            one.name,
            conditions(one.conditions),
            one.strategy,
            by_rule.get(one.pk, ()),
        )
        for one in reader.session.scalars(query)
    )
    users = {user for rule in found for user in rule.members}
    if not users:
        return Desk(found, {}, Standing(), {})
    reps, teams = _reps(reader, users)
    return Desk(found, reps, _standing(reader, found, users), _above(reader), teams)


def conditions(stored: JsonObject) -> Conditions:
    """Return the conditions of a rule as they are stored."""
    source, team = stored.get("source_id"), stored.get("team_id")
    return Conditions(
        source if isinstance(source, int) else None,
        team if isinstance(team, int) else None,
        str(stored.get("postcode") or ""),
        str(stored.get("language") or ""),
    )


def asked_for(reader: Reader, condition: Literal["source_id", "team_id"]) -> set[int]:
    """Return the sources or the teams that rules ask for, in force or paused."""
    query = select(AssignmentRule).where(col(AssignmentRule.deleted_at).is_(None))
    rows = (conditions(one.conditions) for one in reader.session.scalars(query))
    return {found for one in rows if (found := getattr(one, condition)) is not None}


def prospect_of(person: Person, company: Organization | None) -> Prospect:
    """Return what the rules look at in a person."""
    return Prospect(
        person.source_id,
        person.team_id,
        person.language,
        person.custom,
        company.custom if company else {},
        company.place if company else "",
    )


def strays(reader: Reader, person_ids: Sequence[int] | None = None) -> Iterator[Stray]:
    """Yield each prospect without a rep whom the actor sees, or those of these ids."""
    query = (
        select(
            col(Person.id),
            col(Person.first_name),
            col(Person.last_name),
            col(Person.created_by),
            col(Person.source_id),
            col(Person.team_id),
            col(Person.language),
            col(Person.custom),
            col(Organization.id),
            col(Organization.custom),
            col(Organization.name),
            col(Organization.place),
        )
        .outerjoin(Organization, col(Organization.id) == col(Person.organization_id))
        .where(
            col(Person.owner_id).is_(None),
            open_prospects(),
            visible(reader.actor, Person),
        )
        .order_by(col(Person.id))
    )
    if person_ids is not None:
        query = query.where(col(Person.id).in_(person_ids))
    for row in reader.session.connection().execute(query):
        place, name = str(row[11] or ""), f"{row[1]} {row[2]}".strip()
        known = Prospect(row[4], row[5], row[6], row[7], row[9] or {}, place)
        company = str(row[10] or "")
        yield Stray(row[0] or 0, name, row[8], company, row[3] or 0, known)


def members(reader: Reader) -> dict[int, tuple[int, ...]]:
    """Return the reps of each rule, in the order of the round."""
    query = select(col(AssignmentMember.rule_id), col(AssignmentMember.user_id))
    order = col(AssignmentMember.position), col(AssignmentMember.id)
    found: dict[int, tuple[int, ...]] = {}
    for rule, user in reader.session.connection().execute(query.order_by(*order)):
        found[rule] = (*found.get(rule, ()), user)
    return found


def teams_of_users(reader: Reader) -> dict[int, int]:
    """Return the team of each user, those who left too."""
    query = select(col(User.id), col(User.team_id))
    return {
        one: team for one, team in reader.session.connection().execute(query) if one
    }


def open_prospects() -> ColumnElement[bool]:
    """Return the test of people who are prospects still to be won."""
    value = col(Person.temperature)
    return (
        (col(Person.lifecycle) == Lifecycle.PROSPECT)
        & or_(value.is_(None), value != Temperature.LOST)
        & col(Person.deleted_at).is_(None)
    )


def _reps(
    reader: Reader, users: Iterable[int]
) -> tuple[dict[int, Rep], dict[int, int]]:
    ids = list(users)
    near = set(
        reader.session.scalars(
            select(col(User.id)).where(
                col(User.id).in_(ids), owned(reader.actor, col(User.id))
            )
        )
    )
    found = reader.session.scalars(select(User).where(col(User.id).in_(ids))).all()
    reps = {
        user.pk: Rep(
            active=user.active,
            paused=user.paused,
            capacity=user.capacity,
            reachable=user.pk in near,
        )
        for user in found
    }
    return reps, {user.pk: user.team_id for user in found}


def _standing(reader: Reader, found: Iterable[Rule], users: Iterable[int]) -> Standing:
    ids = list(users)
    since = reader.now - timedelta(days=rules.WINDOW)
    given = _counted(
        reader,
        AssignmentGiven,
        col(AssignmentGiven.user_id),
        ids,
        col(AssignmentGiven.at) > since,
    )
    standing = Standing(last=_last(reader), given=given)
    if any(rule.strategy is Strategy.LEAST_BUSY for rule in found):
        standing.prospects = _counted(
            reader, Person, col(Person.owner_id), ids, open_prospects()
        )
        planned = col(FollowUp.status) == FollowUpStatus.PLANNED
        standing.planned = _counted(
            reader, FollowUp, col(FollowUp.assignee_id), ids, planned
        )
    return standing


def _last(reader: Reader) -> dict[int, int]:
    """Return to whom each rule gave last, those that were undone left out."""
    latest = select(func.max(col(AssignmentGiven.id))).group_by(
        col(AssignmentGiven.rule_id)
    )
    query = select(col(AssignmentGiven.rule_id), col(AssignmentGiven.user_id)).where(
        col(AssignmentGiven.id).in_(latest)
    )
    return dict(reader.session.connection().execute(query).all())


def _counted(
    reader: Reader,
    table: type[Record],
    user: Column,
    ids: list[int],
    test: ColumnElement[bool],
) -> dict[int, int]:
    query = (
        select(user, func.count()).select_from(table).where(user.in_(ids), test)
    ).group_by(user)
    return {
        one: count for one, count in reader.session.connection().execute(query) if one
    }


def _above(reader: Reader) -> dict[int, frozenset[int]]:
    """Return each team with the teams above it (R-36)."""
    query = select(col(Team.id), col(Team.parent_id))
    parents: dict[int, int | None] = {
        team: parent
        for team, parent in reader.session.connection().execute(query)
        if team
    }
    found: dict[int, frozenset[int]] = {}
    for team in parents:
        chain: set[int] = set()
        at: int | None = team
        while at is not None and at not in chain:
            chain.add(at)
            at = parents.get(at)
        found[team] = frozenset(chain)
    return found
