"""What the sample promises (defaults.md 11), at any hour and on every machine."""

import hashlib
import io
import os
import sqlite3
import subprocess
import sys
from datetime import UTC
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from models.actor import Whose
from models.clock import Clock
from models.errors import RuleBroken
from models.exchange.archive import write_archive
from models.history import Writer
from models.sample import Wanted
from models.sample import whole
from models.sample import write_sample
from models.store import open_store
from models.views.due import read_due
from models.vocabulary import Language
from models.vocabulary import Outcome
from models.vocabulary import Scope
from tests.conftest import NOW
from tests.conftest import REPOSITORY
from tests.invariants import problems_in


def one(path: Path, query: str) -> object:
    return rows(path, query)[0][0]


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    assert write_sample(path, Wanted(), Clock(NOW, ticking=False)) == "alice"
    return path


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-23T08:14:00",
        "2026-11-23T22:30:00",
        "2026-12-31T22:59:59",
        "2026-03-29T00:59:00",
        "2026-10-25T00:30:00",
        "2028-02-29T12:00:00",
    ],
)
def test_the_acting_seller_has_exactly_the_work_that_is_promised(
    tmp_path: Path, moment: str
) -> None:
    path = tmp_path / "sample.db"
    clock = Clock(datetime.fromisoformat(moment).replace(tzinfo=UTC), ticking=False)
    login = write_sample(path, Wanted(deals=30), clock)
    store = open_store(path, login, clock)
    counts = read_due(store, Whose(Scope.ME), 7).counts
    store.close()
    assert (counts.overdue, counts.today, counts.next_days) == (3, 5, 8)
    mine = f"status = 'open' AND owner_id = {store.actor.id}"
    days = f"julianday('{moment}') - julianday"
    assert one(path, f"SELECT count(*) FROM deal WHERE {mine} AND next_at IS NULL") == 2
    idle = f"""SELECT count(*) FROM deal JOIN stage ON stage.id = stage_id
               WHERE {mine} AND next_at IS NULL AND {days}(last_touch_at) > idle_days"""
    stuck = f"""SELECT count(*) FROM deal JOIN stage ON stage.id = deal.stage_id
                JOIN stage_visit ON deal_id = deal.id AND exit_kind IS NULL
                WHERE {mine} AND {days}(entered_at) > stuck_days"""
    assert (one(path, idle), one(path, stuck)) == (1, 1)
    assert one(path, f"SELECT count(*) FROM event WHERE at > '{moment}Z'") == 0
    assert problems_in(path) == []


def test_everything_that_can_happen_has_happened(sample: Path) -> None:
    outcomes = {found for (found,) in rows(sample, "SELECT outcome FROM follow_up")}
    assert outcomes == {None, *map(str, Outcome)}
    assert (
        one(sample, "SELECT max(attempt_no) FROM follow_up WHERE outcome IS NULL") == 4
    )
    assert one(sample, "SELECT count(*) FROM close_event WHERE kind = 'reopened'") == 1
    foreign = "SELECT count(*) FROM deal WHERE currency = 'USD' AND closed_rate <> '1'"
    assert one(sample, foreign)
    assert rows(sample, "SELECT role, count(*) FROM user GROUP BY role") == [
        ("admin", 1),
        ("manager", 2),
        ("seller", 6),
    ]
    counts = [one(sample, f"SELECT count(*) FROM {n}") for n in ("deal", "person")]
    assert counts == [300, 180]
    assert one(sample, "SELECT count(*) FROM organization") == 90
    assert problems_in(sample) == []


def test_names_have_accents_other_scripts_and_apostrophes_and_are_nobodys_twice(
    sample: Path,
) -> None:
    names = [f"{first} {last}" for first, last in rows(sample, NAMES)]
    assert len(set(names)) == len(names)
    assert any("Å" in name for name in names)
    assert any("麗" in name for name in names)
    assert any("'" in name for name in names)


NAMES = "SELECT first_name, last_name FROM person"


def test_meetings_of_the_past_stood_at_hours_of_work(sample: Path) -> None:
    """R-12: a meeting that was planned for a whole day was held at an hour of it."""
    zone = str(one(sample, "SELECT time_zone FROM workspace"))
    past = f"SELECT starts_at FROM slot WHERE starts_at < '{NOW.isoformat()}'"
    starts = [datetime.fromisoformat(str(at)) for (at,) in rows(sample, past)]
    hours = {at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).hour for at in starts}
    assert hours
    assert hours <= set(range(8, 19))


