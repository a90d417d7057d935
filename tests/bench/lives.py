"""Writes prospects with all that was done for them, as a year of work leaves it."""

import json
import random
import sqlite3
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from models.tables import Booking
from models.tables import ContactPoint
from models.tables import FollowUp
from models.tables import Invoice
from models.tables import Person
from models.tables import Tunnel
from models.text import fold
from models.vocabulary import BookingStatus
from models.vocabulary import FollowUpStatus
from models.vocabulary import NoContact
from models.vocabulary import Outcome
from models.vocabulary import TunnelResult
from tests.bench.bulk import Pile
from tests.bench.bulk import Row
from tests.bench.data import WORDS
from tests.bench.days import TEXTS
from tests.bench.days import YEAR
from tests.bench.days import moment
from tests.bench.deals import Deals
from tests.bench.network import COMPANIES
from tests.bench.network import Club
from tests.bench.prospects import Attempt
from tests.bench.prospects import Chain
from tests.bench.prospects import Fate
from tests.bench.prospects import Moment

FIRST_NAMES: Final = (
    *("Ana", "Béa", "Cyr", "Dan", "Éve", "Flo", "Gil", "Hugo", "Inès", "Jo"),
    *("Kim", "Léa", "Max", "Noé", "Ola", "Paul", "Rémi", "Sami", "Théo", "Zoé"),
)
VALUES: Final = ("hot", "warm", "warm", "cold", "cold", None, None, None, None, None)
SOURCES: Final = (0, 0, 0, 0, 0, 1, 2, 2, 2, 3, 3, 4)
"""Places of the sources: of twelve, five by the website and three who walked in."""
TUNNELS: Final = (0, 0, 1, 1, 2, 2, 2, 3, 3, 3)
"""How often it is tried at most; it ends with the year, or as they enrol."""
NOBODY, GONE = 0.06, 0.07
COMPANY: Final = 0.05
WALKED_IN: Final = 0.08
"""How many of those whom nobody followed became customers by themselves."""
REVALUED: Final = 0.2
INVOICED: Final = 0.7
DEALT: Final = 0.1
REFUSING: Final = 0.03
HANDED_OVER: Final = 0.04
REMARKS: Final = ("", "", "", "", "Call back in the evening", "Brings a friend")

PERSON: Final = (
    *("first_name", "last_name", "folded_name", "organization_id", "temperature"),
    *("owner_id", "team_id", "source_id", "came_on"),
)
FOLLOW_UP: Final = (
    *("tunnel_id", "person_id", "deal_id", "type_id", "planned_at", "planned_on"),
    *("all_day", "original_planned_at", "assignee_id", "status", "outcome"),
    *("no_contact_kind", "contact_made", "outcome_comment", "done_at", "done_by"),
    *("previous_id", "attempt_no", "snoozes", "invoice_id", "reason_id"),
)
TUNNEL: Final = (
    *("person_id", "deal_id", "opened_at", "closed_at", "result", "owner_id"),
)
SETTLED: Final = """UPDATE person SET temperature = ?, lifecycle = ?,
    customer_since = ?, do_not_contact = ?, version = 2 WHERE id = ?"""
HANDED: Final = "UPDATE follow_up SET assignee_id = ?, version = 2 WHERE id = ?"
CHANGE: Final = "INSERT INTO told VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a workspace of clubs has before its first prospect."""

    clubs: Sequence[Club]
    types: Sequence[int]
    stages: Sequence[int]
    sources: Sequence[int]
    reasons: Sequence[int]


@dataclass(slots=True)
class Someone:
    """A prospect on the way through the year."""

    id: int
    club: Club
    rep: int
    value: str | None
    customer_since: str | None = None
    refuses: bool = False


