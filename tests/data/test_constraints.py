"""What the database itself refuses, whoever writes (domain.md D.3)."""

import sqlite3
from collections.abc import Iterator

import pytest

from models import operations
from models.door import connect
from models.integrity import problems
from models.money import Money
from models.store import Store
from models.views.drafts import LogOutcome
from models.views.drafts import LoseDeal
from models.vocabulary import Outcome
from tests.factories import a_company
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person

REFUSED = {
    "an open deal has one open visit (1)": (
        "INSERT INTO stage_visit (deal_id, stage_id, imported) VALUES (1, 3, 0)",
        "stage_visit.deal_id",
    ),
    "a visit that was left says how (1)": (
        "UPDATE stage_visit SET exited_at = '2026-12-01T00:00:00Z'",
        "ck_stage_visit_exit_has_kind",
    ),
    "a visit ends after it began (1)": (
        "UPDATE stage_visit SET exit_kind = 'forward', exited_at = '2020'",
        "ck_stage_visit_forward_in_time",
    ),
    "an open deal has no close date (2)": (
        "UPDATE deal SET closed_at = '2026-11-23T08:14:00Z'",
        "ck_deal_open_not_closed",
    ),
    "only a lost deal has a reason (3)": (
        "UPDATE deal SET loss_reason_id = 1",
        "ck_deal_reason_only_if_lost",
    ),
    "only a lost deal has a note of its loss (3)": (
        "UPDATE deal SET loss_note = 'too dear'",
        "ck_deal_reason_only_if_lost",
    ),
    "a stage belongs to the deal's pipeline (6)": (
        "UPDATE deal SET stage_id = 999",
        "FOREIGN KEY",
    ),
    "a stage with deals stays (6)": ("DELETE FROM stage WHERE id = 2", "FOREIGN KEY"),
    "a deal has one open tunnel (7)": (
        (
            "INSERT INTO tunnel (deal_id, opened_at, created_at, updated_at, version)"
            " VALUES (1, '2026-11-23T08:14:00Z', '', '', 1)"
        ),
        "tunnel.deal_id",
    ),
    "a person has one open tunnel apart from deals (7)": (
        (
            "INSERT INTO tunnel (person_id, opened_at, created_at, updated_at, version)"
            " VALUES (2, '2026-11-23T08:14:00Z', '', '', 1)"
        ),
        "tunnel.person_id",
    ),
    "a tunnel is someone's (7)": (
        "UPDATE tunnel SET deal_id = NULL, person_id = NULL",
        "ck_tunnel_of_someone",
    ),
    "a tunnel is closed with a result (7)": (
        "UPDATE tunnel SET closed_at = '2026-11-23T08:14:00Z'",
        "ck_tunnel_closed_result",
    ),
    "a tunnel has one planned follow-up (7)": (
        "UPDATE follow_up SET tunnel_id = 1",
        "follow_up.tunnel_id",
    ),
    "a planned follow-up has an assignee (8)": (
        "UPDATE follow_up SET assignee_id = NULL",
        "follow_up.assignee_id",
    ),
    "a planned follow-up has a type (8)": (
        "UPDATE follow_up SET type_id = NULL",
        "follow_up.type_id",
    ),
    "a planned follow-up has a moment (8)": (
        "UPDATE follow_up SET planned_at = NULL",
        "follow_up.planned_at",
    ),
    "a done follow-up has an outcome (9)": (
        (
            "UPDATE follow_up SET status = 'done', done_by = 1,"
            " done_at = '2026-11-23T08:14:00Z'"
        ),
        "ck_follow_up_done_has_outcome",
    ),
    "a done follow-up says when (9)": (
        "UPDATE follow_up SET status = 'done', done_by = 1, outcome = 'enrolled'",
        "ck_follow_up_done_when",
    ),
    "a done follow-up says who (9)": (
        (
            "UPDATE follow_up SET status = 'done', outcome = 'enrolled',"
            " done_at = '2026-11-23T08:14:00Z'"
        ),
        "ck_follow_up_done_by_someone",
    ),
    "a cancelled follow-up says why (11)": (
        "UPDATE follow_up SET status = 'cancelled'",
        "ck_follow_up_cancelled_why",
    ),
    "attempts count from one": (
        "UPDATE follow_up SET attempt_no = 0",
        "ck_follow_up_attempt",
    ),
    "an amount is never negative (15)": (
        "UPDATE deal SET amount_minor = -1",
        "ck_deal_amount",
    ),
    "an amount has its limit (15)": (
        "UPDATE deal SET amount_minor = 1000000000000001",
        "ck_deal_amount",
    ),
    "an amount has a currency (15)": (
        "UPDATE deal SET currency = NULL",
        "ck_deal_amount_has_currency",
    ),
    "a currency is a code (15)": (
        "UPDATE deal SET currency = ''",
        "ck_deal_currency_code",
    ),
    "an event is never edited (13)": ("UPDATE event SET verb = 'x'", "event_kept"),
    "an event is never removed (13)": ("DELETE FROM event", "event_never_removed"),
    "a close is never edited (13)": (
        "UPDATE close_event SET kind = 'won'",
        "close_event_kept",
    ),
    "what was done is never edited (13)": (
        "UPDATE follow_up SET outcome = 'enrolled' WHERE status = 'done'",
        "follow_up_done_kept",
    ),
    "a chance is a percentage": (
        "UPDATE deal SET probability = 101",
        "ck_deal_probability",
    ),
    "a status is one of three (22)": (
        "UPDATE deal SET status = 'maybe'",
        "ck_deal_status_known",
    ),
    "a value is one of four (22)": (
        "UPDATE person SET temperature = 'tepid'",
        "ck_person_temperature_known",
    ),
    "an outcome is one of four (22)": (
        "UPDATE follow_up SET outcome = 'eaten'",
        "ck_follow_up",
    ),
    "a deal has a title": ("UPDATE deal SET title = ''", "ck_deal_title_filled"),
    "a person has a name": (
        "UPDATE person SET first_name = '', last_name = ''",
        "ck_person_named",
    ),
    "a customer is one since a day": (
        "UPDATE person SET lifecycle = 'customer'",
        "ck_person_customer_since_when",
    ),
    "a contact point is of one record": (
        "UPDATE contact_point SET organization_id = 1",
        "ck_contact_point_one_owner",
    ),
    "a company is not its own parent": (
        "UPDATE organization SET parent_id = id",
        "ck_organization_not_own_parent",
    ),
    "a loss reason keeps off the moving keys": (
        "UPDATE loss_reason SET letter = 'j' WHERE id = 1",
        "ck_loss_reason_free_letter",
    ),
    "two active reasons never share a letter": (
        "UPDATE loss_reason SET letter = 'x'",
        "loss_reason.letter",
    ),
    "a workspace is alone": ("UPDATE workspace SET id = 2", "ck_workspace_single"),
    "a login is one user's": (
        (
            "INSERT INTO user (name, login, role, team_id, active, created_at,"
            " updated_at, version) VALUES ('B', 'boss', 'seller', 1, 1, '', '', 1)"
        ),
        "user.login",
    ),
    "a column keeps its type": (
        "UPDATE deal SET amount_minor = 'a lot'",
        "cannot store TEXT",
    ),
}


