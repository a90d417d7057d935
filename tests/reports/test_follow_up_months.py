"""Follow-up figures tell what was, not what is: lives lived day by day (C.7–C.9)."""

import shutil
from collections import Counter
from collections import defaultdict
from collections.abc import Generator
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import timedelta
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import col

from models import operations
from models import queries
from models.access import Reader
from models.clock import Clock
from models.clock import local_day
from models.clock import start_of_day
from models.errors import RelanceError
from models.history import Writer
from models.reports import LISTS
from models.reports import REPORTS
from models.reports.listed import CellAt
from models.reports.report import Asked
from models.reports.report import Kind
from models.reports.report import Period
from models.reports.report import Report
from models.store import Store
from models.store import open_store
from models.tables import FollowUp
from models.tables import Person
from models.tables import User
from models.views.drafts import LogOutcome
from models.vocabulary import FollowUpStatus
from models.vocabulary import Lifecycle
from models.vocabulary import Outcome
from models.vocabulary import Role
from models.vocabulary import Temperature
from tests.conftest import AsUser
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.reports.conftest import ZONE

FIRST = date(2024, 11, 4)
LAST = date(2025, 3, 9)
NOON = timedelta(hours=12)
EVER = Period(ZONE, date(2024, 11, 1))
STOCKS = ("in_tunnel", "without_followup", "lost", "do_not_contact")
SHOWN = (
    *((name, "") for name in ("monthly", "conversion", "reps", "lifetime")),
    ("conversion", "value"),
    ("followups", ""),
    *(("discipline", by) for by in ("none", "owner", "type")),
    *(("outcomes", by) for by in ("type", "attempt", "owner", "value", "reason")),
)
PERIODS = (EVER, Period(ZONE, date(2024, 12, 1), date(2025, 2, 1)))
Act = tuple[int, str, int, int]
"""Days since the act before, what is done, to whom, and with what."""

KINDS = (
    *("come", "plan", "plan", "done", "done", "value"),
    *("assign", "wish", "undo", "free", "leave"),
)

numbers = count()
acts = st.tuples(
    st.integers(0, 16),
    st.sampled_from(KINDS),
    st.integers(0, 4),
    st.integers(0, 3),
)


@dataclass(slots=True)
class Truth:
    """What was seen at the time, by month."""

    stocks: dict[str, dict[str, set[int]]] = field(
        default_factory=dict[str, dict[str, set[int]]]
    )
    converted: dict[int, tuple[str, int | None, bool]] = field(
        default_factory=dict[int, tuple[str, int | None, bool]]
    )
    """The month, the rep, and whether a follow-up had been done."""
    values: Counter[tuple[str | None, str]] = field(
        default_factory=Counter[tuple[str | None, str]]
    )
    """How many outcomes there were of people of each value."""


