"""What figures count of a team is what each of its people sees, and no more (D.5)."""

import pytest
from sqlalchemy import Select
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.access import visible
from models.queries.first_terms import whole
from models.reports.followed import live
from models.reports.seen import follow_up_seen
from models.reports.seen import passed_seen
from models.reports.seen import person_seen
from models.store import Store
from models.tables import FollowUp
from models.tables import Person
from models.vocabulary import Role
from tests.conftest import AsUser
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user

LOGINS = ("boss", "claire", "marc", "lea", "paul")
Ids = tuple[set[int], set[int]]


@pytest.fixture
def shared(store: Store) -> Store:
    """Two teams that have deals and follow-ups about people of each other."""
    for login, role, team in (
        ("claire", Role.MANAGER, "Paris"),
        ("marc", Role.SELLER, "Paris"),
        ("lea", Role.SELLER, "Lyon"),
        ("paul", Role.MANAGER, "Lyon"),
    ):
        a_user(store, login, role, team)
    for owner in LOGINS:
        a_follow_up(store, person=a_person(store, owner=owner), assignee=owner)
        for other in LOGINS:
            followed = a_person(store, owner=owner)
            a_follow_up(store, person=followed, assignee=other)
            dealt = a_person(store, owner=owner)
            deal = a_deal(store, owner=other, person=dealt)
            a_follow_up(store, deal=deal, assignee=owner)
        free = a_person(store, owner=owner)
        a_follow_up(store, person=free, assignee=owner)
        a_deal(store, person=free, unassigned=True)
    return store


def by_row(reader: Reader) -> Ids:
    """Return the people and follow-ups that the rights show, looked at one by one."""
    actor = reader.actor
    people = select(whole(col(Person.id))).where(visible(actor, Person))
    follow_ups = select(whole(col(FollowUp.id))).where(visible(actor, FollowUp), live())
    return _ids(reader, people), _ids(reader, follow_ups)


def at_once(reader: Reader) -> Ids:
    """Return the same from the ids that figures gather."""
    kept, actor = col(Person.deleted_at).is_(None), reader.actor
    seen = person_seen(actor, col(Person.id))
    people = select(whole(col(Person.id))).where(kept, seen)
    follow_ups = select(whole(col(FollowUp.id))).where(live(), follow_up_seen(actor))
    return _ids(reader, people), _ids(reader, follow_ups)


def in_passing(reader: Reader) -> set[int]:
    """Return the people that a statement which reads everybody keeps."""
    kept = col(Person.deleted_at).is_(None)
    people = select(whole(col(Person.id))).where(kept, passed_seen(reader.actor))
    return _ids(reader, people)


def _ids(reader: Reader, query: Select[int]) -> set[int]:
    return set(reader.session.scalars(query))


def test_ids_gathered_at_once_are_those_that_are_visible_one_by_one(
    shared: Store, as_user: AsUser
) -> None:
    everyone, every_one = shared.read(by_row)
    for login in LOGINS:
        session = as_user(shared, login)
        people, follow_ups = session.read(at_once)
        assert (people, follow_ups) == session.read(by_row)
        assert people == session.read(in_passing)
        assert people
        assert follow_ups
        assert (login == "boss") == (people == everyone)
        assert (login == "boss") == (follow_ups == every_one)
