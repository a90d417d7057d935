"""The year of a network of clubs that the benchmark writes is a sound one."""

import sqlite3
from contextlib import closing
from pathlib import Path

from models import integrity
from tests.bench.network import CLUBS
from tests.bench.network import REPS
from tests.bench.year import write_year
from tests.data.tables import many


def test_a_year_of_a_network_keeps_every_rule(tmp_path: Path) -> None:
    """Rulings 37: bulk rows with their events pass the checker of invariants."""
    path = tmp_path / "year.db"
    write_year(path, 300)
    with closing(sqlite3.connect(path)) as connection:
        assert integrity.findings(connection) == []
    (reps,) = many(path, "SELECT count(*) AS n FROM user WHERE login LIKE 'rep%'")
    assert reps["n"] == CLUBS * REPS
    (people,) = many(path, "SELECT count(*) AS n FROM person")
    assert people["n"] == len(many(path, "SELECT * FROM people_line WHERE list <> 1"))
    assert people["n"] == 300
    results = many(path, "SELECT DISTINCT result FROM tunnel")
    told = {str(row["result"]) for row in results}
    assert told == {"None", "abandoned", "converted"}
    booked = many(path, "SELECT DISTINCT status FROM booking")
    assert {row["status"] for row in booked} == {"attended", "booked", "no_show"}
    outcomes = many(path, "SELECT DISTINCT outcome FROM follow_up")
    assert len(outcomes) == 5
