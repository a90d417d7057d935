"""What leaves comes back: archives to the byte, CSV within what it can hold."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from models.store import Store
from models.vocabulary import ContactKind
from tests.cli.conftest import Call
from tests.factories import a_company
from tests.factories import a_contact_point
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.invariants import problems_in

AT_WORK = """
import sys
from pathlib import Path
from models.clock import Clock
from models.store import open_store
session = open_store(Path(sys.argv[1]), "boss", Clock())
print("in", flush=True)
sys.stdin.read()
"""
"""A colleague's session."""

HOSTILE = "=HYPERLINK(1)"


@pytest.fixture
def filled(store: Store) -> Path:
    company = a_company(store, "'=quoted", owner="boss")
    person = a_person(
        store, "+Ana -Bo", company=company, phone="+33 6 12 34 56 78", email="a@b.fr"
    )
    a_contact_point(store, "c@d.fr", ContactKind.EMAIL, person=person)
    deal = a_deal(store, HOSTILE, person=person, company=company)
    a_deal(store, "plain — ünïcödé 商事", owner="boss")
    a_follow_up(store, deal=deal, comment="@cmd")
    store.close()
    return store.path


def test_an_archive_of_what_was_restored_is_equal_to_the_byte(
    filled: Path, call: Call, tmp_path: Path
) -> None:
    """Safety case 55: export, into an empty file, export again: identical bytes."""
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert call("lose", "1", "--reason", "price", db=filled).status == 0
    assert call("undo", db=filled).status == 0
    assert call("export", "all", "--json", "-o", first, db=filled).status == 0
    fresh = tmp_path / "fresh.db"
    assert call("init", "--db", fresh, "--user", "boss").status == 0
    restored = call("restore", first, db=fresh)
    assert restored.status == 0, restored.err
    assert call("export", "all", "--json", "-o", second, db=fresh).status == 0
    assert first.read_bytes() == second.read_bytes()
    assert problems_in(fresh) == []
    assert call("search", "商", "--json", db=fresh).json["count"] == 1


def test_exports_never_overwrite_and_follow_no_link(
    filled: Path, call: Call, tmp_path: Path
) -> None:
    """Safety case 73: for names that people give."""
    stands = tmp_path / "stands.csv"
    stands.write_text("mine")
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "elsewhere.csv")
    for place in (stands, link):
        answer = call("export", "deals", "-o", place, db=filled)
        assert (answer.status, answer.err.count("\n")) == (1, 1)
        assert call("backup", place, db=filled).status == 1
    assert stands.read_text() == "mine"
    assert not (tmp_path / "elsewhere.csv").exists()
    assert call("export", "deals", "-o", tmp_path / "no" / "x", db=filled).status == 66
    made = tmp_path / "new.csv"
    assert call("export", "deals", "-o", made, db=filled).status == 0
    assert made.stat().st_mode & 0o777 == 0o600


def test_no_cell_of_a_csv_is_run_by_a_spreadsheet(filled: Path, call: Call) -> None:
    """Safety case 70: text, unless a number of a number column."""
    for what in ("deals", "people", "companies", "followups", "events"):
        text = call("export", what, "--csv", db=filled).out
        for line in text.splitlines():
            assert not any(cell[:1] in "=+-@" for cell in line.split(",") if cell)
    raw = call("export", "deals", "--csv", "--raw", db=filled).out
    assert f",{HOSTILE}," in raw


@pytest.mark.parametrize("what", ["companies", "people", "deals"])
def test_importing_our_own_csv_changes_nothing(
    filled: Path, call: Call, tmp_path: Path, what: str
) -> None:
    """Safety case 55: CSV within what it can hold."""
    made = tmp_path / f"{what}.csv"
    assert call("export", what, "-o", made, db=filled).status == 0
    answer = call("import", made, "--json", db=filled)
    assert answer.status == 0, answer.out
    assert (answer.json["created"], answer.json["updated"]) == (0, 0)


def test_an_import_tells_each_row_it_could_not_take(
    filled: Path, call: Call, tmp_path: Path
) -> None:
    file = tmp_path / "deals.csv"
    file.write_text("title,amount\nGood,12\nBad,NaN\n\nAlso good,3\n")
    rehearsed = call("import", file, "--dry-run", "--json", db=filled)
    assert (rehearsed.status, rehearsed.json["batch"]) == (65, None)
    answer = call("import", file, "--json", db=filled)
    told = answer.json
    assert answer.status == 65
    assert list(told) == [
        *("batch", "dry_run", "read", "created", "updated", "skipped", "rejected"),
        *("by_entity", "addresses_left_out", "rejects_file", "problems"),
    ]
    assert (told["read"], told["created"], told["rejected"]) == (3, 2, 1)
    (problem,) = told["problems"]
    assert (problem["line"], problem["column"], problem["value"]) == (
        3,
        "amount",
        "NaN",
    )
    assert "NaN" in problem["text"]
    assert (
        Path(told["rejects_file"]).read_text().splitlines()[1].startswith("Bad,NaN,3")
    )
    again = call("import", file, "--json", db=filled).json
    assert (again["created"], again["updated"]) == (0, 0)
    past = call("imports", "--json", db=filled).json["imports"]
    assert past[-1]["batch"] == told["batch"]
    assert call("import", "--revert", told["batch"], db=filled).status == 0
    assert call("search", "good", "--json", db=filled).json["count"] == 0


