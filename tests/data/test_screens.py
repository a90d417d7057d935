"""What the screens of a deal, a person and a company read, in few statements."""

from datetime import timedelta

import pytest

from models.errors import NotFound
from models.history import Writer
from models.money import Money
from models.operations import moving
from models.queries import choices
from models.queries import deal as deals
from models.queries import record
from models.queries import undo
from models.store import Store
from models.tables import Deal
from models.views.records import StepState
from models.vocabulary import BatchKind
from models.vocabulary import FollowUpStatus
from models.vocabulary import Origin
from models.vocabulary import Role
from models.vocabulary import Temperature
from tests.conftest import NOW
from tests.conftest import AsUser
from tests.data.conftest import Watch
from tests.factories import a_company
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_note
from tests.factories import a_person
from tests.factories import a_user
from tests.factories import stage_id


@pytest.fixture
def deal(store: Store) -> int:
    """A deal of ten days, with a company, a person, a note and a next step."""
    company = a_company(store, "Hôtel du Parc")
    person = a_person(
        store,
        "Julie Martin",
        company=company,
        phone="0612345678",
        temperature=Temperature.HOT,
    )
    made = a_deal(
        store,
        "Contract",
        person=person,
        company=company,
        amount=Money(1_200_000, "EUR"),
        opened_at=NOW - timedelta(days=10),
    )
    a_follow_up(store, deal=made, comment="ask for the budget")
    a_note(store, "came by", deal=made)
    return made


def test_the_head_has_names_and_amounts(store: Store, deal: int) -> None:
    screen = store.read(deals.load_deal, deal)
    assert screen.title == "Contract"
    assert screen.company is not None
    assert screen.company.name == "Hôtel du Parc"
    assert [one.phone for one in screen.people] == ["0612345678"]
    assert screen.temperature is Temperature.HOT
    assert screen.amount == Money(1_200_000, "EUR")
    assert screen.probability == 10
    assert screen.owner is not None
    assert screen.owner.name == "Béatrice Ossot"
    assert screen.guide.guidance == "Understand need, budget, decider."
    assert screen.editable.person_id == screen.people[0].id


def test_the_path_shows_past_current_and_coming_with_days(
    store: Store, deal: int
) -> None:
    store.write(moving.move_deal, deal, stage_id(store, "Documents"))
    screen = store.read(deals.load_deal, deal)
    assert [(one.name, one.state, one.days) for one in screen.path] == [
        ("Opportunity", StepState.PAST, 10),
        ("Offer", StepState.PAST, None),
        ("Documents", StepState.CURRENT, 0),
        ("Signature and payment", StepState.COMING, None),
    ]


def test_the_days_of_two_visits_add_up(store: Store, deal: int) -> None:
    store.write(moving.move_deal, deal, stage_id(store, "Offer"))
    store.write(moving.move_deal, deal, stage_id(store, "Opportunity"))
    path = store.read(deals.load_deal, deal).path
    assert [(one.state, one.days) for one in path[:2]] == [
        (StepState.CURRENT, 10),
        (StepState.COMING, 0),
    ]


def test_the_planned_follow_up_is_the_next_step(store: Store, deal: int) -> None:
    screen = store.read(deals.load_deal, deal)
    assert screen.next is not None
    assert screen.next.comment == "ask for the budget"
    assert screen.followups[0].status is FollowUpStatus.PLANNED


def test_the_timeline_is_told_in_names_and_without_what_repeats(
    store: Store, deal: int
) -> None:
    store.write(moving.move_deal, deal, stage_id(store, "Offer"))
    timeline = store.read(deals.load_deal, deal).timeline
    moved = timeline[0]
    assert (moved.verb, moved.actor, moved.at) == ("deal.moved", "Béatrice Ossot", NOW)
    assert (moved.before, moved.after) == (
        {"stage": "Opportunity"},
        {"stage": "Offer"},
    )
    verbs = [entry.verb for entry in timeline]
    assert verbs == [
        "deal.moved",
        "interaction.created",
        "followup.planned",
        "deal.created",
    ]
    made = timeline[-1].after
    assert made["company"] == "Hôtel du Parc"
    assert made["amount"] == Money(1_200_000, "EUR")


