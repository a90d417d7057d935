"""Who sees what: sellers their own, managers their teams, the admin all (D.5)."""

import pytest

from models.access import Reader
from models.access import find
from models.access import require
from models.actor import Whose
from models.errors import Denied
from models.errors import NotFound
from models.history import Writer
from models.operations.logging import log_touch
from models.queries import listing
from models.queries import record
from models.queries.find import search
from models.store import Store
from models.tables import Deal
from models.tables import User
from models.views.drafts import LogTouch
from models.views.due import read_detail
from models.views.due import read_due
from models.vocabulary import InteractionKind
from models.vocabulary import Role
from models.vocabulary import Scope
from tests.conftest import AsUser
from tests.factories import a_company
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_note
from tests.factories import a_person
from tests.factories import a_team
from tests.factories import a_user


@pytest.fixture
def house(store: Store) -> Store:
    """North holds Lille; Sid leads North, Ana sells in Lille, Ben in South."""
    a_team(store, "North")
    a_team(store, "Lille", parent="North")
    a_user(store, "sid", Role.MANAGER, team="North")
    a_user(store, "ana", team="Lille")
    a_user(store, "ben", team="South")
    for login in ("ana", "ben", "sid"):
        a_deal(store, f"of {login}", owner=login)
    a_deal(store, "of nobody", unassigned=True)
    return store


def titles(store: Store) -> set[str]:
    return {row.title for row in store.read(listing.deals)}


def test_a_seller_sees_the_own_deals(house: Store, as_user: AsUser) -> None:
    assert titles(as_user(house, "ana")) == {"of ana"}


def test_a_manager_sees_the_teams_below_and_what_is_nobodys(
    house: Store, as_user: AsUser
) -> None:
    """Safety case 31: what belongs to nobody."""
    assert titles(as_user(house, "sid")) == {"of ana", "of sid", "of nobody"}


def test_an_admin_sees_everything(house: Store) -> None:
    assert titles(house) == {"of ana", "of ben", "of sid", "of nobody"}


def test_hidden_and_absent_are_told_in_the_same_words(
    house: Store, as_user: AsUser
) -> None:
    """K-03: a seller never learns that a colleague's deal exists."""

    def look(reader: Reader, deal_id: int) -> None:
        find(reader, Deal, deal_id)

    refusals: list[tuple[str, dict[str, object]]] = []
    for deal_id in (2, 999):
        with pytest.raises(NotFound) as refused:
            as_user(house, "ana").read(look, deal_id)
        values = {k: v for k, v in refused.value.values.items() if k != "id"}
        refusals.append((refused.value.code, values))
    assert refusals[0] == refusals[1]


def test_a_seller_sees_whom_a_deal_or_a_follow_up_brings(
    house: Store, as_user: AsUser
) -> None:
    theirs = a_person(house, "By Deal", owner="ben")
    a_deal(house, "with them", owner="ana", person=theirs)
    called = a_person(house, "By Call", owner="ben")
    a_follow_up(house, person=called, assignee="ana")
    a_person(house, "Hidden", owner="ben")
    people = as_user(house, "ana").read(listing.people)
    assert {row.last_name for row in people} == {"Deal", "Call"}


def test_a_note_on_a_hidden_deal_stays_hidden_on_a_visible_person(
    house: Store, as_user: AsUser
) -> None:
    person = a_person(house, "Shared", owner="ana")
    hidden = a_deal(house, "hidden", owner="ben", person=person)
    a_note(house, "about the hidden deal", deal=hidden, person=person)
    a_note(house, "about the person", person=person)
    screen = as_user(house, "ana").read(record.load_person, person)
    bodies = [entry.after.get("body") for entry in screen.timeline]
    assert "about the person" in bodies
    assert "about the hidden deal" not in bodies
    assert screen.deals == ()


def test_a_company_of_a_colleague_shows_its_name_card_only(
    house: Store, as_user: AsUser
) -> None:
    company = a_company(
        house, "Dupont", owner="ben", place="Lille", custom={"own": "secret"}
    )
    a_note(house, "secret", company=company)
    a_deal(house, "hidden", owner="ben", company=company)
    mine = a_deal(house, "mine", owner="ana", company=company)
    screen = as_user(house, "ana").read(record.load_company, company)
    assert (screen.name, screen.place, screen.full) == ("Dupont", "Lille", False)
    assert [deal.id for deal in screen.deals] == [mine]
    assert (screen.owner, screen.editable) == (None, None)
    assert all(entry.entity == "deal" for entry in screen.timeline)
    assert house.read(record.load_company, company).full


def test_a_company_without_owner_is_known_to_all_by_name(
    house: Store, as_user: AsUser
) -> None:
    a_company(house, "Free")
    a_company(house, "Taken", owner="ben")
    names = [row.name for row in as_user(house, "ana").read(listing.companies)]
    assert names == ["Free"]


def test_a_role_that_was_taken_away_counts_from_the_next_look(
    house: Store, as_user: AsUser
) -> None:
    """Safety case 34: in a running session too."""
    sid = as_user(house, "sid")
    sid.changed()

    def demote(writer: Writer) -> None:
        user = writer.session.get_one(User, sid.actor.id)
        user.role = Role.SELLER
        writer.save(user, "user.role_changed")

    house.write(demote)
    assert sid.changed()
    assert titles(sid) == {"of sid"}


@pytest.mark.parametrize(
    ("login", "allowed"), [("ana", False), ("sid", True), ("boss", True)]
)
def test_a_role_is_required(
    house: Store, as_user: AsUser, login: str, allowed: bool
) -> None:
    """R-37: the data layer refuses, not only the screen."""
    actor = as_user(house, login).actor
    if allowed:
        require(actor, Role.MANAGER)
    else:
        with pytest.raises(Denied, match="not_allowed"):
            require(actor, Role.MANAGER)


def test_a_follow_up_that_was_handed_over_does_not_show_a_colleagues_deal(
    store: Store, as_user: AsUser
) -> None:
    a_user(store, "ana")
    a_user(store, "ben")
    person = a_person(store, "Julie Martin", owner="ben")
    deal = a_deal(store, "Secret contract", owner="ben", person=person)
    follow_up = a_follow_up(store, deal=deal, person=person, assignee="ana")

    seen = as_user(store, "ana")

    (item,) = read_due(seen).items
    detail = read_detail(seen, follow_up)
    assert (item.id, item.person, item.deal) == (follow_up, "Julie Martin", "")
    assert detail is not None
    assert detail.deal_id is None
    (item,) = read_due(store, Whose(Scope.ALL)).items
    assert item.deal == "Secret contract"


def test_a_seller_finds_the_own_note_on_a_company_of_no_one(
    store: Store, as_user: AsUser
) -> None:
    a_user(store, "ana")
    a_user(store, "ben")
    company = a_company(store, "Open House", owner=None)
    ana, ben = as_user(store, "ana"), as_user(store, "ben")
    note = LogTouch(InteractionKind.NOTE, "the porter knows them", company_id=company)

    ana.write(log_touch, note)

    assert [hit.title for hit in ana.read(search, "porter")] == ["Open House"]
    assert ben.read(search, "porter") == []
