"""The offers that some prospects of the benchmark's year were made."""

import random
import sqlite3
from collections.abc import Iterator
from collections.abc import Sequence
from typing import Final

from models.tables import CloseEvent
from models.tables import Deal
from models.tables import StageVisit
from models.vocabulary import CloseKind
from models.vocabulary import ExitKind
from models.vocabulary import Status
from models.vocabulary import TunnelResult
from tests.bench.bulk import Pile
from tests.bench.days import moment
from tests.bench.network import Club
from tests.bench.prospects import Chain

ANOTHER: Final = 0.1
"""Deals that another rep of the club has than the prospect's own."""
DEAL: Final = (
    *("title", "person_id", "pipeline_id", "stage_id", "status", "amount_minor"),
    *("currency", "owner_id", "loss_reason_id", "opened_at", "closed_at"),
    *("closed_rate", "base_minor", "next_at", "next_all_day"),
)
VISIT: Final = (
    *("deal_id", "stage_id", "entered_at", "exited_at", "exit_kind", "by_id"),
)
CLOSE: Final = (
    *("deal_id", "kind", "at", "by_id", "stage_id", "owner_id", "team_id"),
    *("amount_minor", "currency", "fx_rate", "base_minor", "reason_id"),
)
ENDS: Final = {
    None: (Status.OPEN, None, None),
    TunnelResult.CONVERTED: (Status.WON, CloseKind.WON, ExitKind.WON),
    TunnelResult.ABANDONED: (Status.LOST, CloseKind.LOST, ExitKind.LOST),
}


class Deals:
    """Deals with their stays and closings."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        chance: random.Random,
        stages: Sequence[int],
    ) -> None:
        self._chance, self._stages = chance, stages
        self._deals = Pile(connection, Deal, DEAL)
        self._visits = Pile(connection, StageVisit, VISIT, "entered_at", "by_id")
        self._closes = Pile(connection, CloseEvent, CLOSE, "at", "by_id")

    def piles(self) -> Iterator[Pile]:
        """Yield what is written of deals: themselves, their stays, their ends."""
        yield from (self._deals, self._visits, self._closes)

    def owner(self, club: Club, rep: int) -> int:
        """Return who has the deal of a prospect of a rep."""
        if self._chance.random() > ANOTHER:
            return rep
        return club.reps[int(self._chance.random() * len(club.reps))]

    def add(self, person: int, team: int, owner: int, chain: Chain) -> int:
        """Write the deal that a tunnel is about; it ends as the tunnel does."""
        status, kind, left = ENDS[chain.result]
        steps = sorted(one.written for one in chain.attempts[: len(self._stages)])
        stage = self._stages[len(steps) - 1]
        minor = 2_900 + int(self._chance.random() ** 3 * 900) * 100
        last = chain.attempts[-1]
        closed = moment(*chain.ended) if chain.ended is not None else None
        reason = 1 if status is Status.LOST else None
        frozen = ("1", minor) if closed else (None, None)
        waiting = (
            (last.planned_at, int(not last.timed)) if closed is None else (None, 0)
        )
        opened = chain.opened
        deal = self._deals.add(
            *(f"Membership {self._deals.last + 1}", person, 1, stage, status, minor),
            *("EUR", owner, reason, opened, closed, *frozen, *waiting),
            *(opened, owner, opened),
        )
        for place, entered in enumerate(steps):
            final = place == len(steps) - 1
            until = closed if final else steps[place + 1]
            how = left if final else ExitKind.FORWARD
            self._visits.add(deal, self._stages[place], entered, until, how, owner)
        if kind is not None:
            at = (deal, kind, closed, owner, stage, owner, team)
            self._closes.add(*at, minor, "EUR", *frozen, reason)
        return deal
