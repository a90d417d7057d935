"""Values before outcomes and bookings that held, derived like the lists of people."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE TABLE IF NOT EXISTS follow_up_value ("
        " id INTEGER PRIMARY KEY NOT NULL,"
        " done_by INTEGER NOT NULL, done_at INTEGER NOT NULL,"
        " value INTEGER NOT NULL, outcome INTEGER NOT NULL) STRICT"
    )
    op.execute(
        "CREATE TABLE IF NOT EXISTS booking_held ("
        " id INTEGER PRIMARY KEY NOT NULL, follow_up_id INTEGER NOT NULL,"
        " type_id INTEGER NOT NULL, rep INTEGER NOT NULL,"
        " starts_at INTEGER NOT NULL,"
        " trial INTEGER NOT NULL, attended INTEGER NOT NULL) STRICT"
    )
    op.drop_index("ix_booking_held", "booking", if_exists=True)
    op.create_index(
        "ix_booking_follow_up_id", "booking", ["follow_up_id"], if_not_exists=True
    )
