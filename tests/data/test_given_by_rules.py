"""Prospects that rules give: when they are made, all at once, and by many at once."""

import subprocess
import sys
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Connection

from models.clock import Clock
from models.errors import BadValue
from models.errors import Denied
from models.errors import RuleBroken
from models.operations import assigning_by_rules
from models.operations import assigning_rules
from models.operations import creating
from models.operations import people
from models.operations import undoing
from models.queries import assignment_rules
from models.queries import choices
from models.queries import record
from models.rules.quick_add import QuickAdd
from models.store import Store
from models.store import open_store
from models.views.assigning import Planned
from models.views.drafts import Named
from models.views.drafts import NewDeal
from models.views.drafts import PersonFields
from models.views.people import integer
from models.vocabulary import Role
from models.vocabulary import Strategy
from tests.conftest import NOW
from tests.conftest import REPOSITORY
from tests.conftest import AsUser
from tests.data.giving import a_rule
from tests.data.giving import a_stray
from tests.data.giving import ids
from tests.data.giving import on_duty
from tests.data.giving import owners
from tests.data.tables import many
from tests.data.tables import one
from tests.data.tables import rows_of
from tests.factories import a_company
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tui.new_deal import Known
from tui.new_deal import Moment
from tui.new_deal import draft_of
from tui.words.timeline import history
from tui.words.timeline import tell

PROCESSES = 8
EACH = 25


@pytest.fixture
def house(store: Store) -> Store:
    """Ana, Ben and Cleo sell; Ana and Ben in North, which Sid leads."""
    a_user(store, "ana", team="North")
    a_user(store, "ben", team="North")
    a_user(store, "cleo", team="South")
    a_user(store, "sid", Role.MANAGER, team="North")
    return store


def new(store: Store, last: str, *, company: int | None = None) -> None:
    fields = PersonFields("", last, company, "", "", "", None)
    store.write(lambda writer: creating.create_person(writer, fields, by_rules=True))


def test_new_prospects_go_round_and_the_journal_names_the_rule(house: Store) -> None:
    """R-32: the rule that chose is an event of the prospect, in the act's batch."""
    rule = a_rule(house, "ana", "ben", "cleo")
    for last in "ABCD":
        new(house, last)
    assert owners(house) == {"A": "ana", "B": "ben", "C": "cleo", "D": "ana"}
    told = one(
        house.path,
        "SELECT verb, entity, person_id, after ->> 'rule_id' AS rule FROM event"
        " WHERE verb = 'rule.fired' ORDER BY id DESC LIMIT 1",
    )
    assert (told["entity"], told["person_id"]) == ("assignment_given", 4)
    assert told["rule"] == rule


def test_one_undo_takes_back_the_prospect_and_the_turn(house: Store) -> None:
    """R-32: whose turn it was stays whose turn it is."""
    a_rule(house, "ana", "ben")
    new(house, "A")
    before = rows_of(house.path)
    new(house, "B")
    house.write(undoing.undo)
    assert rows_of(house.path) == before
    new(house, "C")
    assert owners(house) == {"A": "ana", "C": "ben"}


def test_what_a_person_makes_stays_theirs_unless_the_rules_are_asked(
    house: Store, as_user: AsUser
) -> None:
    """R-09, R-32: the default is me; a seller cannot ask the rules."""
    a_rule(house, "ben")
    ana = as_user(house, "ana")
    fields = PersonFields("", "Mine", None, "", "", "", None)
    ana.write(creating.create_person, fields)
    assert owners(house) == {"Mine": "ana"}
    with pytest.raises(Denied, match="not_allowed"):
        new(ana, "Other")


