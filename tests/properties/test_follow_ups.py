"""Three people follow prospects up at random; all is sound after each act (D.3)."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Concatenate
from typing import ParamSpec

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from hypothesis.stateful import initialize
from hypothesis.stateful import invariant
from hypothesis.stateful import rule

from models.clock import Clock
from models.errors import RelanceError
from models.history import Writer
from models.money import Money
from models.operations import assigning
from models.operations import bookings
from models.operations import following
from models.operations import invoicing
from models.operations import outcomes
from models.operations import people_bulk
from models.operations import undoing
from models.operations import values
from models.store import open_store
from models.views.done import Done
from models.views.drafts import Due
from models.views.drafts import InvoiceDraft
from models.views.drafts import LinkInvoice
from models.views.drafts import LogOutcome
from models.views.drafts import PlanFollowUp
from models.views.people_lists import Target
from models.vocabulary import NoContact
from models.vocabulary import Outcome
from models.vocabulary import Role
from models.vocabulary import Temperature
from tests.conftest import NOW
from tests.data.derived import anew
from tests.data.derived import kept
from tests.data.tables import Rows
from tests.data.tables import many
from tests.data.tables import rows_of
from tests.factories import a_deal
from tests.factories import a_person
from tests.factories import a_user
from tests.invariants import problems_in
from tests.properties.machines import run
from tests.slots import a_slot
from tests.slots import an_activity

P = ParamSpec("P")
OfOutcome = st.SearchStrategy[LogOutcome]
WHO = st.sampled_from(["zoe", "claire", "ana"])
CHIEFS = st.sampled_from(["zoe", "claire"])
"""Who gives records to others."""
WHICH = st.integers(0, 3)
DAYS = st.integers(-1, 6)
MAYBE = st.none() | st.integers(1, 4)
VALUES = st.sampled_from([None, *Temperature])
TODAY = date(2026, 11, 23)
EUROS = Money(49_00, "EUR")
DUES = DAYS.map(lambda days: Due(TODAY + timedelta(days=days)))
SLOTS = st.none() | st.integers(0, 1)
BOTH = st.booleans()


def drafts(outcome: Outcome, **fields: st.SearchStrategy[object]) -> OfOutcome:
    """Make outcomes of whichever follow-up; a slot is told by its place."""
    return st.builds(LogOutcome, st.just(0), st.just(outcome), **fields)


OUTCOMES = st.one_of(
    drafts(
        Outcome.RESCHEDULE,
        due=st.none() | DUES,
        no_contact=st.sampled_from(NoContact),
        slot_id=SLOTS,
    ),
    drafts(Outcome.NEXT_STEP, due=st.none() | DUES, next_type_id=MAYBE, slot_id=SLOTS),
    drafts(
        Outcome.ENROLLED,
        invoice=st.none() | st.just(InvoiceDraft("F-1", TODAY, EUROS)),
        win_deal=BOTH,
    ),
    drafts(
        Outcome.NOT_INTERESTED,
        reason_id=st.sampled_from([None, 1, 2]),
        lose_deal=BOTH,
    ),
)
LAST_ACT = """
    SELECT login FROM batch JOIN "user" ON "user".id = actor_id
    WHERE batch.id > ? AND kind = 'act' AND undone_by_id IS NULL
    AND EXISTS (SELECT 1 FROM event WHERE batch_id = batch.id)
    ORDER BY batch.id DESC LIMIT 1