def test_the_newest_events_may_be_asked_for_alone(store: Store, deal: int) -> None:
    assert len(store.read(deals.load_deal, deal, 1).timeline) <= 1
    assert len(store.read(deals.load_deal, deal, None).timeline) == 3


def test_a_deal_of_a_colleague_is_not_found(
    store: Store, as_user: AsUser, deal: int
) -> None:
    a_user(store, "ana")
    with pytest.raises(NotFound, match="record_unknown"):
        as_user(store, "ana").read(deals.load_deal, deal)


@pytest.mark.parametrize(("role", "most"), [(Role.ADMIN, 10), (Role.SELLER, 10)])
def test_a_deals_screen_takes_the_same_few_statements_whatever_it_holds(
    store: Store, as_user: AsUser, queries: Watch, role: Role, most: int
) -> None:
    a_user(store, "ana", role)
    ana = as_user(store, "ana")
    person = a_person(store, "Julie Martin", owner="ana")
    bare = a_deal(store, "Bare", owner="ana", person=person)
    full = a_deal(store, "Full", owner="ana", person=person)
    for number in range(20):
        a_note(store, f"note {number}", deal=full)
    a_follow_up(store, deal=full, assignee="ana")
    for deal_id in (bare, full):
        sent = queries()
        ana.read(deals.load_deal, deal_id)
        assert len(sent) == most


def test_a_persons_screen_has_all_that_belongs_to_the_person(
    store: Store, deal: int
) -> None:
    screen = store.read(record.load_person, 1)
    assert screen.name == "Julie Martin"
    assert [line.id for line in screen.deals] == [deal]
    assert screen.editable.phone == "0612345678"
    assert screen.next is not None
    assert "person.created" in [entry.verb for entry in screen.timeline]


def test_a_companys_screen_lists_people_and_deals(store: Store, deal: int) -> None:
    screen = store.read(record.load_company, 1)
    assert [line.name for line in screen.people] == ["Julie Martin"]
    assert [line.id for line in screen.deals] == [deal]
    assert screen.editable is not None


def test_undo_names_the_last_act_and_redo_nothing(store: Store, deal: int) -> None:
    store.write(moving.move_deal, deal, stage_id(store, "Offer"))
    found = store.read(undo.next_undo)
    assert found is not None
    assert (found.verb, found.count, found.skipped_import) == ("deal.moved", 1, None)
    assert store.read(undo.next_redo) is None


@pytest.mark.usefixtures("deal")
def test_undo_is_of_ones_own_acts(store: Store, as_user: AsUser) -> None:
    a_user(store, "ana")
    assert as_user(store, "ana").read(undo.next_undo) is None


def test_a_later_import_is_named_beside_the_act(store: Store, deal: int) -> None:
    store.write(moving.move_deal, deal, stage_id(store, "Offer"))

    def take_in(writer: Writer) -> int:
        writer.batch.kind, writer.batch.origin = BatchKind.IMPORT, Origin.IMPORT
        found = writer.session.get_one(Deal, deal)
        found.title = "Imported"
        writer.save(found, "deal.updated")
        return writer.batch.pk

    batch = store.write(take_in)
    found = store.read(undo.next_undo)
    assert found is not None
    assert (found.verb, found.skipped_import) == ("deal.moved", batch)


def test_types_come_with_their_next_types_default_first(store: Store) -> None:
    """R-04: exactly the listed next types, by position."""
    types = {kind.name: kind for kind in store.read(choices.types)}
    call = types["Call"]
    assert call.is_first
    assert [(one.name, one.delay_days) for one in call.next] == [
        ("Meeting", 3),
        ("Demo", 5),
        ("Chase offer", 5),
    ]


def test_a_seller_gives_records_to_no_one_else(store: Store, as_user: AsUser) -> None:
    a_user(store, "ana")
    ana = as_user(store, "ana")
    assert [one.login for one in ana.read(choices.assignees)] == ["ana"]
    assert {one.login for one in ana.read(choices.colleagues)} == {"ana", "boss"}


def test_names_are_matched_whatever_case_or_accents(store: Store) -> None:
    company, person = a_company(store, "Hôtel du Parc"), a_person(store, "Élodie Roy")
    companies = store.read(choices.companies_named, "HOTEL du parc")
    people = store.read(choices.people_named, "elodie roy")
    assert [one.id for one in (*companies, *people)] == [company, person]
