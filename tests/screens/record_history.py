"""A deal with a month behind it, written by the real operations day by day."""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from typing import Concatenate
from typing import ParamSpec
from typing import TypeVar

from models import operations
from models import queries
from models.clock import Clock
from models.history import Writer
from models.money import Money
from models.store import Store
from models.store import open_store
from models.views.drafts import Due
from models.views.drafts import EditDeal
from models.views.drafts import LogOutcome
from models.views.drafts import LogTouch
from models.views.drafts import PlanFollowUp
from models.vocabulary import InteractionKind
from models.vocabulary import NoContact
from models.vocabulary import Outcome
from models.vocabulary import Temperature
from tests import factories

P = ParamSpec("P")
T = TypeVar("T")

NOTE = (
    "Call her after 5 pm. Likes the small groups, would come with two colleagues "
    "and wants the price for three.\nHer boss decides."
)


@dataclass(frozen=True, slots=True)
class Known:
    """The records of the history."""

    deal: int
    person: int
    company: int


def paris(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of November 2026 by the clocks of Paris."""
    return datetime(2026, 11, day, hour - 1, minute, tzinfo=UTC)


def a_history(store: Store) -> Known:
    """Write a deal that was called, met, moved on and is late by three days."""
    created = _At(store, paris(3, 8, 58))
    company = factories.a_company(
        created.store, "Boréal Fitness", owner="boss", place="Lille", industry="Sport"
    )
    person = factories.a_person(
        created.store,
        "Julie Martin",
        company=company,
        phone="+33 6 12 34 56 78",
        email="julie@boreal.example",
        temperature=Temperature.HOT,
        title="manager",
    )
    deal = factories.a_deal(
        created.store,
        "Boréal Fitness — yearly contract",
        person=person,
        company=company,
        expected_close=date(2026, 12, 15),
    )
    created.close()
    _offer(store, deal)
    _meet(store, deal)
    _miss(store, deal)
    return Known(deal, person, company)


class _At:
    """The same database at another moment."""

    def __init__(self, store: Store, moment: datetime) -> None:
        clock = Clock(start=moment, ticking=False)
        self.store = open_store(store.path, store.actor.login, clock)

    def write(
        self,
        operation: Callable[Concatenate[Writer, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        return self.store.write(operation, *args, **kwargs)

    def close(self) -> None:
        self.store.close()


def _offer(store: Store, deal: int) -> None:
    then = _At(store, paris(5, 15, 2))
    mail = LogTouch(InteractionKind.EMAIL, "offer, 12 000 € a year", deal_id=deal)
    then.write(operations.logging.log_touch, mail)
    was = then.store.read(queries.deal.load_deal, deal).editable
    now = replace(was, amount=Money(1_200_000, "EUR"), probability=40)
    then.write(operations.editing.edit_deal, EditDeal(deal, was, now))
    plan = PlanFollowUp(deal_id=deal, due=Due(date(2026, 11, 6)), comment="Ask.")
    then.write(operations.following.plan_follow_up, plan)
    then.close()


def _meet(store: Store, deal: int) -> None:
    then = _At(store, paris(13, 18))
    meeting = LogOutcome(
        _planned(then.store, deal),
        Outcome.NEXT_STEP,
        comment="wants a demo",
        due=Due(date(2026, 11, 18)),
    )
    then.write(operations.outcomes.log_outcome, meeting)
    note = LogTouch(InteractionKind.NOTE, NOTE, deal_id=deal)
    then.write(operations.logging.log_touch, note)
    then.write(operations.moving.step_deal, deal, 1)
    then.close()


def _miss(store: Store, deal: int) -> None:
    then = _At(store, paris(19, 10, 12))
    missed = LogOutcome(
        _planned(then.store, deal),
        Outcome.RESCHEDULE,
        no_contact=NoContact.NO_CONTACT,
        due=Due(date(2026, 11, 20)),
    )
    then.write(operations.outcomes.log_outcome, missed)
    then.close()
    store.changed()


def _planned(store: Store, deal: int) -> int:
    planned = store.read(queries.deal.load_deal, deal).next
    assert planned is not None
    return planned.id
