"""The lists of people: what they hold, how they sort, filter and scroll (R-23)."""

from collections.abc import Sequence
from datetime import UTC
from datetime import date
from datetime import datetime
from itertools import product

import pytest
from sqlalchemy import event
from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.access import visible
from models.actor import Whose
from models.history import Writer
from models.money import Money
from models.operations import assigning
from models.operations import people as users
from models.queries import alerts
from models.queries import people_lists
from models.queries.find import search
from models.rules.columns import Column
from models.rules.columns import Sort
from models.rules.columns import sorted_in
from models.rules.filters import Among
from models.rules.filters import Days
from models.rules.filters import Filters
from models.rules.filters import Has
from models.rules.filters import Ids
from models.rules.people import PeopleAsk
from models.rules.people import Start
from models.store import Store
from models.tables import Person
from models.tables import Source
from models.views.counts import read_counts
from models.views.people_lists import PeopleLine
from models.vocabulary import Lifecycle
from models.vocabulary import Role
from models.vocabulary import Scope
from models.vocabulary import SourceKind
from models.vocabulary import Temperature
from models.vocabulary import ViewOf
from tests.conftest import AsUser
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_team
from tests.factories import a_user

ALL = Whose(Scope.ALL)
DAY = date(2026, 11, 1)
HOT = Among(("hot",))


def change(store: Store, person_id: int, **values: object) -> None:
    """Write columns of a person that no factory takes."""

    def write(writer: Writer) -> None:
        person = writer.session.get_one(Person, person_id)
        for name, value in values.items():
            setattr(person, name, value)
        writer.save(person, "person.updated")

    store.write(write)


def listed(store: Store, ask: PeopleAsk) -> Sequence[PeopleLine]:
    return store.read(people_lists.page, ask, Start())


def names(store: Store, ask: PeopleAsk) -> list[str]:
    return [line.name for line in listed(store, ask)]


def by(column: Column, *, backwards: bool = False) -> PeopleAsk:
    return PeopleAsk(sort=Sort(column, backwards), whose=ALL)


def only(column: Column, condition: Among | Days | Has | Ids) -> PeopleAsk:
    ask = PeopleAsk(sort=Sort(Column.NAME), whose=ALL)
    return ask.kept_to(Filters().with_(column, condition))


def test_names_sort_without_accents_and_case(store: Store) -> None:
    """R-23: É stands beside E, and the last name counts first."""
    for name in ("Zoé Éluard", "Ana eden", "Bob Fabre", "Cyr Duval"):
        a_person(store, name)
    told = names(store, by(Column.NAME))
    assert told == ["Cyr Duval", "Ana eden", "Zoé Éluard", "Bob Fabre"]
    assert names(store, by(Column.NAME, backwards=True)) == told[::-1]


def test_a_prospect_shows_who_follows_and_at_which_step(store: Store) -> None:
    """R-25: the step is the current type; without a follow-up there is none."""
    alone = a_person(store, "Ana Alone")
    followed = a_person(store, "Ben Followed", temperature=Temperature.WARM)
    moment = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    step = a_follow_up(store, person=followed, due=moment)
    ana, ben = listed(store, by(Column.NAME))
    assert (ana.person_id, ana.step, ana.progress) == (alone, "", "none")
    assert (ben.follow_up_id, ben.progress) == (step, "in_progress")
    assert ben.step
    assert ben.planned_on == date(2026, 11, 30)
    assert ben.planned_at == moment
    assert ben.value is Temperature.WARM
    assert ben.rep == store.actor.name


def test_the_three_lists_part_prospects_tunnels_and_customers(store: Store) -> None:
    """R-23, R-25: each person stands in one list, each tunnel in the tunnels."""
    a_person(store, "Pia Prospect")
    customer = a_person(store, "Cleo Customer")
    change(
        store,
        customer,
        lifecycle=Lifecycle.CUSTOMER,
        customer_since=date(2026, 5, 4),
    )
    a_follow_up(store, person=customer)
    assert names(store, PeopleAsk(whose=ALL)) == ["Pia Prospect"]
    assert names(store, PeopleAsk(ViewOf.TUNNELS, whose=ALL)) == ["Cleo Customer"]
    (line,) = listed(store, PeopleAsk(ViewOf.CUSTOMERS, whose=ALL))
    assert line.since == date(2026, 5, 4)


