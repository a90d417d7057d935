"""A year of prospects who were followed up, forgotten, refused or enrolled."""

from datetime import date
from datetime import timedelta

from sqlmodel import col
from sqlmodel import select

from models import operations
from models import queries
from models.access import Reader
from models.clock import Clock
from models.clock import start_of_day
from models.history import Writer
from models.store import Store
from models.tables import FollowUp
from models.tables import Person
from models.views.drafts import Due
from models.views.drafts import LogOutcome
from models.vocabulary import FollowUpStatus
from models.vocabulary import Lifecycle
from models.vocabulary import NoContact
from models.vocabulary import Outcome
from models.vocabulary import Temperature
from tests.conftest import AsUser
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user

PEOPLE = 48
EVERY_DAYS = 20
FIRST = date(2026, 1, 5)
DAYS = 320
NINE = timedelta(hours=9)
ENDS = (
    (Outcome.ENROLLED,),
    (Outcome.RESCHEDULE, Outcome.NOT_INTERESTED),
    (Outcome.RESCHEDULE, Outcome.NEXT_STEP, Outcome.ENROLLED),
    (Outcome.NEXT_STEP,),
    (),
)
VALUES = (Temperature.HOT, Temperature.WARM, Temperature.COLD, None)


def a_followed_year(store: Store, as_user: AsUser) -> None:
    """Write prospects of three reps, each followed up as far as its number says."""
    for login in ("marc", "zoe"):
        a_user(store, login)
    sessions = [store, as_user(store, "marc"), as_user(store, "zoe")]
    here = store.clock
    for at in range(PEOPLE):
        _live(sessions[at % len(sessions)], at)
    store.clock = here


def _live(session: Store, at: int) -> None:
    """Let a prospect come; every sixth is never followed up, and some of them buy."""
    day = FIRST + timedelta(days=at * EVERY_DAYS % DAYS)
    _go_to(session, day)
    person = a_person(session, f"Person {at:02}", temperature=VALUES[at % len(VALUES)])
    if at % 6 == 5:
        if at % 4 == 1:
            session.write(_bought_unasked, person, day + timedelta(days=5))
        return
    a_follow_up(session, person=person, due=day + timedelta(days=3))
    for tries, outcome in enumerate(ENDS[at % len(ENDS)], start=1):
        day += timedelta(days=2 if (at + tries) % 4 else 6)
        _go_to(session, day)
        _log(session, person, outcome, at)


def _go_to(session: Store, day: date) -> None:
    moment = start_of_day(day, session.house.zone) + NINE
    session.clock = Clock(moment, ticking=False)


def _log(session: Store, person: int, outcome: Outcome, at: int) -> None:
    """Log an outcome; what it plans is due in three days."""
    goes_on = outcome in (Outcome.RESCHEDULE, Outcome.NEXT_STEP)
    refused = outcome is Outcome.NOT_INTERESTED
    draft = LogOutcome(
        session.read(_planned, person),
        outcome,
        due=Due((session.now() + timedelta(days=3)).date()) if goes_on else None,
        no_contact=NoContact.NO_CONTACT if outcome is Outcome.RESCHEDULE else None,
        reason_id=session.read(queries.choices.reasons)[at % 3].id if refused else None,
    )
    session.write(operations.outcomes.log_outcome, draft)


def _planned(reader: Reader, person: int) -> int:
    query = select(FollowUp).where(
        col(FollowUp.person_id) == person,
        col(FollowUp.status) == FollowUpStatus.PLANNED,
    )
    return reader.session.exec(query).one().pk


def _bought_unasked(writer: Writer, person: int, day: date) -> None:
    found = writer.session.get_one(Person, person)
    found.lifecycle, found.customer_since = Lifecycle.CUSTOMER, day
    writer.save(found, "person.lifecycle_changed")
