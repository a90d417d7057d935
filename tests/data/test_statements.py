"""The compiled statements are their selects, use indexes, and leak to no engine."""

import sqlite3
from collections.abc import Iterator
from functools import cache

import pytest

from models import engine
from models import statements
from models.actor import Whose
from models.door import connect
from models.money import Money
from models.queries import compiled
from models.queries import fallback
from models.store import Store
from models.vocabulary import Role
from models.vocabulary import Scope
from tests.conftest import AsUser
from tests.factories import a_company
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_note
from tests.factories import a_person
from tests.factories import a_user

BIG = ("deal", "event", "follow_up", "interaction", "organization", "person")
BOUNDED = (
    *("contact_point", "follow_up_type", "fx_rate", "lines", "loss_reason", "page"),
    *("pipeline", "stage"),
)
"""What is small by nature: a page of cards, one person's history, settings."""

LOOPS = ("SCAN", "SEARCH")

GIVEN: dict[str, object] = {
    "base": "EUR",
    "currency": "EUR",
    "ends": (
        '{"Europe/Paris": {"tomorrow": "2026-11-23T23:00:00Z",'
        ' "until": "2026-11-30T23:00:00Z"}}'
    ),
    "home": "Europe/Paris",
    "id": 1,
    "key": "2026-11-24T22:59:59Z",
    "latest": "2026-11-30T23:00:00Z",
    "limit": 50,
    "login": "ana",
    "me": 2,
    "now": "2026-11-23T08:14:00Z",
    "offset": 0,
    "owner": 2,
    "pipeline": 1,
    "since": "2026-11-22T23:00:00Z",
    "stage": 2,
    "status": "open",
    "today": "2026-11-23",
    "tomorrow": "2026-11-23T23:00:00Z",
    "type": 1,
    "until": "2026-11-30T23:00:00Z",
}


@cache
def texts() -> dict[str, statements.Statement]:
    loaded = statements.load()
    assert loaded is not None
    return dict(loaded)


def values_of(name: str, **changed: object) -> dict[str, object]:
    return {one: {**GIVEN, **changed}[one] for one in texts()[name].names}


@pytest.fixture
def house(store: Store) -> Store:
    """A few deals of two sellers, planned and not, in two stages."""
    a_user(store, "ana")
    a_user(store, "ben", team="North")
    a_user(store, "sid", Role.MANAGER)
    for login in ("ana", "ben"):
        company = a_company(store, f"Company of {login}", owner=login)
        person = a_person(store, "Julie Martin", owner=login, phone="0612345678")
        for number, stage in enumerate(["Opportunity", "Opportunity", "Offer"]):
            deal = a_deal(
                store,
                f"{login} {number}",
                stage=stage,
                owner=login,
                person=person,
                company=company,
                amount=Money(1000 * number, "EUR"),
            )
            if number != 1:
                a_follow_up(store, deal=deal, assignee=login)
        a_note(store, "rang twice", person=person)
    a_deal(store, "nobody's", unassigned=True)
    return store


def test_the_shipped_file_is_what_the_selects_compile_to() -> None:
    shipped = statements.FILE
    assert compiled.whole_file() == shipped.read_text(encoding="utf-8")


@pytest.fixture
def plain(house: Store) -> Iterator[sqlite3.Connection]:
    connection = connect(house.path, writable=False)
    yield connection
    connection.close()


def test_both_engines_give_the_same_rows_to_every_actor(
    house: Store, plain: sqlite3.Connection
) -> None:
    reading = engine.reading(house.path)
    differing: set[str] = set()
    for name, entry in texts().items():
        for me in (1, 2, 3, 4):
            given = values_of(name, me=me, owner=2, id=me)
            ours = fallback.rows(reading, house.path, name, given)
            if statements.run(plain, entry, given) != ours:
                differing.add(name)
    reading.dispose()
    assert differing == set()


def test_no_first_statement_walks_a_big_table_or_sorts_more_than_it_shows(
    plain: sqlite3.Connection,
) -> None:
    faults: dict[str, list[str]] = {}
    for name, entry in texts().items():
        given = {**entry.fixed, **values_of(name)}
        plan = plain.execute(f"EXPLAIN QUERY PLAN {entry.sql}", given).fetchall()
        found = _faults([(int(row[1]), str(row[3])) for row in plan])
        if found:
            faults[name] = found
    assert faults == {}


def _faults(plan: list[tuple[int, str]]) -> list[str]:
    """Return the steps that cost more as the data grow; each has its parent's id."""
    found: list[str] = []
    for parent, step in plan:
        loops = [s for p, s in plan if p == parent and s.startswith(LOOPS)]
        bounded = bool(loops) and loops[0].split()[1] in BOUNDED
        walks = step.startswith("SCAN") and step.split()[1] in BIG
        if walks or ("TEMP B-TREE" in step and not bounded):
            found.append(f"{step} after {loops[0] if loops else 'nothing'}")
    return found


def test_the_scoped_forms_differ_by_role(house: Store, as_user: AsUser) -> None:
    given: dict[str, object] = {"stage": 2, "status": "open", "limit": 50, "offset": 0}

    def titles(login: str, whose: Whose) -> set[object]:
        session = as_user(house, login)
        return {row[1] for row in session.scoped("opened", whose, given)}

    everything = Whose(Scope.ALL)
    assert titles("ana", everything) == {"ana 0", "ana 1"}
    assert titles("ana", Whose(Scope.ALL, owner=3)) == {"ana 0", "ana 1"}
    assert titles("sid", everything) == {
        "ana 0",
        "ana 1",
        "ben 0",
        "ben 1",
        "nobody's",
    }
    assert titles("boss", Whose(Scope.ALL, owner=3)) == {"ben 0", "ben 1"}
    assert titles("boss", Whose(Scope.ME)) == set()