def test_about_three_in_ten_deals_are_won(sample: Path) -> None:
    share = "SELECT avg(status = 'won') FROM deal WHERE status <> 'open'"
    assert 0.25 < float(str(one(sample, share))) < 0.35


def test_people_came_over_the_years_from_sources_and_reps_wrote_them_down(
    sample: Path,
) -> None:
    """R-31, R-35: the figures of a manager have something to count."""
    came = "SELECT count(DISTINCT substr(came_on, 1, 7)), count(came_on) FROM person"
    ((months, people),) = rows(sample, came)
    assert people == 180
    assert isinstance(months, int)
    assert months > 12
    early = """SELECT count(*) FROM person JOIN follow_up ON person_id = person.id
        WHERE date(came_on, '-1 day') > follow_up.created_at"""
    assert one(sample, early) == 0
    assert one(sample, "SELECT count(*) FROM person WHERE source_id IS NULL") == 0
    kinds = "SELECT count(DISTINCT kind) FROM person JOIN source ON source_id=source.id"
    assert int(str(one(sample, kinds))) >= 4
    writers = """SELECT DISTINCT role FROM person
        JOIN user ON user.id = person.created_by"""
    assert rows(sample, writers) == [("seller",)]


def test_a_refused_deal_is_lost_for_what_the_person_said(sample: Path) -> None:
    """Rulings 6: the follow-up and the deal that it loses tell one reason."""
    same = """SELECT follow_up.reason_id = loss_reason_id, count(*) FROM follow_up
              JOIN deal ON deal.id = deal_id AND closed_at = done_at
              WHERE outcome = 'not_interested' GROUP BY 1"""
    ((agree, count),) = rows(sample, same)
    assert agree == 1
    assert isinstance(count, int)
    assert count > 50


def test_most_follow_ups_were_done_in_time(sample: Path) -> None:
    """C.16: a team that is good at it, and not perfect."""
    share = "SELECT avg(done_at <= original_planned_at) FROM follow_up WHERE done_at"
    assert 0.7 < float(str(one(sample, share))) < 0.95


@pytest.mark.parametrize("deals", [1, 5])
def test_the_smallest_samples_are_sound(tmp_path: Path, deals: int) -> None:
    path = tmp_path / "small.db"
    wanted = Wanted(seed=7, deals=deals, years=1, language=Language.FR)
    write_sample(path, wanted, Clock(NOW, ticking=False))
    assert problems_in(path) == []
    assert one(path, "SELECT count(*) FROM deal") == deals


SCRIPT = """
import sys
from pathlib import Path
from tests.sample.test_sample import digest
print(digest(Path(sys.argv[1]), int(sys.argv[2])))
"""


def digest(path: Path, seed: int) -> str:
    """Return the digest of the archive of a sample."""
    clock = Clock(NOW, ticking=False)
    write_sample(path, Wanted(seed=seed, deals=40), clock)
    store = open_store(path, "admin", clock)
    text = io.StringIO()
    store.read(write_archive, text)
    store.close()
    return hashlib.sha256(text.getvalue().encode()).hexdigest()


def test_a_seed_gives_the_same_bytes_whatever_python_hashes(tmp_path: Path) -> None:
    def elsewhere(name: str, hashed: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(tmp_path / name), "3"],
            capture_output=True,
            text=True,
            check=True,
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONHASHSEED": hashed},
        )
        return done.stdout.strip()

    here = digest(tmp_path / "here.db", 3)
    assert elsewhere("first.db", "1") == elsewhere("second.db", "2") == here
    assert digest(tmp_path / "other.db", 4) != here


def test_a_sample_is_never_written_over_a_file(sample: Path) -> None:
    before = sample.read_bytes()
    with pytest.raises(RuleBroken):
        write_sample(sample, Wanted(), Clock(NOW, ticking=False))
    assert sample.read_bytes() == before


def test_a_sample_that_is_broken_off_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C: neither the file nor what SQLite put beside it."""

    def broken_off(writer: Writer, *_rest: object) -> None:
        writer.session.connection().exec_driver_sql("UPDATE user SET name = 'x'")
        raise KeyboardInterrupt

    monkeypatch.setattr(whole, "_fill", broken_off)
    with pytest.raises(KeyboardInterrupt):
        write_sample(tmp_path / "sample.db", Wanted(), Clock(NOW, ticking=False))
    assert list(tmp_path.glob("sample*")) == []
