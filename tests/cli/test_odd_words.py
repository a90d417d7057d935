"""Words that no person types on purpose: empty ones, odd bytes, what is elsewhere."""

from pathlib import Path

import pytest

from models.store import Store
from tests.cli.conftest import Call
from tests.data.tables import many
from tests.factories import a_deal

ODD = "\udcff"
"""A byte that is UTF-8 in no way, as the system hands it over."""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("backup", ""), "FILE is missing."),
        (("restore", ""), "FILE is missing."),
        (("import", ""), "FILE is missing."),
        (("import", "a.csv", "--map", ""), "--map is missing."),
        (("import", "a.csv", "--rejects", ""), "--rejects is missing."),
        (("demo", "--no-open", "--keep", ""), "--keep is missing."),
        (("users", "role", "", "seller"), "LOGIN is missing."),
        (("users", "team", "boss", ""), "TEAM is missing."),
        (("show", "", "1"), "'' does not fit kind"),
        (("undo", ""), "'' is not known here."),
    ],
)
def test_an_empty_word_names_nothing(
    store: Store, call: Call, words: tuple[str, ...], said: str
) -> None:
    found = call(*words, db=store.path)
    assert (found.status, found.out, found.err.count("\n")) == (64, "", 1)
    assert said in found.err


@pytest.mark.parametrize("option", ["--db", "--as", "--now", "--config"])
def test_an_empty_option_is_never_another_database_or_person(
    call: Call, option: str
) -> None:
    """A script whose variable is empty must not act on what it did not name."""
    for words in (("due", option, ""), (option, "")):
        found = call(*words)
        assert found.status == 64
        assert found.err.startswith(f"relance: {option} is empty.")


@pytest.mark.parametrize(
    "words",
    [
        ("due", "--as", ODD),
        ("users", "disable", ODD),
        ("users", "role", ODD, "seller"),
        ("add", "deal", "x", "--company", ODD),
        ("add", "deal", "x", "--person", ODD),
        ("search", ODD),
    ],
)
def test_bytes_that_are_no_text_are_refused(
    store: Store, call: Call, words: tuple[str, ...]
) -> None:
    found = call(*words, db=store.path)
    assert (found.status, found.err.count("\n")) == (64, 1)
    assert "A character cannot be stored (U+DCFF)." in found.err


def test_the_environment_names_no_odd_person(
    store: Store, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELANCE_AS", ODD)
    found = call("due", db=store.path)
    assert (found.status, found.err.count("\n")) == (64, 1)


def test_a_file_may_be_named_by_any_bytes(
    store: Store, call: Call, tmp_path: Path
) -> None:
    copy = tmp_path / f"{ODD}.db"
    assert call("backup", copy, db=store.path).status == 0
    assert call("due", db=copy).status == 0


@pytest.mark.parametrize("words", [("init",), ("demo", "--no-open", "--keep")])
def test_a_name_too_long_for_a_file_is_refused(
    call: Call, words: tuple[str, ...]
) -> None:
    name = "é" * 5_000
    found = call(*words, *(("--db", name) if words == ("init",) else (name,)))
    assert (found.status, found.err.count("\n")) == (74, 1)
    assert "could not be written." in found.err


@pytest.mark.parametrize("name", [".", "/"])
def test_a_folder_is_no_name_of_a_copy(store: Store, call: Call, name: str) -> None:
    found = call("backup", name, db=store.path)
    assert (found.status, found.err.count("\n")) == (1, 1)
    assert f"{name} exists; it was not touched." in found.err


def test_a_folder_is_no_copy_to_restore(
    store: Store, call: Call, tmp_path: Path
) -> None:
    found = call("restore", tmp_path, db=store.path)
    assert (found.status, found.err.count("\n")) == (66, 1)
    assert "is a folder." in found.err
    foreign = tmp_path / "foreign.db"
    foreign.write_bytes(b"no database at all" * 100)
    found = call("restore", foreign, db=tmp_path / "new.db")
    assert (found.status, found.err.count("\n")) == (65, 1)
    assert "is no archive that can be read. Take another backup." in found.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("deal", "x", "--comment", "hello"), "--comment does not go with deal."),
        (("deal", "x", "--at", "tomorrow"), "--at does not go with deal."),
        (
            ("followup", "call back", "--deal", 1, "--at", "tomorrow"),
            "call back does not go with followup.",
        ),
        (
            ("followup", "--deal", 1, "--at", "tomorrow", "--amount", "12"),
            "--amount does not go with followup.",
        ),
    ],
)
def test_what_would_be_lost_is_refused(
    store: Store, call: Call, words: tuple[object, ...], said: str
) -> None:
    """R-08: a text that neither a deal nor a follow-up would keep is not dropped."""
    a_deal(store)
    found = call("add", *words, db=store.path)
    assert (found.status, found.out, found.err.count("\n")) == (64, "", 1)
    assert said in found.err
    kept = "SELECT (SELECT count(*) FROM deal) + (SELECT count(*) FROM follow_up) AS n"
    assert many(store.path, kept) == [{"n": 1}]


def test_a_day_that_is_none_is_refused_in_whole_french_sentences(
    store: Store, call: Call
) -> None:
    """R-08: the month stands within its sentence, where it has a small letter."""
    deal = a_deal(store, "Gym")
    words = ("add", "followup", "--lang", "fr", "--deal", deal, "--at", "31/02")
    told = call(*words, db=store.path).err
    assert told == ("relance: Ce jour n’existe pas. Il y a 28 jours en février 2027.\n")