@pytest.fixture
def raw(store: Store) -> Iterator[sqlite3.Connection]:
    """A house with a deal, two people and two planned follow-ups, without the app."""
    company = a_company(store)
    julie = a_person(store, "Julie Martin", company=company, phone="0612345678")
    paul = a_person(store, "Paul Durand")
    deal = a_deal(store, person=julie, amount=Money(1200, "EUR"))
    a_follow_up(store, deal=deal)
    a_follow_up(store, person=paul)
    lost = a_deal(store, "Lost one")
    tried = LogOutcome(a_follow_up(store, deal=lost), Outcome.RESCHEDULE)
    store.write(operations.outcomes.log_outcome, tried)
    store.write(operations.closing.lose_deal, LoseDeal(lost, 1))
    connection = connect(store.path)
    yield connection
    connection.close()


@pytest.mark.parametrize("rule", REFUSED)
def test_the_database_refuses(raw: sqlite3.Connection, rule: str) -> None:
    """D.3 no 1, 2, 3, 6, 7, 8, 9, 11, 13, 15, 22: whoever writes, and however."""
    sql, named = REFUSED[rule]
    with pytest.raises(sqlite3.IntegrityError, match=named):
        raw.execute(sql)


def test_doctor_finds_a_follow_up_that_is_cancelled_and_is_not(
    raw: sqlite3.Connection,
) -> None:
    """D.3 no 9: one that is planned or done bears no moment of a cancelling."""
    assert problems(raw) == []
    raw.execute("UPDATE follow_up SET cancelled_at = '2026-11-23T08:14:00Z'")
    assert "cancelled_yet_not follow_up 1" in problems(raw)
