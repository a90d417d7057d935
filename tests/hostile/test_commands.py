"""Commands on a database full of attacks, and called with them: clean in every form."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from models.store import Store
from tests.cli.conftest import Call
from tests.cli.conftest import call
from tests.factories import a_company
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_note
from tests.factories import a_person
from tests.hostile.values import attacking
from tests.hostile.values import rewritten

__all__ = ["call"]

OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
LONG = "a" * 100_000
READING = (
    *("due --scope all", "search UFdO", "show deal 1", "show person 1"),
    *("show company 1", "stats wins --by owner --scope all", "users list", "imports"),
    *("stats pipeline --scope all", "stats losses --scope all"),
    *("export deals", "export people", "export companies", "export followups"),
    *("export events", "export deals --raw", "doctor"),
)
WRITING = (
    *(
        "move 1 nowhere",
        "move 1 Offer",
        "add deal 1 --stage nowhere",
        "assign deal 1 x",
    ),
    *("add followup --deal 1 --type nothing --at tomorrow", "snooze 1 +3d", "undo"),
    *("done 1 --outcome nothing", "lose 1 --reason nothing", "win 1", "redo"),
    *("add deal Known --company Firm --person Someone", "reopen 1"),
)


@pytest.fixture
def attacked(store: Store) -> Path:
    """A database in every text of which a foreign program wrote an attack."""
    company = a_company(store, "Firm", domain="firm.example", place="Lille")
    person = a_person(store, "Julie Martin", company=company, email="j@firm.example")
    deal = a_deal(store, "Boréal", person=person, company=company)
    a_follow_up(store, deal=deal, comment="call back")
    a_note(store, "said", deal=deal)
    store.close()
    return rewritten(store.path, store.path.with_name("attacked.db"), attacking)


@pytest.mark.parametrize("form", ["", "--json", "--csv"])
def test_no_command_prints_what_a_terminal_obeys(
    attacked: Path, call: Call, form: str
) -> None:
    """Safety cases 68 and 69: to a pipe too, in what is answered and refused."""
    said = ""
    for words in (*READING, *WRITING):
        answer = call(*words.split(), *form.split(), db=attacked, user="boss")
        assert not OBEYED.search(answer.out + answer.err), words
        assert "incident" not in answer.err, (words, answer.err)
        said += answer.out + answer.err
    assert said.count("]52;c;UFdO") > len(READING)


def test_an_archive_keeps_what_stands_and_prints_none_of_it_raw(
    attacked: Path, call: Call, tmp_path: Path
) -> None:
    """Safety case 69: the archive of such a database is the same when it is back."""
    archive = call("export", "all", "--json", db=attacked)
    assert not OBEYED.search(archive.out)
    (tmp_path / "all.json").write_text(archive.out, encoding="utf-8")
    back = tmp_path / "back.db"
    call("restore", tmp_path / "all.json", db=back)
    assert call("export", "all", "--json", db=back).out == archive.out


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("show", "deal", LONG), 64),
        ((LONG,), 64),
        (("due", "--scope", LONG), 64),
        (("add", "deal", "X", "--amount", LONG), 64),
        (("add", "deal", LONG), 64),
        (("note", "deal", "1", LONG), 64),
        (("due", "--as", LONG), 77),
        (("due", "--now", LONG), 64),
        (("due", "--now", "9999-12-31T23:59"), 64),
        (("due", "--now", "0001-01-01"), 64),
        (("search", LONG), 0),
        (("due", "--config", LONG), 66),
        (("backup", LONG), 74),
        (("restore", LONG), 66),
        (("import", LONG), 66),
        (("export", "deals", "-o", LONG), 74),
    ],
    ids=lambda value: None if isinstance(value, int) else str(value)[:30],
)
def test_a_very_long_word_is_answered_in_one_short_line(
    store: Store, call: Call, words: tuple[str, ...], status: int
) -> None:
    """Safety cases 76 and 68: no page of it is printed again, and nothing fails."""
    a_deal(store, "Boréal")
    answer = call(*words, "--db", store.path)
    assert answer.status == status, answer.err[:200]
    assert answer.err.count("\n") <= 1
    assert len(answer.err) < 600
    assert "incident" not in answer.err


def started(
    *words: object, shell: str = "", **environ: str
) -> "subprocess.CompletedProcess[str]":
    """Run the command by a shell, which can close its streams."""
    program = f'exec "{sys.executable}" -c "from tui.cli import main; main()" "$@"'
    return subprocess.run(
        ["sh", "-c", f"{program} {shell}", "relance", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environ},
    )


@pytest.mark.parametrize(
    ("streams", "status"),
    [
        (">/dev/full", 74),
        (">&-", 0),
        ("2>&-", 0),
        ("<&-", 0),
        ("<&- >&- 2>&-", 0),
    ],
)
def test_a_stream_that_is_full_or_closed_is_no_traceback(
    store: Store, streams: str, status: int
) -> None:
    """Safety case 44: for the answer itself; and no file of ours takes its number."""
    a_deal(store, "Boréal")
    before = store.path.read_bytes()
    store.close()
    done = started("show", "deal", "1", "--db", store.path, shell=streams)
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == (1 if status else 0)
    assert b"Exception" not in store.path.read_bytes()
    assert len(store.path.read_bytes()) == len(before)


@pytest.mark.parametrize(
    "environ",
    [
        *({"LC_ALL": name} for name in ("", "C", "POSIX", "tr_TR.UTF-8", "\x1b[31m")),
        {"LC_ALL": "xx_YY.ISO-8859-1"},
        {"PYTHONIOENCODING": "ascii"},
        {"TZ": "nowhere/at all"},
        {"COLUMNS": "-5", "TERM": "x;id"},
    ],
    ids=str,
)
def test_no_environment_stops_an_answer(store: Store, environ: dict[str, str]) -> None:
    """Safety case 18: the locale is no setting of the data."""
    a_deal(store, "日本 é")
    store.close()
    done = started("show", "deal", "1", "--db", store.path, **environ)
    assert (done.returncode, done.stderr) == (0, "")
    plain = "PYTHONIOENCODING" in environ
    assert (r"\u65e5\u672c \xe9" if plain else "日本 é") in done.stdout


def test_a_failure_of_ours_is_one_line_with_a_number_and_no_place(
    store: Store, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Safety case 37: on the command line; the report is in the folder of logs."""

    def fail(*_: object) -> int:
        secret = "ben's customer"
        raise ValueError(secret)

    monkeypatch.setattr("tui.cli.reading.due", fail)
    answer = call("due", db=store.path)
    assert answer.status == 74
    assert re.fullmatch(
        r"Relance stopped: incident [\w-]+\. What was saved is safe\.\n", answer.err
    )
