"""What a rep expects of a deal, and the indexes that a manager's figures are read by."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ENDED = "coalesce(done_at, cancelled_at, '9')"
LONG = (
    f"(substr(created_at, 1, 7) < substr({ENDED}, 1, 7)"
    " OR substr(created_at, 9, 2) = '01'"
    f" OR substr({ENDED}, 6, 5) IN"
    " ('01-31', '02-28', '02-29', '03-31', '04-30', '05-31', '06-30',"
    " '07-31', '08-31', '09-30', '10-31', '11-30', '12-31'))"
)
MOVED = (
    "'' || entity = 'person' AND ("
    " replace(before, '\"owner_id\"', '') <> before"
    " OR replace(before, '\"do_not_contact\"', '') <> before"
    " OR replace(before, '\"temperature\"', '') <> before"
    " AND (replace(before, 'lost', '') <> before"
    " OR replace(after, 'lost', '') <> after) )"
)
VALUED = "entity || '' = 'person' AND replace(before, '\"temperature\"', '') <> before"
HANDED = "entity || '' = 'person' AND replace(before, '\"owner_id\"', '') <> before"
DONE, CREATED = (
    f"CAST(strftime('%s', {moment}) AS INTEGER)" for moment in ("done_at", "created_at")
)
DUE, FIRST_DUE = (
    f"CASE WHEN cancelled_at IS NULL OR cancelled_at >= {moment}"
    f" THEN CAST(strftime('%s', {moment}) AS INTEGER) END"
    for moment in ("planned_at", "original_planned_at")
)
INDEXES = (
    (
        "ix_follow_up_long",
        "follow_up",
        "created_at done_at cancelled_at person_id deal_id deleted_at",
        LONG,
    ),
    (
        "ix_follow_up_refused",
        "follow_up",
        "person_id done_at done_by deal_id assignee_id outcome deleted_at",
        "outcome = 'not_interested'",
    ),
    (
        "ix_follow_up_cancelled",
        "follow_up",
        "cancelled_at",
        "cancelled_at IS NOT NULL",
    ),
    ("ix_event_moved_person", "event", "at id entity_id batch_id before", MOVED),
    ("ix_event_valued", "event", "entity_id id at batch_id before", VALUED),
    ("ix_event_handed", "event", "entity_id at", HANDED),
    ("ix_event_handed_deal", "event", "entity_id", "verb = 'deal.assigned'"),
    (
        "ix_deal_judged",
        "deal",
        "forecast_category status",
        "forecast_category IS NOT NULL",
    ),
    (
        "ix_person_customers",
        "person",
        "id customer_since owner_id temperature deleted_at",
        "customer_since IS NOT NULL",
    ),
)


def upgrade() -> None:
    op.add_column("deal", sa.Column("forecast_category", sa.Text(), nullable=True))
    op.drop_index("ix_event_changed_person", "event", if_exists=True)
    op.drop_index("ix_follow_up_person_id", "follow_up")
    op.create_index(
        "ix_follow_up_person_id",
        "follow_up",
        [
            *("person_id", "status", "outcome", "created_at", "done_at", "deal_id"),
            *("deleted_at", "cancelled_at", "assignee_id", "done_by"),
        ],
    )
    op.create_index(
        "ix_person_created",
        "person",
        ["created_by", "created_at", "came_on", "owner_id", "deleted_at"],
        if_not_exists=True,
    )
    op.create_index(
        "ix_booking_held",
        "booking",
        ["follow_up_id", "status", "slot_id", "updated_at", "deleted_at"],
        if_not_exists=True,
    )
    op.drop_index("ix_follow_up_figures", "follow_up")
    op.create_index(
        "ix_follow_up_figures",
        "follow_up",
        [
            *("assignee_id", "type_id", "done_by", "created_by"),
            *("outcome", "attempt_no", "reason_id", "deleted_at", "contact_made"),
            *(sa.text(number) for number in (DONE, DUE, FIRST_DUE, CREATED)),
            *("status", "done_at", "planned_at", "original_planned_at"),
            *("cancelled_at", "created_at", "deal_id", "person_id"),
        ],
    )
    for name, table, columns, kept in INDEXES:
        where = sa.text(kept)
        op.create_index(
            name,
            table,
            columns.split(),
            sqlite_where=where,
            postgresql_where=where,
            if_not_exists=True,
        )
