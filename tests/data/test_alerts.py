"""Alerts: each count is the length of the list that it opens (R-26, R-21)."""

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import func
from sqlmodel import col
from sqlmodel import select

from models.access import Reader
from models.actor import Whose
from models.errors import NotFound
from models.history import Writer
from models.operations import alerts as switching
from models.operations import outcomes
from models.operations import people
from models.operations import views
from models.queries import people_lists
from models.queries.alerts import alerts
from models.queries.alerts import asked
from models.queries.alerts import counts
from models.queries.people_terms import Terms
from models.rules.alerts import LISTS
from models.rules.alerts import Alert
from models.rules.alerts import code_of
from models.rules.alerts import view_of
from models.rules.people import PeopleAsk
from models.store import Store
from models.tables import Person
from models.tables import Source
from models.tables.people_line import people_line
from models.views.counts import read_counts
from models.views.desk import NewView
from models.views.desk import Shape
from models.views.drafts import LogOutcome
from models.views.due import read_due
from models.vocabulary import DueBucket
from models.vocabulary import Outcome
from models.vocabulary import Role
from models.vocabulary import SourceKind
from models.vocabulary import Temperature
from models.vocabulary import ViewOf
from tests.conftest import AsUser
from tests.data.tables import many
from tests.data.test_due import at
from tests.data.test_due import live_in
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user

Drawn = tuple[str, Temperature | None, bool, str, bool]
HOT = Shape(ViewOf.PROSPECTS, {"value": {"any": ["hot"]}})


def listed(store: Store) -> dict[str, int]:
    """Count by opening each list and walking through its windows."""
    found: dict[str, int] = {}
    for line in store.read(alerts):
        if line.shape is not None and line.wanted:
            ask = asked(line.shape)
            found[line.code] = store.read(_whole, ask)
    return found


def _whole(reader: Reader, ask: PeopleAsk) -> int:
    return sum(1 for _line in people_lists.everything(reader, ask))


def from_source(store: Store, person: int, kind: SourceKind) -> None:
    """Say where a person came from."""

    def write(writer: Writer) -> None:
        query = select(Source).where(col(Source.kind) == kind)
        source = writer.session.exec(query).first()
        if source is None:
            source = Source(code=f"x{kind}", name=str(kind), kind=kind)
            writer.save(source, "source.created")
        found = writer.session.get_one(Person, person)
        found.source_id = source.pk
        writer.save(found, "person.updated")

    store.write(write)