def test_a_strict_import_is_all_or_nothing(
    filled: Path, call: Call, tmp_path: Path
) -> None:
    file = tmp_path / "deals.csv"
    file.write_text("title,amount\nGood,12\nBad,NaN\n")
    answer = call("import", file, "--strict", "--json", db=filled)
    assert (answer.status, answer.json["batch"]) == (65, None)
    assert call("search", "good", "--json", db=filled).json["count"] == 0


def test_a_backup_is_a_database_of_ones_own(
    filled: Path, call: Call, tmp_path: Path
) -> None:
    """Safety case 54: a safety copy is made, then the backup restored."""
    copy = tmp_path / "copy.backup"
    assert call("backup", copy, db=filled).status == 0
    assert copy.stat().st_mode & 0o777 == 0o600
    assert call("doctor", db=copy).status == 0
    assert call("note", "deal", "1", "since", db=filled).status == 0
    restored = call("restore", copy, db=filled)
    assert restored.status == 0, restored.err
    timeline = call("show", "deal", "1", db=filled).out
    assert "since" not in timeline
    (kept,) = (tmp_path / "backups").glob("relance.db.*.restore.backup")
    assert "since" in call("show", "deal", "1", db=kept).out


@pytest.mark.parametrize("kind", ["text", "foreign", "newer", "damaged", "torn"])
def test_what_is_no_sound_copy_of_ours_is_not_restored(
    filled: Path, call: Call, tmp_path: Path, kind: str
) -> None:
    """Safety case 54: a damaged, foreign or newer file is refused."""
    bad = tmp_path / "bad"
    match kind:
        case "text":
            bad.write_text("hello")
        case "torn":
            call("export", "all", "--json", "-o", bad, db=filled)
            bad.write_text(bad.read_text()[:-100])
        case _:
            shutil.copy(filled, bad)
    if kind in {"foreign", "newer"}:
        pragma = {"foreign": "application_id", "newer": "user_version"}[kind]
        with sqlite3.connect(bad) as connection:
            connection.execute(f"PRAGMA {pragma} = 99")
        connection.close()
    if kind == "damaged":
        content = bytearray(bad.read_bytes())
        for place in range(4096 * 5, len(content), 4096 * 3):
            content[place : place + 600] = b"\xa5" * 600
        bad.write_bytes(content)
    before = filled.read_bytes()
    answer = call("restore", bad, db=filled)
    assert answer.status == (78 if kind == "newer" else 65), answer.err
    assert answer.err.count("\n") == 1
    assert filled.read_bytes() == before
    assert list(tmp_path.glob(".*")) == []


def test_nothing_is_restored_while_a_session_is_open(
    filled: Path, call: Call, tmp_path: Path
) -> None:
    """Safety case 54: 75, and the sessions are named."""
    copy = tmp_path / "copy.backup"
    assert call("backup", copy, db=filled).status == 0
    with subprocess.Popen(
        [sys.executable, "-c", AT_WORK, str(filled)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as colleague:
        assert colleague.stdout is not None
        assert colleague.stdout.readline() == "in\n"
        answer = call("restore", copy, db=filled)
        colleague.terminate()
    assert (answer.status, answer.err.count("\n")) == (75, 1)
    assert "1 session (boss since " in answer.err
    assert call("restore", copy, db=filled).status == 0


def test_the_doctor_names_what_a_foreign_tool_changed(filled: Path, call: Call) -> None:
    """Safety case 59: table, id and field, exit 65."""
    healthy = call("doctor", "--json", db=filled)
    assert healthy.status == 0
    assert {"library", "journal", "synchronous", "file_system", "backup"} <= {
        check["code"] for check in healthy.json["checks"]
    }
    with sqlite3.connect(filled) as connection:
        connection.execute("UPDATE deal SET title = 'changed' WHERE id = 2")
    connection.close()
    answer = call("doctor", "--json", db=filled)
    assert answer.status == 65
    (finding,) = [one for check in answer.json["checks"] for one in check["found"]]
    assert finding == "record_differs_from_journal deal 2 title"


def test_the_doctor_reads_settings_and_themes(
    filled: Path, call: Call, home: Path
) -> None:
    settings = home / ".config" / "relance"
    (settings / "themes").mkdir(parents=True)
    (settings / "settings.toml").write_text('colour = "red"\n')
    (settings / "themes" / "mine.toml").write_text(
        'name = "mine"\nprimary = "bluish"\n'
    )
    answer = call("doctor", db=filled)
    assert answer.status == 65
    assert "colour" in answer.err
    assert "mine.toml" in answer.err
