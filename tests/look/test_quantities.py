"""How many are marked or were changed, as each language writes a number."""

import pytest

from models.vocabulary import Language
from tui.i18n import set_language
from tui.words.quantities import marked
from tui.words.undone import undone_words


@pytest.mark.parametrize(
    ("language", "told", "undone"),
    [
        (Language.EN, "3,629 marked", "3,629 people handed over"),
        (Language.FR, "3\u202f629 marquées", "3\u202f629 personnes transmises"),
    ],
)
def test_thousands_of_marked_lines_stand_apart(
    language: Language, told: str, undone: str
) -> None:
    """B1.15, E: as the header counts the list."""
    set_language(language)
    assert marked(3629) == told
    assert undone_words("person.assigned", "", 3629).startswith(undone)
    assert marked(0) == ""
