"""The four outcomes of a follow-up: what each asks, proposes and refuses (R-16)."""

from collections.abc import Collection
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from models.errors import RuleBroken
from models.rules.followups import Calendar
from models.rules.followups import delayed_day
from models.vocabulary import ActionKind
from models.vocabulary import NoContact
from models.vocabulary import Outcome

LAST_TRY = 5
"""The attempt from which on the dialog proposes to give up (R-17)."""


class OutcomeField(StrEnum):
    """A line of the outcome dialog below the four letters."""

    NO_CONTACT = "no_contact"
    NEXT_TYPE = "next_type"
    WHEN = "when"
    SLOT = "slot"
    WIN_DEAL = "win_deal"
    AMOUNT = "amount"
    INVOICE = "invoice"
    REASON = "reason"
    NOTE = "note"
    LOSE_DEAL = "lose_deal"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class NextStep:
    """An allowed next type, with the delay that it proposes."""

    type_id: int
    delay_days: int


_FIELDS: Mapping[Outcome, tuple[OutcomeField, ...]] = {
    Outcome.RESCHEDULE: (
        OutcomeField.NO_CONTACT,
        OutcomeField.WHEN,
        OutcomeField.SLOT,
    ),
    Outcome.NEXT_STEP: (
        OutcomeField.NEXT_TYPE,
        OutcomeField.WHEN,
        OutcomeField.SLOT,
    ),
    Outcome.ENROLLED: (
        OutcomeField.WIN_DEAL,
        OutcomeField.AMOUNT,
        OutcomeField.INVOICE,
    ),
    Outcome.NOT_INTERESTED: (
        OutcomeField.REASON,
        OutcomeField.NOTE,
        OutcomeField.LOSE_DEAL,
    ),
}
_OF_DEAL = frozenset(
    {OutcomeField.WIN_DEAL, OutcomeField.AMOUNT, OutcomeField.LOSE_DEAL}
)


def fields(
    outcome: Outcome, *, open_deal: bool, booked: bool = False
) -> tuple[OutcomeField, ...]:
    """Return the lines that an outcome opens; those of a deal only with an open one.

    A slot is asked where what follows is ``booked``: a trial or an appointment (R-03).
    """
    left_out = {*(() if open_deal else _OF_DEAL)}
    if not booked:
        left_out.add(OutcomeField.SLOT)
    kept = tuple(one for one in _FIELDS[outcome] if one not in left_out)
    return (*kept, OutcomeField.COMMENT)


def offered(next_steps: Collection[NextStep]) -> tuple[Outcome, ...]:
    """Return the outcomes to choose from: no next step without next types (R-04)."""
    return tuple(one for one in Outcome if one is not Outcome.NEXT_STEP or next_steps)


def preselected(attempt_no: int) -> Outcome:
    """Return the line on which the dialog opens (R-17)."""
    return Outcome.RESCHEDULE if attempt_no < LAST_TRY else Outcome.NOT_INTERESTED


def default_no_contact(kind: ActionKind) -> NoContact:
    """Return what a reschedule means first: nobody came, or nobody answered."""
    match kind:
        case ActionKind.TRIAL | ActionKind.APPOINTMENT:
            return NoContact.NO_SHOW
        case ActionKind.NONE:
            return NoContact.NO_CONTACT
        case _:
            assert_never(kind)


def contact_made(outcome: Outcome) -> bool:
    """Say whether the person was reached: an attempt is not a contact (C.16)."""
    return outcome is not Outcome.RESCHEDULE


def next_attempt(outcome: Outcome, attempt_no: int) -> int:
    """Return the number of the attempt that follows: a next step begins anew."""
    return attempt_no + 1 if outcome is Outcome.RESCHEDULE else 1


def next_step(next_steps: Collection[NextStep], type_id: int | None) -> NextStep:
    """Return the chosen next step, by default the first; refuse one that is not listed.

    Raises ``no_next_type`` where none is listed, ``next_type_not_allowed`` else.
    """
    if not next_steps:
        raise RuleBroken("no_next_type")
    for step in next_steps:
        if type_id is None or step.type_id == type_id:
            return step
    raise RuleBroken("next_type_not_allowed", type_id=type_id)


def retry_day(today: date, retry_days: int, calendar: Calendar) -> date:
    """Return the day that a reschedule proposes, by the type's delay."""
    return delayed_day(today, retry_days, calendar)


def next_step_day(today: date, step: NextStep, calendar: Calendar) -> date:
    """Return the day that a next step proposes, by its own delay."""
    return delayed_day(today, step.delay_days, calendar)
