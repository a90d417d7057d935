"""What somebody was worth before each outcome, derived like the lists of people."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE TABLE IF NOT EXISTS follow_up_value ("
        " id INTEGER PRIMARY KEY NOT NULL, person_id INTEGER, deal_id INTEGER,"
        " done_by INTEGER NOT NULL, done_at INTEGER NOT NULL,"
        " value INTEGER NOT NULL, outcome INTEGER NOT NULL) STRICT"
    )
    op.execute(
        "CREATE INDEX IF NOT EXISTS ix_follow_up_value_person_id"
        " ON follow_up_value (person_id)"
    )
    op.execute(
        "CREATE INDEX IF NOT EXISTS ix_follow_up_value_deal_id"
        " ON follow_up_value (deal_id)"
        " WHERE deal_id IS NOT NULL"
    )
