"""A real telephone campaign: how often each client was called, and what came of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models import operations
from models.exchange.reports import Tally
from models.reports import LISTS
from models.reports.listed import CellAt
from models.reports.report import Asked
from models.reports.report import Period
from tests.exchange.conftest import rows
from tests.exchange.real_files import ZONE
from tests.exchange.real_files import Imported
from tests.exchange.real_files import found
from tests.exchange.real_files import imported
from tests.exchange.real_files import near
from tests.exchange.real_files import report_of
from tests.exchange.test_maven import contents
from tests.invariants import problems_in

MAP = "bank-calls.toml"
CLIENTS, YES, CALLS = 4521, 521, 12_630

BY_CALLS = {
    1: (1734, 240),
    2: (1264, 138),
    3: (558, 57),
    4: (325, 43),
    5: (167, 9),
    6: (155, 16),
    7: (75, 6),
    8: (56, 4),
    9: (30, 2),
    10: (157, 6),
}
"""Clients and those who said yes, by the calls that were made; ten or more are ten."""


@pytest.fixture(scope="module")
def file(data_folder: Path) -> Path:
    path = data_folder / "bank-calls-sample" / "bank.csv"
    if not path.is_file():
        pytest.skip("the call list is not here")
    return path


@pytest.fixture(scope="module")
def campaign(
    file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Imported]:
    store = found(tmp_path_factory.mktemp("calls") / "calls.db")
    yield imported(store, MAP, file)
    store.close()


def test_every_client_and_every_call_comes_in(campaign: Imported) -> None:
    report = campaign.report
    assert (report.read, report.created, report.rejected) == (CLIENTS, CLIENTS, 0)
    assert report.by_entity == {
        "person": Tally(created=CLIENTS),
        "followup": Tally(created=CALLS),
    }
    assert problems_in(campaign.store.path) == []


def test_the_calls_to_a_client_form_a_chain_of_attempts(campaign: Imported) -> None:
    """R-17, D.3 no 9: each attempt follows the one before, the last says the end."""
    store = campaign.store
    found_rows = rows(
        store,
        """SELECT min(attempt_no, 10), count(*), sum(outcome = 'enrolled')
           FROM follow_up WHERE outcome <> 'reschedule' GROUP BY 1""",
    )
    assert {row[0]: row[1:] for row in found_rows} == BY_CALLS
    assert rows(
        store,
        """SELECT outcome, no_contact_kind, contact_made, imported, count(*)
           FROM follow_up GROUP BY 1, 2, 3, 4 ORDER BY 1""",
    ) == [
        ("enrolled", None, 1, 1, YES),
        ("not_interested", None, 1, 1, CLIENTS - YES),
        ("reschedule", "no_contact", 0, 1, CALLS - CLIENTS),
    ]
    broken = """
        SELECT count(*) FROM follow_up AS later
        LEFT JOIN follow_up AS earlier ON earlier.id = later.previous_id
        WHERE later.attempt_no > 1 AND (earlier.attempt_no + 1 <> later.attempt_no
            OR earlier.tunnel_id <> later.tunnel_id
            OR earlier.outcome <> 'reschedule' OR earlier.id IS NULL)
    """
    assert rows(store, broken) == [(0,)]


def test_clients_end_as_customers_or_as_lost(campaign: Imported) -> None:
    """D.3 no 9: yes converts the tunnel and the person, no abandons and loses."""
    store = campaign.store
    assert rows(
        store,
        """SELECT result, lifecycle, temperature, count(*),
                  sum(customer_since IS date(closed_at, '+12 hours'))
           FROM tunnel JOIN person ON person.id = person_id GROUP BY 1, 2, 3""",
    ) == [
        ("abandoned", "prospect", "lost", CLIENTS - YES, 0),
        ("converted", "customer", None, YES, YES),
    ]


def test_what_the_file_says_of_clients_is_kept(campaign: Imported) -> None:
    store = campaign.store
    assert rows(
        store,
        """SELECT json_extract(custom, '$.previous_outcome'), count(*),
                  sum(lifecycle = 'customer') FROM person GROUP BY 1""",
    ) == [
        ("failure", 490, 63),
        ("other", 197, 38),
        ("success", 129, 83),
        ("unknown", 3705, 337),
    ]
    ((seconds, yes_seconds, never),) = rows(
        store,
        """SELECT avg(json_extract(custom, '$.last_call_seconds')),
                  avg(CASE lifecycle WHEN 'customer'
                      THEN json_extract(custom, '$.last_call_seconds') END),
                  sum(json_extract(custom, '$.days_since_contact') IS NULL)
           FROM person""",
    )
    assert near(seconds, 264.0, 0.05)
    assert near(yes_seconds, 552.7, 0.05)
    assert never == 3705


def test_a_client_without_a_name_goes_by_the_line(campaign: Imported) -> None:
    store = campaign.store
    first = rows(store, "SELECT last_name, custom FROM person ORDER BY id LIMIT 1")[0]
    assert first[0] == "Client 2"
    assert '"age": 30' in str(first[1])
    assert rows(store, "SELECT count(DISTINCT last_name) FROM person") == [(CLIENTS,)]


def test_lifetime_counts_clients_and_calls(campaign: Imported) -> None:
    """C.6: distinct clients, and every attempt."""
    (row,) = report_of(campaign.store, "lifetime").rows
    assert row == {
        "entered": CLIENTS,
        "not_to_follow_up": CLIENTS - YES,
        "converted": YES,
        "followups": CALLS,
        "came_back": 0,
    }


@pytest.mark.parametrize(
    ("first", "after", "figures"),
    [
        (date(2009, 5, 1), date(2009, 6, 1), (1398, 1305, 93)),
        (date(2009, 1, 1), date(2010, 1, 1), (CLIENTS, CLIENTS - YES, YES)),
        (date(2010, 1, 1), date(2030, 1, 1), (0, 0, 0)),
    ],
)
def test_lifetime_of_a_period_counts_the_calls_of_its_days(
    campaign: Imported, first: date, after: date, figures: tuple[int, int, int]
) -> None:
    """C.6: by the day of the call, not by that of the import, and so does the list."""
    period = Period(ZONE, first, after)
    (row,) = report_of(campaign.store, "lifetime", period).rows
    assert (row["entered"], row["not_to_follow_up"], row["converted"]) == figures
    asked, cell = Asked(period), CellAt(None, "followups", total=True)
    listed = campaign.store.read(LISTS["lifetime"], asked, cell)
    assert len(listed.ids) == row["followups"]


def test_conversion_is_that_of_the_campaign(campaign: Imported) -> None:
    """C.8: every client was followed up, 521 of them became customers."""
    (row,) = report_of(campaign.store, "conversion").rows
    assert (row["created"], row["converted"], row["rate"]) == (CLIENTS, YES, 0.1152)
    assert (row["followed"], row["conversions_with"]) == (CLIENTS, YES)
    assert (row["not_followed"], row["conversions_without"]) == (0, 0)


def test_discipline_tells_calls_from_contacts(campaign: Imported) -> None:
    """C.16: an attempt is not a contact, however many there were."""
    (row,) = report_of(campaign.store, "discipline").rows
    assert (row["done"], row["contacts"]) == (CALLS, CLIENTS)
    assert near(row["contact_rate"], CLIENTS / CALLS, 0.0005)
    assert (row["late"], row["missed"]) == (0, 0)


def test_sources_give_the_rate_of_the_campaign(campaign: Imported) -> None:
    """C.8: 521 of 4,521; the file tells no first day, so no days are made up."""
    (row,) = report_of(campaign.store, "sources").rows
    assert (row["source"], row["created"], row["converted"]) == (None, CLIENTS, YES)
    assert near(row["rate"], 0.1152, 0.0005)
    assert row["mean_days"] is None


def test_the_same_file_again_changes_nothing(
    campaign: Imported, tmp_path: Path
) -> None:
    whole = campaign
    before = rows(whole.store, "SELECT max(id) FROM event")
    report = whole.again(tmp_path)
    assert (report.skipped, report.rejected, report.batch) == (CLIENTS, 0, None)
    assert rows(whole.store, "SELECT max(id) FROM event") == before


def test_reverting_brings_back_what_was_before(file: Path, tmp_path: Path) -> None:
    store = found(tmp_path / "calls.db")
    before = contents(store.path)
    report = imported(store, MAP, file).report
    assert report.batch is not None
    store.write(operations.undoing.revert, report.batch)
    assert contents(store.path) == before
    assert problems_in(store.path) == []
    store.close()