class Lived:
    """Does acts on the days they are due, and looks at the file at each month's end."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.truth = Truth()
        self.day = FIRST
        self.reps = [a_user(store, name) for name in ("ana", "ben")]
        self.reason = store.read(queries.choices.reasons)[0].id
        self.people: list[int] = []

    def live(self, told: list[Act]) -> Truth:
        """Do every act, then let the days pass until the last."""
        for days, what, who, how in told:
            self._go_on(days)
            if self.day > LAST:
                break
            try:
                self._do(what, who, how)
            except RelanceError:
                continue
        self._go_on((LAST - self.day).days)
        self.store.clock = Clock(start_of_day(LAST + timedelta(days=1), ZONE), False)
        self._look(LAST.replace(day=1))
        return self.truth

    def _go_on(self, days: int) -> None:
        for _ in range(max(days, 0)):
            if self.day >= LAST:
                return
            following = self.day + timedelta(days=1)
            if following.day == 1:
                self._set(start_of_day(following, ZONE) - timedelta(seconds=1))
                self._look(self.day.replace(day=1))
            self.day = following
        noon = start_of_day(self.day, ZONE) + NOON
        self._set(max(noon, self.store.now()))

    def _set(self, moment: datetime) -> None:
        self.store.clock = Clock(moment, ticking=False)

    def _do(self, what: str, who: int, how: int) -> None:
        self._set(self.store.now() + timedelta(minutes=1))
        if what == "come":
            self.people.append(a_person(self.store, f"Person {len(self.people)}"))
            return
        if what == "leave":
            login = ("ana", "ben")[how % 2]
            self.store.write(operations.people.disable_user, login)
            return
        if not self.people:
            return
        person = self.people[who % len(self.people)]
        if what == "undo":
            self._undo(person, how)
        else:
            self._act(what, person, how)

    def _act(self, what: str, person: int, how: int) -> None:
        write = self.store.write
        match what:
            case "plan":
                if self.store.read(_planned, person) is None:
                    a_follow_up(self.store, person=person)
            case "done":
                self._outcome(person, [*Outcome][how])
            case "value":
                values = [Temperature.HOT, Temperature.COLD, Temperature.LOST, None]
                operation = operations.values.set_value
                write(operation, person_id=person, temperature=values[how])
            case "assign":
                write(operations.assigning.assign_person, person, self.reps[how % 2])
            case "wish" | "free":
                write(_changed, person, what, how)
            case _:
                pass

    def _outcome(self, person: int, outcome: Outcome) -> None:
        planned = self.store.read(_planned, person)
        if planned is None or outcome is Outcome.NEXT_STEP:
            return
        value, rep, prospect = self.store.read(_state, person)
        draft = LogOutcome(planned, outcome, reason_id=self.reason)
        self.store.write(operations.outcomes.log_outcome, draft)
        self.truth.values[value, outcome.value] += 1
        if outcome is Outcome.ENROLLED and prospect:
            month = f"{local_day(self.store.now(), ZONE):%Y-%m}"
            self.truth.converted[person] = month, rep, True

    def _undo(self, person: int, how: int) -> None:
        """Do something and take it back at once: it never was."""
        values = [Temperature.LOST, Temperature.HOT]
        write = self.store.write
        if how % 2:
            rep = self.reps[how // 2]
            done = write(operations.assigning.assign_person, person, rep)
        else:
            operation = operations.values.set_value
            value = values[how // 2]
            done = write(operation, person_id=person, temperature=value)
        self._set(self.store.now() + timedelta(minutes=1))
        if done.changed:
            write(operations.undoing.undo)

    def _look(self, month: date) -> None:
        self.truth.stocks[f"{month:%Y-%m}"] = self.store.read(_seen)


def _planned(reader: Reader, person: int) -> int | None:
    query = select(FollowUp).where(
        col(FollowUp.person_id) == person,
        col(FollowUp.status) == FollowUpStatus.PLANNED,
    )
    found = reader.session.scalars(query).first()
    return None if found is None else found.pk


def _state(reader: Reader, person: int) -> tuple[str | None, int | None, bool]:
    found = reader.session.get_one(Person, person)
    value = found.temperature
    prospect = found.lifecycle is Lifecycle.PROSPECT
    return (None if value is None else value.value), found.owner_id, prospect


def _changed(writer: Writer, person: int, what: str, how: int) -> None:
    """Write a wish, or that nobody has the person any more."""
    found = writer.session.get_one(Person, person)
    if what == "free":
        found.owner_id = None
    else:
        found.do_not_contact = bool(how % 2)
    writer.save(found, "person.updated")


def _seen(reader: Reader) -> dict[str, set[int]]:
    """Sort the prospects as they stand now, without looking at any history."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    active = {user.pk for user in reader.session.scalars(select(User)) if user.active}
    query = select(FollowUp).where(col(FollowUp.status) == FollowUpStatus.PLANNED)
    planned = {one.person_id for one in reader.session.scalars(query)}
    for person in reader.session.scalars(select(Person)):
        if person.lifecycle is not Lifecycle.PROSPECT:
            continue
        found["prospects"].add(person.pk)
        if person.owner_id not in active:
            found["without_rep"].add(person.pk)
        if person.pk in planned:
            found["in_tunnel"].add(person.pk)
        elif person.do_not_contact:
            found["do_not_contact"].add(person.pk)
        elif person.temperature is Temperature.LOST:
            found["lost"].add(person.pk)
        else:
            found["without_followup"].add(person.pk)
    return found


