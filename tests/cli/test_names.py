"""A name that there is none of: the nearest is proposed, else those there are."""

from pathlib import Path

import pytest

from models.store import Store
from tests.cli.conftest import Call
from tests.factories import a_deal

SALES = "Known are: Sales."


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("lose", 1, "--reason", "zzz"), 64, "There is no such reason. Known are: "),
        (("lose", 1, "--reason", "Compettor"), 64, "Did you mean competitor?"),
        (("lose", 1, "--reason", "Bad timming"), 64, "Did you mean timing?"),
        (("move", 1, "zzz"), 64, "There is no such stage. Known are: Unsorted, "),
        (("move", 1, "Ofer"), 64, "There is no such stage. Did you mean Offer?"),
        (("reopen", 1, "--stage", "zzz"), 64, "Known are: Unsorted, "),
        (("add", "deal", "x", "--source", "zzz"), 64, "Known are: Website, "),
        (("add", "deal", "x", "--pipeline", "zzz"), 64, SALES),
        (("stats", "wins", "--pipeline", "zzz"), 64, SALES),
        (("add", "deal", "x", "--owner", "zzz"), 77, "Known are: boss."),
        (("assign", "deal", 1, "bos"), 77, "Did you mean boss?"),
        (("users", "disable", "zzz"), 77, "Known are: boss."),
        (("users", "team", "boss", "zzz"), 64, "Known are: "),
        (("init", "--template", "zzz"), 64, "Known are: club, lifecycle, sales."),
        (("import", "x.csv", "--preset", "zzz"), 64, "Known are: plain, atomic-crm."),
    ],
)
def test_a_name_that_is_none_is_answered_with_those_there_are(
    store: Store, call: Call, words: tuple[object, ...], status: int, told: str
) -> None:
    a_deal(store)
    new = words[0] == "init"
    db = store.path.with_name("new.db") if new else store.path
    found = call(*words, db=db, user="" if new else "boss")
    assert (found.status, found.err.count("\n")) == (status, 1)
    assert told in found.err


def test_of_many_names_the_first_eight_are_told(store: Store, call: Call) -> None:
    a_deal(store)
    english = call("lose", 1, "--reason", "zzz", db=store.path).err
    french = call("lose", 1, "--reason", "zzz", "--lang", "fr", db=store.path).err
    assert english.count(",") == 7
    assert english.endswith(" and 1 more.\n")
    assert french.endswith(" et 1 autre.\n")


def test_who_may_not_sign_in_is_told_no_logins(store: Store, call: Call) -> None:
    """Safety: a login that does not exist is answered with none that does."""
    assert call("due", db=store.path, user="zzz").err == (
        "relance: There is no user zzz. Check the login.\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ("backup", "no/copy.db"),
        ("export", "deals", "--csv", "-o", "no/copy.csv"),
    ],
)
def test_a_folder_that_is_none_is_named(
    store: Store, call: Call, words: tuple[str, ...]
) -> None:
    found = call(*words, db=store.path, user="boss")
    assert found.status == 66
    assert found.err == "relance: There is no folder no. Make it first.\n"


@pytest.mark.parametrize("command", ["due", None])
def test_settings_that_were_named_are_a_plain_file(
    store: Store, call: Call, tmp_path: Path, command: str | None
) -> None:
    """Rulings 31, 33: a folder is not passed over in silence, the doctor tells why."""
    words = [] if command is None else [command]
    found = call(*words, "--config", tmp_path, db=store.path)
    assert found.status == 66
    assert found.err == f"relance: {tmp_path} is no plain file. Name one that is.\n"
    assert call("due", "--config", "/dev/null", db=store.path).status == 0
    doctor = call("doctor", "--config", tmp_path, db=store.path)
    assert "it is not a plain file." in doctor.err