def test_a_new_deal_by_the_rules_is_its_persons_reps(house: Store) -> None:
    """R-32: the company's postcode decides, and the follow-up is that rep's too."""
    a_rule(house, "ben", postcode="59", name="North")
    company = a_company(house, "Dupont", place="59000 Lille")
    known = Named("Dupont", company)
    draft = NewDeal("Pack", company=known, person=Named("Julie M"), by_rules=True)
    house.write(creating.create_deal, draft)
    assert owners(house) == {"Julie M": "ben"}
    (ben,) = ids(house, "ben")
    assert one(house.path, "SELECT owner_id FROM deal")["owner_id"] == ben
    before = Counter(row["title"] for row in many(house.path, "SELECT title FROM deal"))
    with pytest.raises(BadValue, match="rules_need_person"):
        house.write(creating.create_deal, NewDeal("Alone", by_rules=True))
    after = Counter(row["title"] for row in many(house.path, "SELECT title FROM deal"))
    assert before == after


def test_a_deal_by_the_rules_of_a_person_with_a_rep_is_that_reps(house: Store) -> None:
    a_rule(house, "ben")
    person = a_person(house, owner="cleo")
    draft = NewDeal("Pack", person=Named("", person), by_rules=True)
    house.write(creating.create_deal, draft)
    (cleo,) = ids(house, "cleo")
    assert one(house.path, "SELECT owner_id FROM deal")["owner_id"] == cleo
    assert many(house.path, "SELECT id FROM assignment_given") == []


def test_nobody_available_leaves_a_prospect_without_a_rep(house: Store) -> None:
    """R-32: it stays unassigned, no other rule takes it, and the dry run says so."""
    a_rule(house, "ana", postcode="59", name="North")
    a_rule(house, "cleo", name="Rest")
    on_duty(house, "ana", paused=True)
    lille = a_company(house, place="59000 Lille")
    new(house, "A", company=lille)
    new(house, "B")
    assert owners(house) == {"A": None, "B": "cleo"}
    told = house.read(assignment_rules.outlook)
    assert (told.total, told.nobody, told.untaken) == (1, 1, 0)
    assert told.lines == (Planned(1, "A", "Dupont", "North", ""),)


def test_a_rep_who_left_is_skipped_in_the_middle_of_a_round(house: Store) -> None:
    """R-32: without touching the rule, and in turn again once back."""
    a_rule(house, "ana", "ben", "cleo")
    new(house, "A")
    house.write(people.disable_user, "ben")
    for last in "BCD":
        new(house, last)
    house.write(people.enable_user, "ben")
    for last in "EF":
        new(house, last)
    assert list(owners(house).values()) == ["ana", "cleo", "ana", "cleo", "ana", "ben"]


def test_a_capacity_counts_what_rules_gave_within_30_days(house: Store) -> None:
    """R-32: what was given by hand is not counted, nor what is older than 30 days."""
    a_rule(house, "ana", "ben")
    on_duty(house, "ana", capacity=1)
    a_person(house, "Own", owner="ana")
    for last in "ABC":
        new(house, last)
    assert owners(house) == {"Own": "ana", "A": "ana", "B": "ben", "C": "ben"}
    later = Clock(start=NOW + timedelta(days=30), ticking=False)
    month_on = open_store(house.path, "boss", later)
    for last in "DE":
        new(month_on, last)
    month_on.close()
    assert [owners(house)[last] for last in "DE"] == ["ana", "ben"]


def test_the_least_busy_rep_is_first_in_need(house: Store) -> None:
    a_rule(house, "ana", "ben", "cleo", strategy=Strategy.LEAST_BUSY)
    a_person(house, "One", owner="ana")
    called = a_person(house, "Two", owner="ben")
    a_follow_up(house, person=called, assignee="ben")
    for last in "ABC":
        new(house, last)
    assert [owners(house)[last] for last in "ABC"] == ["cleo", "ana", "cleo"]


