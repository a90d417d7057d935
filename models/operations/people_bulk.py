"""One act on many lines of a list of people: one batch, hence one undo (B1.15)."""

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import replace

from models.access import find
from models.errors import BadValue
from models.errors import NotFound
from models.errors import RelanceError
from models.followed import deal_to_follow
from models.history import Writer
from models.operations import assigning
from models.operations import following
from models.operations import values
from models.tables import Deal
from models.tables import Person
from models.views.done import Done
from models.views.drafts import PlanFollowUp
from models.views.people_lists import Target
from models.vocabulary import Temperature

MOST_TOLD = 20
"""How many lines that were refused are named."""

Act = Callable[[Target], Done]


def assign_people(
    writer: Writer, targets: Sequence[Target], user_id: int, *, follow_ups: bool = True
) -> Done:
    """Give all these people, and the deals of tunnels without one, to a user.

    What is open with them goes along unless the ``follow_ups`` stay (C-02).
    """

    def act(one: Target) -> Done:
        if one.person_id is not None:
            return assigning.assign_person(
                writer, one.person_id, user_id, follow_ups=follow_ups
            )
        return assigning.assign_deals(
            writer, [_deal(one)], user_id, follow_ups=follow_ups
        )

    return _each(writer, targets, act)


def value_people(
    writer: Writer, targets: Sequence[Target], temperature: Temperature | None
) -> Done:
    """Set the value of all these people; lost closes their tunnels."""

    def act(one: Target) -> Done:
        person_id = one.person_id
        deal_id = one.deal_id if person_id is None else None
        return values.set_value(
            writer, deal_id=deal_id, person_id=person_id, temperature=temperature
        )

    return _each(writer, targets, act)


def plan_people(writer: Writer, targets: Sequence[Target], draft: PlanFollowUp) -> Done:
    """Plan the same follow-up for all these people; its slot is for one alone."""
    if draft.slot_id is not None:
        raise BadValue("slot_for_one", "slot")

    def act(one: Target) -> Done:
        deal_id = deal_to_follow(writer, one.deal_id, one.person_id)
        own = replace(draft, deal_id=deal_id, person_id=one.person_id)
        return following.plan_follow_up(writer, own)

    return _each(writer, targets, act)


def _each(writer: Writer, targets: Sequence[Target], act: Act) -> Done:
    """Do it to each; what one line refuses leaves the others done, and is told.

    The values of the answer hold how many it changed, ``count``, and ``refused``: names
    and why. Where it was so already, nothing changes.
    """
    if not targets:
        raise BadValue("nothing_selected")
    done: Done | None = None
    count = 0
    refused: list[tuple[str, RelanceError]] = []
    for one in targets:
        saved, before = writer.session.begin_nested(), writer.captured.events
        try:
            done = act(one)
        except RelanceError as error:
            saved.rollback()
            if len(targets) == 1:
                raise
            refused.append((_name(writer, one), error))
        else:
            saved.commit()
            count += writer.captured.events > before
    if done is None:
        raise refused[0][1]
    told = {"count": count, "refused": tuple(refused[:MOST_TOLD])}
    return done._replace(values={**done.values, **told})


def _name(writer: Writer, target: Target) -> str:
    try:
        if target.person_id is not None:
            return find(writer, Person, target.person_id).name
        return find(writer, Deal, _deal(target)).title
    except NotFound:
        return ""


def _deal(target: Target) -> int:
    if target.deal_id is None:
        raise NotFound("record_unknown", entity="Person", id=target.id)
    return target.deal_id
