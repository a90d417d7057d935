"""A network of clubs: its regions, managers and reps, and what can be booked there."""

import random
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from models.history import Writer
from models.store import Store
from models.tables import Activity
from models.tables import FollowUpTypeActivity
from models.tables import Organization
from models.tables import Slot
from models.tables import User
from models.text import fold
from models.vocabulary import ActionKind
from models.vocabulary import Role
from tests.bench.bulk import Pile
from tests.bench.data import WORDS
from tests.bench.days import AHEAD
from tests.bench.days import BEGAN
from tests.bench.days import YEAR
from tests.bench.days import moment
from tests.factories import a_team
from tests.factories import a_user

CLUBS: Final = 40
REGIONS: Final = 5
REPS: Final = 3
"""Reps of each club."""
COMPANIES: Final = 300
START: Final = f"{BEGAN}T07:00:00Z"
AT: Final = ((9, 3, "Guided visit"), (11, 3, "Guided visit"), (17, 3, "Guided visit"))
"""Hour, places and activity of what a rep has every day: in each club one a time."""
CLASSES: Final = (
    (10, 8, "Fitness class"),
    (12, 10, "Yoga class"),
    (18, 12, "Cycling class"),
)
HELD: Final = (*AT, *CLASSES)
DAYS_HELD: Final = YEAR + AHEAD


@dataclass(frozen=True, slots=True)
class Club:
    """A club: its team and its reps."""

    team: int
    reps: tuple[int, ...]
    gone: int
    """A rep who left; those who were theirs have nobody."""


def write_clubs(store: Store) -> Sequence[Club]:
    """Write regions with their managers, and clubs with a manager and reps each."""
    for number in range(REGIONS):
        region = f"Region {number + 1}"
        a_team(store, region)
        a_user(store, f"region{number + 1}", Role.MANAGER, team=region)
    return [_club(store, number) for number in range(CLUBS)]


def _club(store: Store, number: int) -> Club:
    name = f"Club {number + 1}"
    team = a_team(store, name, f"Region {number % REGIONS + 1}")
    a_user(store, f"manager{number + 1}", Role.MANAGER, team=name)
    first = number * REPS + 1
    reps = [a_user(store, f"rep{first + one}", team=name) for one in range(REPS)]
    gone = a_user(store, f"gone{number + 1}", team=name)
    store.write(_leave, gone)
    return Club(team, tuple(reps), gone)


def _leave(writer: Writer, user_id: int) -> None:
    user = writer.session.get_one(User, user_id)
    user.active = False
    writer.save(user, "user.disabled")


def write_companies(connection: sqlite3.Connection) -> None:
    """Write the companies whose staff come as members."""
    chance = random.Random(2)
    pile = Pile(connection, Organization, ("name", "folded_name"))
    for number in range(COMPANIES):
        name = f"{chance.choice(WORDS)} {chance.choice(WORDS)} {number + 1}"
        pile.add(name, fold(name), START, 1, START)
    pile.write(now=True)
    pile.tell("organization.created")


@dataclass(slots=True)
class Slots:
    """The slots of all clubs, found by day and number, and the places left there."""

    left: list[int]

    def take(self, club: int, day: int, number: int) -> tuple[int, int, int] | None:
        """Take a place in a slot of that day or the next; return slot, day and hour."""
        for later in range(day, min(day + 3, DAYS_HELD)):
            at = (club * DAYS_HELD + later) * len(HELD) + number
            if self.left[at]:
                self.left[at] -= 1
                return at + 1, later, HELD[number][0]
        return None


def write_slots(
    connection: sqlite3.Connection, clubs: Sequence[Club], types: Sequence[int]
) -> Slots:
    """Write what each club offers on every day but Sunday, for visits and trials."""
    activities = Pile(connection, Activity, ("name", "kind", "position"))
    offered = Pile(connection, FollowUpTypeActivity, ("type_id", "activity_id"))
    offered.at, offered.by = f"'{START}'", "1"
    kinds = (ActionKind.APPOINTMENT, ActionKind.TRIAL)
    known: dict[str, int] = {}
    for of, kind in ((AT, 0), (CLASSES, 1)):
        for name in dict.fromkeys(name for _hour, _places, name in of):
            known[name] = activities.add(
                name, str(kinds[kind]), len(known), START, 1, START
            )
            offered.add(types[kind + 1], known[name])
    columns = ("activity_id", "starts_at", "ends_at", "capacity", "host_id", "place")
    slots = Pile(connection, Slot, columns)
    left: list[int] = []
    for number, club in enumerate(clubs):
        for day in range(DAYS_HELD):
            for place, (hour, capacity, name) in enumerate(HELD):
                begins, ends = moment(day, hour, 0), moment(day, hour + 1, 0)
                host = club.reps[place % REPS]
                what = (known[name], begins, ends, capacity, host)
                slots.add(*what, f"Club {number + 1}", START, 1, START)
                left.append(capacity)
    _finish(activities, offered, slots)
    return Slots(left)


def _finish(*piles: Pile) -> None:
    for pile in piles:
        pile.write(now=True)
        pile.tell(f"{pile.name}.created")
