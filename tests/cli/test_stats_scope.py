"""Whose figures ``relance stats`` tells, and whose it says they are (D.5, C-03)."""

import sqlite3

import pytest

from models.reports import BASED
from models.reports import GROUPED
from models.reports import REPORTS
from models.store import Store
from models.vocabulary import Role
from tests.cli.conftest import Call
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
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


def test_sources_reasons_and_statuses_have_their_names_in_the_table(
    team: Store, call: Call
) -> None:
    """R-33, R-35: in words as on the screen, retired ones too; JSON keeps the codes."""
    a_person(team, "Ana Web")
    connection = sqlite3.connect(team.path)
    connection.executescript(
        """
        UPDATE person SET source_id = (SELECT id FROM source WHERE code = 'web');
        UPDATE source SET active = 0, name = 'Old website' WHERE code = 'web';
        """
    )
    connection.close()
    a_follow_up(team, person=a_person(team, "Ben Due"))
    words = ("stats", "sources")
    assert "Old website " in call(*words, db=team.path, user="boss").out
    rows = call(*words, "--json", db=team.path, user="boss").json["rows"]
    assert {row["source"] for row in rows} == {"web", None}
    french = ("stats", "followups", "--lang", "fr")
    told = call(*french, db=team.path, user="boss").out
    assert "Encore prévues " in told
    assert "done_with" not in told


def test_sources_that_nobody_told_are_not_said_in_a_single_row(
    store: Store, call: Call
) -> None:
    """R-35: one row is still the row of a source, not of everything."""
    a_person(store, "Ana Walk")
    rows = call("stats", "sources", db=store.path, user="boss").out.splitlines()
    assert [row.split("  ")[0] for row in rows] == ["Source", "Not said"]


def test_columns_are_headed_as_on_the_page(team: Store, call: Call) -> None:
    """R-29, R-33: groups by what they are; people who are lost are no lost deals."""
    a_follow_up(team, person=a_person(team, "Ben Due"))
    words = ("stats", "discipline", "--by", "type")
    first = call(*words, db=team.path, user="boss").out.splitlines()[0]
    assert first.startswith("Type ")
    words = ("stats", "monthly", "--lang", "fr")
    first = call(*words, db=team.path, user="boss").out.splitlines()[0]
    assert " Perdus " in first


@pytest.mark.parametrize("option", ["--by", "--basis"])
@pytest.mark.parametrize("report", sorted(REPORTS))
def test_no_report_leaves_an_option_out_without_a_word(
    store: Store, call: Call, report: str, option: str
) -> None:
    """R-31: figures are never told in other groups than those that were asked for."""
    answer = call("stats", report, option, "nonsense", db=store.path)
    assert (answer.status, answer.out) == (64, "")
    assert "nonsense" in answer.err or f"{option} does not go with stats" in answer.err


@pytest.mark.parametrize(
    ("report", "option"),
    [(one, "--by") for one in sorted(GROUPED)]
    + [(one, "--basis") for one in sorted(BASED)],
)
def test_a_report_that_takes_an_option_tells_its_choices(
    store: Store, call: Call, report: str, option: str
) -> None:
    answer = call("stats", report, option, "nonsense", db=store.path)
    assert answer.status == 64
    assert "nonsense" in answer.err