def test_each_alert_counts_what_its_name_says(store: Store) -> None:
    """R-26: customers in a tunnel, prospects without one, all or web, or a rep."""
    a_user(store, "ana")
    plain, web = a_person(store, "Ann One"), a_person(store, "Bob Two")
    from_source(store, web, SourceKind.WEB)
    for name in ("Cal Three", "Dan Four"):
        a_follow_up(store, person=a_person(store, name, owner="ana"))
    client = a_person(store, "Eve Five")
    won = a_follow_up(store, person=client)
    store.write(outcomes.log_outcome, LogOutcome(won, Outcome.ENROLLED))
    a_follow_up(store, person=client)
    a_person(store, "Fay Six", temperature=Temperature.LOST)
    a_person(store, "Gus Seven", do_not_contact=True)
    store.write(people.disable_user, "ana")
    found = store.read(counts)
    assert found == {
        Alert.CLIENTS_IN_TUNNEL: 1,
        Alert.WITHOUT_TUNNEL: 2,
        Alert.WEB_WITHOUT_TUNNEL: 1,
        Alert.WITHOUT_REP: 2,
    }
    assert found == listed(store)
    assert plain


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["boss", "ana", "ben"]),
        st.sampled_from([None, *Temperature]),
        st.booleans(),
        st.sampled_from(["none", "planned", "enrolled", "again"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(drawn=PEOPLE)
def test_a_count_is_the_length_of_its_list_for_every_role(
    store: Store, as_user: AsUser, drawn: list[Drawn]
) -> None:
    """R-26, R-21: to the unit, whoever looks, whatever is stored; people add up."""
    if "ana" not in _logins(store):
        a_user(store, "ana", team="South")
        a_user(store, "ben", team="North")
        a_user(store, "mia", Role.MANAGER, "South")
    for one in drawn:
        _live(store, one)
    for login in ("boss", "ana", "ben", "mia"):
        theirs = as_user(store, login)
        assert theirs.read(counts) == listed(theirs)


def _logins(store: Store) -> set[str]:
    return {str(row["login"]) for row in many(store.path, "SELECT login FROM user")}


def _live(store: Store, drawn: Drawn) -> None:
    """Write a person with a past: nothing planned, planned, or enrolled."""
    owner, value, refuses, past, web = drawn
    person = a_person(store, owner=owner, temperature=value, do_not_contact=refuses)
    if web:
        from_source(store, person, SourceKind.WEB)
    if past == "none":
        return
    follow_up = a_follow_up(store, person=person, assignee=owner)
    if past != "planned":
        store.write(outcomes.log_outcome, LogOutcome(follow_up, Outcome.ENROLLED))
    if past == "again":
        a_follow_up(store, person=person, assignee=owner)


def test_the_header_counts_what_today_lists_in_the_users_zone(
    store: Store, as_user: AsUser
) -> None:
    """R-21: overdue, today, next days: counted as listed, in each one's zone."""
    live_in(store, a_user(store, "ana"), "Pacific/Auckland")
    for due in (at(22, 9), at(23, 7), at(23, 10), at(23, 12), at(30, 10), at(30, 12)):
        deal = a_deal(store, f"Deal {due}", owner="ana")
        a_follow_up(store, deal=deal, due=due, assignee="ana")
    ana = as_user(store, "ana")
    assert ana.zone == "Pacific/Auckland"
    told = read_counts(ana, Whose())
    buckets = [item.bucket for item in read_due(ana, Whose()).items]
    assert told == tuple(
        buckets.count(one)
        for one in (DueBucket.OVERDUE, DueBucket.TODAY, DueBucket.LATER)
    )
    assert told == (2, 1, 2), "midnight in Auckland is noon in London"


def test_a_view_that_a_manager_counts_is_an_alert_for_everybody(
    store: Store, as_user: AsUser
) -> None:
    """R-26: added by a manager, counted over what each one sees."""
    a_user(store, "ana")
    for owner, count in (("ana", 2), ("boss", 1)):
        for number in range(count):
            a_person(
                store, f"P {owner}{number}", owner=owner, temperature=Temperature.HOT
            )
    view = store.write(views.save_view, NewView("Hot ones", HOT)).id
    store.write(views.share_view, view, shared=True)
    assert code_of(view) not in store.read(counts), "shared is not yet counted"
    store.write(views.count_view, view, counted=True)
    ana = as_user(store, "ana")
    assert ana.read(counts)[code_of(view)] == 2
    assert store.read(counts)[code_of(view)] == 3
    assert [line.name for line in ana.read(alerts)][-1] == "Hot ones"


def test_each_user_switches_their_own_alerts(store: Store, as_user: AsUser) -> None:
    """R-26: each indicator can be switched on or off, by each user."""
    a_user(store, "ana")
    ana = as_user(store, "ana")
    ana.write(switching.switch_alert, Alert.WITHOUT_TUNNEL, wanted=False)
    assert Alert.WITHOUT_TUNNEL not in ana.read(counts)
    assert Alert.WITHOUT_TUNNEL in store.read(counts)
    ana.write(switching.switch_alert, Alert.WITHOUT_TUNNEL, wanted=True)
    assert Alert.WITHOUT_TUNNEL in ana.read(counts)


@pytest.mark.parametrize("code", ["nothing", "view:99", "view:1"])
def test_only_an_alert_that_there_is_can_be_switched(store: Store, code: str) -> None:
    store.write(views.save_view, NewView("No alert", HOT))
    with pytest.raises(NotFound):
        store.write(switching.switch_alert, code, wanted=False)


def test_a_code_names_a_view_or_none() -> None:
    assert view_of(code_of(7)) == 7
    assert view_of("view:x") is None
    assert view_of("7") is None
    assert set(LISTS) < set(Alert)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("alert", LISTS)
def test_an_alert_is_counted_in_an_index_alone(
    store: Store, as_user: AsUser, role: Role, alert: Alert
) -> None:
    """R-26, performance.md: 200,000 prospects are counted without reading one."""
    a_user(store, "ana", role)
    of, filters = LISTS[alert]
    ask = asked(Shape(of, filters.to_json()))
    plan = as_user(store, "ana").read(_plan, ask)
    lines = [step for step in plan if "people_line " in step]
    assert lines
    few = "SEARCH people_line USING PRIMARY KEY (list=? AND id=?)"
    assert all("USING COVERING INDEX" in step or step == few for step in lines), plan
    assert lines.count(few) == (role is not Role.ADMIN)


def _plan(reader: Reader, ask: PeopleAsk) -> list[str]:
    connection = reader.session.connection()
    found: list[str] = []
    for part in Terms(reader, ask).parts():
        query = select(func.count()).select_from(people_line).where(*part)
        text = query.compile(connection, compile_kwargs={"literal_binds": True})
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")
        found += [str(row[3]) for row in rows]
    return found
