"""What a writer of a storm does: daily acts at random, each told once it is saved."""

import os
import random
import sqlite3
import sys
from collections.abc import Callable
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from models.clock import Clock
from models.clock import local_day
from models.errors import RelanceError
from models.history import Writer
from models.integrity import problems
from models.money import Money
from models.operations import closing
from models.operations import creating
from models.operations import following
from models.operations import moving
from models.operations import outcomes
from models.operations import setup
from models.operations import undoing
from models.store import Store
from models.store import open_store
from models.views.done import Done
from models.views.drafts import Due
from models.views.drafts import LogOutcome
from models.views.drafts import LoseDeal
from models.views.drafts import Named
from models.views.drafts import NewDeal
from models.views.drafts import PlanFollowUp
from models.views.drafts import WinDeal
from models.views.foundation import Foundation
from models.vocabulary import Language
from models.vocabulary import Outcome

Act = Callable[[Writer], Done]


def tell(*lines: str) -> None:
    """Print lines at once, also from a process that ends without cleaning up."""
    sys.stdout.write("\n  ".join(lines) + "\n")
    sys.stdout.flush()


def forked(work: Callable[[], object]) -> int:
    """Do something in a process of its own, which ends with 1 if it fails."""
    process = os.fork()
    if process:
        return process
    try:
        work()
        os._exit(0)
    except BaseException as error:
        tell(repr(error), str(error))
    finally:
        os._exit(1)


def found(path: Path) -> None:
    """Make an empty workspace whose admin is ``boss``."""
    names = ("sales", "EUR", "Europe/Paris", "boss", "Boss", Language.EN)
    setup.found(path, Foundation(*names), Clock())


def unsound(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what is wrong with the pages, else with the records."""
    (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if said == "ok":
        yield from problems(connection)
    else:
        yield str(said)


class Worker:
    """One session that works without a pause; refusals of the rules are no matter."""

    def __init__(self, path: Path, login: str, seed: int) -> None:
        self.store: Store = open_store(path, login, Clock())
        self._random = random.Random(seed)
        self._deals: list[int] = []
        self._follow_ups: list[int] = []

    def work(self, told: int) -> None:
        """Save for ever; each batch that was saved is written to ``told``."""
        while True:
            said = self.save()
            if said:
                os.write(told, f"{said}\n".encode())

    def save(self) -> str:
        """Do one thing; return its batch, or why the database refused it."""
        try:
            done = self.store.write(self._act())
        except RelanceError as refused:
            database = refused.code.startswith(("database", "disk"))
            return str(refused) if database else ""
        self._note(done)
        return str(done.batch)

    def _note(self, done: Done) -> None:
        if done.verb == "deal.created":
            self._deals.append(done.id)
        following_id = done.values.get("next_id")
        if done.verb == "followup.planned":
            following_id = done.id
        if isinstance(following_id, int):
            self._follow_ups.append(following_id)

    def _act(self) -> Act:
        acts: list[Act] = [self._create, undoing.undo, undoing.redo]
        if self._deals:
            acts += [self._move, self._lose, self._win, self._plan]
        if self._follow_ups:
            acts += [self._finish, self._finish]
        return self._random.choice(acts)

    def _due(self) -> Due:
        today = local_day(self.store.now(), self.store.zone)
        return Due(today + timedelta(days=self._random.randint(1, 9)))

    def _create(self, writer: Writer) -> Done:
        person = Named("Julie Martin")
        draft = NewDeal("Storm", Money(100, "EUR"), person=person, step=self._due())
        return creating.create_deal(writer, draft)

    def _deal(self) -> int:
        return self._random.choice(self._deals)

    def _move(self, writer: Writer) -> Done:
        return moving.step_deal(writer, self._deal(), self._random.choice((-1, 1)))

    def _lose(self, writer: Writer) -> Done:
        return closing.lose_deal(writer, LoseDeal(self._deal(), 1))

    def _win(self, writer: Writer) -> Done:
        return closing.win_deal(writer, WinDeal(self._deal(), None))

    def _plan(self, writer: Writer) -> Done:
        draft = PlanFollowUp(deal_id=self._deal(), due=self._due())
        return following.plan_follow_up(writer, draft)

    def _finish(self, writer: Writer) -> Done:
        chosen = self._random.choice(self._follow_ups)
        outcome = self._random.choice(list(Outcome))
        return outcomes.log_outcome(writer, LogOutcome(chosen, outcome, reason_id=1))
