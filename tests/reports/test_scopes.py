"""Every figure of the screens, asked in every scope by whoever may ask (R-31, D.5)."""

from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta

import pytest

from models import operations
from models import queries
from models.clock import Clock
from models.money import Money
from models.reports import PAGES as REPORTS
from models.reports.days import offsets
from models.reports.report import Asked
from models.reports.report import Cell
from models.reports.report import Period
from models.store import Store
from models.store import open_store
from models.views.drafts import NewDeal
from models.views.drafts import WinDeal
from models.views.people import integer
from models.vocabulary import Role
from models.vocabulary import Scope
from tests.conftest import NOW
from tests.conftest import AsUser
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tui.figures.report_pages import COMPARABLE
from tui.figures.report_pages import PAGES

ZONE = "Europe/Paris"
ALL_TIME = Period(ZONE)
LONG_AGO = datetime(2026, 10, 1, 9, tzinfo=UTC)
AUTUMN = Period(ZONE, date(2026, 9, 1), date(2026, 12, 1))
VIEWS = tuple(
    (view.report or page.report, view) for page in PAGES for view in page.views
)


@pytest.fixture
def team(store: Store) -> Store:
    """A manager, a seller of theirs, and one of each that figures count."""
    a_user(store, "claire", Role.MANAGER, "Paris")
    a_user(store, "marc", team="Paris")
    person = a_person(store, "Julie Martin", owner="marc")
    a_deal(store, title="Yearly contract", owner="marc")
    a_follow_up(store, person=person, assignee="marc")
    return store


@pytest.mark.parametrize("login", ["boss", "claire", "marc"])
def test_every_page_is_read_in_every_scope(
    team: Store, as_user: AsUser, login: str
) -> None:
    """R-31, C.0: no page is too deep for the database, whoever asks for whichever."""
    assert len(offsets(ZONE, NOW.year)) > 100
    session = as_user(team, login)
    for name, view in VIEWS:
        for scope in Scope:
            asked = Asked(AUTUMN, by=view.by, basis=view.basis, scope=scope)
            assert session.read(REPORTS[name], asked).name


def test_what_was_won_stays_with_who_won_it(team: Store, as_user: AsUser) -> None:
    """C.0, C.13: handing a won deal on rewrites neither wins nor forecast."""
    a_user(team, "nadia", team="Paris")
    deal = a_deal(team, title="Handed on", amount=Money(900_00, "EUR"), owner="marc")
    claire, nadia = as_user(team, "claire"), as_user(team, "nadia")
    claire.write(operations.closing.win_deal, WinDeal(deal))
    claire.write(operations.assigning.assign_deals, [deal], nadia.actor.id)
    mine = Asked(AUTUMN, scope=Scope.ME)
    for name, key in (("wins", "won_amount"), ("forecast", "won")):
        whole = claire.read(REPORTS[name], replace(mine, scope=Scope.TEAM)).total
        own = nadia.read(REPORTS[name], mine).total
        assert whole is not None
        assert own is not None
        assert (whole[key], own[key]) == (Money(900_00, "EUR"), Money(0, "EUR")), name


def test_the_odds_are_of_what_one_closed_oneself(team: Store, as_user: AsUser) -> None:
    """K-15, C.0: who handed the won deals on is still warned of a void by them."""
    claire = as_user(team, "claire")
    for number in range(COMPARABLE):
        deal = a_deal(team, title=f"Won {number}", owner="claire", opened_at=LONG_AGO)
        claire.write(operations.closing.win_deal, WinDeal(deal))
    (gap,) = claire.read(REPORTS["advice"], Asked(ALL_TIME, scope=Scope.ME)).rows
    marc = as_user(team, "marc").actor.id
    deals = [hit.id for hit in claire.read(queries.find.search, "won")]
    claire.write(operations.assigning.assign_deals, deals, marc)
    (still,) = claire.read(REPORTS["advice"], Asked(ALL_TIME, scope=Scope.ME)).rows
    assert gap["kind"] == "void_coming"
    assert still == gap


def test_a_stage_that_was_left_stays_with_who_had_the_deal(
    team: Store, as_user: AsUser
) -> None:
    """K-13, C.0: a deal handed on takes none of its former owner's exits along."""
    a_user(team, "nadia", team="Lyon")
    marc, nadia = as_user(team, "marc"), as_user(team, "nadia").actor.id
    deal = marc.write(operations.creating.create_deal, NewDeal("Handed on")).id
    marc.write(operations.moving.step_deal, deal, 1)
    team.write(operations.assigning.assign_deals, [deal], nadia)
    later = Clock(start=NOW + timedelta(days=1), ticking=False)
    with closing(open_store(team.path, "nadia", later)) as session:
        session.write(operations.moving.step_deal, deal, 1)
        session.write(operations.moving.step_deal, deal, 1)
        own = session.read(REPORTS["funnel"], Asked(AUTUMN, basis="flow"))
    assert own.total is not None
    assert own.total["deals"] == 2
    for name, by, exits in (
        ("losses", "owner", {"Nadia": 2, "Marc": 1}),
        ("heat", "owner", {"Nadia": 2, "Marc": 1}),
        ("heat", "team", {"Lyon": 2, "Paris": 1}),
    ):
        rows = team.read(REPORTS[name], Asked(AUTUMN, by=by)).rows
        left = Counter[Cell]()
        for row in rows:
            left[row["group"]] += integer(row["exits"])
        assert left == exits, (name, by)
