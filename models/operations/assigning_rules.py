"""Rules of assignment: made, changed, put in order, paused, deleted (R-32, R-37).

A manager's rules are those whose reps are all in the manager's teams (D.5).
"""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.access import owned
from models.access import require
from models.errors import BadValue
from models.errors import Conflict
from models.errors import Denied
from models.errors import NotFound
from models.errors import RuleBroken
from models.history import Writer
from models.operations.owners import colleague
from models.operations.records import named
from models.operations.records import plain
from models.operations.records import source
from models.rules.assigning import squeezed
from models.tables import AssignmentMember
from models.tables import AssignmentRule
from models.tables import Team
from models.tables import User
from models.tables.base import JsonObject
from models.views.assigning import Duty
from models.views.assigning import EditRule
from models.views.assigning import RuleFields
from models.views.done import Done
from models.vocabulary import Role

T = TypeVar("T")

CREATED = "assignment_rule.created"
UPDATED = "assignment_rule.updated"
MOVED = "assignment_rule.moved"
PAUSED = "assignment_rule.paused"
RESUMED = "assignment_rule.resumed"
DELETED = "assignment_rule.deleted"
DUTY = "user.duty_changed"

MOST_MEMBERS = 200
CODE = 12
"""Characters of a postcode's beginning, or of a language."""


def make_rule(writer: Writer, fields: RuleFields) -> Done:
    """Add a rule after the others; it needs a rep."""
    require(writer.actor, Role.MANAGER)
    rule = AssignmentRule(
        name=named(fields.name, "name"),
        position=len(_in_order(writer)),
        conditions=_conditions(writer, fields),
        strategy=fields.strategy,
    )
    _check_members(writer, fields.members, ())
    writer.save(rule, CREATED)
    _write_members(writer, rule, fields.members)
    return writer.done(rule, CREATED, rule=rule.name)


def edit_rule(writer: Writer, edit: EditRule) -> Done:
    """Change a rule; what others changed meanwhile stays, unless it is the same field.

    Raises ``Conflict`` then (rulings 13).
    """
    rule = _own(writer, edit.rule_id)
    stands = fields_of(writer, rule)
    now = _merged(edit, stands)
    if now.members != stands.members:
        _check_members(writer, now.members, stands.members)
        _write_members(writer, rule, now.members)
    rule.name = named(now.name, "name")
    rule.conditions = _conditions(writer, now, stands)
    rule.strategy = now.strategy
    writer.save(rule, UPDATED)
    return writer.done(rule, UPDATED, rule=rule.name)