def test_potential_is_value_then_expected_amount_then_due_date(store: Store) -> None:
    """L-11: hot first, then amount × probability, then what is due first."""
    cold = a_person(store, "Rich Cold", temperature=Temperature.COLD)
    a_deal(store, amount=Money(9_000_000, "EUR"), person=cold, stage="Offer")
    late = a_person(store, "Later Hot", temperature=Temperature.HOT)
    a_follow_up(store, person=late, due=date(2026, 12, 9))
    soon = a_person(store, "Soon Hot", temperature=Temperature.HOT)
    a_follow_up(store, person=soon, due=date(2026, 12, 1))
    rich = a_person(store, "Rich Hot", temperature=Temperature.HOT)
    a_deal(store, amount=Money(100_000, "EUR"), person=rich, stage="Offer")
    lines = listed(store, by(Column.POTENTIAL))
    told = [line.name for line in lines]
    assert told == ["Rich Hot", "Soon Hot", "Later Hot", "Rich Cold"]
    assert 0 < lines[0].worth.minor < 100_000


@pytest.mark.parametrize("of", ViewOf)
def test_every_column_sorts_both_ways(store: Store, of: ViewOf) -> None:
    """R-23: sort on each column; the other direction is the exact opposite."""
    for number in range(5):
        person = a_person(store, f"A{number % 2} B{number % 3}")
        a_follow_up(store, person=person, due=date(2026, 12, 1 + number))
        if of is ViewOf.CUSTOMERS:
            since = date(2026, 1, 1 + number)
            change(store, person, lifecycle=Lifecycle.CUSTOMER, customer_since=since)
    for column in sorted_in(of):
        up, down = (
            listed(store, PeopleAsk(of, sort=Sort(column, backwards), whose=ALL))
            for backwards in (False, True)
        )
        assert len(up) == 5
        assert [line.id for line in up] == [line.id for line in down][::-1]
        assert [line.key for line in up] == sorted(line.key for line in up)


def test_every_filter_keeps_what_it_says(store: Store) -> None:
    """R-24, R-35, R-36: a filter on every column, with and without."""
    north = a_team(store, "North")
    a_team(store, "Lille", parent="North")
    rep = a_user(store, "rep", Role.SELLER, team="Lille")
    hot = a_person(store, "Hôt Éa", temperature=Temperature.HOT, owner="rep")
    step = a_follow_up(store, person=hot, due=date(2026, 12, 1), assignee="rep")
    plain = a_person(store, "Plain Bo", do_not_contact=True)
    web = _source(store, SourceKind.WEB)
    change(store, hot, source_id=web, came_on=date(2026, 1, 5))
    change(store, plain, owner_id=None, team_id=None, came_on=date(2026, 3, 5))
    assert step
    day = Days(date(2026, 1, 1), date(2026, 1, 31))
    dec = Days(date(2026, 12, 1), date(2026, 12, 1))
    kept: dict[str, list[tuple[Column, Among | Days | Has | Ids]]] = {
        "Hôt Éa": [
            (Column.NAME, Has("EA hot")),
            (Column.VALUE, HOT),
            (Column.TEAM, Ids((north,))),
            (Column.REP, Ids((rep,))),
            (Column.SOURCE, Ids((web,))),
            (Column.KIND, Among(("web",))),
            (Column.CAME, day),
            (Column.PLANNED, dec),
            (Column.STATUS, Among(("in_progress",))),
            (Column.CONTACT, Among(("allowed",))),
        ],
        "Plain Bo": [
            (Column.VALUE, Among(("none", "lost"))),
            (Column.TEAM, Ids(none=True)),
            (Column.REP, Ids(none=True)),
            (Column.SOURCE, Ids(none=True)),
            (Column.KIND, Among(("none",))),
            (Column.STEP, Ids(none=True)),
            (Column.STATUS, Among(("none",))),
            (Column.CONTACT, Among(("refused",))),
            (Column.FIRST_NAME, Has("plain")),
        ],
    }
    for name, conditions in kept.items():
        for column, condition in conditions:
            ask = only(column, condition)
            assert names(store, ask) == [name], column
            assert store.read(people_lists.count, ask) == 1


def test_filters_hold_together(store: Store) -> None:
    """R-24: combined conditions keep what passes all of them."""
    for name in ("Ana Un", "Ana Deux", "Bob Un"):
        a_person(store, name, temperature=Temperature.HOT)
    ask = only(Column.VALUE, HOT)
    ask = ask.kept_to(ask.filters.with_(Column.NAME, Has("un")))
    ask = ask.kept_to(ask.filters.with_(Column.FIRST_NAME, Has("ana")))
    assert names(store, ask) == ["Ana Un"]


