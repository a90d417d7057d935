"""Today as frozen values: the counters, the queue, what stands beside it (R-21)."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time

from models.actor import Row
from models.actor import Whose
from models.clock import start_of_day
from models.clock import to_text
from models.due import SOON
from models.due import Horizon
from models.due import horizon
from models.money import Money
from models.views import columns
from models.views.calendars import Calendars
from models.views.calendars import calendars
from models.views.counts import DueCounts
from models.views.counts import counts
from models.views.people import integer
from models.views.people import maybe_integer
from models.views.people import string
from models.views.sight import Sight
from models.vocabulary import ActionKind
from models.vocabulary import DueBucket
from models.vocabulary import InteractionKind
from models.vocabulary import NoContact
from models.vocabulary import Outcome
from models.vocabulary import Scope
from models.vocabulary import Status
from models.vocabulary import Temperature

MOST = 1000
"""How many items a queue reads at once."""

HISTORY = 5
"""How many past entries stand beside the item at the cursor."""


@dataclass(frozen=True, slots=True)
class DueItem:
    """A planned follow-up as a line of Today shows it."""

    id: int
    bucket: DueBucket
    due: datetime
    day: date
    """The local date on which it is planned."""
    at: time | None
    """The local hour, None where only the day was said."""
    today: date
    """The present date where it is due: the assignee's, if only the day was said."""
    days_late: int
    type: str
    kind: ActionKind
    attempt: int
    snoozes: int
    comment: str
    person_id: int | None
    person: str
    company_id: int | None
    company: str
    deal_id: int | None
    deal: str
    temperature: Temperature | None
    amount: Money | None
    stage: str
    assignee: str
    assignee_name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Today:
    """The queue of what is due, its counters, and what was done since midnight."""

    items: tuple[DueItem, ...]
    counts: DueCounts
    done: int


@dataclass(frozen=True, slots=True)
class PastEntry:
    """A line of history: a done follow-up, or a logged touch or note."""

    id: int
    day: date
    who: str
    type: str
    """The type of a follow-up; empty for a touch."""
    kind: InteractionKind | None
    outcome: Outcome | None
    no_contact: NoContact | None
    text: str


@dataclass(frozen=True, slots=True)
class DueDetail:
    """What stands beside the item at the cursor of Today."""

    follow_up_id: int
    author: str
    planned_day: date | None
    """When the author wrote the comment."""
    comment: str
    type_description: str
    deal_id: int | None
    deal: str
    status: Status | None
    stage: str
    days_in_stage: int | None
    stuck_days: int | None
    amount: Money | None
    expected_close: date | None
    person_id: int | None
    person_title: str
    do_not_contact: bool
    history: tuple[PastEntry, ...]


def read_due(
    sight: Sight, whose: Whose | None = None, days: int = SOON, limit: int = MOST
) -> Today:
    """Read the queue in its order: overdue, today, the next days (rulings 19)."""
    chosen = whose or Whose()
    known = calendars(sight, chosen, days)
    here, values = known.here, {**known.values, "limit": limit, "offset": 0}
    rows = sight.scoped(known.statement("due"), chosen, values)
    since = to_text(start_of_day(here.today, here.zone))
    (done,) = sight.scoped("done_count", chosen, {"since": since})
    items = [_item(row, known) for row in rows]
    return Today(
        items=tuple(sorted(items, key=lambda item: item.bucket is DueBucket.LATER)),
        counts=counts(sight, chosen, known),
        done=integer(done[0]),
    )


def read_detail(sight: Sight, follow_up_id: int) -> DueDetail | None:
    """Read what stands beside an item; nothing where it is out of sight or gone."""
    everything = Whose(Scope.ALL)
    rows = sight.scoped("due_detail", everything, {"id": follow_up_id})
    if not rows:
        return None
    values = {"id": follow_up_id, "limit": HISTORY}
    past = sight.scoped("history_short", everything, values)
    here = horizon(sight.now(), sight.zone)
    return _detail(rows[0], tuple(_past(row, here) for row in past), here)


def _item(row: Row, known: Calendars) -> DueItem:
    """Return a line; a day as a whole is read on the calendar of who has it."""
    all_day = bool(row[3])
    here = known.of(string(row[24])) if all_day else known.here
    due = columns.moment(row[1]) or here.now
    day = columns.day(row[2]) if all_day else None
    bucket = here.bucket(due)
    late = (here.today - (day or here.day(due))).days
    return DueItem(
        id=integer(row[0]),
        bucket=bucket,
        due=due,
        day=day or here.day(due),
        at=None if all_day else here.hour(due),
        today=here.today,
        days_late=max(0, late) if bucket is DueBucket.OVERDUE else 0,
        type=string(row[4]),
        kind=ActionKind(string(row[5])),
        attempt=integer(row[6]),
        snoozes=integer(row[7]),
        comment=string(row[8]),
        person_id=maybe_integer(row[9]),
        person=columns.full_name(row[10], row[11]),
        company_id=maybe_integer(row[12]),
        company=string(row[13]),
        deal_id=maybe_integer(row[14]),
        deal=string(row[15]),
        temperature=columns.temperature(row[16]),
        amount=columns.money(row[17], row[18]),
        stage=string(row[19]),
        assignee=string(row[20]),
        assignee_name=string(row[21]),
        phone=string(row[22]),
        email=string(row[23]),
    )


def _detail(row: Row, history: tuple[PastEntry, ...], here: Horizon) -> DueDetail:
    written = columns.moment(row[2])
    entered = columns.moment(row[9])
    status = row[7]
    return DueDetail(
        follow_up_id=integer(row[0]),
        author=string(row[1]),
        planned_day=here.day(written) if written else None,
        comment=string(row[3]),
        type_description=string(row[4]),
        deal_id=maybe_integer(row[5]),
        deal=string(row[6]),
        status=Status(status) if isinstance(status, str) else None,
        stage=string(row[8]),
        days_in_stage=(here.today - here.day(entered)).days if entered else None,
        stuck_days=maybe_integer(row[10]),
        amount=columns.money(row[11], row[12]),
        expected_close=columns.day(row[13]),
        person_id=maybe_integer(row[14]),
        person_title=string(row[15]),
        do_not_contact=bool(row[16]),
        history=history,
    )


def _past(row: Row, here: Horizon) -> PastEntry:
    logged = row[0] == "interaction"
    at = columns.moment(row[2])
    what = string(row[4])
    outcome, no_contact = row[5], row[6]
    return PastEntry(
        id=integer(row[1]),
        day=here.day(at) if at else here.today,
        who=string(row[3]),
        type="" if logged else what,
        kind=InteractionKind(what) if logged else None,
        outcome=Outcome(outcome) if isinstance(outcome, str) else None,
        no_contact=NoContact(no_contact) if isinstance(no_contact, str) else None,
        text=string(row[7]),
    )
