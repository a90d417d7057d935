"""Whatever is typed, cleaning and folding settle at once."""

import re
import unicodedata
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadValue
from models.text import NOTE
from models.text import clean
from models.text import fold
from models.text import slug

ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
ACUTES = st.lists(st.sampled_from("aé\u0301\u0302\u200d\u1100\u1161\u0345")).map(
    "".join
)


@given(ANY | ACUTES, st.booleans())
def test_cleaning_twice_is_cleaning_once(text: str, lines: bool) -> None:
    once = clean(text, NOTE, lines=lines)
    assert clean(once, NOTE, lines=lines) == once
    assert unicodedata.is_normalized("NFC", once)


@given(ANY)
def test_no_control_character_gets_through(text: str) -> None:
    line = clean(text, NOTE)
    note = clean(text, NOTE, lines=True)
    assert not any(unicodedata.category(sign) in {"Cc", "Zl", "Zp"} for sign in line)
    assert all(sign == "\n" or unicodedata.category(sign) != "Cc" for sign in note)


@given(st.text(st.characters()))
def test_cleaning_only_ever_refuses_with_a_reason(text: str) -> None:
    with suppress(BadValue):
        assert len(clean(text, 20).encode()) <= 80


@given(ANY | ACUTES)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY)
def test_folding_ignores_case_where_case_folding_does(text: str) -> None:
    assert fold(text.casefold()) == fold(text)


@given(ANY)
def test_a_slug_is_always_a_login(text: str) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_-]{0,31}", slug(text))