def test_without_an_active_rep_takes_in_the_deactivated(store: Store) -> None:
    """Features 0.2 no 6: a prospect of a deactivated rep has no active rep."""
    a_user(store, "gone", Role.SELLER)
    a_person(store, "Left Alone", owner="gone")
    a_person(store, "Well Kept")
    nobody = only(Column.REP, Ids(none=True))
    assert names(store, nobody) == []
    store.write(users.disable_user, "gone")
    assert names(store, nobody) == ["Left Alone"]


def test_the_counters_open_lists_of_as_many_lines(store: Store) -> None:
    """R-21, R-22: overdue, today and next days equal their filters, to the unit."""
    days = [date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 25)]
    for at, day in enumerate([*days, *days[1:], date(2027, 1, 4)]):
        if at % 2:
            a_follow_up(store, deal=a_deal(store, f"Deal {at}"), due=day)
        else:
            a_follow_up(store, person=a_person(store, f"P {at}"), due=day)
    counts = read_counts(store)
    for code, wanted in zip(("overdue", "today", "next_days"), counts, strict=True):
        filters = Filters().with_(Column.DUE, Among((code,)))
        filters = filters.with_(Column.REP, Ids((store.actor.id,)))
        ask = PeopleAsk(ViewOf.TUNNELS, filters, whose=ALL)
        assert store.read(people_lists.count, ask) == wanted
        assert wanted


def test_windows_meet_without_a_gap_from_either_end(store: Store) -> None:
    """R-23: scrolling by keys reaches each line once, up and down."""
    for number in range(23):
        a_person(store, f"Same Name{number % 4}")
    ask = by(Column.NAME)
    whole = [line.id for line in listed(store, ask)]
    down: list[int] = []
    start = Start()
    while lines := store.read(people_lists.page, ask, start, 5):
        down += [line.id for line in lines]
        start = Start(lines[-1].key)
    up: list[int] = []
    start = Start(backwards=True)
    while lines := store.read(people_lists.page, ask, start, 5):
        up = [*(line.id for line in lines), *up]
        start = Start(lines[0].key, backwards=True)
    assert down == up == whole
    places = [
        store.read(people_lists.place, ask, line.key) for line in listed(store, ask)
    ]
    assert places == list(range(23))
    skipped = store.read(people_lists.page, ask, Start(skip=7), 5)
    assert [line.id for line in skipped] == whole[7:12]


def test_a_seller_lists_the_own_and_a_manager_the_teams(
    store: Store, as_user: AsUser
) -> None:
    """R-25, D.5: lists, counts and marks keep to what the reader may see."""
    a_user(store, "ana", Role.SELLER, team="South")
    a_user(store, "ben", Role.SELLER, team="North")
    a_user(store, "sid", Role.MANAGER, team="South")
    a_person(store, "Of Ana", owner="ana")
    a_person(store, "Of Ben", owner="ben")
    ask = by(Column.NAME)
    assert names(store, ask) == ["Of Ana", "Of Ben"]
    for login in ("ana", "sid"):
        reader = as_user(store, login)
        assert names(reader, ask) == ["Of Ana"]
        assert reader.read(people_lists.count, ask) == 1
        assert len(reader.read(people_lists.targets, ask)) == 1


def test_a_follow_up_on_a_hidden_deal_is_in_no_line_filter_or_order(
    store: Store, as_user: AsUser
) -> None:
    """K-03, R-25: a colleague's deal with my prospect tells me nothing here."""
    a_user(store, "ana", Role.SELLER, team="South")
    a_user(store, "ben", Role.SELLER, team="North")
    person = a_person(store, "Shared One", owner="ana")
    deal = a_deal(store, owner="ben", person=person)
    a_follow_up(store, deal=deal, assignee="ben", due=date(2026, 12, 1))
    ana = as_user(store, "ana")
    (line,) = listed(ana, by(Column.PLANNED))
    assert (line.planned_on, line.step, line.progress) == (None, "", "none")
    assert names(ana, only(Column.STATUS, Among(("in_progress",)))) == []
    assert names(ana, only(Column.PLANNED, Days(date(2026, 1, 1)))) == []
    assert names(store, only(Column.STATUS, Among(("in_progress",)))) == ["Shared One"]


