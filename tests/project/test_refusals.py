"""Every error has its words, and they name only what the error carries."""

from datetime import date

import pytest

from models.errors import BadValue
from models.errors import RuleBroken
from models.views.done import Done
from models.vocabulary import Language
from tests.project.raised import Raised
from tests.project.raised import handed_on
from tests.project.raised import raised
from tests.project.verbs import verbs_told
from tui.cells import width
from tui.i18n import set_language
from tui.words import refusals_of_rows
from tui.words import refusals_of_typing
from tui.words.refusal_values import ADDED
from tui.words.refusal_words import Words
from tui.words.refusals import explain
from tui.words.refusals import sentences
from tui.words.sayings import SAYINGS
from tui.words.sayings import said

OWN_WORDS: frozenset[str] = frozenset()
"""Codes that a screen or command words itself."""


@pytest.fixture(scope="module")
def places() -> list[Raised]:
    """Every place in the source that makes one of our errors."""
    return raised()


def words_of(code: str) -> list[Words]:
    """Return the words of a code, those for single fields included."""
    return [words for key, words in sentences().items() if key.split(":")[0] == code]


def words_said(code: str, field: str) -> list[Words]:
    """Return the words that are said: those for the field where there are some."""
    own = sentences().get(f"{code}:{field}")
    if own is not None:
        return [own]
    return words_of(code) if not field else [sentences()[code]]


def test_the_source_tells_every_code(places: list[Raised]) -> None:
    untold = [one.where for one in places if not one.codes]
    assert len(places) > 100
    assert untold == []


def test_every_code_has_a_sentence(places: list[Raised]) -> None:
    codes = {code: one.where for one in places for code in one.codes}
    missing = {code: where for code, where in codes.items() if not words_of(code)}
    assert missing == {}


def test_a_sentence_names_only_what_is_raised(places: list[Raised]) -> None:
    wrong = [
        (one.where, code, sorted(missing))
        for one in places
        if not one.open_values
        for code in one.codes
        if words_of(code)
        for words in words_said(code, one.field)
        if (missing := needed(words) - one.values - ADDED.get(code, frozenset()))
    ]
    assert wrong == []


def needed(words: Words) -> frozenset[str]:
    """Return what must be raised: the sentence said when all is told may lack it."""
    return Words(words.text, words.then).named


def test_every_sentence_belongs_to_a_code(places: list[Raised]) -> None:
    codes = {code for one in places for code in one.codes} | BY_SQLITE
    codes |= set(refusals_of_rows.WORDS) & handed_on("models/exchange")
    assert {key.split(":")[0] for key in sentences()} - codes == set()


BY_SQLITE = frozenset(
    {
        "database_busy",
        "database_read_only",
        "disk_error",
        "disk_full",
    }
)
"""Codes that models.door gives to the errors of SQLite, by a table."""


def test_every_verb_has_a_saying() -> None:
    assert verbs_told() - set(SAYINGS) == set()


def test_a_reason_and_what_would_do_fit_under_a_field() -> None:
    line = explain(BadValue("value_unknown", "source", text="weeb", nearest="web")).line
    assert line == "There is no source “weeb”. Did you mean web?"


def test_a_sentence_keeps_the_signs_of_what_was_typed() -> None:
    refusal = explain(RuleBroken("deal_first_stage", stage="{x} [b] `y`"))
    assert refusal.text == "{x} [b] `y` is the first stage."


def test_what_was_typed_marks_no_keys() -> None:
    error = BadValue("value_unknown", "source", text="a", nearest="`q`")
    assert explain(error).then == "Did you mean 'q'?"


def test_refusals_are_french_too() -> None:
    set_language(Language.FR)
    line = explain(BadValue("amount_negative", "amount", text="-5")).line
    assert line == "Un montant ne peut pas être négatif. Tapez-le sans le signe."


def test_an_unknown_verb_is_told_by_its_name() -> None:
    assert said(Done(1, "deal", 1, "deal.mended")) == "Saved (deal.mended)."


ROOM = 70
"""The cells of a dialog under a field (look.md, Dialog)."""

SAMPLES: dict[str, object] = {
    "text": "Dupond",
    "nearest": "Dupont",
    "day": date(2026, 11, 22),
    "suggestion": date(2027, 11, 22),
    "month": 2,
    "year": 2026,
    "number": 10,
    "hour": 10,
    "weekday": 2,
    "currency": "JPY",
    "allowed": 0,
    "limit": 200,
    "length": 240,
    "character": "U+0000",
    "reason": "Concurrent",
    "one": "EUR",
    "two": "USD",
}


@pytest.mark.parametrize("language", Language)
def test_refusals_of_what_is_typed_fit_under_a_field(language: Language) -> None:
    set_language(language)
    codes = [*refusals_of_typing.WORDS, "reason_required", "note_required"]
    long: list[str] = []
    for key in codes:
        code, _colon, field = key.partition(":")
        values = {name: one for name, one in SAMPLES.items() if name != "field"}
        line = explain(BadValue(code, field, **values)).line
        if width(f"! {line}") > ROOM:
            long.append(line)
    assert long == []
