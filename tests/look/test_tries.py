"""Which try a follow-up is, in both languages."""

import pytest

from models.vocabulary import Language
from tui.i18n import set_language
from tui.words.tries import nth_try
from tui.words.tries import ordinal


@pytest.mark.parametrize(
    ("number", "said"),
    [
        *((1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th")),
        *((13, "13th"), (21, "21st"), (22, "22nd"), (111, "111th"), (113, "113th")),
    ],
)
def test_an_english_ordinal_has_the_ending_that_is_said(number: int, said: str) -> None:
    assert ordinal(number, Language.EN) == said


def test_a_first_try_is_not_counted() -> None:
    assert nth_try(1) == ""
    assert nth_try(2) == "2nd try"


def test_a_french_ordinal_is_short() -> None:
    set_language(Language.FR)
    assert ordinal(1, Language.FR) == "1er"
    assert nth_try(3) == "3e essai"