@contextmanager
def a_life(founded: Path, folder: Path, told: list[Act]) -> Generator[Lived]:
    """Live on a file of its own."""
    path = folder / f"life-{next(numbers)}.db"
    shutil.copyfile(founded, path)
    path.chmod(0o600)
    began = Clock(start_of_day(FIRST, ZONE), ticking=False)
    store = open_store(path, "boss", began)
    try:
        lived = Lived(store)
        lived.live(told)
        yield lived
    finally:
        store.close()


def listed(store: Store, name: str, asked: Asked, cell: CellAt) -> set[int]:
    return set(store.read(LISTS[name], asked, cell).ids)


def lives(number: int) -> settings:
    return settings(
        max_examples=number,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )


@lives(8)
@given(
    st.lists(acts, min_size=15, max_size=45),
    st.sampled_from(["2024-12", "2025-01", "2025-03"]),
)
def test_every_month_says_what_was_seen_at_its_end(
    founded: Path, tmp_path: Path, told: list[Act], looked_at: str
) -> None:
    """R-29, C.7: stocks are those of then, whatever was changed or undone later."""
    with a_life(founded, tmp_path, told) as lived:
        asked, store = Asked(EVER), lived.store
        report = store.read(REPORTS["monthly"], asked)
        assert [row["month"] for row in report.rows] == [*lived.truth.stocks]
        for row in report.rows:
            month = str(row["month"])
            seen = lived.truth.stocks[month]
            for key in ("prospects", "without_rep", *STOCKS):
                assert row[key] == len(seen[key]), (month, key)
                if month == looked_at:
                    found = listed(store, "monthly", asked, CellAt(month, key))
                    assert found == seen[key], (month, key)
            stocks = [row[key] for key in STOCKS]
            assert sum(n for n in stocks if isinstance(n, int)) == row["prospects"]
            became = {
                person
                for person, (when, _rep, _followed) in lived.truth.converted.items()
                if when == month
            }
            assert listed(store, "monthly", asked, CellAt(month, "converted")) == became


@lives(4)
@given(st.lists(acts, min_size=15, max_size=45))
def test_figures_go_to_whom_they_went_then(
    founded: Path, tmp_path: Path, told: list[Act]
) -> None:
    """R-31, C.9: conversions stay with the rep of that moment; R-33: values too."""
    with a_life(founded, tmp_path, told) as lived:
        asked, store = Asked(EVER), lived.store
        names = {None: None, 1: "Béatrice Ossot"}
        names |= dict(zip(lived.reps, ("Ana", "Ben"), strict=True))
        expected: defaultdict[str | None, set[int]] = defaultdict(set)
        for person, (_month, rep, _followed) in lived.truth.converted.items():
            expected[names[rep]].add(person)
        for row in store.read(REPORTS["reps"], asked).rows:
            name = None if row["rep"] is None else str(row["rep"])
            for key in ("converted", "converted_with_followup"):
                assert listed(store, "reps", asked, CellAt(name, key)) == expected[name]
        by_value = Asked(EVER, by="value")
        for row in store.read(REPORTS["outcomes"], by_value).rows:
            value = None if row["group"] is None else str(row["group"])
            for outcome in Outcome:
                key = outcome.value
                assert row[key] == lived.truth.values[value, key], (value, key)


@lives(2)
@given(st.lists(acts, min_size=15, max_size=45))
def test_every_cell_of_follow_ups_is_the_length_of_its_list(
    founded: Path, tmp_path: Path, told: list[Act]
) -> None:
    """R-28 to R-31, R-33, C.6 to C.9, C.16: each number opens the list it counts."""
    with a_life(founded, tmp_path, told) as lived:
        for (name, by), period in ((one, each) for one in SHOWN for each in PERIODS):
            asked = Asked(period, by=by)
            report = lived.store.read(REPORTS[name], asked)
            for cell, value in counts(report):
                found = lived.store.read(LISTS[name], asked, cell)
                assert len(found.items) == value, (name, by, cell)
                assert len(found.ids) == value, (name, by, cell)


