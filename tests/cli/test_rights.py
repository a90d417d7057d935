"""Who may do what from the command line, from one table (safety.md B)."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from models.store import Store
from models.vocabulary import Role
from tests.cli.conftest import Call
from tests.cli.matrix import ROWS
from tests.cli.matrix import Row
from tests.factories import a_company
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_note
from tests.factories import a_person
from tests.factories import a_user
from tui.cli.commands import commands

TOKEN = "xqzz"
INACTIVE = 77
UNKNOWN = 77


@dataclass(frozen=True, slots=True)
class House:
    """A database with ana, ben and their manager, and the ids of their records."""

    path: Path
    ids: dict[str, dict[str, int]]
    folder: Path


@pytest.fixture
def house(store: Store, tmp_path: Path, call: Call) -> House:
    a_user(store, "ana", team="North")
    a_user(store, "ben", team="North")
    a_user(store, "nora", Role.MANAGER, team="North")
    a_user(store, "gone", team="North")
    ids = {login: _records(store, login) for login in ("ana", "ben")}
    store.close()
    for owner in ids.values():
        won = call("win", owner["won"], db=store.path, user="boss")
        assert won.status == 0, won.err
    assert call("users", "disable", "gone", db=store.path, user="boss").status == 0
    shutil.copy(store.path, tmp_path / "copy.db")
    (tmp_path / "some.csv").write_text("title\nFrom a file\n")
    return House(store.path, ids, tmp_path)


def _records(store: Store, owner: str) -> dict[str, int]:
    secret = f"{TOKEN}{owner}"
    company = a_company(store, f"{secret}company", owner=owner)
    person = a_person(
        store, f"Zz {secret}", owner=owner, company=company, email=f"{secret}@a.fr"
    )
    deal = a_deal(store, f"{secret}deal", owner=owner, person=person, company=company)
    bare = a_deal(store, f"{secret}bare", owner=owner)
    won = a_deal(store, f"{secret}won", owner=owner)
    followup = a_follow_up(store, deal=deal, assignee=owner, comment=f"{secret}comment")
    a_note(store, f"{secret}note", deal=deal)
    return {
        "deal": deal,
        "bare": bare,
        "won": won,
        "person": person,
        "company": company,
        "followup": followup,
    }


def words_of(row: Row, house: House, owner: str) -> list[str]:
    places = {
        **house.ids[owner],
        "batch": 1,
        "file": house.folder / "some.csv",
        "copy": house.folder / "copy.db",
        "new": house.folder / "new.db",
    }
    return [word.format(**places) for word in row.words.split()]


def test_every_command_stands_in_the_table() -> None:
    """Safety case 32: a command without a row fails."""
    listed = {row.words.split()[0] for row in ROWS}
    assert listed == {command.name for command in commands()}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.words)
def test_each_actor_is_answered_as_the_table_says(
    house: House, call: Call, row: Row
) -> None:
    """R-37: every command, every role, as the table of rights says."""

    def status(owner: str, user: str) -> int:
        return call(*words_of(row, house, owner), db=house.path, user=user).status

    if row.other is not None:
        assert status("ben", "ana") == row.other, "a colleague's"
    if not row.without_login:
        assert status("ana", "gone") == INACTIVE, "switched off"
        assert status("ana", "nobody-known") == UNKNOWN, "unknown"
    assert status("ana", "ana") == row.own, "the seller's own"
    if row.own != row.manager or row.words.startswith(("due", "show", "search")):
        assert status("ana", "nora") == row.manager, "the manager"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.words)
def test_the_manager_may_work_on_the_teams_records(
    house: House, call: Call, row: Row
) -> None:
    answer = call(*words_of(row, house, "ben"), db=house.path, user="nora")
    assert answer.status == row.manager, answer.err


@pytest.mark.parametrize("row", [row for row in ROWS if row.other is not None])
def test_hidden_and_absent_are_told_in_the_same_words(
    house: House, call: Call, row: Row
) -> None:
    """Safety case 24: by id, on the command line."""
    hidden = call(*words_of(row, house, "ben"), db=house.path, user="ana")
    none = dict.fromkeys(house.ids["ben"], 9999)
    nowhere = House(house.path, {"ben": none}, house.folder)
    absent = call(*words_of(row, nowhere, "ben"), db=house.path, user="ana")
    assert (hidden.status, hidden.out, hidden.err) == (
        absent.status,
        absent.out,
        absent.err,
    )


@pytest.mark.parametrize("form", ["", "--json", "--csv"])
@pytest.mark.parametrize(
    "words",
    [
        "due --scope all",
        f"search {TOKEN}",
        "search Zz",
        "export deals",
        "export people",
        "export companies",
        "export followups",
        "export events",
        "stats wins --by owner --scope all",
        "stats pipeline --scope all",
        "imports",
        "show company {company}",
        "undo",
        "doctor",
    ],
)
def test_no_command_tells_a_seller_a_colleagues_words(
    house: House, call: Call, words: str, form: str
) -> None:
    """K-03: no command leaks what belongs to a colleague."""
    told = words.format(**house.ids["ben"]).split()
    answer = call(*told, *form.split(), db=house.path, user="ana")
    assert f"{TOKEN}ben" not in answer.out + answer.err


def test_everything_a_seller_exports_is_the_sellers(house: House, call: Call) -> None:
    """K-03: exports are scoped as screens are."""
    folder = house.folder / "mine"
    assert (
        call("export", "all", "--csv", "-o", folder, db=house.path, user="ana").status
        == 0
    )
    text = "".join(file.read_text() for file in folder.iterdir())
    assert f"{TOKEN}ana" in text
    assert f"{TOKEN}ben" not in text


def test_a_seller_cannot_give_a_new_deal_or_imported_rows_to_a_colleague(
    house: House, call: Call
) -> None:
    """Safety case 28: refused, the row named."""
    given = call("add", "deal", "Gift", "--owner", "ben", db=house.path, user="ana")
    assert given.status == 77
    file = house.folder / "gift.csv"
    file.write_text("title,owner\nGift,Ben\nMine,Ana\n")
    answer = call("import", file, "--json", db=house.path, user="ana")
    assert answer.status == 65
    assert (answer.json["created"], answer.json["rejected"]) == (1, 1)
    assert answer.json["problems"][0]["line"] == 2
    assert answer.json["problems"][0]["text"]


def test_somebody_has_to_stay_admin(house: House, call: Call) -> None:
    """Safety case 33: the last one stays."""
    for words in ("users role boss seller", "users disable boss"):
        answer = call(*words.split(), db=house.path, user="boss")
        assert answer.status == 1
        assert answer.err.count("\n") == 1
