"""Looks for records that break an invariant or differ from what the journal tells.

Rulings 15; domain.md D.3. The commands of ``doctor`` and the tests read it.
"""

import sqlite3
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass

from models.retelling import mismatches


@dataclass(frozen=True, slots=True)
class Finding:
    """A record that is not as it should be, and the rule it breaks."""

    code: str
    entity: str
    id: int
    column: str = ""


_LAST_CLOSE = """
    SELECT deal_id, kind, imported, max(id) FROM close_event GROUP BY deal_id
"""

INVARIANTS: Mapping[str, tuple[str, str]] = {
    "open_deal_without_visit": (
        "deal",
        """SELECT id FROM deal WHERE status = 'open' AND 1 <> (
               SELECT count(*) FROM stage_visit
               WHERE deal_id = deal.id AND exit_kind IS NULL
               AND stage_visit.stage_id = deal.stage_id)""",
    ),
    "closed_deal_in_open_stage": (
        "deal",
        """SELECT deal.id FROM deal JOIN stage_visit ON deal_id = deal.id
           JOIN stage ON stage.id = stage_visit.stage_id
           WHERE status <> 'open' AND exit_kind IS NULL AND kind <> 'post_sale'""",
    ),
    "visits_overlap": (
        "stage_visit",
        """SELECT later.id FROM stage_visit AS later
           JOIN stage_visit AS earlier ON earlier.deal_id = later.deal_id
           WHERE earlier.entered_at < later.entered_at
           AND earlier.exited_at > later.entered_at""",
    ),
    "closed_deal_without_date": (
        "deal",
        f"""SELECT id FROM deal LEFT JOIN ({_LAST_CLOSE}) ON deal_id = deal.id
            WHERE status <> 'open' AND closed_at IS NULL
            AND coalesce(imported, 0) = 0""",
    ),
    "close_event_of_other_kind": (
        "deal",
        f"""SELECT id FROM deal LEFT JOIN ({_LAST_CLOSE}) ON deal_id = deal.id
            WHERE CASE status WHEN 'open' THEN coalesce(kind, 'reopened') <> 'reopened'
            WHEN 'won' THEN coalesce(kind, '') <> 'won'
            ELSE coalesce(kind, '') NOT IN ('lost', 'disqualified') END""",
    ),
    "lost_without_reason": (
        "deal",
        f"""SELECT id FROM deal JOIN ({_LAST_CLOSE}) ON deal_id = deal.id
            WHERE status = 'lost' AND loss_reason_id IS NULL AND NOT imported
            AND (SELECT reason_required FROM workspace)""",
    ),
    "lost_without_note": (
        "deal",
        f"""SELECT deal.id FROM deal JOIN ({_LAST_CLOSE}) ON deal_id = deal.id
            JOIN loss_reason ON loss_reason.id = loss_reason_id
            WHERE note_required AND loss_note = '' AND NOT imported""",
    ),
    "empty_tunnel": (
        "tunnel",
        """SELECT id FROM tunnel WHERE closed_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM follow_up WHERE tunnel_id = tunnel.id)""",
    ),
    "closed_tunnel_still_planned": (
        "tunnel",
        """SELECT tunnel.id FROM tunnel JOIN follow_up ON tunnel_id = tunnel.id
           WHERE closed_at IS NOT NULL AND status = 'planned'""",
    ),
    "done_by_no_one": (
        "follow_up",
        "SELECT id FROM follow_up WHERE status = 'done' AND done_by IS NULL",
    ),
    "cancelled_yet_not": (
        "follow_up",
        """SELECT id FROM follow_up
           WHERE cancelled_at IS NOT NULL AND status <> 'cancelled'""",
    ),
    "reschedule_without_next": (
        "follow_up",
        """SELECT id FROM follow_up AS past
           WHERE outcome = 'reschedule' AND NOT imported AND NOT EXISTS (
               SELECT 1 FROM follow_up AS next WHERE next.previous_id = past.id
               AND next.type_id = past.type_id
               AND next.attempt_no = past.attempt_no + 1)""",
    ),
    "next_step_without_next": (
        "follow_up",
        """SELECT id FROM follow_up AS past
           WHERE outcome = 'next_step' AND NOT imported AND NOT EXISTS (
               SELECT 1 FROM follow_up AS next WHERE next.previous_id = past.id)""",
    ),
    "enrolled_not_converted": (
        "follow_up",
        """SELECT follow_up.id FROM follow_up JOIN tunnel ON tunnel.id = tunnel_id
           WHERE outcome = 'enrolled' AND coalesce(result, '') <> 'converted'""",
    ),
    "refused_not_abandoned": (
        "follow_up",
        """SELECT follow_up.id FROM follow_up JOIN tunnel ON tunnel.id = tunnel_id
           WHERE outcome = 'not_interested'
           AND coalesce(result, '') NOT IN ('abandoned', 'cancelled')""",
    ),
    "slot_overfull": (
        "slot",
        """SELECT id FROM slot WHERE capacity < (
               SELECT count(*) FROM booking
               WHERE slot_id = slot.id AND booking.status <> 'cancelled')""",
    ),
    "booked_in_cancelled_slot": (
        "booking",
        """SELECT booking.id FROM booking JOIN slot ON slot.id = slot_id
           WHERE status = 'booked' AND slot.deleted_at IS NOT NULL""",
    ),
    "booked_for_no_one": (
        "booking",
        """SELECT booking.id FROM booking JOIN follow_up ON follow_up.id = follow_up_id
           WHERE booking.status = 'booked' AND follow_up.status <> 'planned'""",
    ),
    "next_step_not_repeated": (
        "deal",
        """SELECT id FROM deal WHERE next_at IS NOT (
               SELECT min(planned_at) FROM follow_up
               WHERE deal_id = deal.id AND status = 'planned')""",
    ),
    "no_root_team": (
        "team",
        """SELECT 0 WHERE 1 <> (SELECT count(*) FROM team WHERE parent_id IS NULL)
           AND EXISTS (SELECT 1 FROM team)""",
    ),
    "no_admin": (
        "user",
        """SELECT 0 WHERE EXISTS (SELECT 1 FROM user) AND NOT EXISTS (
               SELECT 1 FROM user WHERE role = 'admin' AND active)""",
    ),
    "no_default_pipeline": (
        "pipeline",
        """SELECT 0 WHERE EXISTS (SELECT 1 FROM pipeline) AND 1 <> (
               SELECT count(*) FROM pipeline WHERE is_default AND active)""",
    ),
}
"""Each invariant's code, the table it is about, and the ids that break it."""


def findings(connection: sqlite3.Connection) -> list[Finding]:
    """Return everything that is wrong in a database, nothing where it is sound."""
    return [*_references(connection), *_invariants(connection), *_journal(connection)]


def problems(connection: sqlite3.Connection) -> list[str]:
    """Return everything that is wrong, a line of code, table and id each."""
    return [f"{found.code} {found.entity} {found.id}" for found in findings(connection)]


def _references(connection: sqlite3.Connection) -> Iterator[Finding]:
    for entity, record_id, _, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Finding("reference_broken", entity, record_id or 0)


def _invariants(connection: sqlite3.Connection) -> Iterator[Finding]:
    for code, (entity, query) in INVARIANTS.items():
        for (record_id,) in connection.execute(query):
            yield Finding(code, entity, record_id)


def _journal(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Compare each record with the ``after`` of the last event that tells of it."""
    for found in mismatches(connection):
        yield Finding(*found)