def test_a_dry_run_names_the_rule_for_each_and_writes_nothing(house: Store) -> None:
    """R-32: these would go to …; applying then does exactly that."""
    a_rule(house, "ana", language="fr", name="French")
    a_rule(house, "ben", "cleo", language="en", name="English")
    for name, language in (("A", "fr"), ("B", "en"), ("C", "en-GB"), ("D", "de")):
        a_stray(house, name, language=language)
    a_person(house, "Had", owner="ana")
    before = rows_of(house.path)

    told = house.read(assignment_rules.outlook)

    assert rows_of(house.path) == before
    assert [(line.person, line.rule, line.user) for line in told.lines] == [
        ("A", "French", "Ana"),
        ("B", "English", "Ben"),
        ("C", "English", "Cleo"),
        ("D", "", ""),
    ]
    assert told.shares == (("Ana", 1), ("Ben", 1), ("Cleo", 1))
    assert (told.total, told.nobody, told.untaken) == (4, 0, 1)

    done = house.write(assigning_by_rules.apply_rules)

    assert (done.values["count"], done.values["left"]) == (3, 1)
    now = {"A": "ana", "B": "ben", "C": "cleo", "D": None, "Had": "ana"}
    assert owners(house) == now
    house.write(undoing.undo)
    assert rows_of(house.path) == before


def test_what_is_planned_and_open_goes_along(house: Store) -> None:
    a_rule(house, "ana")
    person = a_stray(house, "A")
    a_follow_up(house, person=person)
    a_deal(house, "Pack", person=person, unassigned=True)
    a_deal(house, "Else", person=person, owner="ben")
    before = rows_of(house.path)
    house.write(assigning_by_rules.apply_rules)
    ana, ben = ids(house, "ana", "ben")
    deals = many(house.path, "SELECT title, owner_id FROM deal ORDER BY id")
    assert [deal["owner_id"] for deal in deals] == [ana, ben]
    assert one(house.path, "SELECT assignee_id FROM follow_up")["assignee_id"] == ana
    assert one(house.path, "SELECT owner_id FROM tunnel")["owner_id"] == ana
    house.write(undoing.undo)
    assert rows_of(house.path) == before


