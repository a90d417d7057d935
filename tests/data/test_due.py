"""Today: counters equal to the list, in the zone and with the rights of who looks."""

import random
from collections import Counter
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from models.actor import Whose
from models.clock import Clock
from models.clock import end_of_day
from models.clock import local_day
from models.due import horizon
from models.history import Writer
from models.operations.following import plan_follow_up
from models.operations.outcomes import log_outcome
from models.rules import followups
from models.store import Store
from models.store import open_store
from models.tables import FollowUp
from models.tables import User
from models.views.board import BoardAsk
from models.views.board import read_board
from models.views.counts import DueCounts
from models.views.counts import read_counts
from models.views.drafts import Due
from models.views.drafts import LogOutcome
from models.views.drafts import PlanFollowUp
from models.views.due import read_detail
from models.views.due import read_due
from models.vocabulary import DueBucket
from models.vocabulary import InteractionKind
from models.vocabulary import Outcome
from models.vocabulary import Role
from models.vocabulary import Scope
from tests.conftest import NOW
from tests.conftest import AsUser
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_note
from tests.factories import a_person
from tests.factories import a_user

PARIS = "Europe/Paris"
MONTREAL = "America/Montreal"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def live_in(store: Store, user_id: int, zone: str) -> None:
    def write(writer: Writer) -> None:
        user = writer.session.get_one(User, user_id)
        user.time_zone = zone
        writer.save(user, "user.updated")

    store.write(write)


def make_whole(store: Store, day: date) -> None:
    """Plan the newest follow-up for a day as a whole, due when it is stored as due."""

    def write(writer: Writer) -> None:
        newest = select(FollowUp).order_by(col(FollowUp.id).desc()).limit(1)
        follow_up = writer.session.scalars(newest).one()
        follow_up.all_day, follow_up.planned_on = True, day
        writer.save(follow_up, "followup.postponed")

    store.write(write)


def at_moment(store: Store, login: str, now: datetime) -> Store:
    return open_store(store.path, login, Clock(start=now, ticking=False))


def test_the_queue_is_overdue_then_today_timed_then_whole_days_then_the_next_days(
    store: Store,
) -> None:
    dues: list[date | datetime] = [
        at(23, 13, 30),
        date(2026, 11, 23),
        at(23, 8),
        date(2026, 11, 20),
        date(2026, 11, 30),
        date(2026, 12, 1),
        at(23, 8, 30),
        date(2026, 11, 23),
        at(24, 8),
    ]
    ids = [a_follow_up(store, deal=a_deal(store), due=due) for due in dues]
    today = read_due(store)
    shown = [ids.index(item.id) for item in today.items]
    assert shown == [3, 2, 6, 0, 1, 7, 8, 4]
    assert [item.days_late for item in today.items[:2]] == [3, 0]
    assert today.counts == DueCounts(overdue=2, today=4, next_days=2)
    assert today.counts.left == 6


@pytest.mark.parametrize("zone", [PARIS, MONTREAL])
@pytest.mark.parametrize(
    "now",
    [
        at(23, 8, 14),
        at(23, 23, 30),
        at(24, 4, 59),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
    ],
)
def test_the_counters_equal_the_list_to_the_unit(
    store: Store, zone: str, now: datetime
) -> None:
    """R-21: in the rep's own zone, across midnights and clock changes."""
    ana = a_user(store, "ana")
    live_in(store, ana, zone)
    dice = random.Random(7)
    dues: list[datetime] = []
    for number in range(40):
        moment = now + timedelta(hours=dice.randint(-60, 230))
        whole = number % 2 == 0
        due = end_of_day(local_day(moment, zone), zone) if whole else moment
        dues.append(due)
        a_follow_up(store, deal=a_deal(store), due=due, assignee="ana")
    session = at_moment(store, "ana", now)
    today = read_due(session)
    counted = Counter(item.bucket for item in today.items)
    plain = followups.count(dues, horizon(now, zone))
    assert (counted[DueBucket.OVERDUE], counted[DueBucket.TODAY]) == (
        today.counts.overdue,
        today.counts.today,
    )
    assert counted[DueBucket.LATER] == today.counts.next_days
    assert today.counts == read_counts(session)
    assert (plain.overdue, plain.today, plain.next_days) == (
        today.counts.overdue,
        today.counts.today,
        today.counts.next_days,
    )
    here = horizon(now, zone)
    order = [followups.due_order(item.due, item.id, here) for item in today.items]
    assert order == sorted(order)
    session.close()


