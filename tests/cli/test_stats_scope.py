"""Whose figures ``relance stats`` tells, and whose it says they are (D.5, C-03)."""

import sqlite3

import pytest

from models.store import Store
from models.vocabulary import Role
from tests.cli.conftest import Call
from tests.factories import a_deal
from tests.factories import a_user


@pytest.fixture
def team(store: Store) -> Store:
    """A deal of a team's seller, one of another team's, and one of nobody."""
    a_user(store, "claire", Role.MANAGER, "Paris")
    a_user(store, "marc", team="Paris")
    a_user(store, "lea", team="Lyon")
    a_deal(store, title="Ours", owner="marc")
    a_deal(store, title="Theirs", owner="lea")
    nobodys = a_deal(store, title="Nobody's")
    connection = sqlite3.connect(store.path)
    connection.execute("UPDATE deal SET owner_id = NULL WHERE id = ?", (nobodys,))
    connection.commit()
    connection.close()
    return store


@pytest.mark.parametrize(
    ("login", "asked", "told", "deals"),
    [
        ("claire", "", "team", 1),
        ("claire", "team", "team", 1),
        ("claire", "all", "all", 2),
        ("claire", "me", "me", 0),
        ("marc", "", "me", 1),
        ("marc", "all", "me", 1),
        ("boss", "", "all", 3),
        ("boss", "all", "all", 3),
    ],
)
def test_figures_are_of_the_scope_that_they_name(
    team: Store, call: Call, login: str, asked: str, told: str, deals: int
) -> None:
    """C-03, D.5: without a scope the command counts what the screen begins with."""
    scope = ("--scope", asked) if asked else ()
    words = ("stats", "wins", "--by", "none", "--json", *scope)
    found = call(*words, db=team.path, user=login).json
    assert found["scope"] == told
    assert found["rows"][0]["open"] == deals


def test_a_row_whose_group_has_no_name_says_so(team: Store, call: Call) -> None:
    """R-31: what belongs to nobody is a row of its own, with a word, in the table."""
    rows = call("stats", "wins", "--by", "owner", db=team.path, user="boss").out
    assert sum(line.startswith("Nobody ") for line in rows.splitlines()) == 1