def test_many_are_given_in_few_statements(
    house: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-32: nobody else saves meanwhile, so that it must not take a while for each."""
    ran: list[str] = []
    usual = Connection.execute

    def counted(connection: Connection, *given: object, **more: object) -> object:
        ran.append(str(given[0]))
        return usual(connection, *given, **more)  # type: ignore[call-overload]

    def given_to(count: int) -> int:
        for number in range(count):
            a_stray(house, f"{count} {number}")
        ran.clear()
        house.write(assigning_by_rules.apply_rules)
        return len(ran)

    a_rule(house, "ana", "ben")
    monkeypatch.setattr(Connection, "execute", counted)
    few, many_more = given_to(3), given_to(30)
    assert many_more == few


def test_rules_that_have_nothing_to_give_say_so(house: Store) -> None:
    with pytest.raises(RuleBroken, match="rules_nothing_waiting"):
        house.write(assigning_by_rules.apply_rules)
    a_stray(house)
    with pytest.raises(RuleBroken, match="rules_give_nothing"):
        house.write(assigning_by_rules.apply_rules)


def test_a_paused_rule_is_not_asked(house: Store) -> None:
    first = a_rule(house, "ana", name="A")
    a_rule(house, "ben", name="B")
    house.write(assigning_rules.pause_rule, first)
    new(house, "A")
    house.write(assigning_rules.pause_rule, first)
    new(house, "B")
    assert owners(house) == {"A": "ben", "B": "ana"}


def test_rules_are_asked_in_the_order_that_they_were_put_in(house: Store) -> None:
    """R-32: the first that fits takes the prospect, in the dry run too."""
    a_rule(house, "ana", name="A")
    second = a_rule(house, "ben", name="B")
    house.write(assigning_rules.shift_rule, second, -1)
    new(house, "A")
    assert owners(house) == {"A": "ben"}
    a_stray(house, "Paul Stray")
    (line,) = house.read(assignment_rules.outlook).lines
    assert (line.rule, line.user) == ("B", "Ben")


def test_a_prospect_without_a_team_is_of_whoever_brought_it_in(
    house: Store, as_user: AsUser
) -> None:
    """R-32: made, waiting and foreseen, by the team and those above it."""
    north = one(house.path, "SELECT id FROM team WHERE name = 'North'")
    a_rule(house, "ana", team=integer(north["id"]))
    a_rule(house, "cleo", name="Others")
    new(as_user(house, "sid"), "A")
    new(house, "B")
    assert owners(house) == {"A": "ana", "B": "cleo"}
    for login, name in (("sid", "Strays C"), ("boss", "Strays D")):
        a_stray(as_user(house, login), name)
    told = house.read(assignment_rules.outlook).lines
    assert [line.user for line in told] == ["Ana", "Cleo"]
    house.write(assigning_by_rules.apply_rules)
    assert list(owners(house).values()) == ["ana", "cleo", "ana", "cleo"]


def test_what_a_manager_brings_in_goes_to_the_own_teams(
    house: Store, as_user: AsUser
) -> None:
    """D.5: a rule gives no more than who applies it may give, so undo stays theirs."""
    a_rule(house, "cleo", "ana", "ben")
    sid = as_user(house, "sid")
    for last in "ABC":
        new(sid, last)
    assert list(owners(house).values()) == ["ana", "ben", "ana"]
    sid.write(undoing.undo)
    assert list(owners(house).values()) == ["ana", "ben"]


def test_a_seller_cannot_apply_the_rules(house: Store, as_user: AsUser) -> None:
    """R-37: the data layer refuses."""
    with pytest.raises(Denied, match="not_allowed"):
        as_user(house, "ana").write(assigning_by_rules.apply_rules)


BRINGER = f"""
import sys
from pathlib import Path
from models.clock import Clock
from models.operations import creating
from models.store import open_store
from models.views.drafts import PersonFields

store = open_store(Path(sys.argv[1]), "boss", Clock())
sys.stdin.read()
for number in range({EACH}):
    fields = PersonFields(sys.argv[2], str(number), None, "", "", "", None)
    store.write(lambda w: creating.create_person(w, fields, by_rules=True))
"""


@pytest.mark.parametrize("strategy", [Strategy.ROUND_ROBIN, Strategy.LEAST_BUSY])
def test_many_processes_at_once_give_each_rep_as_many(
    house: Store, strategy: Strategy
) -> None:
    """R-32: fair under concurrent inserts, after each of 8 processes' 25 prospects."""
    a_rule(house, "ana", "ben", "cleo", strategy=strategy)
    started = [
        subprocess.Popen(
            [sys.executable, "-c", BRINGER, str(house.path), f"P{number}"],
            stdin=subprocess.PIPE,
            cwd=REPOSITORY,
        )
        for number in range(PROCESSES)
    ]
    for process in started:
        assert process.stdin is not None
        process.stdin.close()
    assert [process.wait(timeout=120) for process in started] == [0] * PROCESSES
    given = many(
        house.path,
        """SELECT user_id, first_name FROM assignment_given
           JOIN person ON person.id = person_id ORDER BY assignment_given.id""",
    )
    assert len(given) == len(owners(house)) == PROCESSES * EACH
    shares = dict.fromkeys(ids(house, "ana", "ben", "cleo"), 0)
    for one_given in given:
        shares[integer(one_given["user_id"])] += 1
        assert max(shares.values()) - min(shares.values()) <= 1
    by = [one_given["first_name"] for one_given in given]
    assert sum(a != b for a, b in pairwise(by)) > PROCESSES, "one after the other"


def test_the_history_of_a_prospect_names_the_rule(house: Store) -> None:
    """B1.10, R-32: which rule chose, and whom."""
    a_rule(house, "ana", name="North")
    new(house, "A")
    screen = house.read(record.load_person, 1)
    (fired,) = [one for one in screen.timeline if one.verb == "rule.fired"]
    assert (fired.after["rule"], fired.after["user"]) == ("North", "Ana")
    told = tell(fired, history(house.zone, screen.timeline))
    assert told is not None
    assert (told.what, told.detail) == ("by a rule", "North · → Ana")


def test_rules_stand_for_an_owner_in_a_line(house: Store) -> None:
    """R-32: ``--owner rules`` on the command line, in both languages."""
    known = Known((), (), house.read(choices.pipelines))
    at = Moment(NOW, house.zone)
    for owner, by_rules in (("rules", True), ("Règles", True), (None, False)):
        draft = draft_of(QuickAdd("Pack", owner=owner), known, at)
        assert (draft.by_rules, draft.owner_id) == (by_rules, None)
