"""What becomes of a prospect within the year: tunnels, attempts, places, deals."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from models.vocabulary import NoContact
from models.vocabulary import Outcome
from models.vocabulary import TunnelResult
from tests.bench.days import ENDS
from tests.bench.days import HOURS
from tests.bench.days import QUARTERS
from tests.bench.days import TEXTS
from tests.bench.days import YEAR
from tests.bench.days import is_past
from tests.bench.days import moment
from tests.bench.days import working
from tests.bench.network import AT
from tests.bench.network import CLASSES
from tests.bench.network import Slots

Moment = tuple[int, int, int]
"""A local day by its number, an hour and a minute."""

CALL, VISIT, TRIAL = 0, 1, 2
"""The three types of the template: call → visit or trial, visit → trial."""
CHANCES: Final[Mapping[int, tuple[float, float, float]]] = {
    CALL: (0.751, 0.888, 0.986),
    VISIT: (0.32, 0.68, 0.90),
    TRIAL: (0.30, 0.30, 0.75),
}
"""Up to where an outcome is to reschedule, a next step, not interested or enrolled."""
FORGOTTEN: Final = 0.018
"""Attempts that nobody ever makes."""
SNOOZED: Final = 0.1
TIMED: Final = 0.4
"""Calls that have an hour."""
HELPED: Final = 0.05
"""Attempts that a colleague makes."""
LATE: Final = (0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 4)
"""Days after its own on which an attempt is made."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One follow-up as it stands at the end of the year."""

    type: int
    attempt: int
    written: str
    planned_at: str
    planned_on: str
    meant: str
    """When it was first planned for."""
    timed: bool
    snoozes: int
    slot: int | None
    done: str | None
    helped: bool
    outcome: Outcome | None
    no_contact: NoContact | None


@dataclass(frozen=True, slots=True)
class Chain:
    """A tunnel: its attempts, how it ended, and when."""

    opened: str
    attempts: tuple[Attempt, ...]
    result: TunnelResult | None
    ended: Moment | None


@dataclass(frozen=True, slots=True)
class Fate:
    """Draws what happens, the same for the same seed."""

    chance: random.Random
    slots: Slots

    def hour(self) -> tuple[int, int]:
        """Return a time of the day at which clubs are busy."""
        roll = self.chance.random
        return HOURS[int(roll() * len(HOURS))], QUARTERS[int(roll() * 4)]

    def chain(self, club: int, began: Moment) -> Chain:
        """Return the tunnel that was opened then."""
        attempts: list[Attempt] = []
        kind, number, at, outcome = CALL, 1, began, Outcome.RESCHEDULE
        while True:
            found, done = self._attempt(club, kind, number, at)
            attempts.append(found)
            if done is None or found.outcome is None:
                return Chain(moment(*began), tuple(attempts), None, None)
            outcome, at = found.outcome, done
            match outcome:
                case Outcome.RESCHEDULE:
                    number += 1
                case Outcome.NEXT_STEP:
                    kind, number = self._next(kind), 1
                case Outcome.ENROLLED:
                    result = TunnelResult.CONVERTED
                    return Chain(moment(*began), tuple(attempts), result, done)
                case Outcome.NOT_INTERESTED:
                    result = TunnelResult.ABANDONED
                    return Chain(moment(*began), tuple(attempts), result, done)

    def _next(self, kind: int) -> int:
        return TRIAL if kind == VISIT or self.chance.random() < 0.4 else VISIT

    def _attempt(
        self, club: int, kind: int, number: int, at: Moment
    ) -> tuple[Attempt, Moment | None]:
        roll = self.chance.random
        day = working(min(at[0] + 1 + int(roll() * (6 + 2 * number)), YEAR + 40))
        (hour, minute), slot = self.hour(), None
        timed = kind != CALL or roll() < TIMED
        if kind != CALL:
            slot, day, hour, minute = self._booked(club, kind, day, (hour, minute))
        planned = moment(day, hour, minute) if timed else ENDS[day]
        snoozed = slot is None and roll() < SNOOZED and day > at[0] + 1
        done, outcome, reached = self._done(kind, (day, hour, minute), timed)
        missed = NoContact.NO_CONTACT if kind == CALL else NoContact.NO_SHOW
        found = Attempt(
            type=kind,
            attempt=number,
            written=moment(*at),
            planned_at=planned,
            planned_on=TEXTS[day],
            meant=ENDS[at[0] + 1] if snoozed else planned,
            timed=timed,
            snoozes=int(snoozed),
            slot=slot,
            done=moment(*done) if done else None,
            helped=roll() < HELPED,
            outcome=outcome,
            no_contact=missed if outcome is Outcome.RESCHEDULE else None,
        )
        return found, done if reached else None

    def _booked(
        self, club: int, kind: int, day: int, time: tuple[int, int]
    ) -> tuple[int | None, int, int, int]:
        """Take a place that day or soon after; where all is full, none."""
        first, count = (0, len(AT)) if kind == VISIT else (len(AT), len(CLASSES))
        number = first + int(self.chance.random() * count)
        taken = self.slots.take(club, day, number)
        return (None, day, *time) if taken is None else (*taken, 0)

    def _done(
        self, kind: int, planned: Moment, timed: bool
    ) -> tuple[Moment | None, Outcome | None, bool]:
        """Return when it was made and what came of it, if it was."""
        roll = self.chance.random
        day, hour, minute = planned
        if roll() < FORGOTTEN:
            return None, None, False
        day = working(day + (0 if kind != CALL else LATE[int(roll() * len(LATE))]))
        hour, minute = (min(hour + 1, 20), minute) if timed else self.hour()
        if day > YEAR or not is_past(day, hour, minute):
            return None, None, False
        again, onwards, refused = CHANCES[kind]
        drawn = roll()
        if drawn < again:
            outcome = Outcome.RESCHEDULE
        elif drawn < onwards:
            outcome = Outcome.NEXT_STEP
        else:
            outcome = Outcome.NOT_INTERESTED if drawn < refused else Outcome.ENROLLED
        return (day, hour, minute), outcome, True