def test_a_whole_day_ends_at_its_assignees_midnight(store: Store) -> None:
    """R-21: today until the last second of that day."""
    ana = a_user(store, "ana")
    live_in(store, ana, MONTREAL)
    deal = a_deal(store, owner="ana")
    draft = PlanFollowUp(deal_id=deal, due=Due(date(2026, 11, 23)), assignee_id=ana)
    store.write(plan_follow_up, draft)
    buckets: list[DueBucket] = []
    for moment in (at(24, 4, 59), at(24, 5)):
        session = at_moment(store, "ana", moment)
        (item,) = read_due(session).items
        buckets.append(item.bucket)
        assert item.day == date(2026, 11, 23)
        session.close()
    assert buckets == [DueBucket.TODAY, DueBucket.OVERDUE]


@pytest.mark.parametrize(
    ("zone", "now", "buckets"),
    [
        ("America/Montreal", at(23, 4), ["later", "later"]),
        ("America/Montreal", at(23, 8), ["today", "later", "later"]),
        ("America/Montreal", at(24, 4, 59), ["today", "later", "later"]),
        ("America/Montreal", at(24, 5), ["overdue", "today", "later"]),
        ("Pacific/Auckland", at(22, 10), ["later", "later"]),
        ("Pacific/Auckland", at(22, 12), ["today", "later", "later"]),
        ("Pacific/Auckland", at(23, 10, 59), ["today", "later", "later"]),
        ("Pacific/Auckland", at(23, 11), ["overdue", "today", "later"]),
    ],
)
def test_a_manager_reads_a_whole_day_as_its_assignee_does(
    store: Store, zone: str, now: datetime, buckets: list[str]
) -> None:
    """R-21: east or west, the manager's queue and counters are the rep's."""
    ana = a_user(store, "ana")
    live_in(store, ana, zone)
    for day in (date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 30)):
        due = end_of_day(day, zone)
        a_follow_up(store, deal=a_deal(store, owner="ana"), due=due, assignee="ana")
        make_whole(store, day)
    rep, boss = at_moment(store, "ana", now), at_moment(store, "boss", now)
    for whose in (Whose(Scope.ALL), Whose(Scope.TEAM), Whose(Scope.ALL, owner=ana)):
        theirs, ours = read_due(rep), read_due(boss, whose)
        assert [str(item.bucket) for item in ours.items] == buckets
        assert ours.items == theirs.items
        assert ours.counts == theirs.counts == read_counts(boss, whose)
    rep.close()
    boss.close()


def test_a_colleagues_day_stands_under_the_heading_that_counts_it(
    store: Store,
) -> None:
    """R-21: what is today in Montreal comes before what is tomorrow in Paris."""
    ana = a_user(store, "ana")
    live_in(store, ana, MONTREAL)
    day = date(2026, 11, 23)
    due = end_of_day(day, MONTREAL)
    theirs = a_follow_up(store, deal=a_deal(store), due=due, assignee="ana")
    make_whole(store, day)
    ours = a_follow_up(store, deal=a_deal(store), due=at(24, 1))
    today = read_due(store, Whose(Scope.ALL))
    assert [item.id for item in today.items] == [theirs, ours]
    assert today.counts == DueCounts(today=1, next_days=1)