def counts(report: Report) -> Iterator[tuple[CellAt, int]]:
    """Yield every number of a report with the place that it stands in."""
    first = report.columns[0].key
    rows = [(CellAt(row[first], ""), row) for row in report.rows]
    if report.total is not None:
        rows.append((CellAt(None, "", total=True), report.total))
    for at, row in rows:
        for column in report.columns:
            value = row[column.key]
            if column.kind is Kind.COUNT and isinstance(value, int):
                yield CellAt(at.row, column.key, total=at.total), value


@lives(3)
@given(st.lists(acts, min_size=20, max_size=45))
def test_both_shares_of_the_conversions_sum_to_one(
    founded: Path, tmp_path: Path, told: list[Act]
) -> None:
    """R-30, C.8: with and without are everybody; nothing is divided by zero."""
    with a_life(founded, tmp_path, told) as lived:
        (row,) = lived.store.read(REPORTS["conversion"], Asked(EVER)).rows
        with_it, without = row["share_with"], row["share_without"]
        if not row["conversions"]:
            assert with_it is without is None
            return
        assert isinstance(with_it, float)
        assert isinstance(without, float)
        assert abs(with_it + without - 1) < 1e-9


def test_figures_of_follow_ups_do_not_follow_the_reader(
    founded: Path, tmp_path: Path
) -> None:
    """C.0: neither the zone nor the language of who reads changes a figure."""
    told: list[Act] = [(1, "come", 0, 0), (3, "plan", 0, 0), (30, "done", 0, 1)]
    with a_life(founded, tmp_path, told * 4) as lived:
        a_user(lived.store, "tomoko", role=Role.ADMIN)
        lived.store.write(_far)
        far = open_store(lived.store.path, "tomoko", lived.store.clock)
        for name, by in SHOWN:
            asked = Asked(EVER, by=by)
            here = lived.store.read(REPORTS[name], asked)
            assert far.read(REPORTS[name], asked) == here
        far.close()


def _far(writer: Writer) -> None:
    query = select(User).where(col(User.login) == "tomoko")
    user = writer.session.scalars(query).one()
    user.time_zone, user.language = "Asia/Tokyo", "fr"
    writer.save(user, "user.updated")


def test_a_manager_reads_the_team_and_a_seller_the_own(
    store: Store, as_user: AsUser
) -> None:
    """R-37, D.5: nobody has a row of reps whom the reader may not see."""
    a_user(store, "claire", Role.MANAGER, "Paris")
    a_user(store, "marc", team="Paris")
    a_user(store, "zoe", team="Lyon")
    for login in ("marc", "zoe"):
        person = a_person(store, f"Of {login}", owner=login)
        a_follow_up(store, person=person, assignee=login)

    def shown(login: str) -> list[object]:
        report = as_user(store, login).read(REPORTS["reps"], Asked(Period(ZONE)))
        return [row["rep"] for row in report.rows]

    assert shown("claire") == ["Claire", "Marc", None]
    assert shown("marc") == ["Marc"]


def test_the_day_that_was_told_counts_before_that_of_writing(store: Store) -> None:
    """C.8: who came in May counts in May, though written down in November."""
    person = a_person(store)
    a_person(store, "Karl Ott")
    store.write(_came, person)
    may = Asked(Period(ZONE, date(2026, 5, 1), date(2026, 6, 1)))
    for name, column in (("conversion", "created"), ("reps", "prospects_created")):
        assert listed(store, name, may, CellAt(None, column, total=True)) == {person}
    assert listed(store, "sources", may, CellAt(None, "created", total=True)) == {
        person
    }


def _came(writer: Writer, person: int) -> None:
    found = writer.session.get_one(Person, person)
    found.came_on = date(2026, 5, 10)
    writer.save(found, "person.updated")
