"""What each of the four outcomes asks, proposes and refuses."""

from datetime import date

import pytest

from models.errors import RuleBroken
from models.rules import outcomes
from models.rules.followups import Calendar
from models.rules.outcomes import NextStep
from models.rules.outcomes import OutcomeField
from models.vocabulary import ActionKind
from models.vocabulary import NoContact
from models.vocabulary import Outcome

MEETING = NextStep(type_id=3, delay_days=3)
DEMO = NextStep(type_id=4, delay_days=5)


@pytest.mark.parametrize(
    ("outcome", "open_deal", "expected"),
    [
        ("reschedule", True, ["no_contact", "when", "comment"]),
        ("next_step", True, ["next_type", "when", "comment"]),
        ("enrolled", True, ["win_deal", "amount", "invoice", "comment"]),
        ("enrolled", False, ["invoice", "comment"]),
        ("not_interested", True, ["reason", "note", "lose_deal", "comment"]),
        ("not_interested", False, ["reason", "note", "comment"]),
    ],
)
def test_each_outcome_opens_its_own_lines(
    outcome: str, open_deal: bool, expected: list[str]
) -> None:
    lines = outcomes.fields(Outcome(outcome), open_deal=open_deal)
    assert lines == tuple(OutcomeField(name) for name in expected)


def test_next_step_is_offered_only_with_next_types() -> None:
    """R-04: no listed next type, no such outcome."""
    assert outcomes.offered([MEETING]) == tuple(Outcome)
    assert Outcome.NEXT_STEP not in outcomes.offered([])
    assert len(outcomes.offered([])) == 3


@pytest.mark.parametrize(
    ("attempt", "expected"),
    [
        (1, Outcome.RESCHEDULE),
        (4, Outcome.RESCHEDULE),
        (5, Outcome.NOT_INTERESTED),
        (9, Outcome.NOT_INTERESTED),
    ],
)
def test_the_fifth_try_proposes_to_give_up(attempt: int, expected: Outcome) -> None:
    """R-17: the cap of the attempts."""
    assert outcomes.preselected(attempt) is expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (ActionKind.NONE, NoContact.NO_CONTACT),
        (ActionKind.TRIAL, NoContact.NO_SHOW),
        (ActionKind.APPOINTMENT, NoContact.NO_SHOW),
    ],
)
def test_where_people_meet_a_reschedule_is_a_no_show(
    kind: ActionKind, expected: NoContact
) -> None:
    assert outcomes.default_no_contact(kind) is expected


@pytest.mark.parametrize("outcome", list(Outcome))
def test_only_a_reschedule_counts_up_and_reaches_no_one(outcome: Outcome) -> None:
    again = outcome is Outcome.RESCHEDULE
    assert outcomes.next_attempt(outcome, 3) == (4 if again else 1)
    assert outcomes.contact_made(outcome) is not again


def test_the_default_next_step_is_the_first_listed() -> None:
    assert outcomes.next_step([MEETING, DEMO], None) == MEETING
    assert outcomes.next_step([MEETING, DEMO], 4) == DEMO


def test_a_next_type_that_is_not_listed_is_refused() -> None:
    with pytest.raises(RuleBroken, match="next_type_not_allowed"):
        outcomes.next_step([MEETING], 9)
    with pytest.raises(RuleBroken, match="no_next_type"):
        outcomes.next_step([], None)


@pytest.mark.parametrize(
    ("today", "days", "expected"),
    [
        (date(2026, 11, 23), 2, date(2026, 11, 25)),
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
    ],
)
def test_a_delay_is_in_calendar_days_and_ends_on_a_working_day(
    today: date, days: int, expected: date
) -> None:
    assert outcomes.retry_day(today, days, Calendar()) == expected
    assert outcomes.next_step_day(today, NextStep(1, days), Calendar()) == expected
