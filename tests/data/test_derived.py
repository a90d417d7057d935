"""What is derived from the records is kept by every act (R-23, R-33)."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import Table

from models.operations import undoing
from models.store import Store
from tests.data.acts import ACTS
from tests.data.acts import Prepared
from tests.data.derived import DERIVED
from tests.data.derived import anew
from tests.data.derived import kept


@pytest.mark.parametrize("prepared", ACTS, ids=lambda act: str(act.__name__))
def test_every_act_its_undo_and_its_redo_keep_what_is_derived_true(
    store: Store, prepared: Prepared
) -> None:
    """R-23, R-33: no act leaves a list or a value that differs from the records."""
    store.write(prepared(store))
    assert kept(store.path) == anew(store)
    store.write(undoing.undo)
    assert kept(store.path) == anew(store)
    store.write(undoing.redo)
    assert kept(store.path) == anew(store)


@pytest.mark.parametrize("table", DERIVED, ids=lambda table: str(table.name))
def test_the_table_of_the_migration_is_the_one_of_the_code(
    store: Store, table: Table
) -> None:
    with closing(sqlite3.connect(store.path)) as connection:
        found = connection.execute(f"PRAGMA table_info({table.name})").fetchall()
        indexes = connection.execute(
            "SELECT name FROM sqlite_schema WHERE tbl_name = ?"
            " AND type = 'index' AND sql IS NOT NULL",
            (table.name,),
        ).fetchall()
    assert [
        (name, kind, bool(needed), bool(key)) for _, name, kind, needed, _, key in found
    ] == [
        (one.name, str(one.type), not one.nullable, one.primary_key)
        for one in table.columns
    ]
    assert {name for (name,) in indexes} == {one.name for one in table.indexes}