def shift_rule(writer: Writer, rule_id: int, steps: int) -> Done:
    """Let a rule be asked earlier (-1) or later (1); at either end it stays."""
    rule = _own(writer, rule_id)
    order = _in_order(writer)
    here = order.index(rule)
    there = min(max(here + steps, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    _number(writer, order, rule)
    return writer.done(rule, MOVED, rule=rule.name, place=there + 1)


def pause_rule(writer: Writer, rule_id: int) -> Done:
    """Stop asking a rule, or ask it again."""
    rule = _own(writer, rule_id)
    rule.active = not rule.active
    verb = RESUMED if rule.active else PAUSED
    writer.save(rule, verb)
    if rule.active:
        return writer.done(rule, RESUMED, rule=rule.name)
    return writer.done(rule, PAUSED, rule=rule.name)


def delete_rule(writer: Writer, rule_id: int) -> Done:
    """Take a rule away; what it gave stays given, and counted."""
    rule = _own(writer, rule_id)
    _number(writer, [one for one in _in_order(writer) if one is not rule], rule)
    rule.deleted_at = writer.now
    writer.save(rule, DELETED)
    return writer.done(rule, DELETED, rule=rule.name)


def set_duty(writer: Writer, duty: Duty) -> Done:
    """Pause a rep for all rules, or set how many prospects they give within 30 days."""
    require(writer.actor, Role.MANAGER)
    user = colleague(writer, duty.user_id)
    if duty.capacity is not None and duty.capacity < 0:
        raise BadValue("capacity_negative", "capacity", value=duty.capacity)
    if (user.paused, user.capacity) != (duty.paused, duty.capacity):
        user.paused, user.capacity = duty.paused, duty.capacity
        writer.save(user, DUTY)
    return writer.done(
        user, DUTY, name=user.name, paused=user.paused, capacity=user.capacity
    )


def fields_of(reader: Reader, rule: AssignmentRule) -> RuleFields:
    """Return a rule as its form shows it."""
    stored = rule.conditions
    source_id, team_id = stored.get("source_id"), stored.get("team_id")
    return RuleFields(
        name=rule.name,
        source_id=source_id if isinstance(source_id, int) else None,
        team_id=team_id if isinstance(team_id, int) else None,
        postcode=str(stored.get("postcode") or ""),
        language=str(stored.get("language") or ""),
        strategy=rule.strategy,
        members=tuple(one.user_id for one in _members(reader, rule.pk)),
    )


def _own(writer: Writer, rule_id: int) -> AssignmentRule:
    """Load a rule that the actor may change."""
    require(writer.actor, Role.MANAGER)
    rule = writer.session.get(AssignmentRule, rule_id)
    if rule is None or rule.deleted_at is not None:
        raise NotFound("rule_unknown", id=rule_id)
    users = [one.user_id for one in _members(writer, rule.pk)]
    near = select(col(User.id)).where(
        col(User.id).in_(users), owned(writer.actor, col(User.id))
    )
    if len(writer.session.scalars(near).all()) < len(users):
        raise Denied("rule_of_others", rule=rule.name)
    return rule


def _in_order(reader: Reader) -> list[AssignmentRule]:
    query = (
        select(AssignmentRule)
        .where(col(AssignmentRule.deleted_at).is_(None))
        .order_by(col(AssignmentRule.position), col(AssignmentRule.id))
    )
    return list(reader.session.scalars(query))


def _number(
    writer: Writer, order: Sequence[AssignmentRule], about: AssignmentRule
) -> None:
    """Write the places of rules; the one that the act is about comes last."""
    places = {one.pk: position for position, one in enumerate(order)}
    for one in sorted(order, key=lambda one: one is about):
        if one.position != places[one.pk]:
            one.position = places[one.pk]
            writer.save(one, MOVED)


def _members(reader: Reader, rule_id: int) -> Sequence[AssignmentMember]:
    query = (
        select(AssignmentMember)
        .where(col(AssignmentMember.rule_id) == rule_id)
        .order_by(col(AssignmentMember.position), col(AssignmentMember.id))
    )
    return reader.session.scalars(query).all()


def _check_members(writer: Writer, wanted: Sequence[int], known: Sequence[int]) -> None:
    """Refuse a rule without reps, or with one whom the actor may not give to."""
    if not wanted:
        raise RuleBroken("rule_without_reps")
    if len(wanted) > MOST_MEMBERS:
        raise RuleBroken("rule_too_many_reps", most=MOST_MEMBERS)
    for user_id in wanted:
        if user_id not in known:
            colleague(writer, user_id)


def _write_members(writer: Writer, rule: AssignmentRule, wanted: Sequence[int]) -> None:
    """Let exactly these be the reps of a rule, in this order."""
    wanted = list(dict.fromkeys(wanted))
    stand = {one.user_id: one for one in _members(writer, rule.pk)}
    for user_id, member in stand.items():
        if user_id not in wanted:
            writer.says(member, "assignment_member.removed")
            writer.session.delete(member)
            writer.session.flush()
    for position, user_id in enumerate(wanted):
        member = stand.get(user_id) or AssignmentMember(
            rule_id=rule.pk, user_id=user_id, position=-1
        )
        if member.position != position:
            verb = "updated" if user_id in stand else "created"
            member.position = position
            writer.save(member, f"assignment_member.{verb}")


def _conditions(
    writer: Writer, fields: RuleFields, stands: RuleFields | None = None
) -> JsonObject:
    """Return the conditions as they are stored: those alone that ask for something.

    A source that is no longer offered may stay where it was.
    """
    found: JsonObject = {}
    if fields.source_id is not None:
        kept = stands is not None and stands.source_id == fields.source_id
        found["source_id"] = (
            fields.source_id if kept else source(writer, fields.source_id)
        )
    if fields.team_id is not None:
        if writer.session.get(Team, fields.team_id) is None:
            raise BadValue("team_unknown", "team", id=fields.team_id)
        found["team_id"] = fields.team_id
    begins = squeezed(plain(fields.postcode, CODE))
    if begins:
        found["postcode"] = begins
    language = plain(fields.language, CODE).lower()
    if language:
        found["language"] = language
    return found


def _merged(edit: EditRule, stands: RuleFields) -> RuleFields:
    """Return what the rule is to be: one's own changes on what stands now."""
    was, now = edit.was, edit.now
    return RuleFields(
        name=_mine(was.name, now.name, stands.name),
        source_id=_mine(was.source_id, now.source_id, stands.source_id),
        team_id=_mine(was.team_id, now.team_id, stands.team_id),
        postcode=_mine(was.postcode, now.postcode, stands.postcode),
        language=_mine(was.language, now.language, stands.language),
        strategy=_mine(was.strategy, now.strategy, stands.strategy),
        members=_mine(was.members, now.members, stands.members),
    )


def _mine(was: T, now: T, there: T) -> T:
    if now == was:
        return there
    if there not in {was, now}:
        raise Conflict("record_changed")
    return now
