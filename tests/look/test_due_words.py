"""The words of a next step and their shorter forms (look.md, Board)."""

from collections.abc import Iterator
from datetime import date
from datetime import time
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.vocabulary import DueBucket
from models.vocabulary import Language
from tui.cells import width
from tui.i18n import set_language
from tui.words.due import NextStep
from tui.words.due import mark
from tui.words.due import when_column
from tui.words.due import when_forms

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language(Language.EN)
    yield
    set_language(Language.EN)


def step(
    bucket: DueBucket, days: int | None = None, at: time | None = None
) -> NextStep:
    day = None if days is None else MONDAY + timedelta(days=days)
    return NextStep(bucket=bucket, today=MONDAY, day=day, at=at)


@pytest.mark.parametrize(
    ("due", "forms", "column"),
    [
        (step(DueBucket.OVERDUE, -3), ("3 days late", "3 d late"), "3 days"),
        (step(DueBucket.OVERDUE, -1), ("1 day late", "1 d late"), "1 day"),
        (
            step(DueBucket.OVERDUE, 0, time(9)),
            ("late since 09:00", "since 09:00", "09:00"),
            "09:00",
        ),
        (step(DueBucket.OVERDUE), ("late",), "–"),
        (step(DueBucket.TODAY, 0, time(14, 30)), ("today 14:30", "14:30"), "14:30"),
        (step(DueBucket.TODAY, 0), ("today",), "–"),
        (step(DueBucket.NONE), ("no next step", "none"), "none"),
        (step(DueBucket.LATER, 3), ("Thu 26 Nov", "Thu"), "Thu"),
        (step(DueBucket.LATER, 6), ("Sun 29 Nov", "Sun"), "Sun"),
        (
            step(DueBucket.LATER, 3, time(15)),
            ("Thu 26 Nov 15:00", "Thu 26 Nov", "Thu"),
            "Thu",
        ),
        (step(DueBucket.LATER, 7), ("30 Nov",), "30 Nov"),
        (step(DueBucket.LATER, 9, time(8, 30)), ("2 Dec 08:30", "2 Dec"), "2 Dec"),
        (step(DueBucket.LATER, 9), ("2 Dec",), "2 Dec"),
        (step(DueBucket.LATER, 400), ("28 Dec 2027",), "28 Dec 2027"),
        (step(DueBucket.LATER), ("planned",), "planned"),
    ],
)
def test_a_next_step_is_told_long_and_short(
    due: NextStep, forms: tuple[str, ...], column: str
) -> None:
    assert when_forms(due) == forms
    assert when_column(due) == column


def test_each_bucket_has_its_own_mark() -> None:
    assert [mark(bucket) for bucket in DueBucket] == ["!", "●", "○", "△"]


@given(
    st.sampled_from(DueBucket),
    st.integers(-500, 500),
    st.none() | st.times(),
    st.sampled_from(Language),
)
def test_shorter_forms_are_never_wider(
    bucket: DueBucket, days: int, at: time | None, language: Language
) -> None:
    set_language(language)
    widths = [width(form) for form in when_forms(step(bucket, days, at))]
    assert widths == sorted(widths, reverse=True)
    assert all(widths)
