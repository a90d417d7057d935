"""Low priorities last in their bucket (K-22), and records that are never edited."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STAGE = ["stage_id", "status", "next_at", "id"]
REST = ["priority", "deleted_at"]
LIVE = "deleted_at IS NULL"
LOW = f"{LIVE} AND priority = 'low'"


def upgrade() -> None:
    op.drop_index("ix_deal_board", "deal")
    op.drop_index("ix_deal_board_owner", "deal")
    for name, columns, rows in (
        ("ix_deal_board", [*STAGE, "owner_id", *REST], LIVE),
        ("ix_deal_board_owner", ["owner_id", *STAGE, *REST], LIVE),
        ("ix_deal_low", [*STAGE, "owner_id", *REST], LOW),
        ("ix_deal_low_owner", ["owner_id", *STAGE, *REST], LOW),
    ):
        op.create_index(name, "deal", columns, sqlite_where=sa.text(rows))
    op.execute(
        "CREATE TRIGGER event_kept BEFORE UPDATE ON event "
        "BEGIN SELECT RAISE(ABORT, 'event_kept'); END"
    )
    op.execute(
        "CREATE TRIGGER event_never_removed BEFORE DELETE ON event "
        "BEGIN SELECT RAISE(ABORT, 'event_never_removed'); END"
    )
    op.execute(
        "CREATE TRIGGER close_event_kept BEFORE UPDATE ON close_event "
        "BEGIN SELECT RAISE(ABORT, 'close_event_kept'); END"
    )
    op.execute(
        "CREATE TRIGGER follow_up_done_kept BEFORE UPDATE OF "
        "outcome, no_contact_kind, contact_made, outcome_comment, done_at, done_by, "
        "type_id, planned_at, attempt_no, reason_id ON follow_up "
        "WHEN OLD.status = 'done' AND NEW.status = 'done' "
        "BEGIN SELECT RAISE(ABORT, 'follow_up_done_kept'); END"
    )