"""


class Following(RuleBasedStateMachine):
    """An admin, a manager and a seller at one file; what is refused changes nothing."""

    def __init__(self, founded: Path) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "relance.db"
        shutil.copyfile(founded, self.path)
        clock = Clock(start=NOW, ticking=False)
        self.boss = boss = open_store(self.path, "boss", clock)
        self.users = [
            a_user(boss, "zoe", Role.ADMIN),
            a_user(boss, "claire", Role.MANAGER, "North"),
            a_user(boss, "ana", Role.SELLER, "North"),
        ]
        self.at = {
            login: open_store(self.path, login, clock)
            for login in ("zoe", "claire", "ana")
        }

    @initialize()
    def prospects(self) -> None:
        """Write four prospects, deals of two, a deal of nobody and two slots."""
        boss = self.boss
        self.people = [
            a_person(boss, f"P{place} Lee", owner=owner, temperature=value)
            for place, (owner, value) in enumerate(
                [
                    ("ana", Temperature.HOT),
                    ("ana", None),
                    ("claire", Temperature.WARM),
                    ("ana", Temperature.COLD),
                ]
            )
        ]
        self.deals = [
            a_deal(boss, "One", owner="ana", person=self.people[0]),
            a_deal(boss, "Two", owner="claire", person=self.people[2]),
            a_deal(boss, "Nobody's", owner="ana"),
        ]
        activity = an_activity(boss)
        start = datetime(2026, 11, 25, 9, tzinfo=UTC)
        self.slots = [
            a_slot(boss, activity, start + timedelta(days=day)) for day in (0, 1)
        ]
        (last,) = many(self.path, "SELECT max(id) AS id FROM batch")
        self.begun = int(str(last["id"]))
        self.before = rows_of(self.path)

    def teardown(self) -> None:
        """Undo all acts, the last one first: the file is as it was before them."""
        try:
            while found := many(self.path, LAST_ACT, self.begun):
                self._later()
                self.at[str(found[0]["login"])].write(undoing.undo)
                self.all_is_sound()
            assert different(rows_of(self.path), self.before) == []
        finally:
            for store in (self.boss, *self.at.values()):
                store.close()
            shutil.rmtree(self.folder)

    def act(
        self,
        who: str,
        operation: Callable[Concatenate[Writer, P], Done],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        self._later()
        before = rows_of(self.path, counting=True)
        try:
            self.at[who].write(operation, *args, **kwargs)
        except RelanceError:
            assert rows_of(self.path, counting=True) == before

    @rule(who=WHO, which=WHICH, of_deal=st.booleans(), days=DAYS, value=VALUES)
    def plan(
        self,
        who: str,
        which: int,
        days: int,
        value: Temperature | None,
        *,
        of_deal: bool,
    ) -> None:
        draft = PlanFollowUp(
            deal_id=self.deals[which % len(self.deals)] if of_deal else None,
            person_id=None if of_deal else self.people[which],
            due=Due(TODAY + timedelta(days=days)),
            temperature=value,
            reason_id=1,
        )
        self.act(who, following.plan_follow_up, draft)

    @rule(who=WHO, which=WHICH, outcome=OUTCOMES)
    def finish(self, who: str, which: int, outcome: LogOutcome) -> None:
        follow_up, slot = self._planned(which), outcome.slot_id
        draft = replace(
            outcome,
            follow_up_id=follow_up,
            slot_id=None if slot is None else self.slots[slot],
        )
        self.act(who, outcomes.log_outcome, draft)

    @rule(who=WHO, which=WHICH, days=DAYS)
    def put_off(self, who: str, which: int, days: int) -> None:
        due = Due(TODAY + timedelta(days=days))
        self.act(who, following.snooze, self._planned(which), due)

    @rule(who=WHO, which=WHICH, slot=st.integers(0, 1))
    def book(self, who: str, which: int, slot: int) -> None:
        self.act(who, bookings.book, self._planned(which), self.slots[slot])

    @rule(who=CHIEFS, which=WHICH, to=st.integers(0, 2))
    def give_follow_up(self, who: str, which: int, to: int) -> None:
        give = following.reassign_follow_up
        self.act(who, give, self._planned(which), self.users[to])

    @rule(who=CHIEFS, which=WHICH, to=st.integers(0, 2), along=st.booleans())
    def give_person(self, who: str, which: int, to: int, *, along: bool) -> None:
        person, user = self.people[which], self.users[to]
        self.act(who, assigning.assign_person, person, user, follow_ups=along)

    @rule(who=WHO, which=WHICH, of_deal=st.booleans(), value=VALUES)
    def value(
        self, who: str, which: int, value: Temperature | None, *, of_deal: bool
    ) -> None:
        deal = self.deals[which % len(self.deals)] if of_deal else None
        person = None if of_deal else self.people[which]
        told = {"deal_id": deal, "person_id": person}
        self.act(who, values.set_value, temperature=value, **told)

    @rule(who=CHIEFS, value=VALUES)
    def value_all(self, who: str, value: Temperature | None) -> None:
        self.act(who, people_bulk.value_people, self._everyone(), value)

    @rule(who=CHIEFS, days=DAYS)
    def plan_for_all(self, who: str, days: int) -> None:
        draft = PlanFollowUp(due=Due(TODAY + timedelta(days=days)))
        self.act(who, people_bulk.plan_people, self._everyone(), draft)

    @rule(who=WHO, which=WHICH)
    def bill(self, who: str, which: int) -> None:
        invoice = InvoiceDraft("F-2", TODAY, EUROS)
        draft = LinkInvoice(invoice, person_id=self.people[which])
        self.act(who, invoicing.link_invoice, draft)

    @rule(who=WHO)
    def undo(self, who: str) -> None:
        self.act(who, undoing.undo)

    @rule(who=WHO)
    def redo(self, who: str) -> None:
        self.act(who, undoing.redo)

    @invariant()
    def all_is_sound(self) -> None:
        """Hold every invariant, and whatever is derived against the records."""
        assert problems_in(self.path) == []
        assert kept(self.path) == anew(self.boss)

    def _later(self) -> None:
        clock = Clock(self.boss.now() + timedelta(minutes=1), ticking=False)
        for store in (self.boss, *self.at.values()):
            store.clock = clock

    def _planned(self, which: int) -> int:
        """Return one of the planned follow-ups, or none that is."""
        found = many(self.path, "SELECT id FROM follow_up WHERE status = 'planned'")
        return int(str(found[which % len(found)]["id"])) if found else 0

    def _everyone(self) -> list[Target]:
        return [Target(person, person, None) for person in self.people]


def different(rows: Rows, others: Rows) -> list[str]:
    """Return the tables that do not hold the same rows."""
    return [name for name in rows if rows[name] != others[name]]


def test_whatever_is_done_to_follow_ups_all_is_sound_and_can_be_undone(
    founded: Path,
) -> None:
    """R-16, D.3: after every act, and after undoing all of them, the last one first."""
    run(lambda: Following(founded), examples=10, steps=16)
