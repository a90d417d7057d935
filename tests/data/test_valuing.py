"""What somebody was worth before an outcome is derived by every act (R-33)."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from models.clock import Clock
from models.history import Writer
from models.operations import outcomes
from models.operations import undoing
from models.operations import values
from models.store import Store
from models.tables import Deal
from models.tables import FollowUp
from models.tables import Person
from models.tables.follow_up_value import NO_VALUE
from models.tables.follow_up_value import VALUES
from models.views.drafts import LogOutcome
from models.vocabulary import Outcome
from models.vocabulary import Temperature
from tests.data.acts import NEXT_WEEK
from tests.data.acts import reason
from tests.data.tables import many
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person

EVERY = "SELECT * FROM follow_up_value ORDER BY id"
NUMBERS = {value: number for number, value in VALUES.items()}
HOT, COLD = NUMBERS["hot"], NUMBERS["cold"]


def told(store: Store) -> list[Mapping[str, object]]:
    return many(store.path, EVERY)


def worth(store: Store, follow_up: int) -> object:
    """Return the number of the value that is kept with a follow-up."""
    (found,) = [row["value"] for row in told(store) if row["id"] == follow_up]
    return found


def later(store: Store) -> Store:
    """Let a minute pass: what was done and what came of it are told apart."""
    store.clock = Clock(store.now() + timedelta(minutes=1), ticking=False)
    return store


def done(store: Store, follow_up: int) -> int:
    """Log that nobody answered, a minute later; return what was planned instead."""
    draft = LogOutcome(follow_up, Outcome.RESCHEDULE, "no answer", NEXT_WEEK)
    later(store).write(outcomes.log_outcome, draft)
    (planned,) = many(store.path, "SELECT id FROM follow_up WHERE status = 'planned'")
    return int(str(planned["id"]))


def valued(
    store: Store,
    value: Temperature,
    *,
    person: int | None = None,
    deal: int | None = None,
) -> None:
    act = later(store).write
    act(values.set_value, deal_id=deal, person_id=person, temperature=value)


def test_an_outcome_keeps_the_value_before_it(store: Store) -> None:
    """R-33: who was hot and said no counts as hot, though the value is lost now."""
    person = a_person(store, temperature=Temperature.HOT)
    follow_up = a_follow_up(store, person=person)
    draft = LogOutcome(follow_up, Outcome.NOT_INTERESTED, reason_id=reason(store))
    store.write(outcomes.log_outcome, draft)
    assert worth(store, follow_up) == HOT
    valued(store, Temperature.COLD, person=person)
    assert worth(store, follow_up) == HOT


def test_nothing_but_a_done_follow_up_has_a_value_kept(store: Store) -> None:
    person = a_person(store, temperature=Temperature.HOT)
    follow_up = a_follow_up(store, person=person)
    assert told(store) == []
    done(store, follow_up)
    assert [row["id"] for row in told(store)] == [follow_up]
    store.write(undoing.undo)
    assert told(store) == []


def test_the_value_of_the_deal_counts_where_nobody_is_known(store: Store) -> None:
    """Rulings 2: the deal carries the value as long as it has no person."""
    deal = a_deal(store)
    before = a_follow_up(store, deal=deal)
    after = done(store, before)
    valued(store, Temperature.COLD, deal=deal)
    done(store, after)
    assert (worth(store, before), worth(store, after)) == (NO_VALUE, COLD)


@pytest.mark.parametrize("large", [0, undoing.LARGE])
def test_a_value_stays_what_it_was_through_undo_and_redo_of_a_later_change(
    store: Store, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    """R-33, rulings 8: also where so much is undone that all is written anew."""
    monkeypatch.setattr(undoing, "LARGE", large)
    person = a_person(store, temperature=Temperature.HOT)
    follow_up = a_follow_up(store, person=person)
    done(store, follow_up)
    valued(store, Temperature.COLD, person=person)
    assert worth(store, follow_up) == HOT
    later(store).write(undoing.undo)
    assert worth(store, follow_up) == HOT
    later(store).write(undoing.redo)
    assert worth(store, follow_up) == HOT


@pytest.mark.parametrize("table", [Person, Deal, FollowUp])
def test_what_hangs_on_something_in_the_bin_has_no_value_kept(
    store: Store, table: type[Person] | type[Deal] | type[FollowUp]
) -> None:
    """C.0: the bin is out of every figure, and back in once it is emptied again."""
    person = a_person(store, temperature=Temperature.HOT)
    other = a_person(store)
    deal = a_deal(store, person=other)
    about = a_follow_up(store, deal=deal, person=person)
    done(store, about)
    which = {Person: person, Deal: deal, FollowUp: about}[table]

    def throw(writer: Writer, *, away: bool) -> None:
        record = writer.session.get_one(table, which)
        record.deleted_at = writer.now if away else None
        writer.save(record, "record.thrown_away")

    store.write(throw, away=True)
    assert told(store) == []
    store.write(throw, away=False)
    assert worth(store, about) == HOT
