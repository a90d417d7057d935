"""However many want places, there are never more bookings than places."""

import itertools
import subprocess
import sys
from contextlib import suppress
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta

from hypothesis import HealthCheck
from hypothesis import Phase
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from models import integrity
from models.door import connect
from models.errors import BadValue
from models.errors import RuleBroken
from models.operations import bookings
from models.operations import following
from models.operations import outcomes
from models.operations import slots
from models.operations.undoing import redo
from models.operations.undoing import undo
from models.store import Store
from models.views.drafts import Due
from models.views.drafts import LogOutcome
from models.views.drafts import SlotDraft
from models.vocabulary import BookingStatus
from models.vocabulary import Outcome
from models.vocabulary import Role
from tests.conftest import AsUser
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_user
from tests.slots import a_slot
from tests.slots import an_activity
from tests.slots import states

TEN = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
SESSIONS = 4
COUNT = itertools.count()

BOOK = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from models.clock import Clock
from models.errors import RuleBroken
from models.operations import bookings
from models.store import open_store

path, follow_up, slot, start = sys.argv[1:]
clock = Clock(start=datetime(2026, 11, 23, 8, 14, tzinfo=UTC), ticking=False)
store = open_store(Path(path), "boss", clock)
store.warm()
print("ready", flush=True)
sys.stdin.readline()
try:
    store.write(bookings.book, int(follow_up), int(slot))
    print("booked")
except RuleBroken as refused:
    print(refused.code)
"""

ACTS = st.sampled_from(
    ["book", "give back", "put off", "reschedule", "smaller", "larger", "undo", "redo"]
)


def test_of_two_who_want_the_last_place_one_gets_it(store: Store) -> None:
    """R-12, D.3 no 12: checked in the write transaction, by processes of their own."""
    slot = a_slot(store, an_activity(store), TEN)
    wanting = [
        a_follow_up(store, deal=a_deal(store, f"D{number}"), type="Meeting")
        for number in range(SESSIONS)
    ]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", BOOK, str(store.path), str(one), str(slot), ""],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for one in wanting
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    said = sorted(process.communicate(timeout=60)[0].strip() for process in running)
    assert said == ["booked", *["slot_full"] * (SESSIONS - 1)]
    assert states(store, slot) == [BookingStatus.BOOKED]


@settings(
    max_examples=12,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    moves=st.lists(
        st.tuples(ACTS, st.integers(0, 3), st.integers(0, 1)), min_size=4, max_size=12
    )
)
def test_no_turn_of_events_leaves_more_bookings_than_places(
    store: Store, as_user: AsUser, moves: list[tuple[str, int, int]]
) -> None:
    """D.3 no 12: random bookings, changes, outcomes and undos of two people."""
    world = World(store, as_user)
    for act, who, where in moves:
        world.act(act, who, where)
        assert world.broken() == []


class World:
    """Two slots of two places, and four follow-ups that want one; two who work."""

    def __init__(self, store: Store, as_user: AsUser) -> None:
        name = f"mia{next(COUNT)}"
        self.activity = an_activity(store, f"Visit of {name}")
        self.slots = [
            a_slot(store, self.activity, TEN + shift * HOUR, capacity=2)
            for shift in (0, 2)
        ]
        self.follow_ups = [
            a_follow_up(store, deal=a_deal(store, f"D{number}"), type="Meeting")
            for number in range(4)
        ]
        store.write(bookings.book, self.follow_ups[0], self.slots[0])
        a_user(store, name, Role.ADMIN)
        self.store = as_user(store, name)

    def act(self, act: str, who: int, where: int) -> None:
        """Try one thing; what is refused changes nothing."""
        with suppress(BadValue, RuleBroken):
            self._act(act, self.follow_ups[who], self.slots[where], where)

    def broken(self) -> list[str]:
        """Return what no act may leave."""
        connection = connect(self.store.path, writable=False)
        try:
            return [
                f"{code} {record_id}"
                for code, (_, query) in integrity.INVARIANTS.items()
                for (record_id,) in connection.execute(query)
            ]
        finally:
            connection.close()

    def _act(self, act: str, follow_up: int, slot: int, where: int) -> None:
        write = self.store.write
        match act:
            case "book":
                write(bookings.book, follow_up, slot)
            case "give back":
                write(bookings.give_back, follow_up)
            case "put off":
                write(following.snooze, follow_up, Due(date(2026, 12, 4)))
            case "reschedule":
                draft = LogOutcome(follow_up, Outcome.RESCHEDULE, slot_id=slot)
                write(outcomes.log_outcome, draft)
            case "smaller" | "larger":
                starts = TEN + 2 * where * HOUR
                places = 1 if act == "smaller" else 3
                changed = SlotDraft(self.activity, starts, starts + HOUR, places)
                write(slots.edit_slot, slot, changed)
            case "undo":
                write(undo)
            case _:
                write(redo)
