"""A record that is named as a column is told apart from a change of that column."""

from models import operations
from models.history import Writer
from models.reports import REPORTS
from models.reports.report import Asked
from models.reports.report import Period
from models.store import Store
from models.tables import Person
from models.tables import User
from models.views.drafts import LogOutcome
from models.vocabulary import Outcome
from models.vocabulary import Temperature
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.reports.conftest import ZONE


def test_renaming_one_called_temperature_leaves_the_value_before_an_outcome(
    store: Store,
) -> None:
    """R-33: the journal says ``temperature`` of the name, not of the value."""
    person = a_person(store, "temperature", temperature=Temperature.HOT)
    no = LogOutcome(a_follow_up(store, person=person), Outcome.RESCHEDULE)
    store.write(operations.outcomes.log_outcome, no)

    def renamed(writer: Writer) -> None:
        found = writer.session.get_one(Person, person)
        found.first_name = "Julie"
        writer.save(found, "person.updated")

    store.write(renamed)
    report = store.read(REPORTS["outcomes"], Asked(Period(ZONE), by="value"))
    assert [(row["group"], row["done"]) for row in report.rows] == [("hot", 1)]


def test_renaming_a_user_called_active_stops_no_month(store: Store) -> None:
    """R-29: the journal says ``active`` of the name, not of who was there."""
    user = a_user(store, "ana")

    def renamed(writer: Writer, name: str) -> None:
        found = writer.session.get_one(User, user)
        found.name = name
        writer.save(found, "user.updated")

    a_person(store)
    for name in ("active", "Ana Berg"):
        store.write(renamed, name)
    months = store.read(REPORTS["monthly"], Asked(Period(ZONE))).rows
    assert {row["without_rep"] for row in months} == {0}
