"""Pictures of alerts, notifications and saved views, in two languages."""

from datetime import date

import pytest

from models.operations import alerts
from models.operations import assigning
from models.operations import following
from models.operations import notifying
from models.operations import views
from models.queries.notices import notices
from models.store import Store
from models.views.desk import NewView
from models.views.desk import Shape
from models.views.drafts import PlanFollowUp
from models.vocabulary import Language
from models.vocabulary import Role
from models.vocabulary import Temperature
from models.vocabulary import ViewOf
from tests.conftest import AsUser
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.snapshots.test_places import BOTH
from tests.snapshots.test_places import Compare
from tests.snapshots.test_places import app
from tests.snapshots.test_places import pressing
from tui.i18n import set_language

HOT = Shape(ViewOf.PROSPECTS, {"value": {"any": ["hot"]}})
LATE = Shape(ViewOf.TUNNELS, {"due": {"any": ["overdue"]}}, "-planned")


@pytest.fixture
def desk(store: Store, as_user: AsUser) -> Store:
    """Nadia's desk: due follow-ups, prospects, views, and what a manager did."""
    a_user(store, "nadia", Role.MANAGER, name="Nadia Petit")
    for day in (19, 20, 23, 25, 26):
        deal = a_deal(store, f"Deal {day}", owner="nadia")
        a_follow_up(store, deal=deal, due=date(2026, 11, day), assignee="nadia")
    for name in ("Julie Martin", "Marc Petit", "Léa Roche"):
        a_person(store, name, owner="nadia", temperature=Temperature.HOT)
    nadia = as_user(store, "nadia")
    for name, shape, shared in (
        ("Hot prospects", HOT, False),
        ("Late tunnels", LATE, True),
        ("Around Lens", Shape(ViewOf.PROSPECTS, {"company": {"has": "lens"}}), False),
    ):
        view = nadia.write(views.save_view, NewView(name, shape, shared)).id
        if shape is LATE:
            nadia.write(views.count_view, view, counted=True)
        elif shape is HOT:
            nadia.write(views.pin_view, view, pinned=True)
            nadia.write(views.open_first, view, first=True)
    nadia.write(alerts.switch_alert, "web_without_tunnel", wanted=False)
    _give_and_take(store, nadia)
    return nadia


def _give_and_take(store: Store, nadia: Store) -> None:
    taken = a_deal(store, "Boréal Fitness — yearly contract", owner="nadia")
    store.write(assigning.assign_deals, [taken], store.actor.id)
    nadia.write(notifying.mark_read, nadia.read(notices)[0].id)
    given = a_person(store, "Inès Fournier")
    store.write(assigning.assign_person, given, nadia.actor.id)
    deal = a_deal(store, "Clinique Saint-Luc", owner="nadia")
    plan = PlanFollowUp(deal_id=deal, assignee_id=nadia.actor.id)
    store.write(following.plan_follow_up, plan)


@BOTH
def test_alerts_and_what_was_told(
    snap_compare: Compare, desk: Store, size: tuple[int, int], language: Language
) -> None:
    """R-26, C-02: the counts, one switched off, and what a manager did."""
    set_language(language)
    assert snap_compare(app(desk), terminal_size=size, run_before=pressing("A"))


@BOTH
def test_the_saved_views(
    snap_compare: Compare, desk: Store, size: tuple[int, int], language: Language
) -> None:
    """B1.14: pinned first, what each is, and which keys there are."""
    set_language(language)
    assert snap_compare(app(desk), terminal_size=size, run_before=pressing("V"))


@BOTH
def test_taking_over(
    snap_compare: Compare, desk: Store, size: tuple[int, int], language: Language
) -> None:
    """C-02: to whom, and whether the open follow-ups go along."""
    set_language(language)
    assert snap_compare(app(desk), terminal_size=size, run_before=pressing("a"))