class Lives:
    """All prospects, and the piles of what is written of them."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        chance: random.Random,
        ground: Ground,
        fate: Fate,
    ) -> None:
        self._connection = connection
        self._chance, self._ground, self._fate = chance, ground, fate
        self._people = Pile(connection, Person, PERSON)
        self._points = Pile(
            connection, ContactPoint, ("person_id", "kind", "value", "normalized")
        )
        self._tunnels = Pile(connection, Tunnel, TUNNEL)
        self._follow_ups = Pile(connection, FollowUp, FOLLOW_UP)
        self._bookings = Pile(
            connection,
            Booking,
            ("slot_id", "follow_up_id", "person_id", "deal_id", "status"),
        )
        self._invoices = Pile(
            connection,
            Invoice,
            ("number", "issued_on", "amount_minor", "currency", "person_id", "deal_id"),
        )
        self._deals = Deals(connection, chance, ground.stages)
        self._changes: list[Row] = []
        self._settled: list[Row] = []
        self._handed: list[Row] = []

    def live(self, day: int) -> None:
        """Tell the life of one who came that day."""
        roll = self._chance.random
        at: Moment = (day, *self._fate.hour())
        who, followed = self._come(at)
        count = TUNNELS[int(roll() * len(TUNNELS))] if followed else 0
        if not count and roll() < WALKED_IN:
            self._enrol(who, (min(day + int(roll() * 20), YEAR - 1), 21, 0), who.rep)
        for _one in range(count):
            chain = self._fate.chain(self._ground.clubs.index(who.club), at)
            self._tunnel(who, chain)
            if chain.ended is None or who.customer_since is not None:
                break
            at = (chain.ended[0] + 3 + int(roll() * 30), *self._fate.hour())
            if at[0] >= YEAR:
                break
        self._settle(who)
        for pile in self._piles():
            pile.write()

    def finish(self) -> None:
        """Write what waits, tell it all, and then what changed later."""
        for pile, verb in zip(self._piles(), VERBS, strict=True):
            pile.write(now=True)
            pile.tell(verb)
        self._connection.executemany(CHANGE, self._changes)
        self._connection.executemany(SETTLED, self._settled)
        self._connection.executemany(HANDED, self._handed)

    def _piles(self) -> Iterator[Pile]:
        yield from (self._people, self._points, *self._deals.piles())
        yield from (self._tunnels, self._follow_ups, self._bookings, self._invoices)

    def _come(self, at: Moment) -> tuple[Someone, bool]:
        """Write a prospect; tell whether a rep is there to follow them."""
        roll, ground = self._chance.random, self._ground
        club = ground.clubs[int(roll() ** 1.3 * len(ground.clubs))]
        rep: int | None = club.reps[int(roll() * len(club.reps))]
        drawn = roll()
        followed = drawn >= GONE
        if not followed:
            rep = None if drawn < NOBODY else club.gone
        first = FIRST_NAMES[int(roll() * len(FIRST_NAMES))]
        last = f"{WORDS[int(roll() * len(WORDS))]} {self._people.last + 1}"
        company = 1 + int(roll() * COMPANIES) if roll() < COMPANY else None
        value = VALUES[int(roll() * len(VALUES))]
        source = ground.sources[SOURCES[int(roll() * len(SOURCES))]]
        written, by = moment(*at), club.reps[0]
        who = self._people.add(
            *(first, last, fold(f"{first} {last}"), company, value, rep),
            *(None if rep else club.team, source, TEXTS[at[0]], written, by, written),
        )
        phone = f"06 {who // 10_000:02d} {who // 100 % 100:02d} {who % 100:02d} 00"
        known = f"+33{phone.replace(' ', '')[1:]}"
        self._points.add(who, "phone", phone, known, written, by, written)
        return Someone(who, club, rep or club.reps[0], value), followed

    def _tunnel(self, who: Someone, chain: Chain) -> None:
        rep, deal = who.rep, None
        if self._chance.random() < DEALT:
            owner = self._deals.owner(who.club, who.rep)
            deal = self._deals.add(who.id, who.club.team, owner, chain)
            rep = owner
        ended = moment(*chain.ended) if chain.ended is not None else None
        opened = chain.opened
        tunnel = self._tunnels.add(
            *(who.id, deal, opened, ended, chain.result, rep, opened, rep, opened)
        )
        previous: int | None = None
        for attempt in chain.attempts:
            previous = self._attempt(who, tunnel, deal, rep, previous, attempt)
        if chain.result is TunnelResult.CONVERTED and chain.ended is not None:
            self._enrol(who, chain.ended, rep)
        elif chain.result is TunnelResult.ABANDONED and chain.ended is not None:
            self._revalue(who, moment(*chain.ended), rep, "lost")
            who.refuses = self._chance.random() < REFUSING

    def _attempt(
        self,
        who: Someone,
        tunnel: int,
        deal: int | None,
        rep: int,
        previous: int | None,
        attempt: Attempt,
    ) -> int:
        roll, outcome = self._chance.random, attempt.outcome
        reps = who.club.reps
        done_by = reps[int(roll() * len(reps))] if attempt.helped else rep
        made = None if outcome is None else int(outcome is not Outcome.RESCHEDULE)
        status = FollowUpStatus.PLANNED if outcome is None else FollowUpStatus.DONE
        refused = outcome is Outcome.NOT_INTERESTED
        reasons = self._ground.reasons
        follow_up = self._follow_ups.add(
            *(tunnel, who.id, deal, self._ground.types[attempt.type]),
            *(attempt.planned_at, attempt.planned_on, int(not attempt.timed)),
            *(attempt.meant, rep, status, outcome, attempt.no_contact, made),
            REMARKS[int(roll() * len(REMARKS))] if outcome is not None else "",
            *(attempt.done, done_by if outcome is not None else None, previous),
            *(attempt.attempt, attempt.snoozes, self._invoice(who, deal, attempt)),
            reasons[int(roll() ** 2 * len(reasons))] if refused else None,
            *(attempt.written, rep, attempt.done or attempt.written),
        )
        if attempt.slot is not None:
            booked = (attempt.slot, follow_up, who.id, deal, _came(attempt))
            self._bookings.add(*booked, attempt.written, rep, attempt.written)
        if outcome is None and len(reps) > 1 and roll() < HANDED_OVER:
            self._hand_over(who, follow_up, deal, rep, attempt.written)
        elif made and attempt.done and roll() < REVALUED:
            value = ("hot", "warm", "cold")[int(roll() * 3)]
            self._revalue(who, attempt.done, done_by, value)
        return follow_up

    def _invoice(self, who: Someone, deal: int | None, attempt: Attempt) -> int | None:
        if attempt.outcome is not Outcome.ENROLLED or self._chance.random() > INVOICED:
            return None
        number = f"F{self._invoices.last + 1:06d}"
        minor = 2_900 + int(self._chance.random() * 60) * 1_000
        done = str(attempt.done)
        return self._invoices.add(
            *(number, done[:10], minor, "EUR", who.id, deal, done, who.rep, done)
        )

    def _enrol(self, who: Someone, at: Moment, by: int) -> None:
        who.customer_since = TEXTS[at[0]]
        was: dict[str, object] = {"lifecycle": "prospect", "customer_since": None}
        now: dict[str, object] = {"lifecycle": "customer"}
        now["customer_since"] = who.customer_since
        self._change(who, moment(*at), by, "person.lifecycle_changed", was, now)

    def _revalue(self, who: Someone, at: str, by: int, value: str) -> None:
        if value == who.value:
            return
        was: dict[str, object] = {"temperature": who.value}
        who.value = value
        self._change(
            who, at, by, "person.temperature_changed", was, {"temperature": value}
        )

    def _change(
        self,
        who: Someone,
        at: str,
        by: int,
        verb: str,
        was: dict[str, object],
        now: dict[str, object],
    ) -> None:
        told = (json.dumps(was, sort_keys=True), json.dumps(now, sort_keys=True))
        self._changes.append(
            (at, by, "person", who.id, verb, *told, None, who.id, None)
        )

    def _hand_over(
        self, who: Someone, follow_up: int, deal: int | None, rep: int, at: str
    ) -> None:
        """Give what is planned to a colleague, as a manager does."""
        other = next(one for one in who.club.reps if one != rep)
        told = (f'{{"assignee_id": {rep}}}', f'{{"assignee_id": {other}}}')
        verb = "followup.reassigned"
        self._changes.append(
            (at, 1, "follow_up", follow_up, verb, *told, deal, who.id, None)
        )
        self._handed.append((other, follow_up))

    def _settle(self, who: Someone) -> None:
        if who.refuses:
            was: dict[str, object] = {"do_not_contact": False}
            at = f"{TEXTS[YEAR]}T07:00:00Z"
            now: dict[str, object] = {"do_not_contact": True}
            self._change(who, at, who.rep, "person.updated", was, now)
        life = "customer" if who.customer_since else "prospect"
        told = (who.value, life, who.customer_since, int(who.refuses), who.id)
        self._settled.append(told)


VERBS: Final = (
    *("person.created", "contact_point.created"),
    *("deal.created", "stage_visit.created", "close_event.created"),
    *("tunnel.opened", "followup.planned", "booking.made", "invoice.linked"),
)
"""Of each pile, what the events of its rows are called (D.4)."""


def _came(attempt: Attempt) -> BookingStatus:
    if attempt.outcome is None:
        return BookingStatus.BOOKED
    if attempt.no_contact is NoContact.NO_SHOW:
        return BookingStatus.NO_SHOW
    return BookingStatus.ATTENDED
