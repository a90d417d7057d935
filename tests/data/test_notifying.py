"""What users are told when others give or take what is theirs (C-02, R-09)."""

import pytest

from models.errors import NotFound
from models.operations import assigning
from models.operations import following
from models.operations import notifying
from models.operations import undoing
from models.queries.notices import notices
from models.queries.notices import unread
from models.store import Store
from models.views.drafts import PlanFollowUp
from models.vocabulary import NotificationKind
from models.vocabulary import Role
from tests.conftest import AsUser
from tests.data.tables import many
from tests.data.tables import one
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user

KINDS = NotificationKind


def told(store: Store) -> list[tuple[NotificationKind, object]]:
    return [(notice.kind, notice.values["name"]) for notice in store.read(notices)]


def test_a_prospect_taken_over_is_told_to_the_one_who_had_it(
    store: Store, as_user: AsUser
) -> None:
    """C-02: the former owner is told by whom, the new one what came."""
    a_user(store, "ana")
    ben = a_user(store, "ben")
    person = a_person(store, owner="ana")
    store.write(assigning.assign_person, person, ben)
    (notice,) = as_user(store, "ana").read(notices)
    assert (notice.kind, notice.by) == (KINDS.TAKEN_OVER, store.actor.name)
    assert notice.values["owner"] == "Ben"
    assert (notice.entity, notice.entity_id, notice.read) == ("person", person, False)
    assert told(as_user(store, "ben")) == [(KINDS.GIVEN, "Julie Martin")]
    assert told(store) == []


def test_taking_over_for_oneself_tells_the_former_owner_alone(
    store: Store, as_user: AsUser
) -> None:
    """C-02: nobody is told of what they did themselves."""
    a_user(store, "ana")
    deal = a_deal(store, owner="ana")
    store.write(assigning.assign_deals, [deal], store.actor.id)
    assert told(as_user(store, "ana")) == [(KINDS.TAKEN_OVER, "Acme licence")]
    assert told(store) == []


def test_many_deals_at_once_are_told_once(store: Store, as_user: AsUser) -> None:
    a_user(store, "ana")
    deals = [a_deal(store, title, owner="ana") for title in ("One", "Two", "Three")]
    store.write(assigning.assign_deals, deals, store.actor.id)
    (notice,) = as_user(store, "ana").read(notices)
    assert notice.values["ids"] == deals


def test_the_follow_ups_stay_if_the_manager_says_so(store: Store) -> None:
    """C-02: the open follow-ups go along by choice, the past keeps its author."""
    ana, ben = a_user(store, "ana"), a_user(store, "ben")
    person = a_person(store, owner="ana")
    a_follow_up(store, person=person, assignee="ana")
    store.write(assigning.assign_person, person, ben, follow_ups=False)
    row = one(store.path, "SELECT owner_id FROM person")
    assert row == {"owner_id": ben}
    assert one(store.path, "SELECT assignee_id FROM follow_up") == {"assignee_id": ana}
    assert one(store.path, "SELECT owner_id FROM tunnel") == {"owner_id": ana}
    deal = a_deal(store, owner="ana")
    a_follow_up(store, deal=deal, assignee="ana")
    store.write(assigning.assign_deals, [deal], ben, follow_ups=False)
    assignees = many(store.path, "SELECT DISTINCT assignee_id FROM follow_up")
    assert assignees == [{"assignee_id": ana}]
    store.write(assigning.assign_deals, [deal], ana)


def test_undo_takes_what_was_told_back_even_if_it_was_read(
    store: Store, as_user: AsUser
) -> None:
    """C-02, B1.9: one batch: with the act goes what was told of it."""
    a_user(store, "ana")
    deal = a_deal(store, owner="ana")
    store.write(assigning.assign_deals, [deal], store.actor.id)
    ana = as_user(store, "ana")
    ana.write(notifying.mark_read, ana.read(notices)[0].id)
    store.write(undoing.undo)
    assert ana.read(notices) == ()
    store.write(undoing.redo)
    assert told(ana) == [(KINDS.TAKEN_OVER, "Acme licence")]


def test_a_follow_up_given_is_told_to_its_rep(store: Store, as_user: AsUser) -> None:
    """R-09: the assigned rep is told of it; oneself is not."""
    ana = a_user(store, "ana")
    deal = a_deal(store, owner="ana")
    draft = PlanFollowUp(deal_id=deal, assignee_id=ana)
    store.write(following.plan_follow_up, draft)
    assert told(as_user(store, "ana")) == [(KINDS.FOLLOW_UP_GIVEN, "Acme licence")]
    ben = a_user(store, "ben")
    follow_up = one(store.path, "SELECT id FROM follow_up")["id"]
    assert isinstance(follow_up, int)
    store.write(following.reassign_follow_up, follow_up, ben)
    store.write(following.reassign_follow_up, follow_up, store.actor.id)
    assert told(store) == []
    (notice,) = as_user(store, "ben").read(notices)
    assert notice.kind is KINDS.FOLLOW_UP_GIVEN


def test_a_rep_is_not_told_the_name_of_a_deal_they_may_not_see(
    store: Store, as_user: AsUser
) -> None:
    """K-03, R-09: a follow-up of a colleague's deal names the person alone."""
    a_user(store, "ana")
    ben = a_user(store, "ben")
    person = a_person(store, "Julie Martin", owner="ana")
    deal = a_deal(store, "Secret plan", owner="ana", person=person)
    follow_up = a_follow_up(store, deal=deal, assignee="ana")
    store.write(following.reassign_follow_up, follow_up, ben)
    (notice,) = as_user(store, "ben").read(notices)
    assert (notice.entity, notice.values["name"]) == ("person", "Julie Martin")
    assert "Secret" not in repr(notice)


def test_a_notice_is_read_by_its_user_only_and_undo_goes_past_it(
    store: Store, as_user: AsUser
) -> None:
    """C-02: reading is no act; undo takes the act before it back."""
    a_user(store, "ana", Role.MANAGER)
    for title in ("One", "Two"):
        deal = a_deal(store, title, owner="ana")
        store.write(assigning.assign_deals, [deal], store.actor.id)
    ana = as_user(store, "ana")
    newest, older = ana.read(notices)
    with pytest.raises(NotFound):
        store.write(notifying.mark_read, newest.id)
    a_person(ana, "Marc Petit")
    ana.write(notifying.mark_read, newest.id)
    assert [notice.id for notice in ana.read(notices)] == [older.id, newest.id]
    assert ana.read(unread) == 1
    ana.write(notifying.mark_read, newest.id, read=False)
    assert ana.read(unread) == 2
    ana.write(notifying.mark_all_read)
    assert ana.read(unread) == 0
    ana.write(undoing.undo)
    people = many(store.path, "SELECT id FROM person WHERE last_name = 'Petit'")
    assert people == []
