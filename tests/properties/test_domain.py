"""Two people work at random; the invariants of D.3 hold after every step."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from datetime import timedelta
from pathlib import Path
from typing import Concatenate
from typing import ParamSpec

from hypothesis import strategies as st
from hypothesis.stateful import Bundle
from hypothesis.stateful import RuleBasedStateMachine
from hypothesis.stateful import initialize
from hypothesis.stateful import invariant
from hypothesis.stateful import rule

from models.clock import Clock
from models.errors import RelanceError
from models.history import Writer
from models.money import Money
from models.operations import assigning
from models.operations import closing
from models.operations import creating
from models.operations import editing
from models.operations import following
from models.operations import moving
from models.operations import outcomes
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
from models.vocabulary import Outcome
from models.vocabulary import Role
from models.vocabulary import Temperature
from tests.conftest import NOW
from tests.data.tables import Rows
from tests.data.tables import many
from tests.data.tables import rows_of
from tests.factories import a_user
from tests.properties.machines import run

TODAY = date(2026, 11, 23)
P = ParamSpec("P")

WHO = st.sampled_from(["boss", "ana"])
DEALS = Bundle("deals")
REPEATED = {"last_touch_at", "next_all_day", "next_at", "updated_at", "version"}
"""What a deal repeats of its follow-ups, whoever they are assigned to."""

NEVER = {
    "an open deal has one open stay, in its own stage": (
        "SELECT d.id FROM deal d WHERE d.status = 'open' AND 1 <>"
        " (SELECT count(*) FROM stage_visit v WHERE v.deal_id = d.id"
        " AND v.exit_kind IS NULL AND v.stage_id = d.stage_id)"
    ),
    "a closed deal has no open stay in an open stage": (
        "SELECT d.id FROM deal d JOIN stage_visit v ON v.deal_id = d.id"
        " JOIN stage s ON s.id = v.stage_id WHERE d.status <> 'open'"
        " AND v.exit_kind IS NULL AND s.kind <> 'post_sale'"
    ),
    "stays do not overlap": (
        "SELECT a.id FROM stage_visit a JOIN stage_visit b"
        " ON a.deal_id = b.deal_id AND a.id < b.id"
        " WHERE a.exited_at IS NULL OR a.exited_at > b.entered_at"
    ),
    "open is not closed": (
        "SELECT id FROM deal WHERE (status = 'open') <> (closed_at IS NULL)"
    ),
    "the last close is of the kind of the deal": (
        "SELECT d.id FROM deal d WHERE coalesce((SELECT c.kind FROM close_event c"
        " WHERE c.deal_id = d.id ORDER BY c.id DESC LIMIT 1), 'reopened')"
        " <> CASE d.status WHEN 'open' THEN 'reopened' ELSE d.status END"
    ),
    "a lost deal has its reason": (
        "SELECT id FROM deal WHERE status = 'lost' AND loss_reason_id IS NULL"
    ),
    "a stage is of the deal's pipeline": (
        "SELECT d.id FROM deal d JOIN stage s ON s.id = d.stage_id"
        " WHERE s.pipeline_id <> d.pipeline_id"
    ),
    "an open tunnel has a planned follow-up": (
        "SELECT t.id FROM tunnel t WHERE t.closed_at IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM follow_up f WHERE f.tunnel_id = t.id)"
    ),
    "a closed tunnel has none": (
        "SELECT t.id FROM tunnel t JOIN follow_up f ON f.tunnel_id = t.id"
        " WHERE t.closed_at IS NOT NULL AND f.status = 'planned'"
    ),
    "the card repeats its follow-up": (
        "SELECT d.id FROM deal d WHERE coalesce(d.next_at, '') <> coalesce("
        "(SELECT min(f.planned_at) FROM follow_up f WHERE f.deal_id = d.id"
        " AND f.status = 'planned'), '')"
    ),
    "a lost deal waits for nothing": (
        "SELECT id FROM deal WHERE status = 'lost' AND next_at IS NOT NULL"
    ),
    "the frozen amount is that of a closed deal": (
        "SELECT id FROM deal WHERE status = 'open'"
        " AND (base_minor IS NOT NULL OR closed_rate IS NOT NULL)"
    ),
    "a live act is not undone by an undo that is undone": (
        "SELECT a.id FROM batch a JOIN batch u ON u.id = a.undone_by_id"
        " WHERE u.undone_by_id IS NOT NULL"
    ),
}


class Work(RuleBasedStateMachine):
    """An admin and a seller at one file; whatever is refused changes nothing."""

    def __init__(self, founded: Path) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        path = self.folder / "relance.db"
        shutil.copyfile(founded, path)
        clock = Clock(start=NOW, ticking=False)
        boss = open_store(path, "boss", clock)
        self.ana = a_user(boss, "ana", Role.SELLER)
        self.at: dict[str, Store] = {
            "boss": boss,
            "ana": open_store(path, "ana", clock),
        }
        self.path = path

    def teardown(self) -> None:
        for store in self.at.values():
            store.close()
        shutil.rmtree(self.folder)

    def act(
        self,
        who: str,
        operation: Callable[Concatenate[Writer, P], Done],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> bool:
        before = rows_of(self.path, counting=True)
        try:
            self.at[who].write(operation, *args, **kwargs)
        except RelanceError:
            assert rows_of(self.path, counting=True) == before
            return False
        self.check_scope(who, before)
        return True

    @initialize(target=DEALS)
    def first(self) -> int:
        return self.at["ana"].write(creating.create_deal, NewDeal("First")).id

    @rule(target=DEALS, who=WHO, named=st.booleans(), planned=st.booleans())
    def add(self, who: str, *, named: bool, planned: bool) -> int:
        draft = NewDeal(
            "Acme",
            Money(100_00, "EUR"),
            person=Named("Julie Martin") if named else None,
            step=Due(TODAY + timedelta(days=3)) if planned else None,
        )
        return self.at[who].write(creating.create_deal, draft).id

    @rule(who=WHO, deal=DEALS, steps=st.sampled_from([-1, 1, 2]))
    def step(self, who: str, deal: int, steps: int) -> None:
        self.act(who, moving.step_deal, deal, steps)

    @rule(who=WHO, deal=DEALS, ago=st.integers(-1, 3))
    def win(self, who: str, deal: int, ago: int) -> None:
        day = TODAY - timedelta(days=ago)
        self.act(who, closing.win_deal, WinDeal(deal, day))

    @rule(who=WHO, deal=DEALS, reason=st.sampled_from([None, 1, 2]))
    def lose(self, who: str, deal: int, reason: int | None) -> None:
        self.act(who, closing.lose_deal, LoseDeal(deal, reason))

    @rule(who=WHO, deal=DEALS)
    def reopen(self, who: str, deal: int) -> None:
        self.act(who, closing.reopen_deal, deal)

    @rule(who=WHO, deal=DEALS, to_ana=st.booleans())
    def assign(self, who: str, deal: int, *, to_ana: bool) -> None:
        user = self.ana if to_ana else self.at["boss"].actor.id
        self.act(who, assigning.assign_deals, [deal], user)

    @rule(who=WHO, deal=DEALS, days=st.integers(-1, 4))
    def plan(self, who: str, deal: int, days: int) -> None:
        draft = PlanFollowUp(deal_id=deal, due=Due(TODAY + timedelta(days=days)))
        self.act(who, following.plan_follow_up, draft)

    @rule(who=WHO, outcome=st.sampled_from(Outcome), which=st.integers(0, 3))
    def finish(self, who: str, outcome: Outcome, which: int) -> None:
        planned = many(self.path, "SELECT id FROM follow_up WHERE status = 'planned'")
        if not planned:
            return
        follow_up = int(str(planned[which % len(planned)]["id"]))
        draft = LogOutcome(follow_up, outcome, reason_id=1)
        self.act(who, outcomes.log_outcome, draft)

    @rule(who=WHO, deal=DEALS, value=st.sampled_from(Temperature))
    def value(self, who: str, deal: int, value: Temperature) -> None:
        self.act(who, editing.set_value, deal_id=deal, temperature=value)

    @rule(who=WHO)
    def undo(self, who: str) -> None:
        self.act(who, undoing.undo)

    @rule(who=WHO)
    def redo(self, who: str) -> None:
        self.act(who, undoing.redo)

    @rule(who=WHO)
    def undo_and_redo(self, who: str) -> None:
        before = rows_of(self.path)
        if self.act(who, undoing.undo):
            assert self.act(who, undoing.redo)
            assert rows_of(self.path) == before

    @invariant()
    def what_never_is(self) -> None:
        for name, sql in NEVER.items():
            assert many(self.path, sql) == [], name

    def check_scope(self, who: str, before: Rows) -> None:
        """A seller's act leaves colleagues' deals alone, but for what they repeat."""
        if who != "ana":
            return
        now = {row["id"]: row for row in rows_of(self.path)["deal"]}
        for row in before["deal"]:
            if row["owner_id"] != self.ana:
                kept = [name for name in row if name not in REPEATED]
                assert row["id"] in now
                assert [row[name] for name in kept] == [
                    now[row["id"]][name] for name in kept
                ]


def test_whatever_two_people_do_the_invariants_hold(founded: Path) -> None:
    run(lambda: Work(founded), examples=15, steps=20)
