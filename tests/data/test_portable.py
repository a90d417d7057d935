"""What the tables keep of themselves on another database than SQLite."""

import subprocess
import sys

from sqlalchemy import make_url
from sqlalchemy.schema import CreateIndex

from models.tables.base import metadata

DIALECTS = [make_url(f"{name}://").get_dialect() for name in ("sqlite", "postgresql")]


def test_an_index_has_its_condition_on_both_databases() -> None:
    conditions: dict[str, tuple[str, str]] = {}
    for table in metadata.tables.values():
        for index in table.indexes:
            here, there = (
                str(CreateIndex(index).compile(dialect=one())).partition(" WHERE ")[2]
                for one in DIALECTS
            )
            conditions[str(index.name)] = (here, there)
    assert all(here == there for here, there in conditions.values())
    assert any(here for here, _there in conditions.values())


def test_the_tables_load_no_other_database() -> None:
    script = (
        "import sys\nimport models.tables\n"
        "print('sqlalchemy.dialects.postgresql' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
