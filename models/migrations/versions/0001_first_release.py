"""The tables of the first release."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "custom_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("label_en", sa.Text(), nullable=False),
        sa.Column("label_fr", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("open_options", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "entity IN ('deal', 'person', 'organization')",
            name=op.f("ck_custom_field_entity_known"),
        ),
        sa.CheckConstraint("key <> ''", name=op.f("ck_custom_field_key_filled")),
        sa.CheckConstraint(
            "type IN ('text', 'integer', 'number', 'date', 'choice')",
            name=op.f("ck_custom_field_type_known"),
        ),
        sa.CheckConstraint(
            "open_options IN (0, 1)", name=op.f("ck_custom_field_open_options_flag")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_field")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("custom_field", schema=None) as batch_op:
        batch_op.create_index("uq_custom_field_key", ["entity", "key"], unique=True)

    op.create_table(
        "follow_up_type",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("is_first", sa.Integer(), nullable=False),
        sa.Column("action_kind", sa.Text(), nullable=False),
        sa.Column("retry_days", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "action_kind IN ('none', 'trial', 'appointment')",
            name=op.f("ck_follow_up_type_action_kind_known"),
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_follow_up_type_name_filled")),
        sa.CheckConstraint(
            "active IN (0, 1)", name=op.f("ck_follow_up_type_active_flag")
        ),
        sa.CheckConstraint(
            "is_first IN (0, 1)", name=op.f("ck_follow_up_type_is_first_flag")
        ),
        sa.CheckConstraint(
            "retry_days >= 0", name=op.f("ck_follow_up_type_retry_days")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_type")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("follow_up_type", schema=None) as batch_op:
        batch_op.create_index("uq_follow_up_type_name", ["name"], unique=True)

    op.create_table(
        "fx_rate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.Column("rate", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "length(currency) = 3", name=op.f("ck_fx_rate_currency_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fx_rate")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("fx_rate", schema=None) as batch_op:
        batch_op.create_index(
            "uq_fx_rate_currency_on_day", ["currency", "on_day"], unique=True
        )

    op.create_table(
        "loss_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("note_required", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "letter NOT IN ('h', 'j', 'k', 'l', 'q')",
            name=op.f("ck_loss_reason_free_letter"),
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_loss_reason_name_filled")),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_loss_reason_active_flag")),
        sa.CheckConstraint("length(letter) = 1", name=op.f("ck_loss_reason_letter")),
        sa.CheckConstraint(
            "note_required IN (0, 1)", name=op.f("ck_loss_reason_note_required_flag")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loss_reason")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("loss_reason", schema=None) as batch_op:
        batch_op.create_index("uq_loss_reason_code", ["code"], unique=True)
        batch_op.create_index(
            "uq_loss_reason_letter",
            ["letter"],
            unique=True,
            sqlite_where=sa.text("active = 1"),
            postgresql_where=sa.text("active = 1"),
        )

    op.create_table(
        "pipeline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("default_currency", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_default", sa.Integer(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_pipeline_name_filled")),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_pipeline_active_flag")),
        sa.CheckConstraint(
            "is_default IN (0, 1)", name=op.f("ck_pipeline_is_default_flag")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pipeline")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("pipeline", schema=None) as batch_op:
        batch_op.create_index("uq_pipeline_name", ["name"], unique=True)

    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('web', 'call', 'walk_in', 'referral', 'event', 'import', 'other')",
            name=op.f("ck_source_kind_known"),
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_source_name_filled")),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_source_active_flag")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.create_index("uq_source_code", ["code"], unique=True)

    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("name <> ''", name=op.f("ck_team_name_filled")),
        sa.CheckConstraint(
            "parent_id IS NULL OR parent_id <> id", name=op.f("ck_team_not_own_parent")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["team.id"], name=op.f("fk_team_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.create_index("ix_team_parent_id", ["parent_id"], unique=False)
        batch_op.create_index("uq_team_name", ["name"], unique=True)

    op.create_table(
        "workspace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("base_currency", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("week_start", sa.Integer(), nullable=False),
        sa.Column("working_days", sa.Text(), nullable=False),
        sa.Column("reason_required", sa.Integer(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "language IN ('en', 'fr')", name=op.f("ck_workspace_language_known")
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_workspace_single")),
        sa.CheckConstraint(
            "length(base_currency) = 3", name=op.f("ck_workspace_currency_code")
        ),
        sa.CheckConstraint(
            "reason_required IN (0, 1)", name=op.f("ck_workspace_reason_required_flag")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "follow_up_type_next",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("type_id", sa.Integer(), nullable=False),
        sa.Column("next_type_id", sa.Integer(), nullable=False),
        sa.Column("delay_days", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "delay_days >= 0", name=op.f("ck_follow_up_type_next_delay_days")
        ),
        sa.ForeignKeyConstraint(
            ["next_type_id"],
            ["follow_up_type.id"],
            name=op.f("fk_follow_up_type_next_next_type_id"),
        ),
        sa.ForeignKeyConstraint(
            ["type_id"],
            ["follow_up_type.id"],
            name=op.f("fk_follow_up_type_next_type_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_type_next")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("follow_up_type_next", schema=None) as batch_op:
        batch_op.create_index(
            "uq_follow_up_type_next_edge", ["type_id", "next_type_id"], unique=True
        )

    op.create_table(
        "stage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("pipeline_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("guidance", sa.Text(), nullable=False),
        sa.Column("exit_criteria", sa.Text(), nullable=False),
        sa.Column("buyer_step", sa.Text(), nullable=False),
        sa.Column("probability", sa.Integer(), nullable=True),
        sa.Column("idle_days", sa.Integer(), nullable=True),
        sa.Column("stuck_days", sa.Integer(), nullable=True),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('intake', 'open', 'post_sale')", name=op.f("ck_stage_kind_known")
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_stage_name_filled")),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_stage_active_flag")),
        sa.CheckConstraint(
            "idle_days IS NULL OR idle_days > 0", name=op.f("ck_stage_idle_days")
        ),
        sa.CheckConstraint(
            "probability IS NULL OR probability BETWEEN 0 AND 100",
            name=op.f("ck_stage_probability"),
        ),
        sa.CheckConstraint(
            "stuck_days IS NULL OR stuck_days > 0", name=op.f("ck_stage_stuck_days")
        ),
        sa.ForeignKeyConstraint(
            ["pipeline_id"], ["pipeline.id"], name=op.f("fk_stage_pipeline_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage")),
        sa.UniqueConstraint("id", "pipeline_id", name="uq_stage_id_pipeline_id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("stage", schema=None) as batch_op:
        batch_op.create_index(
            "ix_stage_pipeline_id_position", ["pipeline_id", "position"], unique=False
        )
        batch_op.create_index(
            "uq_stage_pipeline_id_name", ["pipeline_id", "name"], unique=True
        )

    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("time_zone", sa.Text(), nullable=True),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.CheckConstraint("login <> ''", name=op.f("ck_user_login_filled")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_user_name_filled")),
        sa.CheckConstraint(
            "role IN ('seller', 'manager', 'admin')", name=op.f("ck_user_role_known")
        ),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_user_active_flag")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_user_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.create_index("ix_user_team_id", ["team_id"], unique=False)
        batch_op.create_index("uq_user_login", ["login"], unique=True)

    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('act', 'undo', 'redo', 'import', 'revert', 'setup')",
            name=op.f("ck_batch_kind_known"),
        ),
        sa.CheckConstraint(
            "origin IN ('ui', 'cli', 'import', 'rule', 'ingest', 'sample')",
            name=op.f("ck_batch_origin_known"),
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["user.id"], name=op.f("fk_batch_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["batch.id"], name=op.f("fk_batch_undoes_id")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["batch.id"], name=op.f("fk_batch_undone_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.create_index("ix_batch_actor_id", ["actor_id", "id"], unique=False)

    op.create_table(
        "organization",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded_name", sa.Text(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("industry", sa.Text(), nullable=False),
        sa.Column("employees", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("custom", sa.Text(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_organization_name_filled")),
        sa.CheckConstraint(
            "employees IS NULL OR employees >= 0",
            name=op.f("ck_organization_employees"),
        ),
        sa.CheckConstraint(
            "parent_id IS NULL OR parent_id <> id",
            name=op.f("ck_organization_not_own_parent"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user.id"], name=op.f("fk_organization_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organization.id"], name=op.f("fk_organization_parent_id")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_organization_team_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.create_index(
            "ix_organization_folded_name", ["folded_name"], unique=False
        )
        batch_op.create_index("ix_organization_owner_id", ["owner_id"], unique=False)
        batch_op.create_index("ix_organization_parent_id", ["parent_id"], unique=False)
        batch_op.create_index(
            "uq_organization_external",
            ["external_system", "external_id"],
            unique=True,
            sqlite_where=sa.text("external_id IS NOT NULL"),
            postgresql_where=sa.text("external_id IS NOT NULL"),
        )

    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("deal_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("verb <> ''", name=op.f("ck_event_verb_filled")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["user.id"], name=op.f("fk_event_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.id"], name=op.f("fk_event_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index("ix_event_batch_id", ["batch_id"], unique=False)
        batch_op.create_index("ix_event_deal_id", ["deal_id", "id"], unique=False)
        batch_op.create_index(
            "ix_event_entity", ["entity", "entity_id", "id"], unique=False
        )
        batch_op.create_index(
            "ix_event_organization_id", ["organization_id", "id"], unique=False
        )
        batch_op.create_index("ix_event_person_id", ["person_id", "id"], unique=False)

    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("mapping_name", sa.Text(), nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.id"], name=op.f("fk_import_batch_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.create_index("uq_import_batch_batch_id", ["batch_id"], unique=True)

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("folded_name", sa.Text(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("lifecycle", sa.Text(), nullable=False),
        sa.Column("temperature", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("do_not_contact", sa.Integer(), nullable=False),
        sa.Column("customer_since", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("custom", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "first_name <> '' OR last_name <> ''", name=op.f("ck_person_named")
        ),
        sa.CheckConstraint(
            "lifecycle <> 'customer' OR customer_since IS NOT NULL",
            name=op.f("ck_person_customer_since_when"),
        ),
        sa.CheckConstraint(
            "lifecycle IN ('prospect', 'customer', 'former')",
            name=op.f("ck_person_lifecycle_known"),
        ),
        sa.CheckConstraint(
            "temperature IN ('hot', 'warm', 'cold', 'lost')",
            name=op.f("ck_person_temperature_known"),
        ),
        sa.CheckConstraint(
            "do_not_contact IN (0, 1)", name=op.f("ck_person_do_not_contact_flag")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_person_organization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user.id"], name=op.f("fk_person_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_person_source_id")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_person_team_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index("ix_person_folded_name", ["folded_name"], unique=False)
        batch_op.create_index(
            "ix_person_organization_id", ["organization_id"], unique=False
        )
        batch_op.create_index(
            "ix_person_binned",
            ["deleted_at"],
            unique=False,
            sqlite_where=sa.text("deleted_at IS NOT NULL"),
        )
        batch_op.create_index("ix_person_owner_id", ["owner_id"], unique=False)
        batch_op.create_index(
            "uq_person_external",
            ["external_system", "external_id"],
            unique=True,
            sqlite_where=sa.text("external_id IS NOT NULL"),
            postgresql_where=sa.text("external_id IS NOT NULL"),
        )

    op.create_table(
        "contact_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("normalized", sa.Text(), nullable=False),
        sa.Column("is_primary", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('email', 'phone', 'url')",
            name=op.f("ck_contact_point_kind_known"),
        ),
        sa.CheckConstraint("value <> ''", name=op.f("ck_contact_point_value_filled")),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (organization_id IS NULL)",
            name=op.f("ck_contact_point_one_owner"),
        ),
        sa.CheckConstraint(
            "is_primary IN (0, 1)", name=op.f("ck_contact_point_is_primary_flag")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_contact_point_organization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_contact_point_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_point")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("contact_point", schema=None) as batch_op:
        batch_op.create_index(
            "ix_contact_point_normalized", ["kind", "normalized"], unique=False
        )
        batch_op.create_index(
            "ix_contact_point_organization_id", ["organization_id"], unique=False
        )
        batch_op.create_index("ix_contact_point_person_id", ["person_id"], unique=False)

    op.create_table(
        "deal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("pipeline_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column(
            "amount_minor",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
        ),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("probability", sa.Integer(), nullable=True),
        sa.Column("expected_close", sa.Text(), nullable=True),
        sa.Column("priority", sa.Text(), nullable=False),
        sa.Column("temperature", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("loss_reason_id", sa.Integer(), nullable=True),
        sa.Column("loss_note", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("closed_rate", sa.Text(), nullable=True),
        sa.Column(
            "base_minor",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
        ),
        sa.Column("next_at", sa.Text(), nullable=True),
        sa.Column("next_all_day", sa.Integer(), nullable=False),
        sa.Column("last_touch_at", sa.Text(), nullable=True),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("custom", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "phase IN ('lead', 'deal')", name=op.f("ck_deal_phase_known")
        ),
        sa.CheckConstraint(
            "priority IN ('low', 'normal', 'high')", name=op.f("ck_deal_priority_known")
        ),
        sa.CheckConstraint(
            "status <> 'open' OR closed_at IS NULL",
            name=op.f("ck_deal_open_not_closed"),
        ),
        sa.CheckConstraint(
            "status = 'lost' OR (loss_reason_id IS NULL AND loss_note = '')",
            name=op.f("ck_deal_reason_only_if_lost"),
        ),
        sa.CheckConstraint(
            "status IN ('open', 'won', 'lost')", name=op.f("ck_deal_status_known")
        ),
        sa.CheckConstraint(
            "temperature IN ('hot', 'warm', 'cold', 'lost')",
            name=op.f("ck_deal_temperature_known"),
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_deal_title_filled")),
        sa.CheckConstraint(
            "amount_minor IS NULL OR amount_minor BETWEEN 0 AND 1000000000000000",
            name=op.f("ck_deal_amount"),
        ),
        sa.CheckConstraint(
            "amount_minor IS NULL OR currency IS NOT NULL",
            name=op.f("ck_deal_amount_has_currency"),
        ),
        sa.CheckConstraint(
            "currency IS NULL OR length(currency) = 3",
            name=op.f("ck_deal_currency_code"),
        ),
        sa.CheckConstraint(
            "next_all_day IN (0, 1)", name=op.f("ck_deal_next_all_day_flag")
        ),
        sa.CheckConstraint(
            "probability IS NULL OR probability BETWEEN 0 AND 100",
            name=op.f("ck_deal_probability"),
        ),
        sa.ForeignKeyConstraint(
            ["loss_reason_id"], ["loss_reason.id"], name=op.f("fk_deal_loss_reason_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_deal_organization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user.id"], name=op.f("fk_deal_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_deal_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["pipeline_id"], ["pipeline.id"], name=op.f("fk_deal_pipeline_id")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_deal_source_id")
        ),
        sa.ForeignKeyConstraint(
            ["stage_id", "pipeline_id"],
            ["stage.id", "stage.pipeline_id"],
            name="fk_deal_stage_in_pipeline",
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_deal_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("deal", schema=None) as batch_op:
        batch_op.create_index(
            "ix_deal_board",
            ["stage_id", "status", "next_at", "id", "owner_id", "deleted_at"],
            unique=False,
            sqlite_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.create_index(
            "ix_deal_board_owner",
            ["owner_id", "stage_id", "status", "next_at", "id", "deleted_at"],
            unique=False,
            sqlite_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.create_index(
            "ix_deal_by_amount",
            ["stage_id", "status", "amount_minor", "id", "owner_id", "deleted_at"],
            unique=False,
            sqlite_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.create_index(
            "ix_deal_by_expected",
            ["stage_id", "status", "expected_close", "id", "owner_id", "deleted_at"],
            unique=False,
            sqlite_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.create_index(
            "ix_deal_by_opened",
            ["stage_id", "status", "opened_at", "id", "owner_id", "deleted_at"],
            unique=False,
            sqlite_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.create_index(
            "ix_deal_by_touch",
            ["stage_id", "status", "last_touch_at", "id", "owner_id", "deleted_at"],
            unique=False,
            sqlite_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.create_index(
            "ix_deal_binned",
            ["deleted_at"],
            unique=False,
            sqlite_where=sa.text("deleted_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_deal_figures",
            [
                "status",
                "closed_at",
                "opened_at",
                "pipeline_id",
                "stage_id",
                "phase",
                "owner_id",
                "team_id",
                "amount_minor",
                "currency",
                "probability",
                "base_minor",
                "expected_close",
                "deleted_at",
            ],
            unique=False,
            sqlite_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.create_index(
            "ix_deal_leads",
            ["phase"],
            unique=False,
            sqlite_where=sa.text("phase = 'lead'"),
        )
        batch_op.create_index(
            "ix_deal_walks",
            [
                "pipeline_id",
                "id",
                "status",
                "stage_id",
                "phase",
                "opened_at",
                "closed_at",
                "owner_id",
                "deleted_at",
            ],
            unique=False,
            sqlite_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.create_index(
            "ix_deal_organization_id", ["organization_id"], unique=False
        )
        batch_op.create_index("ix_deal_person_id", ["person_id"], unique=False)
        batch_op.create_index(
            "ix_deal_totals",
            [
                "stage_id",
                "status",
                "currency",
                "probability",
                "amount_minor",
                "base_minor",
                "owner_id",
                "deleted_at",
            ],
            unique=False,
            sqlite_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.create_index(
            "ix_deal_totals_owner",
            [
                "owner_id",
                "stage_id",
                "status",
                "currency",
                "probability",
                "amount_minor",
                "base_minor",
                "deleted_at",
            ],
            unique=False,
            sqlite_where=sa.text("deleted_at IS NULL"),
        )
        batch_op.create_index(
            "uq_deal_external",
            ["external_system", "external_id"],
            unique=True,
            sqlite_where=sa.text("external_id IS NOT NULL"),
            postgresql_where=sa.text("external_id IS NOT NULL"),
        )

    op.create_table(
        "import_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=True),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "rejected IN (0, 1)", name=op.f("ck_import_row_rejected_flag")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import_batch.id"], name=op.f("fk_import_row_import_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_row")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("import_row", schema=None) as batch_op:
        batch_op.create_index("ix_import_row_import_id", ["import_id"], unique=False)
        batch_op.create_index(
            "ix_import_row_place", ["digest", "line", "entity"], unique=False
        )

    op.create_table(
        "close_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column(
            "amount_minor",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
        ),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("fx_rate", sa.Text(), nullable=True),
        sa.Column(
            "base_minor",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
        ),
        sa.Column("reason_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("imported", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('won', 'lost', 'disqualified', 'reopened')",
            name=op.f("ck_close_event_kind_known"),
        ),
        sa.CheckConstraint(
            "imported IN (0, 1)", name=op.f("ck_close_event_imported_flag")
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["deal.id"], name=op.f("fk_close_event_deal_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user.id"], name=op.f("fk_close_event_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["reason_id"], ["loss_reason.id"], name=op.f("fk_close_event_reason_id")
        ),
        sa.ForeignKeyConstraint(
            ["stage_id"], ["stage.id"], name=op.f("fk_close_event_stage_id")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_close_event_team_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_close_event")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("close_event", schema=None) as batch_op:
        batch_op.create_index(
            "ix_close_event_deal_id",
            ["deal_id", "id", "kind", "stage_id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_close_event_kind_at",
            ["kind", "at", "stage_id", "deal_id", "owner_id", "reason_id"],
            unique=False,
        )

    op.create_table(
        "interaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("deal_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("disposition", sa.Text(), nullable=False),
        sa.Column("duration_s", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "direction IN ('in', 'out')", name=op.f("ck_interaction_direction_known")
        ),
        sa.CheckConstraint(
            "kind IN ('call', 'email', 'meeting', 'message', 'note')",
            name=op.f("ck_interaction_kind_known"),
        ),
        sa.CheckConstraint(
            "coalesce(deal_id, person_id, organization_id) IS NOT NULL",
            name=op.f("ck_interaction_about_something"),
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["deal.id"], name=op.f("fk_interaction_deal_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_interaction_organization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_interaction_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interaction")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("interaction", schema=None) as batch_op:
        batch_op.create_index("ix_interaction_deal_id", ["deal_id", "at"], unique=False)
        batch_op.create_index(
            "ix_interaction_organization_id", ["organization_id", "at"], unique=False
        )
        batch_op.create_index(
            "ix_interaction_person_id", ["person_id", "at"], unique=False
        )

    op.create_table(
        "invoice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Text(), nullable=True),
        sa.Column(
            "amount_minor",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
        ),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("deal_id", sa.Integer(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.CheckConstraint("number <> ''", name=op.f("ck_invoice_number_filled")),
        sa.CheckConstraint(
            "amount_minor IS NULL OR (amount_minor >= 0 AND currency IS NOT NULL)",
            name=op.f("ck_invoice_amount"),
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["deal.id"], name=op.f("fk_invoice_deal_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_invoice_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("invoice", schema=None) as batch_op:
        batch_op.create_index("ix_invoice_deal_id", ["deal_id"], unique=False)
        batch_op.create_index("ix_invoice_person_id", ["person_id"], unique=False)

    op.create_table(
        "stage_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.Text(), nullable=True),
        sa.Column("exited_at", sa.Text(), nullable=True),
        sa.Column("exit_kind", sa.Text(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("imported", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "exit_kind IN ('forward', 'back', 'won', 'lost', 'merged')",
            name=op.f("ck_stage_visit_exit_kind_known"),
        ),
        sa.CheckConstraint(
            "entered_at IS NULL OR exited_at IS NULL OR entered_at <= exited_at",
            name=op.f("ck_stage_visit_forward_in_time"),
        ),
        sa.CheckConstraint(
            "exit_kind IS NOT NULL OR exited_at IS NULL",
            name=op.f("ck_stage_visit_exit_has_kind"),
        ),
        sa.CheckConstraint(
            "imported IN (0, 1)", name=op.f("ck_stage_visit_imported_flag")
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["deal.id"], name=op.f("fk_stage_visit_deal_id")
        ),
        sa.ForeignKeyConstraint(
            ["stage_id"], ["stage.id"], name=op.f("fk_stage_visit_stage_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_visit")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("stage_visit", schema=None) as batch_op:
        batch_op.create_index(
            "ix_stage_visit_deal_id",
            ["deal_id", "entered_at", "id", "stage_id", "exit_kind", "exited_at"],
            unique=False,
        )
        batch_op.create_index(
            "ix_stage_visit_stage_id",
            ["stage_id", "exit_kind", "exited_at", "entered_at", "deal_id"],
            unique=False,
        )
        batch_op.create_index(
            "uq_stage_visit_open",
            ["deal_id"],
            unique=True,
            sqlite_where=sa.text("exit_kind IS NULL"),
            postgresql_where=sa.text("exit_kind IS NULL"),
        )

    op.create_table(
        "tunnel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("deal_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "result IN ('converted', 'abandoned', 'cancelled')",
            name=op.f("ck_tunnel_result_known"),
        ),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (result IS NULL)",
            name=op.f("ck_tunnel_closed_result"),
        ),
        sa.CheckConstraint(
            "person_id IS NOT NULL OR deal_id IS NOT NULL",
            name=op.f("ck_tunnel_of_someone"),
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["deal.id"], name=op.f("fk_tunnel_deal_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user.id"], name=op.f("fk_tunnel_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_tunnel_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tunnel")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("tunnel", schema=None) as batch_op:
        batch_op.create_index("ix_tunnel_deal_id", ["deal_id"], unique=False)
        batch_op.create_index("ix_tunnel_person_id", ["person_id"], unique=False)
        batch_op.create_index(
            "uq_tunnel_open_deal",
            ["deal_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL AND deal_id IS NOT NULL"),
            postgresql_where=sa.text("closed_at IS NULL AND deal_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_tunnel_open_person",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL AND deal_id IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL AND deal_id IS NULL"),
        )

    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("external_system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("tunnel_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("deal_id", sa.Integer(), nullable=True),
        sa.Column("type_id", sa.Integer(), nullable=False),
        sa.Column("planned_at", sa.Text(), nullable=False),
        sa.Column("planned_on", sa.Text(), nullable=False),
        sa.Column("all_day", sa.Integer(), nullable=False),
        sa.Column("original_planned_at", sa.Text(), nullable=False),
        sa.Column("assignee_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("no_contact_kind", sa.Text(), nullable=True),
        sa.Column("contact_made", sa.Integer(), nullable=True),
        sa.Column("initial_comment", sa.Text(), nullable=False),
        sa.Column("outcome_comment", sa.Text(), nullable=False),
        sa.Column("done_at", sa.Text(), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("attempt_no", sa.Integer(), nullable=False),
        sa.Column("snoozes", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=True),
        sa.Column("reason_id", sa.Integer(), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("imported", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'cancelled') = (cancel_reason IS NOT NULL)",
            name=op.f("ck_follow_up_cancelled_why"),
        ),
        sa.CheckConstraint(
            "(status = 'done') = (done_at IS NOT NULL)",
            name=op.f("ck_follow_up_done_when"),
        ),
        sa.CheckConstraint(
            "(status = 'done') = (done_by IS NOT NULL)",
            name=op.f("ck_follow_up_done_by_someone"),
        ),
        sa.CheckConstraint(
            "(status = 'done') = (outcome IS NOT NULL)",
            name=op.f("ck_follow_up_done_has_outcome"),
        ),
        sa.CheckConstraint(
            "cancel_reason IN ('deal_won', 'deal_lost', 'tunnel_closed', 'person_lost')",
            name=op.f("ck_follow_up_cancel_reason_known"),
        ),
        sa.CheckConstraint(
            "no_contact_kind IN ('no_contact', 'no_show')",
            name=op.f("ck_follow_up_no_contact_kind_known"),
        ),
        sa.CheckConstraint(
            "outcome IN ('reschedule', 'next_step', 'enrolled', 'not_interested')",
            name=op.f("ck_follow_up_outcome_known"),
        ),
        sa.CheckConstraint(
            "status IN ('planned', 'done', 'cancelled')",
            name=op.f("ck_follow_up_status_known"),
        ),
        sa.CheckConstraint("all_day IN (0, 1)", name=op.f("ck_follow_up_all_day_flag")),
        sa.CheckConstraint("attempt_no >= 1", name=op.f("ck_follow_up_attempt")),
        sa.CheckConstraint(
            "contact_made IN (0, 1)", name=op.f("ck_follow_up_contact_made_flag")
        ),
        sa.CheckConstraint(
            "imported IN (0, 1)", name=op.f("ck_follow_up_imported_flag")
        ),
        sa.CheckConstraint("snoozes >= 0", name=op.f("ck_follow_up_snoozes")),
        sa.ForeignKeyConstraint(
            ["assignee_id"], ["user.id"], name=op.f("fk_follow_up_assignee_id")
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["deal.id"], name=op.f("fk_follow_up_deal_id")
        ),
        sa.ForeignKeyConstraint(
            ["invoice_id"], ["invoice.id"], name=op.f("fk_follow_up_invoice_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_follow_up_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["previous_id"], ["follow_up.id"], name=op.f("fk_follow_up_previous_id")
        ),
        sa.ForeignKeyConstraint(
            ["reason_id"], ["loss_reason.id"], name=op.f("fk_follow_up_reason_id")
        ),
        sa.ForeignKeyConstraint(
            ["tunnel_id"], ["tunnel.id"], name=op.f("fk_follow_up_tunnel_id")
        ),
        sa.ForeignKeyConstraint(
            ["type_id"], ["follow_up_type.id"], name=op.f("fk_follow_up_type_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.create_index(
            "ix_follow_up_deal_id", ["deal_id", "status"], unique=False
        )
        batch_op.create_index("ix_follow_up_done", ["done_by", "done_at"], unique=False)
        batch_op.create_index(
            "ix_follow_up_done_all",
            ["done_at"],
            unique=False,
            sqlite_where=sa.text("done_at IS NOT NULL"),
            postgresql_where=sa.text("done_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_follow_up_due",
            ["assignee_id", "planned_at", "id"],
            unique=False,
            sqlite_where=sa.text("status = 'planned'"),
            postgresql_where=sa.text("status = 'planned'"),
        )
        batch_op.create_index(
            "ix_follow_up_due_all",
            ["planned_at", "id"],
            unique=False,
            sqlite_where=sa.text("status = 'planned'"),
            postgresql_where=sa.text("status = 'planned'"),
        )
        batch_op.create_index(
            "ix_follow_up_person_id",
            [
                "person_id",
                "status",
                "outcome",
                "created_at",
                "done_at",
                "deal_id",
                "deleted_at",
            ],
            unique=False,
        )
        batch_op.create_index("ix_follow_up_previous_id", ["previous_id"], unique=False)
        batch_op.create_index("ix_follow_up_tunnel_id", ["tunnel_id"], unique=False)
        batch_op.create_index(
            "uq_follow_up_planned",
            ["tunnel_id"],
            unique=True,
            sqlite_where=sa.text("status = 'planned'"),
            postgresql_where=sa.text("status = 'planned'"),
        )

    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5("
        "words, tokenize='unicode61 remove_diacritics 0', prefix='1 2 3')"
    )
