"""Bookings, saved views, alerts, notifications and rules of assignment."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind <> 'none'", name=op.f("ck_activity_bookable")),
        sa.CheckConstraint(
            "kind IN ('none', 'trial', 'appointment')",
            name=op.f("ck_activity_kind_known"),
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_activity_name_filled")),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_activity_active_flag")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.create_index("uq_activity_name", ["name"], unique=True)

    op.create_table(
        "follow_up_type_activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("type_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_follow_up_type_activity_activity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["type_id"],
            ["follow_up_type.id"],
            name=op.f("fk_follow_up_type_activity_type_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_type_activity")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("follow_up_type_activity", schema=None) as batch_op:
        batch_op.create_index(
            "uq_follow_up_type_activity", ["type_id", "activity_id"], unique=True
        )

    op.create_table(
        "text_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("type_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("body <> ''", name=op.f("ck_text_template_body_filled")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_text_template_name_filled")),
        sa.ForeignKeyConstraint(
            ["type_id"], ["follow_up_type.id"], name=op.f("fk_text_template_type_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_template")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("text_template", schema=None) as batch_op:
        batch_op.create_index("uq_text_template_name", ["type_id", "name"], unique=True)

    op.create_table(
        "alert_switch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("alert", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.CheckConstraint("alert <> ''", name=op.f("ck_alert_switch_alert_filled")),
        sa.CheckConstraint(
            "wanted IN (0, 1)", name=op.f("ck_alert_switch_wanted_flag")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_alert_switch_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_switch")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("alert_switch", schema=None) as batch_op:
        batch_op.create_index(
            "uq_alert_switch_user_alert", ["user_id", "alert"], unique=True
        )

    op.create_table(
        "assignment_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("strategy", sa.Text(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_assignment_rule_name_filled")),
        sa.CheckConstraint(
            "strategy IN ('fixed', 'round_robin', 'least_busy')",
            name=op.f("ck_assignment_rule_strategy_known"),
        ),
        sa.CheckConstraint(
            "active IN (0, 1)", name=op.f("ck_assignment_rule_active_flag")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_rule")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("assignment_rule", schema=None) as batch_op:
        batch_op.create_index("ix_assignment_rule_position", ["position"], unique=False)

    op.create_table(
        "notification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=True),
        sa.Column("values", sa.Text(), nullable=False),
        sa.Column("read_at", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('taken_over', 'given', 'follow_up_given')",
            name=op.f("ck_notification_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_notification_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_notification_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.create_index(
            "ix_notification_user_id", ["user_id", "read_at", "at"], unique=False
        )

    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("filters", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("shared", sa.Integer(), nullable=False),
        sa.Column("as_alert", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_saved_view_name_filled")),
        sa.CheckConstraint(
            "of IN ('prospects', 'tunnels', 'customers')",
            name=op.f("ck_saved_view_of_known"),
        ),
        sa.CheckConstraint(
            "as_alert IN (0, 1)", name=op.f("ck_saved_view_as_alert_flag")
        ),
        sa.CheckConstraint("shared IN (0, 1)", name=op.f("ck_saved_view_shared_flag")),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user.id"], name=op.f("fk_saved_view_owner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.create_index(
            "uq_saved_view_name",
            ["owner_id", "of", "name"],
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
            postgresql_where=sa.text("deleted_at IS NULL"),
        )

    op.create_table(
        "slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.CheckConstraint("capacity >= 1", name=op.f("ck_slot_capacity")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_slot_ends_later")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_slot_activity_id")
        ),
        sa.ForeignKeyConstraint(["host_id"], ["user.id"], name=op.f("fk_slot_host_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.create_index(
            "ix_slot_activity_id", ["activity_id", "starts_at"], unique=False
        )
        batch_op.create_index("ix_slot_host_id", ["host_id", "starts_at"], unique=False)
        batch_op.create_index("ix_slot_starts_at", ["starts_at", "id"], unique=False)

    op.create_table(
        "assignment_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rule_id"],
            ["assignment_rule.id"],
            name=op.f("fk_assignment_member_rule_id"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_assignment_member_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_member")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("assignment_member", schema=None) as batch_op:
        batch_op.create_index(
            "uq_assignment_member_rule_user", ["rule_id", "user_id"], unique=True
        )

    op.create_table(
        "assignment_given",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_assignment_given_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"],
            ["assignment_rule.id"],
            name=op.f("fk_assignment_given_rule_id"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_assignment_given_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_given")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("assignment_given", schema=None) as batch_op:
        batch_op.create_index(
            "ix_assignment_given_person_id", ["person_id"], unique=False
        )
        batch_op.create_index(
            "ix_assignment_given_rule_id", ["rule_id", "id"], unique=False
        )
        batch_op.create_index(
            "ix_assignment_given_user_id", ["user_id", "at"], unique=False
        )

    op.create_table(
        "view_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("view_id", sa.Integer(), nullable=False),
        sa.Column("pinned", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.CheckConstraint("first IN (0, 1)", name=op.f("ck_view_choice_first_flag")),
        sa.CheckConstraint("pinned IN (0, 1)", name=op.f("ck_view_choice_pinned_flag")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_view_choice_user_id")
        ),
        sa.ForeignKeyConstraint(
            ["view_id"], ["saved_view.id"], name=op.f("fk_view_choice_view_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_view_choice")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("view_choice", schema=None) as batch_op:
        batch_op.create_index(
            "uq_view_choice_user_view", ["user_id", "view_id"], unique=True
        )

    op.create_table(
        "booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("follow_up_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("deal_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "status IN ('booked', 'attended', 'no_show', 'cancelled')",
            name=op.f("ck_booking_status_known"),
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["deal.id"], name=op.f("fk_booking_deal_id")
        ),
        sa.ForeignKeyConstraint(
            ["follow_up_id"], ["follow_up.id"], name=op.f("fk_booking_follow_up_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_booking_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slot.id"], name=op.f("fk_booking_slot_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.create_index("ix_booking_deal_id", ["deal_id"], unique=False)
        batch_op.create_index("ix_booking_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_booking_slot_id", ["slot_id", "status"], unique=False)
        batch_op.create_index(
            "uq_booking_follow_up_id",
            ["follow_up_id"],
            unique=True,
            sqlite_where=sa.text("status <> 'cancelled'"),
            postgresql_where=sa.text("status <> 'cancelled'"),
        )

    op.execute(
        'ALTER TABLE "user" ADD COLUMN paused INTEGER NOT NULL DEFAULT 0'
        " CONSTRAINT ck_user_paused_flag CHECK (paused IN (0, 1))"
    )
    op.execute(
        'ALTER TABLE "user" ADD COLUMN capacity INTEGER'
        " CONSTRAINT ck_user_capacity CHECK (capacity IS NULL OR capacity >= 0)"
    )
    op.add_column("person", sa.Column("came_on", sa.Text(), nullable=True))
    op.add_column("follow_up", sa.Column("cancelled_at", sa.Text(), nullable=True))
    op.execute(
        "UPDATE follow_up SET cancelled_at = updated_at WHERE status = 'cancelled'"
    )

    planned = sa.text("status = 'planned'")
    op.drop_index("ix_follow_up_due_all", "follow_up")
    op.create_index(
        "ix_follow_up_due_all",
        "follow_up",
        ["planned_at", "id", "assignee_id"],
        sqlite_where=planned,
        postgresql_where=planned,
    )
    op.drop_index("ix_follow_up_person_id", "follow_up")
    op.create_index(
        "ix_follow_up_person_id",
        "follow_up",
        [
            "person_id",
            "status",
            "outcome",
            "created_at",
            "done_at",
            "deal_id",
            "deleted_at",
            "cancelled_at",
        ],
    )
    op.create_index(
        "ix_follow_up_figures",
        "follow_up",
        [
            "assignee_id",
            "type_id",
            "done_by",
            "created_by",
            "outcome",
            "attempt_no",
            "reason_id",
            "contact_made",
            "status",
            "planned_at",
            "original_planned_at",
            "done_at",
            "cancelled_at",
            "created_at",
            "deal_id",
            "person_id",
            "deleted_at",
        ],
    )
    op.create_index(
        "ix_person_came",
        "person",
        [
            "created_at",
            "came_on",
            "lifecycle",
            "customer_since",
            "temperature",
            "do_not_contact",
            "owner_id",
            "deleted_at",
        ],
    )
    op.create_index("ix_person_customer_since", "person", ["customer_since"])
    taken_back = sa.text(
        "undone_by_id IS NOT NULL OR kind IN ('undo', 'redo', 'revert')"
    )
    op.create_index(
        "ix_batch_taken_back",
        "batch",
        ["id"],
        sqlite_where=taken_back,
        postgresql_where=taken_back,
    )
    changed_person = sa.text("entity || '' = 'person' AND before IS NOT NULL")
    op.create_index(
        "ix_event_changed_person",
        "event",
        ["at"],
        sqlite_where=changed_person,
        postgresql_where=changed_person,
    )
    reassigned = sa.text("verb = 'followup.reassigned'")
    op.create_index(
        "ix_event_reassigned",
        "event",
        ["entity_id"],
        sqlite_where=reassigned,
        postgresql_where=reassigned,
    )
    op.execute(
        "CREATE TABLE people_line ("
        " list INTEGER NOT NULL, id INTEGER NOT NULL, person_id INTEGER,"
        " deal_id INTEGER, follow_up_id INTEGER, rep_id INTEGER, team_id INTEGER,"
        " source_id INTEGER, step_id INTEGER, aside INTEGER,"
        " value INTEGER NOT NULL, worth INTEGER NOT NULL,"
        " status INTEGER NOT NULL, lifecycle INTEGER NOT NULL,"
        " refused INTEGER NOT NULL, due TEXT, planned TEXT NOT NULL,"
        " came TEXT NOT NULL, since TEXT NOT NULL, name TEXT NOT NULL,"
        " first_name TEXT NOT NULL, company TEXT NOT NULL, team TEXT NOT NULL,"
        " step TEXT NOT NULL, rep TEXT NOT NULL, source TEXT NOT NULL,"
        " CONSTRAINT pk_people_line PRIMARY KEY (list, id)) WITHOUT ROWID, STRICT"
    )
    for name, columns in (
        ("person_id", "person_id"),
        ("by_name", "list, name, id, rep_id, aside"),
        ("by_first_name", "list, first_name, name, id, rep_id, aside"),
        ("by_company", "list, company, name, id, rep_id, aside"),
        ("by_team", "list, team, name, id, rep_id, aside"),
        ("by_step", "list, step, planned, id, rep_id, aside"),
        ("by_rep", "list, rep, name, id, rep_id, aside"),
        ("by_source", "list, source, name, id, rep_id, aside"),
        ("by_came", "list, came, id, rep_id, aside"),
        ("by_planned", "list, planned, id, rep_id, aside"),
        ("by_status", "list, status, planned, id, rep_id, aside"),
        ("by_potential", "list, value, worth, planned, id, rep_id, aside"),
        (
            "rep",
            "list, rep_id, due, status, value, refused, source_id, lifecycle, aside",
        ),
        (
            "counted",
            "list, status, value, refused, source_id, lifecycle, rep_id, aside",
        ),
    ):
        op.execute(f"CREATE INDEX ix_people_line_{name} ON people_line ({columns})")
    for name, columns, where in (
        ("by_since", "list, since, name, id, rep_id, aside", "list = 2"),
        ("by_lifecycle", "list, lifecycle, name, id, rep_id, aside", "list = 2"),
        ("aside", "list, aside", "aside IS NOT NULL"),
    ):
        op.execute(
            f"CREATE INDEX ix_people_line_{name} ON people_line ({columns})"
            f" WHERE {where}"
        )
    op.execute(
        "CREATE TABLE people_line_seen ("
        " user_id INTEGER NOT NULL, person_id INTEGER NOT NULL,"
        " CONSTRAINT pk_people_line_seen PRIMARY KEY (user_id, person_id))"
        " WITHOUT ROWID, STRICT"
    )
    op.execute(
        "CREATE INDEX ix_people_line_seen_person_id ON people_line_seen (person_id)"
    )
