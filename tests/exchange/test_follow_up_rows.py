"""Follow-ups that a file brings: planned ones, and attempts with what came of them."""

import csv
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from models import operations
from models.clock import Clock
from models.errors import BadData
from models.exchange.exporting import export
from models.exchange.exporting import flat
from models.store import Store
from models.store import open_store
from models.views.drafts import LogOutcome
from models.views.drafts import WinDeal
from models.vocabulary import BookingStatus
from models.vocabulary import Outcome
from models.vocabulary import Temperature
from tests.conftest import NOW
from tests.conftest import AsUser
from tests.exchange.conftest import HEAD
from tests.exchange.conftest import Import
from tests.exchange.conftest import WriteFile
from tests.exchange.conftest import mapping
from tests.exchange.conftest import rows
from tests.exchange.test_importing import codes
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.invariants import problems_in
from tests.slots import a_booking
from tests.slots import a_slot
from tests.slots import an_activity
from tests.slots import states

CALLS = (
    HEAD
    + """
[[input]]
name = "calls"
headers = ["who", "on"]
[[input.record]]
entity = "followup"
set.person = { ref = "person", name = "who" }
set.due = "on"
"""
)
DONE = (
    CALLS
    + """
set.outcome = "what"
set.attempts = "tries"
set.done_at = "done"
set.done_by = { ref = "user", name = "by" }
set.outcome_comment = "said"
set.reason = "why"
"""
)
HEADER = "who,on,what,tries,done,by,said,why\n"
ANN = "Ann Lee"


@pytest.fixture
def ann(store: Store) -> int:
    return a_person(store, "Ann Lee")


def test_a_done_row_keeps_who_did_it_when_and_what_was_said(
    store: Store, ann: int, write_file: WriteFile, import_into: Import
) -> None:
    a_user(store, "paul", name="Paul Roy")
    row = f"{ANN},2026-10-01,not_interested,,2026-10-03T10:00,Paul Roy,no money,price\n"
    report = import_into(
        store, write_file("c.csv", HEADER + row), mapping=mapping(DONE)
    )
    assert codes(report.problems) == []
    assert rows(
        store,
        """SELECT status, outcome, outcome_comment, done_at, user.login,
                  loss_reason.code, planned_on, all_day, contact_made, imported
           FROM follow_up JOIN user ON user.id = done_by
           JOIN loss_reason ON loss_reason.id = reason_id""",
    ) == [
        (
            "done",
            "not_interested",
            "no money",
            "2026-10-03T08:00:00Z",
            "paul",
            "price",
            "2026-10-01",
            1,
            1,
            1,
        )
    ]
    assert rows(store, "SELECT result, closed_at FROM tunnel") == [
        ("abandoned", "2026-10-03T08:00:00Z")
    ]
    assert rows(store, "SELECT temperature FROM person") == [("lost",)]
    assert problems_in(store.path) == []


def test_an_enrolled_row_makes_a_customer_of_that_day(
    store: Store, ann: int, write_file: WriteFile, import_into: Import
) -> None:
    row = f"{ANN},2026-10-01,enrolled,3,,,,\n"
    path = write_file("c.csv", HEADER + row)
    import_into(store, path, mapping=mapping(DONE))
    assert rows(store, "SELECT lifecycle, customer_since FROM person") == [
        ("customer", "2026-10-01")
    ]
    assert rows(
        store, "SELECT attempt_no, outcome, previous_id, contact_made FROM follow_up"
    ) == [
        (1, "reschedule", None, 0),
        (2, "reschedule", 1, 0),
        (3, "enrolled", 2, 1),
    ]
    verbs = (
        "SELECT DISTINCT verb FROM event WHERE batch_id = (SELECT max(id) FROM batch)"
    )
    assert {str(verb) for (verb,) in rows(store, verbs)} == {
        "tunnel.closed",
        "followup.done",
        "person.lifecycle_changed",
    }
    assert problems_in(store.path) == []