def test_lists_hold_exactly_whom_the_reader_may_see(
    store: Store, as_user: AsUser
) -> None:
    """R-25, rulings 12: the own, and those with a visible deal or follow-up."""
    a_user(store, "ana", Role.SELLER, team="South")
    a_user(store, "ben", Role.SELLER, team="North")
    a_user(store, "sid", Role.MANAGER, team="South")
    for number, (owner, dealer, caller) in enumerate(
        product(("ana", "ben", "boss"), ("ana", "ben", None), ("ana", "ben", None))
    ):
        person = a_person(store, f"One {number}", owner=owner)
        deal = a_deal(store, owner=dealer, person=person) if dealer else None
        if caller:
            a_follow_up(store, deal=deal, person=person, assignee=caller)
        if number % 2:
            change(store, person, lifecycle=Lifecycle.CUSTOMER, customer_since=DAY)
    for login in ("ana", "ben", "sid", "boss"):
        reader = as_user(store, login)
        found = {
            line.id
            for of in (ViewOf.PROSPECTS, ViewOf.CUSTOMERS)
            for line in listed(reader, PeopleAsk(of, whose=ALL))
        }
        assert found == reader.read(seen_people)
        for of in (ViewOf.PROSPECTS, ViewOf.CUSTOMERS):
            ask = PeopleAsk(of, whose=ALL)
            lines = listed(reader, ask)
            assert reader.read(people_lists.count, ask) == len(lines)
            assert len(reader.read(people_lists.everything, ask)) == len(lines)
            assert {one.id for one in reader.read(people_lists.targets, ask)} == {
                line.id for line in lines
            }


def seen_people(reader: Reader) -> set[int]:
    """Return whom records and the search show to a reader."""
    query = select(col(Person.id)).where(visible(reader.actor, Person))
    return {found for found in reader.session.scalars(query) if found is not None}


def test_whom_an_own_deal_shows_is_searched_counted_and_found_in_the_list(
    store: Store, as_user: AsUser
) -> None:
    """Rulings 12, R-25: search, list, place, filter and alerts agree on them."""
    a_user(store, "ana", Role.SELLER, team="South")
    ben = a_user(store, "ben", Role.SELLER, team="North")
    person = a_person(store, "Shared One", owner="ben", temperature=Temperature.HOT)
    deal = a_deal(store, owner="ana", person=person, amount=Money(5_000, "EUR"))
    ana, ask = as_user(store, "ana"), by(Column.NAME)
    (line,) = listed(ana, ask)
    assert (line.name, line.rep, line.worth.minor) == ("Shared One", "Ben", 0)
    assert ana.read(people_lists.key_of, ask, person) == line.key
    assert ana.read(people_lists.place, ask, line.key) == 0
    assert [hit.id for hit in ana.read(search, "shared") if hit.kind == "person"]
    assert names(ana, only(Column.VALUE, HOT)) == ["Shared One"]
    assert ana.read(alerts.counts)["without_tunnel"] == 1
    a_follow_up(store, deal=deal, assignee="ana", due=date(2026, 12, 1))
    assert names(ana, only(Column.STATUS, Among(("in_progress",)))) == ["Shared One"]
    assert ana.read(alerts.counts)["without_tunnel"] == 0
    store.write(assigning.assign_deals, [deal], ben)
    assert listed(ana, ask) == ()


def test_the_line_of_a_shared_prospect_hides_the_colleagues_deal(
    store: Store, as_user: AsUser
) -> None:
    """K-03, rulings 12: to see a person is not to see what others plan with them."""
    a_user(store, "ana", Role.SELLER, team="South")
    a_user(store, "ben", Role.SELLER, team="North")
    person = a_person(store, "Shared One", owner="ben")
    a_deal(store, owner="ana", person=person)
    theirs = a_deal(store, owner="ben", person=person, amount=Money(90_000, "EUR"))
    a_follow_up(store, deal=theirs, assignee="ben", due=date(2026, 12, 1))
    ana = as_user(store, "ana")
    (line,) = listed(ana, by(Column.PLANNED))
    assert (line.planned_on, line.step, line.progress) == (None, "", "none")
    assert line.worth.minor == 0
    assert names(ana, only(Column.STATUS, Among(("in_progress",)))) == []
    assert names(ana, only(Column.PLANNED, Days(date(2026, 1, 1)))) == []


