"""Text is cleaned at the door and folded for search (safety.md 4, cases 66 to 76)."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from models.errors import BadValue
from models.text import NAME
from models.text import NOTE
from models.text import clean
from models.text import fold
from models.text import harmless
from models.text import harmless_json
from models.text import slug

ACUTE = "\N{COMBINING ACUTE ACCENT}"
REMOVED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def test_naughty_strings_come_back_but_for_control_and_direction_signs(
    data_folder: Path,
) -> None:
    path = data_folder / "naughty-strings" / "blns.json"
    strings: list[str] = json.loads(path.read_text("utf-8"))
    changed = {
        text: cleaned
        for text in strings
        if (cleaned := clean(text, NOTE))
        != REMOVED.sub("", unicodedata.normalize("NFC", text))
    }
    assert len(strings) > 400
    assert changed == {}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("\x1b]52;c;UFdO\x1b\\", "]52;c;UFdO\\"),
        ("a\x85b\x9bc\x7f", "abc"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("\u2066a\u2069\u2028b\u2029", "ab"),
        ("Julie\tMartin\r\nParis", "Julie Martin Paris"),
        ("e\N{COMBINING ACUTE ACCENT}", "é"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("Acme [/] corp", "Acme [/] corp"),
        ("مرحبا\u200f", "مرحبا\u200f"),
        ("", ""),
    ],
)
def test_a_line_loses_what_a_terminal_would_obey(typed: str, stored: str) -> None:
    """Safety case 67: what is typed, pasted or given is stored clean."""
    assert clean(typed, NAME) == stored


def test_a_note_keeps_its_lines_and_a_tab_becomes_a_space() -> None:
    assert clean("a\tb\r\nc\rd\n\x0be\u2028f", NOTE, lines=True) == "a b\nc\nd\ne\nf"


@pytest.mark.parametrize("sign", ["\x00", "\ud800"])
def test_text_that_cannot_be_stored_is_refused_with_its_place(sign: str) -> None:
    """Safety case 66: NUL and lone surrogates, by their place."""
    with pytest.raises(BadValue) as refused:
        clean(f"ab{sign}", NAME)
    assert refused.value.code == "text_control"
    assert refused.value.values["position"] == 2
    assert refused.value.values["character"] == f"U+{ord(sign):04X}"


def test_text_over_its_limit_is_refused_with_both_lengths() -> None:
    with pytest.raises(BadValue) as refused:
        clean("é" * 201, NAME)
    assert refused.value.code == "text_too_long"
    assert refused.value.values == {"limit": 200, "length": 201}
    assert clean("é" * 200, NAME) == "é" * 200


def test_a_letter_carries_at_most_eight_marks() -> None:
    """Safety case 65: a row of 2,000 marks is stored as one of 8."""
    assert clean("x" + ACUTE * 2000 + "y", NAME) == "x" + ACUTE * 8 + "y"


def test_a_joiner_between_marks_lets_no_more_of_them_in() -> None:
    """Safety case 65: what is no base does not begin a new letter."""
    stacked = clean("x" + (ACUTE * 8 + "\u200d") * 20, NAME)
    assert stacked.count(ACUTE) == 8
    assert (
        clean("\U0001f468\u200d\U0001f469\u200d\U0001f467", NAME).count("\u200d") == 2
    )


def test_what_is_written_out_holds_nothing_that_a_terminal_obeys() -> None:
    """Safety case 69: even where a foreign program wrote it; JSON loses nothing."""
    stored = "a\x1b]0;x\x07\x9b31m\u202e\u2066\x7f\nb é 日本 👩\u200d🚀"
    assert harmless(stored) == "a]0;x31m\nb é 日本 👩\u200d🚀"
    told = harmless_json(json.dumps(stored, ensure_ascii=False))
    assert harmless(told) == told
    assert json.loads(told) == stored


def test_a_paste_of_a_megabyte_is_refused_whole() -> None:
    """Safety case 86: far above its cap, at once."""
    with pytest.raises(BadValue, match="text_too_long"):
        clean("é\n" * 500_000, NOTE, lines=True)


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("İstanbul", "istanbul"),
        ("Straße", "STRASSE"),
        ("Ünal", "unal"),
        ("  Hôtel \u00a0du\tParc ", "hotel du parc"),
        ("L\u2019Oréal", "l'oreal"),
        ("Œuvre & Cie", "oeuvre & cie"),
        ("日本商事", "日本商事"),
        ("Ｆｕｌｌ", "full"),
        ("soft\u00adware", "software"),
        ("한국", "한국"),
    ],
)
def test_folded_text_finds_what_people_mean(text: str, searched: str) -> None:
    assert fold(text) == fold(searched)
    assert fold(searched) == searched.casefold()


def test_search_signs_stay_as_they_are() -> None:
    for text in ('"', "and", "o'neil", "50%", "-acme", "(", "*", "", "a_b"):
        assert fold(text) == text


def test_a_hundred_thousand_characters_fold_to_the_last_one() -> None:
    assert fold("Hôtel " * 17_000).split(" ") == ["hotel"] * 17_000


@pytest.mark.parametrize(
    ("name", "login"),
    [
        ("Anna Snelling", "anna-snelling"),
        ("Zoé d'Œuvre", "zoe-d-oeuvre"),
        ("3M 4ever", "m-4ever"),
        ("ben_o", "ben_o"),
        ("山田", "user"),
        ("x" * 40, "x" * 32),
    ],
)
def test_a_login_is_the_slug_of_a_name(name: str, login: str) -> None:
    assert slug(name) == login
    assert re.fullmatch(r"[a-z][a-z0-9_-]{0,31}", slug(name))