def test_a_customer_stays_one_since_the_first_day(
    store: Store, ann: int, write_file: WriteFile, import_into: Import
) -> None:
    text = HEADER + f"{ANN},2026-10-01,enrolled,,,,,\n{ANN},2026-11-01,enrolled,,,,,\n"
    import_into(store, write_file("c.csv", text), mapping=mapping(DONE))
    assert rows(store, "SELECT customer_since FROM person") == [("2026-10-01",)]
    assert rows(store, "SELECT count(*), count(DISTINCT tunnel_id) FROM follow_up") == [
        (2, 2)
    ]


def test_an_outcome_that_ends_cancels_what_was_planned(
    store: Store, ann: int, write_file: WriteFile, import_into: Import
) -> None:
    """D.3 no 11: the open tunnel is the one that ends.

    The value before what an import told goes with it (R-33).
    """
    a_follow_up(store, person=ann)
    path = write_file("c.csv", HEADER + f"{ANN},2026-11-02,not_interested,,,,,\n")
    report = import_into(store, path, mapping=mapping(DONE))
    assert rows(store, "SELECT status, cancel_reason FROM follow_up ORDER BY id") == [
        ("cancelled", "tunnel_closed"),
        ("done", None),
    ]
    assert rows(store, "SELECT result FROM tunnel") == [("abandoned",)]
    assert problems_in(store.path) == []
    assert report.batch is not None
    store.write(operations.undoing.revert, report.batch)
    assert rows(store, "SELECT status FROM follow_up") == [("planned",)]
    assert rows(store, "SELECT result FROM tunnel") == [(None,)]
    assert rows(store, "SELECT temperature FROM person") == [(None,)]
    assert rows(store, "SELECT * FROM follow_up_value") == []
    assert problems_in(store.path) == []


def test_attempts_go_on_where_the_last_row_stopped(
    store: Store, ann: int, write_file: WriteFile, import_into: Import
) -> None:
    text = HEADER + f"{ANN},2026-11-02,reschedule,2,,,,\n"
    import_into(store, write_file("c.csv", text), mapping=mapping(DONE))
    later = write_file("p.csv", f"who,on\n{ANN},2026-12-01\n")
    import_into(store, later, mapping=mapping(CALLS))
    assert rows(store, "SELECT attempt_no, status, previous_id FROM follow_up") == [
        (1, "done", None),
        (2, "done", 1),
        (3, "planned", 2),
    ]
    due = "SELECT due FROM people_line WHERE due IS NOT NULL AND due < '2027'"
    assert len(rows(store, due)) > 0
    assert problems_in(store.path) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (f"{ANN},2026-10-01,gone,,,,,", "value_unknown"),
        (f"{ANN},2026-10-01,enrolled,0,,,,", "attempts_unclear"),
        (f"{ANN},2026-10-01,enrolled,1001,,,,", "attempts_unclear"),
        (f"{ANN},2027-10-01,enrolled,,,,,", "done_in_future"),
        (f"{ANN},2026-10-01,,3,,,,", "value_missing"),
        (f"{ANN},2026-10-01,,,2026-10-01,,,", "value_missing"),
        (",2026-10-01,enrolled,,,,,", "about_no_one"),
        ("Nobody,2026-10-01,enrolled,,,,,", "reference_unknown"),
        (f"{ANN},22/11/2026,enrolled,,,,,", "date_unclear"),
        (f"{ANN},,enrolled,,,,,", "value_missing"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_reason(
    store: Store,
    ann: int,
    write_file: WriteFile,
    import_into: Import,
    row: str,
    code: str,
) -> None:
    path = write_file("c.csv", f"{HEADER}{row}\n")
    report = import_into(store, path, mapping=mapping(DONE))
    assert (codes(report.problems), report.created) == ([code], 0)
    assert rows(store, "SELECT count(*) FROM tunnel") == [(0,)]


ENDED = (
    CALLS
    + """
set.outcome = "what"
set.cancel_reason = "why"
set.cancelled_at = "when"
"""
)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (f"{ANN},2026-10-01,enrolled,deal_won,2026-10-02", "done_and_cancelled"),
        (f"{ANN},2026-10-01,enrolled,,2026-10-02", "value_missing"),
        (f"{ANN},2026-10-01,,,2026-10-02", "value_missing"),
    ],
)
def test_a_row_is_done_or_cancelled(
    store: Store,
    ann: int,
    write_file: WriteFile,
    import_into: Import,
    row: str,
    code: str,
) -> None:
    """D.3 no 9: neither outcome nor the moment of the cancelling is dropped unsaid."""
    path = write_file("c.csv", f"who,on,what,why,when\n{row}\n")
    report = import_into(store, path, mapping=mapping(ENDED))
    assert (codes(report.problems), report.created) == ([code], 0)
    assert rows(store, "SELECT count(*) FROM follow_up") == [(0,)]


