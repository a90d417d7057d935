"""Whoever acts has no door for SQL of their own: only named statements and functions.

Safety case 36 leaves a choice; this is the one that was made, and it is held to here.
"""

import ast
from collections.abc import Mapping
from pathlib import Path

import pytest

from models import statements
from models.actor import Row
from models.queries import find
from models.store import Store
from tests.conftest import REPOSITORY
from tests.conftest import AsUser
from tests.factories import a_deal
from tests.factories import a_user

TERMINAL = sorted((REPOSITORY / "tui").rglob("*.py"))
RUNNING = {"exec", "exec_driver_sql", "execute", "executemany", "executescript"}
INJECTED = ("' OR 1=1 --", '" OR ""="', "1; DROP TABLE deal", "x' UNION SELECT title")


@pytest.mark.parametrize("file", TERMINAL, ids=lambda file: str(file.name))
def test_nothing_of_the_terminal_runs_sql(file: Path) -> None:
    """Safety case 36: what people type meets functions of the models alone."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    called = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert called & RUNNING == set()


def test_a_first_statement_is_named_not_written(store: Store) -> None:
    """Safety case 36: a session knows the statements of its file by their names."""
    for sql in ("SELECT * FROM deal", "select * from main.deal", ""):
        with pytest.raises(KeyError):
            store.run(sql, {})


def test_a_first_statement_is_always_asked_as_oneself(
    store: Store, as_user: AsUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Safety case 36: who acts is no value that a caller could give."""
    a_user(store, "ana", team="South")
    ana = as_user(store, "ana")
    asked: list[object] = []

    def note(
        _connection: object, _statement: object, values: Mapping[str, object]
    ) -> list[Row]:
        asked.append(values["me"])
        return []

    monkeypatch.setattr(statements, "run", note)
    ana.run("card_mine", {"me": store.actor.id})
    assert asked == [ana.actor.id]


@pytest.mark.parametrize("typed", INJECTED)
def test_sql_that_is_typed_is_searched_for_as_text(
    store: Store, as_user: AsUser, typed: str
) -> None:
    """Safety case 36: quotes and comments end nothing."""
    a_user(store, "ana", team="South")
    a_user(store, "ben", team="North")
    a_deal(store, "Hidden", owner="ben")
    ana = as_user(store, "ana")
    a_deal(ana, f"Says {typed}")
    assert {hit.title for hit in ana.read(find.search, typed)} <= {f"Says {typed}"}
    assert ana.read(find.search, "Hidden") == []
