"""Prospects that an import wrote, in the table of the reps (R-31)."""

from models.clock import Clock
from models.queries import record
from models.reports import LISTS
from models.reports import REPORTS
from models.reports.listed import CellAt
from models.reports.report import Asked
from models.reports.report import Period
from models.store import Store
from tests.exchange.conftest import HEAD
from tests.exchange.conftest import Import
from tests.exchange.conftest import WriteFile
from tests.exchange.conftest import mapping
from tests.factories import a_person
from tests.factories import a_user

EVER = Asked(Period("Europe/Paris"))


def test_imported_prospects_stand_apart_under_who_imported_them(
    store: Store, import_into: Import, write_file: WriteFile
) -> None:
    """R-31, C.9: whoever imports a list has not created its prospects."""
    a_user(store, "ana")
    by_hand = a_person(store, "Julie Martin")
    store.clock = Clock(store.now().replace(minute=30), ticking=False)
    people = "name,email,owner\nKarl Ott,karl@ott.example,ana\nAnn One,,ana\n"
    assert import_into(store, write_file("people.csv", people)).created == 2
    rows = {row["rep"]: row for row in store.read(REPORTS["reps"], EVER).rows}
    told = {
        rep: (row["prospects_created"], row["prospects_imported"])
        for rep, row in rows.items()
    }
    assert told == {"Ana": (0, 0), store.actor.name: (1, 2), None: (0, 0)}
    cell = CellAt(store.actor.name, "prospects_created")
    assert store.read(LISTS["reps"], EVER, cell).ids == (by_hand,)


DONE = (
    "person,due,outcome,done_at\n"
    "Ann One,2026-03-02,reschedule,2026-03-02T10:00\n"
    "Ann One,2026-02-02,reschedule,2026-02-02T10:00\n"
)


def test_done_follow_ups_of_a_file_stand_on_the_days_they_were_done(
    store: Store, import_into: Import, write_file: WriteFile
) -> None:
    """B1.10: a history that was brought along is told as it happened."""
    ann = a_person(store, "Ann One")
    assert import_into(store, write_file("calls.csv", DONE)).created == 2
    entries = store.read(record.load_person, ann).timeline
    told = [(entry.verb, f"{entry.at:%Y-%m-%d %H:%M}") for entry in entries]
    assert told == [
        ("person.created", "2026-11-23 08:14"),
        ("followup.done", "2026-03-02 09:00"),
        ("followup.done", "2026-02-02 09:00"),
    ]
    (newest,) = store.read(record.load_person, ann, 1).timeline
    assert newest.verb == "person.created"


CALLS = (
    HEAD
    + """
[[input]]
name = "calls"
headers = ["who", "on", "said"]
[[input.record]]
entity = "interaction"
set.person = { ref = "person", name = "who" }
set.at = "on"
set.body = "said"
"""
)


def test_an_exchange_of_a_file_stands_at_its_own_moment(
    store: Store, import_into: Import, write_file: WriteFile
) -> None:
    """B1.10: a call of last spring is not told as one of today."""
    ann = a_person(store, "Ann One")
    path = write_file("calls.csv", "who,on,said\nAnn One,2026-03-02T10:00,Later\n")
    assert import_into(store, path, mapping=mapping(CALLS)).created == 1
    (call,) = [
        entry
        for entry in store.read(record.load_person, ann).timeline
        if entry.verb == "interaction.created"
    ]
    assert f"{call.at:%Y-%m-%d %H:%M}" == "2026-03-02 09:00"