SAID = CALLS + 'set.type = "type"\nset.comment = "said"\n'


@pytest.mark.parametrize(
    ("case", "refused"),
    [
        (("sam", ""), ["do_not_contact"]),
        (("sam", "she asked"), ["do_not_contact"]),
        (("boss", ""), ["do_not_contact_why"]),
        (("boss", "she asked"), []),
    ],
)
def test_who_wants_no_contact_is_planned_by_a_manager_who_says_why(
    store: Store,
    as_user: AsUser,
    write_file: WriteFile,
    import_into: Import,
    case: tuple[str, str],
    refused: list[str],
) -> None:
    """D.3 no 14: an import is no way around it."""
    login, said = case
    a_user(store, "sam")
    a_person(store, ANN, owner="sam", do_not_contact=True)
    path = write_file("c.csv", f"who,on,type,said\n{ANN},2026-12-01,,{said}\n")
    mine = store if login == "boss" else as_user(store, login)
    report = import_into(mine, path, mapping=mapping(SAID))
    assert codes(report.problems) == refused


@pytest.mark.usefixtures("ann")
def test_a_tunnel_is_planned_with_a_type_that_begins_one(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    """D.3 no 10: what is planned first is of a type flagged first."""
    path = write_file("c.csv", f"who,on,type,said\n{ANN},2026-12-01,Demo,\n")
    report = import_into(store, path, mapping=mapping(SAID))
    assert codes(report.problems) == ["type_not_first"]
    assert rows(store, "SELECT count(*) FROM tunnel") == [(0,)]


@pytest.mark.usefixtures("ann")
def test_a_day_is_due_at_the_end_of_the_assignees_day(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    """C.0: a date-only follow-up is due at midnight where its assignee is."""
    paul = a_user(store, "paul", name="Paul Roy")
    with sqlite3.connect(store.path) as connection:
        statement = "UPDATE user SET time_zone = 'America/New_York' WHERE id = ?"
        connection.execute(statement, (paul,))
    connection.close()
    calls = CALLS + 'set.assignee = { ref = "user", name = "by" }\n'
    path = write_file("c.csv", f"who,on,by\n{ANN},2026-12-01,Paul Roy\n")
    import_into(store, path, mapping=mapping(calls))
    assert rows(store, "SELECT planned_on, planned_at FROM follow_up") == [
        ("2026-12-01", "2026-12-02T04:59:59Z")
    ]


OWN = (
    HEAD
    + """
[[source]]
code = "fair"
name = "Fair"
kind = "event"
[[input]]
name = "list"
headers = ["on"]
[[input.record]]
entity = "person"
set.last_name = { template = "Visitor {row}" }
set.came_on = "on"
set.source = { value = "fair" }
[[input.record]]
entity = "followup"
set.person = { ref = "person" }
set.due = "on"
"""
)


def test_a_record_of_the_row_itself_is_meant_without_a_name(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    path = write_file("fair.csv", "on\n2026-12-01\n2026-12-02\n")
    report = import_into(store, path, mapping=mapping(OWN))
    assert (report.created, report.rejected) == (2, 0)
    assert rows(
        store,
        """SELECT last_name, came_on, planned_on, source.code, source.kind
           FROM follow_up JOIN person ON person.id = person_id
           JOIN source ON source.id = source_id ORDER BY follow_up.id""",
    ) == [
        ("Visitor 2", "2026-12-01", "2026-12-01", "fair", "event"),
        ("Visitor 3", "2026-12-02", "2026-12-02", "fair", "event"),
    ]
    assert import_into(store, path, mapping=mapping(OWN)).skipped == 2
    assert rows(store, "SELECT count(*) FROM source WHERE code = 'fair'") == [(1,)]


def test_a_column_named_row_is_the_files_own(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    path = write_file("fair.csv", "on,row\n2026-12-01,Seven\n")
    import_into(store, path, mapping=mapping(OWN))
    assert rows(store, "SELECT last_name FROM person") == [("Visitor Seven",)]


@pytest.mark.parametrize(
    "text",
    [
        CALLS.replace('{ ref = "person", name = "who" }', '{ ref = "person" }'),
        OWN.replace("set.last_name", 'mode = "update"\nset.last_name'),
        OWN.replace('{ ref = "person" }', '{ ref = "person", unknown = "blank" }'),
        OWN.replace('"event"', '"fair"'),
        OWN.replace('code = "fair"', 'code = "Fair!"'),
    ],
)
def test_a_mapping_that_means_no_record_or_source_is_refused(text: str) -> None:
    with pytest.raises(BadData) as refused:
        mapping(text)
    assert refused.value.code.startswith("mapping_")


UPDATE = (
    HEAD
    + """
[[input]]
name = "won"
headers = ["number"]
[[input.record]]
entity = "person"
identity = ["external_id"]
mode = "update"
set.external_id = "number"
set.lifecycle = { value = "customer" }
set.customer_since = "day"
"""
)
MAKE = (
    HEAD
    + """
[[input]]
name = "people"
headers = ["number", "name"]
[[input.record]]
entity = "person"
identity = ["external_id"]
set.external_id = "number"
set.name = "name"
"""
)


def test_an_update_needs_no_name_and_keeps_the_one_there_is(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    people = write_file("people.csv", "number,name\n7,Ann Lee\n")
    import_into(store, people, mapping=mapping(MAKE))
    won = write_file("won.csv", "number,day\n7,2026-10-01\n8,2026-10-01\n")
    report = import_into(store, won, mapping=mapping(UPDATE))
    assert (report.updated, report.skipped, report.rejected) == (1, 1, 0)
    assert rows(store, "SELECT first_name, last_name, customer_since FROM person") == [
        ("Ann", "Lee", "2026-10-01")
    ]


def worked_on(store: Store) -> None:
    """Leave follow-ups of every status behind, of deals and of people."""
    ann = a_person(store, "Ann Lee")
    first = a_follow_up(store, person=ann)
    store.write(operations.outcomes.log_outcome, LogOutcome(first, Outcome.RESCHEDULE))
    bob = a_person(store, "Bob Ray")
    refused = a_follow_up(store, person=bob)
    log = LogOutcome(refused, Outcome.NOT_INTERESTED, reason_id=1, comment="no")
    store.write(operations.outcomes.log_outcome, log)
    deal = a_deal(store, "Won one", temperature=Temperature.WARM)
    a_follow_up(store, deal=deal)
    store.write(operations.closing.win_deal, WinDeal(deal))
    a_follow_up(store, deal=a_deal(store, "Open one", person=ann))


def written(store: Store, kind: str, folder: Path) -> Path:
    """Write our own CSV of one kind of records."""
    head, cells = flat(store.read(export, kind))
    path = folder / f"{kind}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *cells])
    return path


@pytest.fixture
def other(founded: Path, tmp_path: Path) -> Iterator[Store]:
    """A second database, as fresh as the first was."""
    path = tmp_path / "other.db"
    shutil.copyfile(founded, path)
    path.chmod(0o600)
    opened = open_store(path, "boss", Clock(start=NOW, ticking=False))
    yield opened
    opened.close()


STANDING = """
    SELECT follow_up.type_id, follow_up.status, outcome, attempt_no, planned_at,
           planned_on, all_day, done_at, cancel_reason, cancelled_at, contact_made,
           no_contact_kind, outcome_comment, reason_id, result, deal.title,
           person.last_name
    FROM follow_up JOIN tunnel ON tunnel.id = tunnel_id
    LEFT JOIN deal ON deal.id = follow_up.deal_id
    LEFT JOIN person ON person.id = follow_up.person_id ORDER BY follow_up.id
"""


def test_our_own_follow_ups_come_back_as_they_were(
    store: Store, other: Store, tmp_path: Path, import_into: Import
) -> None:
    """B1.17: planned, done and cancelled ones, in tunnels that ended as they did."""
    worked_on(store)
    kinds = ("people", "deals", "followups")
    for path in [written(store, kind, tmp_path) for kind in kinds]:
        report = import_into(other, path)
        assert codes(report.problems) == []
    assert rows(other, STANDING) == rows(store, STANDING)
    people = "SELECT last_name, lifecycle, temperature FROM person ORDER BY id"
    assert rows(other, people) == rows(store, people)
    assert problems_in(other.path) == []


def test_our_own_follow_ups_say_nothing_new_where_they_stand(
    store: Store, tmp_path: Path, import_into: Import
) -> None:
    worked_on(store)
    report = import_into(store, written(store, "followups", tmp_path))
    assert (codes(report.problems), report.batch) == ([], None)
    assert report.skipped == report.read > 0


def test_our_own_number_of_another_follow_up_is_refused(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    """A number is believed only where it is about the same person or deal."""
    number = a_follow_up(store, person=a_person(store, "Ann Lee"))
    a_person(store, "Bob Ray")
    path = write_file("f.csv", f"id,person,due\n{number},Bob Ray,2026-12-01\n")
    assert codes(import_into(store, path).problems) == ["id_of_other_record"]


def test_a_plain_list_of_calls_needs_no_mapping(
    store: Store, ann: int, write_file: WriteFile, import_into: Import
) -> None:
    path = write_file("calls.csv", f"person,due,comment\n{ANN},2026-12-01,renewal\n")
    report = import_into(store, path)
    assert (report.created, codes(report.problems)) == (1, [])
    assert rows(store, "SELECT planned_on, initial_comment FROM follow_up") == [
        ("2026-12-01", "renewal")
    ]


def test_what_an_import_ends_gives_its_place_back(
    store: Store, ann: int, write_file: WriteFile, import_into: Import
) -> None:
    """R-12, D.3 no 11: nobody waits in a slot for a follow-up that is over."""
    tomorrow = NOW + timedelta(days=1)
    slot = a_slot(store, an_activity(store), tomorrow)
    booked = a_follow_up(store, person=ann, type="Meeting", due=tomorrow)
    a_booking(store, slot, booked)
    path = write_file("c.csv", HEADER + f"{ANN},2026-11-02,not_interested,,,,,\n")
    report = import_into(store, path, mapping=mapping(DONE))
    assert states(store, slot) == [BookingStatus.CANCELLED]
    assert problems_in(store.path) == []
    verbs = "SELECT verb FROM event WHERE entity = 'booking' ORDER BY id"
    assert rows(store, verbs) == [("booking.made",), ("booking.cancelled",)]
    assert report.batch is not None
    store.write(operations.undoing.revert, report.batch)
    assert states(store, slot) == [BookingStatus.BOOKED]
    assert problems_in(store.path) == []
