"""Hostile text through the commands that take it: stored clean, printed clean."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from models.store import Store
from tests.cli.conftest import Call
from tests.factories import a_deal

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
FEW = 60


@pytest.fixture(scope="module")
def naughty(data_folder: Path) -> list[str]:
    """A handful of the naughty strings, spread over the whole list."""
    found = sorted(data_folder.rglob("*naughty*")) + sorted(data_folder.rglob("blns*"))
    files = [path for path in found if path.is_file() and path.suffix == ".json"]
    if not files:
        pytest.skip("no naughty strings here")
    strings = [str(one) for one in json.loads(files[0].read_text(encoding="utf-8"))]
    return strings[:: max(len(strings) // FEW, 1)]


def test_naughty_titles_are_stored_and_shown_clean_or_refused_in_one_line(
    store: Store, call: Call, naughty: list[str]
) -> None:
    """Safety case 69: to a pipe, clean or refused."""
    a_deal(store, "First")
    for text in naughty:
        answers = [
            call("add", "deal", f"--company={text}", "Deal", db=store.path),
            call("--db", store.path, "note", "deal", "1", "--", text),
            call("search", f"x {text}", db=store.path),
        ]
        for answer in answers:
            assert answer.status in {0, 1, 64}, (text, answer)
            assert not CONTROL.search(answer.out + answer.err), (text, answer)
            assert answer.err.count("\n") <= 1
    shown = call("show", "deal", "1", db=store.path)
    listed = call("search", "Deal", db=store.path)
    exported = call("export", "companies", db=store.path)
    for answer in (shown, listed, exported):
        assert answer.status == 0
        assert not CONTROL.search(answer.out)


def test_an_escape_in_a_title_never_reaches_the_database(
    store: Store, call: Call
) -> None:
    """Safety case 67: neither the record nor its journal."""
    hostile = "A\x1b]52;c;UFdO\x1b\\ B\u202e C"
    made = call("add", "deal", hostile, "--json", db=store.path)
    assert made.status == 0, made.err
    title = call("show", "deal", "1", "--json", db=store.path).json["title"]
    assert not CONTROL.search(title)
    events = call("export", "events", "--json", db=store.path).out
    assert "\\u001b" not in events
    assert "\u202e" not in events


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800"])
def test_what_cannot_be_stored_is_refused(store: Store, call: Call, text: str) -> None:
    """Safety case 66: on the command line."""
    answer = call("add", "deal", f"X {text}", db=store.path)
    assert answer.status == 64
    assert not CONTROL.search(answer.err)


def test_words_of_errors_are_clean(store: Store, call: Call) -> None:
    """Safety case 68: standard error as well."""
    answer = call("show", "deal", "\x1b[31mred", db=store.path)
    assert (answer.status, "\x1b" in answer.err) == (64, False)
    answer = call("\x1b[31mred", db=store.path)
    assert (answer.status, "\x1b" in answer.err) == (64, False)
    answer = call("due", "--db", "/no/\x1b[31mred")
    assert (answer.status, "\x1b" in answer.err) == (66, False)


@pytest.mark.parametrize(
    "text",
    ['"', "AND", "O'Neil", "50%", "-acme", "(", "*", "", "NEAR(a", "a" * 100_000],
)
def test_any_search_is_answered(store: Store, call: Call, text: str) -> None:
    """Safety case 74: whatever looks like syntax."""
    a_deal(store, "O'Neil 50% AND")
    words = ("search", "--db", store.path, "--json", "--", text)
    assert call(*words).status in {0, 64}


def test_wide_text_keeps_columns_straight(store: Store, call: Call) -> None:
    """Safety case 65: in the tables of commands."""
    for title in ("日本商事", "plain", "é" * 3):
        a_deal(store, f"Same {title}")
    lines = call("search", "Same", db=store.path).out.splitlines()

    def cells(text: str) -> int:
        return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)

    assert len({cells(line.partition("open")[0]) for line in lines}) == 1
