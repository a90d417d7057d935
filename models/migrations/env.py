"""Runs migrations on the connection that the store hands over."""

from typing import Literal

from alembic import context
from sqlalchemy import Connection

from models import tables
from models.door import APPLICATION_ID


def _ours(_object: object, name: str | None, kind: str, *_more: object) -> bool:
    """Leave alone what is derived: search tables, lists, values, bookings held."""
    derived = ("search", "people_line", "follow_up_value", "booking_held")
    return not (kind == "table" and name is not None and name.startswith(derived))


def _render(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our column types as what they are stored as."""
    if kind != "type" or not type(item).__module__.startswith("models."):
        return False
    names = {
        "Flag": "sa.Integer()",
        "Big": "sa.BigInteger().with_variant(sa.Integer(), 'sqlite')",
    }
    return names.get(type(item).__name__, "sa.Text()")


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=tables.metadata,
        render_as_batch=True,
        include_object=_ours,
        render_item=_render,
        compare_type=True,
        transaction_per_migration=False,
    )
    context.run_migrations()
    reached = context.get_context().get_current_revision()
    if reached is not None:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={int(reached)}")


_run(context.config.attributes["connection"])