def test_the_order_by_potential_tells_nothing_of_deals_that_are_hidden(
    store: Store, as_user: AsUser
) -> None:
    """L-11, K-03: what a colleague's deal is worth moves nobody up."""
    a_user(store, "ana", Role.SELLER, team="South")
    a_user(store, "ben", Role.SELLER, team="North")
    poor, rich = (
        a_person(store, name, owner="ben") for name in ("Poor One", "Rich Two")
    )
    for person in (poor, rich):
        a_deal(store, owner="ana", person=person)
    amount = Money(90_000, "EUR")
    a_deal(store, owner="ben", person=rich, amount=amount, stage="Offer")
    potential = by(Column.POTENTIAL)
    assert names(as_user(store, "ben"), potential) == ["Rich Two", "Poor One"]
    assert names(as_user(store, "ana"), potential) == ["Poor One", "Rich Two"]


KEYS: dict[Column, tuple[str | int, ...]] = {
    Column.NAME: ("a", 1),
    Column.FIRST_NAME: ("a", "a", 1),
    Column.COMPANY: ("a", "a", 1),
    Column.TEAM: ("a", "a", 1),
    Column.CAME: ("a", 1),
    Column.VALUE: (1, -5, "a", 1),
    Column.STEP: ("a", "a", 1),
    Column.PLANNED: ("a", 1),
    Column.STATUS: (1, "a", 1),
    Column.REP: ("a", "a", 1),
    Column.SOURCE: ("a", "a", 1),
    Column.SINCE: ("a", "a", 1),
    Column.LIFECYCLE: (1, "a", 1),
    Column.POTENTIAL: (1, -5, "a", 1),
}
SORTS = [
    (of, Sort(column, backwards))
    for of in ViewOf
    for column in sorted_in(of)
    for backwards in (False, True)
]


@pytest.mark.parametrize(("of", "sort"), SORTS)
def test_no_part_of_a_list_is_read_whole(
    store: Store, as_user: AsUser, of: ViewOf, sort: Sort
) -> None:
    """R-23: few lines are looked up and sorted, many are walked in their order."""
    a_user(store, "ana", Role.SELLER)
    a_user(store, "sid", Role.MANAGER)
    ask = PeopleAsk(of, sort=sort, whose=ALL)
    for login in ("ana", "sid"):
        plan = as_user(store, login).read(plans, ask, Start())
        steps = [step for step in plan if "people_line" in step]
        by_order = [step for step in steps if "ix_people_line_by_" in step]
        assert len(by_order) == (login == "sid"), plan
        assert all("COVERING INDEX" in step for step in by_order), plan
        others = [step for step in steps if not any(few in step for few in FEW)]
        assert others == by_order


FEW = (
    "PRIMARY KEY (list=? AND id=?)",
    "people_line_seen USING",
    "few USING COVERING INDEX ix_people_line_aside (list=? AND aside>?)",
    "USING COVERING INDEX ix_people_line_rep (list=? AND rep_id=?)",
)
"""Where a part of a list is found that holds the lines of one rep, or fewer."""


@pytest.mark.parametrize(("of", "sort"), SORTS)
def test_every_order_walks_an_index_and_sorts_nothing(
    store: Store, of: ViewOf, sort: Sort
) -> None:
    """R-23: a window of 200,000 people is one look into an index."""
    ask = PeopleAsk(of, sort=sort, whose=ALL)
    key = KEYS[sort.column]
    for start in (Start(), Start(key), Start(key, backwards=True)):
        plan = " / ".join(store.read(plans, ask, start))
        assert "SCAN people_line" not in plan, plan
        assert "TEMP B-TREE" not in plan, plan


def plans(reader: Reader, ask: PeopleAsk, start: Start) -> list[str]:
    """Return how SQLite goes about each statement of a window."""
    connection = reader.session.connection()
    found: list[str] = []
    explaining = False

    def explain(
        _connection: object,
        cursor: object,
        statement: str,
        parameters: tuple[object, ...],
        *_more: object,
    ) -> None:
        nonlocal explaining
        if explaining:
            return
        explaining = True
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        found.extend(str(row[3]) for row in rows)
        explaining = False

    event.listen(connection, "before_cursor_execute", explain)
    people_lists.page(reader, ask, start)
    people_lists.count(reader, ask)
    return found


def _source(store: Store, kind: SourceKind) -> int:
    def write(writer: Writer) -> int:
        source = Source(code=f"own_{kind}", name=f"Own {kind}", kind=kind)
        writer.save(source, "source.created")
        return source.pk

    return store.write(write)
