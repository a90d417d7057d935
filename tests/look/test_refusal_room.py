"""A refusal is told on one line: names give way before its reason does."""

from datetime import UTC
from datetime import date
from datetime import datetime

import pytest

from models.errors import BadValue
from models.errors import RelanceError
from models.errors import RuleBroken
from models.vocabulary import Language
from models.vocabulary import Role
from models.vocabulary import Status
from tui.cells import width
from tui.i18n import set_language
from tui.words import refusals_of_exchange
from tui.words import refusals_of_files
from tui.words import refusals_of_rows
from tui.words.refusals import UNDER_A_FIELD
from tui.words.refusals import explain
from tui.words.refusals import explain_under_a_field
from tui.words.refusals import explain_within
from tui.words.refusals import sentences

LINE = 76
"""The cells of the message line of 80 columns, without its edges and its mark."""
LONG = "Société Générale d’Équipement et de Distribution du Nord-Oue"
PATH = "/home/claire/Documents/clients/2026/automne/prospects-web.db"
MOMENT = datetime(2026, 11, 27, 17, 30, tzinfo=UTC)
NOT_NAMES: dict[str, object] = {
    "allowed": 2,
    "at": MOMENT,
    "batch": 12,
    "capacity": 12,
    "character": "U+0000",
    "currency": "EUR",
    "day": date(2026, 11, 24),
    "days": 30,
    "entity": "deal",
    "hour": 10,
    "length": 240,
    "limit": 200,
    "month": 13,
    "most": 12,
    "number": 10,
    "one": "EUR",
    "path": PATH,
    "role": Role.SELLER,
    "starts": MOMENT,
    "status": Status.LOST,
    "suggestion": date(2026, 11, 24),
    "taken": 12,
    "two": "USD",
    "when": MOMENT,
    "year": 2026,
}
ON_NO_LINE = {
    *refusals_of_exchange.WORDS,
    *refusals_of_files.WORDS,
    *refusals_of_rows.WORDS,
} - {"file_exists", "file_unsaved", "folder_missing"}
"""What is said by a command or by a dialog of its own, where lines are broken."""
IN_A_DIALOG = {"slot_clash", "followup_already_planned"}
"""What names keys beside long names: they stay, and a dialog breaks the line."""


def told(key: str) -> RelanceError:
    """Make the error of a code whose names are all of sixty letters."""
    code, _colon, field = key.partition(":")
    names = {*sentences()[key].named, "text"}
    return BadValue(code, field, **{name: NOT_NAMES.get(name, LONG) for name in names})


@pytest.mark.parametrize("language", Language)
def test_a_refusal_of_long_names_is_whole_at_80_columns(language: Language) -> None:
    """D.6: each one that the message line may hold, its names of sixty letters."""
    set_language(language)
    keys = sorted(set(sentences()) - ON_NO_LINE - IN_A_DIALOG)
    said = [explain_within(told(key), "Europe/Paris", LINE).line for key in keys]
    assert len(said) > 150
    assert [line for line in said if width(line) > LINE] == []


@pytest.mark.parametrize("language", Language)
def test_a_refusal_of_long_names_is_whole_under_a_field(language: Language) -> None:
    set_language(language)
    keys = sorted(set(sentences()) - ON_NO_LINE)
    said = [explain_under_a_field(told(key), "Europe/Paris") for key in keys]
    assert [line for line in said if width(line) > UNDER_A_FIELD] == []


def test_the_longest_name_gives_way_first_and_the_moment_never() -> None:
    error = RuleBroken("slot_full", activity=LONG, starts=MOMENT, capacity=12)
    line = explain_within(error, "Europe/Paris", LINE).line
    whole = "(Fri 27 Nov 18:30) is full: 12 booked. Choose another slot."
    assert line.startswith("Société Géné")
    assert line.endswith(f"… {whole}")
    both = RuleBroken("slot_of_other_type", type="Call", activity=LONG)
    assert explain_within(both, "", LINE).text.startswith("Call does not take place")


def test_of_a_path_the_file_is_read() -> None:
    line = explain_within(BadValue("file_exists", path=PATH), "", 64).line
    assert line.startswith("…")
    assert "prospects-web.db exists; it was not touched." in line
    assert width(line) <= 64


def test_advice_that_names_no_key_goes_before_the_reason_is_cut() -> None:
    error = RuleBroken("rule_of_others", rule=LONG)
    assert explain(error).then
    refusal = explain_within(error, "", 70)
    assert refusal.then == ""
    assert refusal.text.endswith("… gives to sellers of other teams too.")
    keyed = explain_within(RuleBroken("setting_changed", who=LONG), "", 50)
    assert "`Enter`" in keyed.then


def test_a_refusal_that_fits_stays_as_it_is() -> None:
    error = RuleBroken("activity_inactive", activity="Yoga")
    assert explain_within(error, "", LINE) == explain(error)
