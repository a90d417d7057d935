"""A new workspace holds its template whole, in one batch, or no file is left."""

import sqlite3
from pathlib import Path

import pytest

from models.actor import Whose
from models.clock import Clock
from models.errors import BadValue
from models.errors import RuleBroken
from models.operations import setup
from models.store import Store
from models.store import open_store
from models.templates import TEMPLATES
from models.views.foundation import Foundation
from models.vocabulary import Language
from models.vocabulary import Role
from models.vocabulary import Scope
from tests.conftest import NOW
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_user


def plan(**changes: object) -> Foundation:
    given: dict[str, object] = {
        "template": "club",
        "currency": "CHF",
        "zone": "Europe/Zurich",
        "login": "zoe",
        "name": "Zoé",
        "language": Language.FR,
        **changes,
    }
    return Foundation(**given)  # type: ignore[arg-type]


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", TEMPLATES)
def test_every_template_is_written_whole_in_the_language(
    tmp_path: Path, code: str, language: Language
) -> None:
    path = tmp_path / "new.db"
    setup.found(path, plan(template=code, language=language))
    template = TEMPLATES[code]
    stages = rows(path, "SELECT name, kind, probability FROM stage ORDER BY position")
    assert stages == [
        (stage.name.in_language(language), str(stage.kind), stage.probability)
        for stage in template.stages
    ]
    (edges,) = rows(path, "SELECT count(*) FROM follow_up_type_next")
    assert edges == (sum(len(kind.next) for kind in template.types),)
    letters = rows(path, "SELECT letter FROM loss_reason ORDER BY position")
    assert [letter for (letter,) in letters] == [r.letter for r in template.reasons]


def test_the_setup_is_one_batch_that_tells_of_every_row(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    setup.found(path, plan(), Clock(start=NOW, ticking=False))
    batches = rows(path, "SELECT id, kind, actor_id, at FROM batch")
    assert batches == [(1, "setup", 1, "2026-11-23T08:14:00Z")]
    tables = (
        "workspace team user pipeline stage follow_up_type follow_up_type_next "
        "loss_reason source"
    )
    for table in tables.split():
        told = rows(path, f"SELECT count(*) FROM event WHERE entity = '{table}'")
        assert told == rows(path, f'SELECT count(*) FROM "{table}"'), table


def test_the_first_user_is_admin_in_a_root_team_named_like_the_workspace(
    tmp_path: Path,
) -> None:
    path = tmp_path / "new.db"
    setup.found(path, plan(workspace="Club du Lac"))
    store = open_store(path, None, Clock())
    assert (store.actor.login, store.actor.role) == ("zoe", Role.ADMIN)
    assert store.house.name == "Club du Lac"
    assert store.house.country == "CH"
    store.close()
    assert rows(path, "SELECT name, parent_id FROM team") == [("Club du Lac", None)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"login": "Zoé"}, "login_bad"),
        ({"currency": "XYZ"}, "currency_unknown"),
        ({"zone": "Europe/Nowhere"}, "zone_unknown"),
        ({"name": "  "}, "name_missing"),
        ({"template": "gym"}, "template_unknown"),
    ],
)
def test_a_bad_value_is_refused_and_no_file_is_made(
    tmp_path: Path, changes: dict[str, object], code: str
) -> None:
    path = tmp_path / "new.db"
    with pytest.raises(BadValue, match=code):
        setup.found(path, plan(**changes))
    assert list(tmp_path.glob("new.db*")) == []


def test_a_file_that_stands_there_is_never_touched(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    path.write_bytes(b"mine")
    with pytest.raises(RuleBroken, match="database_exists"):
        setup.found(path, plan())
    assert path.read_bytes() == b"mine"


def test_nothing_is_left_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object) -> None:
        raise OSError("full")

    monkeypatch.setattr(setup, "write_template", break_down)
    path = tmp_path / "new.db"
    with pytest.raises(OSError, match="full"):
        setup.found(path, plan())
    assert list(tmp_path.glob("new.db*")) == []


@pytest.mark.parametrize(
    ("zone", "country"),
    [("Europe/Paris", "FR"), ("America/Montreal", "CA"), ("UTC", "")],
)
def test_the_zone_says_whose_holidays_count(zone: str, country: str) -> None:
    assert setup.country_of(zone) == country


def test_what_the_factories_write_is_on_the_board_and_due(store: Store) -> None:
    a_user(store, "ana")
    deal = a_deal(store, "Acme", owner="ana")
    a_follow_up(store, deal=deal, assignee="ana")
    given: dict[str, object] = {
        "stage": 2,
        "status": "open",
        "tomorrow": "2026-11-23T23:00:00Z",
    }
    window = Whose(Scope.ALL)
    cards = store.scoped("next_later", window, {**given, "limit": 9, "offset": 0})
    assert [(row[0], row[1]) for row in cards] == [(deal, "Acme")]