def test_the_mark_on_the_card_and_the_line_of_today_agree(store: Store) -> None:
    """L-02: board and Today tell the same of one step."""
    for due in (date(2026, 11, 20), at(23, 9), date(2026, 11, 26)):
        a_follow_up(store, deal=a_deal(store), due=due)
    lines = {item.deal_id: item.bucket for item in read_due(store).items}
    cards = {
        card.id: card.bucket
        for window in read_board(store, BoardAsk()).windows
        for card in window
    }
    assert cards == lines


def test_a_line_has_what_is_needed_to_call(store: Store) -> None:
    person = a_person(store, phone="06 12 34 56 78", email="julie@boreal.example")
    deal = a_deal(store, "Boréal", person=person)
    a_follow_up(store, deal=deal, comment="ask for the decision")
    (item,) = read_due(store).items
    assert (item.deal, item.person) == ("Boréal", "Julie Martin")
    assert (item.phone, item.email) == ("06 12 34 56 78", "julie@boreal.example")
    assert (item.comment, item.attempt) == ("ask for the decision", 1)


def test_progress_counts_what_was_done_since_midnight(store: Store) -> None:
    """B1.4: the progress of the queue."""
    first, second = (a_follow_up(store, deal=a_deal(store)) for _ in range(2))
    before = at_moment(store, "boss", NOW - timedelta(days=1))
    before.write(log_outcome, LogOutcome(first, Outcome.NEXT_STEP))
    before.close()
    store.write(log_outcome, LogOutcome(second, Outcome.NEXT_STEP))
    assert read_due(store).done == 1


def test_the_queue_shows_no_one_elses_items_beyond_the_scope(
    store: Store, as_user: AsUser
) -> None:
    a_user(store, "mia", Role.MANAGER, team="North")
    a_user(store, "ana", team="North")
    a_user(store, "max", team="South")
    for login in ("boss", "mia", "ana", "max"):
        a_follow_up(store, deal=a_deal(store, owner=login), assignee=login)
    seen = {
        (login, scope): {
            item.assignee
            for item in read_due(as_user(store, login), Whose(scope)).items
        }
        for login in ("mia", "ana", "boss")
        for scope in Scope
    }
    assert seen["ana", Scope.ALL] == {"ana"}
    assert seen["mia", Scope.ME] == {"mia"}
    assert seen["mia", Scope.ALL] == {"mia", "ana"}
    assert seen["boss", Scope.ALL] == {"boss", "mia", "ana", "max"}


def test_beside_an_item_stand_its_deal_and_the_last_five_entries(store: Store) -> None:
    """R-11: comment, author and what was said last."""
    person = a_person(store)
    deal = a_deal(store, "Boréal", person=person, entered_at=NOW - timedelta(days=9))
    first = a_follow_up(store, deal=deal, comment="after 5 pm")
    for number in range(5):
        a_note(store, f"note {number}", person=person)
    store.write(log_outcome, LogOutcome(first, Outcome.RESCHEDULE, "no answer"))
    (item,) = read_due(store).items
    detail = read_detail(store, item.id)
    assert detail is not None
    assert (detail.deal, detail.days_in_stage) == ("Boréal", 9)
    assert (detail.comment, detail.author) == ("after 5 pm", "Béatrice Ossot")
    assert len(detail.history) == 5
    done = [entry for entry in detail.history if entry.outcome is not None]
    notes = [entry for entry in detail.history if entry.kind is not None]
    assert [(entry.type, entry.text) for entry in done] == [("Call", "no answer")]
    assert {entry.kind for entry in notes} == {InteractionKind.NOTE}


def test_history_keeps_a_colleagues_deal_out(store: Store, as_user: AsUser) -> None:
    a_user(store, "ana")
    person = a_person(store)
    hidden = a_deal(store, "Hidden", person=person)
    a_note(store, "secret price", deal=hidden, person=person)
    a_note(store, "likes coffee", person=person)
    item = a_follow_up(store, person=person, assignee="ana")
    ana = as_user(store, "ana")
    detail = read_detail(ana, item)
    assert detail is not None
    assert [entry.text for entry in detail.history] == ["likes coffee"]
    assert read_detail(ana, a_follow_up(store, deal=hidden)) is None
