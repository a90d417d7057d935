"""What was done is told on one line: names give way before the date does."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.views.done import Done
from models.vocabulary import Language
from models.vocabulary import Outcome
from tui.cells import width
from tui.i18n import set_language
from tui.words.sayings import said
from tui.words.sayings import said_within

ROOM = 68
"""What an act has beside its keys at 80 cells."""
TUESDAY = date(2026, 11, 24)


def done(verb: str, about: str, kind: str = "Relance téléphonique") -> Done:
    values = {
        "about": about,
        "type": kind,
        "day": TUESDAY,
        "next_day": TUESDAY,
        "outcome": Outcome.RESCHEDULE,
    }
    return Done(1, "FollowUp", 1, verb, values=values)


@pytest.mark.parametrize("verb", ["followup.planned", "followup.postponed"])
@pytest.mark.parametrize("language", list(Language))
@given(about=st.text("Bé—ral ", min_size=1, max_size=90))
def test_a_long_name_never_takes_the_date_away(
    verb: str, language: Language, about: str
) -> None:
    """R-08: the sentence fits 80 cells and still names the day."""
    set_language(language)
    told = said_within(done(verb, about), "Europe/Paris", ROOM)
    day = "24 nov. 2026." if language is Language.FR else "24 Nov 2026."
    assert told.endswith(day)
    assert width(told) <= ROOM


def test_an_outcome_keeps_its_next_date() -> None:
    """R-17: a name of eighty letters is cut, the day is not."""
    set_language(Language.FR)
    told = said_within(done("followup.done", "Boréal " * 12), "Europe/Paris", ROOM)
    assert told.endswith("mar. 24 nov. 2026.")
    assert "…" in told


def test_a_sentence_that_fits_stays_as_it_is() -> None:
    set_language(Language.EN)
    planned = done("followup.planned", "Boréal", "Call")
    assert said_within(planned, "Europe/Paris", ROOM) == said(planned, "Europe/Paris")
