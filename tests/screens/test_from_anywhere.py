"""Planning and finishing a follow-up from every place where a record is shown."""

from collections.abc import Awaitable
from collections.abc import Callable

import pytest
from sqlalchemy import select
from textual.pilot import Pilot

from models import queries
from models.clock import Clock
from models.history import Writer
from models.money import Money
from models.operations.following import plan_follow_up
from models.operations.outcomes import log_outcome
from models.store import Store
from models.tables import FollowUpType
from models.tables import User
from models.views.drafts import Due
from models.views.drafts import InvoiceDraft
from models.views.drafts import LogOutcome
from models.views.drafts import PlanFollowUp
from models.views.due import read_due
from models.vocabulary import Outcome
from tests import factories
from tests.conftest import AsUser
from tests.screens import acts
from tests.screens import day
from tests.screens.places import board_app
from tests.screens.resting import settled
from tests.screens.stage import rows
from tests.screens.stage import until
from tui.app import RelanceApp
from tui.dialogs.follow_up import FollowUpDialog
from tui.screens.deal import DealScreen
from tui.screens.deal_list import Counted
from tui.screens.deal_list import DealListScreen
from tui.screens.record import PersonScreen

Way = Callable[[RelanceApp, Pilot[None], int, int], Awaitable[None]]


async def from_the_board(
    app: RelanceApp, pilot: Pilot[None], deal: int, person: int
) -> None:
    pass


async def from_the_deal(
    app: RelanceApp, pilot: Pilot[None], deal: int, person: int
) -> None:
    await app.push_screen(DealScreen(app.store, deal))


async def from_the_follow_ups_of_the_deal(
    app: RelanceApp, pilot: Pilot[None], deal: int, person: int
) -> None:
    await app.push_screen(DealScreen(app.store, deal))
    await acts.press(pilot, "tab")


async def from_the_deals_of_a_person(
    app: RelanceApp, pilot: Pilot[None], deal: int, person: int
) -> None:
    await app.push_screen(PersonScreen(app.store, person))
    await acts.press(pilot, "tab")


async def from_a_list(
    app: RelanceApp, pilot: Pilot[None], deal: int, person: int
) -> None:
    await app.push_screen(DealListScreen(app.store, Counted("Open", "deal", (deal,))))


WAYS = (
    from_the_board,
    from_the_deal,
    from_the_follow_ups_of_the_deal,
    from_the_deals_of_a_person,
    from_a_list,
)


@pytest.mark.parametrize("way", WAYS)
async def test_f_plans_and_d_finishes_wherever_a_deal_is_shown(
    store: Store, way: Way
) -> None:
    """R-07, R-15: one key from board, deal, its tab, person and lists."""
    person = factories.a_person(store)
    deal = factories.a_deal(store, "Boréal", person=person)
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await way(app, pilot, deal, person)
        await settled(pilot)
        await acts.press(pilot, "f", "enter")
        planned = day.planned(store, deal)
        assert planned is not None
        await acts.press(pilot, "d", "r", "enter")
        assert day.follow_up(store, planned.pk).outcome is Outcome.RESCHEDULE


async def test_f_plans_and_d_finishes_for_a_person_without_a_deal(
    store: Store,
) -> None:
    """R-07, R-15, R-27: a person of no deal has a tunnel and a tab that shows it."""
    person = factories.a_person(store, "Zoé Martin")
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await app.push_screen(PersonScreen(store, person))
        await settled(pilot)
        await acts.press(pilot, "f", "enter")
        (item,) = read_due(store).items
        assert (item.person, item.deal_id) == ("Zoé Martin", None)
        await acts.press(pilot, "d", "n", "enter")
        assert day.follow_up(store, item.id).outcome is Outcome.NEXT_STEP
        await acts.press(pilot, "tab", "tab")
        told = "\n".join(rows(app))
    assert "Planned" in told
    assert "Meeting" in told


async def test_f_on_a_person_goes_on_with_their_open_deal(store: Store) -> None:
    """R-07, L-02: the deal has its step, and nobody is planned with twice."""
    person = factories.a_person(store, "Zoé Martin")
    deal = factories.a_deal(store, "Boréal", person=person)
    waiting = factories.a_deal(store, "Waiting", person=person)
    factories.a_follow_up(store, deal=waiting)
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await app.push_screen(PersonScreen(store, person))
        await settled(pilot)
        await acts.press(pilot, "f", "enter")
        assert day.planned(store, deal) is not None
        await acts.press(pilot, "f")
        assert not isinstance(app.screen, FollowUpDialog)
        assert "is planned already" in rows(app)[-2]


async def test_f_on_the_tunnel_of_a_lost_deal_begins_another_for_the_person(
    store: Store,
) -> None:
    """R-20, R-07: who was lost comes back from the list of tunnels by one key."""
    person = factories.a_person(store, "Zoé Martin")
    deal = factories.a_deal(store, "Boréal", person=person)
    lost = LogOutcome(
        factories.a_follow_up(store, deal=deal),
        Outcome.NOT_INTERESTED,
        reason_id=store.read(queries.choices.reasons)[0].id,
    )
    store.write(log_outcome, lost)
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await acts.press(pilot, "P", "tab")
        await until(pilot, lambda: "finalised" in "\n".join(rows(app)))
        await acts.press(pilot, "f", "enter")
        (item,) = read_due(store).items
        assert (item.person, item.deal_id) == ("Zoé Martin", None)


async def test_who_has_a_tunnel_of_their_own_goes_on_in_it(store: Store) -> None:
    """R-07: a tunnel of the person continues, whatever deals came later."""
    person = factories.a_person(store, "Zoé Martin")
    factories.a_follow_up(store, person=person)
    deal = factories.a_deal(store, "Boréal", person=person)
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await app.push_screen(PersonScreen(store, person))
        await settled(pilot)
        await acts.press(pilot, "f")
        assert "is planned already" in rows(app)[-2]
    assert day.planned(store, deal) is None


async def test_the_palette_plans_too(store: Store) -> None:
    """R-07: the command stands in the palette by its name."""
    deal = factories.a_deal(store, "Boréal")
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await acts.press(pilot, "ctrl+p", *">plan a fol", "enter")
        assert isinstance(app.screen, FollowUpDialog)
        await acts.press(pilot, "enter")
    assert day.planned(store, deal) is not None


async def test_what_is_planned_shows_at_once_on_the_board_and_in_the_header(
    store: Store,
) -> None:
    """R-07, R-21, L-02: a card says none, then its step; the count follows."""
    factories.a_deal(store, "Boréal")
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        assert "○ no next step" in acts.shown(app)
        await acts.press(pilot, "f", *"today", "enter")
        await acts.press(pilot, "ctrl+l")
        assert "● Call · today" in acts.shown(app)
        assert "no next step" not in acts.shown(app)
        assert "● 1 today" in rows(app)[0]


async def test_a_past_day_is_refused_in_its_field_and_nothing_is_saved(
    store: Store,
) -> None:
    """R-08: the focus is back on the field, with all that was typed."""
    deal = factories.a_deal(store, "Boréal")
    app = board_app(store)
    async with app.run_test(size=day.SMALL) as pilot:
        await acts.press(pilot, "f", *"today 9:00", "down", "down", *"ask", "enter")
        dialog = app.screen
        assert isinstance(dialog, FollowUpDialog)
        assert "has passed" in dialog.when.refusal
        assert dialog.when.value == "today 9:00"
        assert dialog.comment.value == "ask"
        assert dialog.focused is not None
        assert dialog.when in dialog.focused.ancestors_with_self
        assert day.planned(store, deal) is None


async def test_an_empty_date_names_the_short_ways_to_say_one(store: Store) -> None:
    """R-08: what may be typed stands beside the field, and each of them is read."""
    factories.a_deal(store, "Boréal")
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await acts.press(pilot, "f", "ctrl+u")
        dialog = app.screen
        assert isinstance(dialog, FollowUpDialog)
        said = dialog.when.understood
        for words, meant in zip(
            said.split("  "), ("24 Nov", "26 Nov", "30 Nov", "27 Nov"), strict=True
        ):
            await acts.press(pilot, "ctrl+u", *words)
            assert meant in dialog.when.understood


async def test_only_first_types_are_offered_at_the_start_of_a_tunnel(
    store: Store,
) -> None:
    """R-02: Call and E-mail may begin, Meeting and Demo may not."""
    factories.a_deal(store, "Boréal")
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await acts.press(pilot, "f")
        dialog = app.screen
        assert isinstance(dialog, FollowUpDialog)
        offered = {dialog.type.value}
        for _choice in range(6):
            dialog.type.turn()
            offered.add(dialog.type.value)
    names = {factories.type_id(store, name) for name in ("Call", "E-mail")}
    assert offered == names


async def test_without_a_first_type_the_dialog_says_why_and_who_can_help(
    store: Store, as_user: AsUser
) -> None:
    """R-02: nothing can be started until a manager flags a type."""

    def unflag(writer: Writer) -> None:
        for kind in writer.session.scalars(select(FollowUpType)):
            kind.is_first = False
            writer.save(kind, "follow_up_type.updated")

    factories.a_user(store, "ana")
    factories.a_deal(store, "Boréal", owner="ana")
    store.write(unflag)
    app = board_app(as_user(store, "ana"))
    async with app.run_test(size=day.WIDE) as pilot:
        await acts.press(pilot, "f")
        assert not isinstance(app.screen, FollowUpDialog)
        assert "No type of follow-up may come first." in acts.said(app)
        assert "manager" in acts.said(app)


async def test_a_manager_plans_for_a_rep_who_then_sees_it(
    store: Store, as_user: AsUser
) -> None:
    """R-09: the prospect's rep is proposed; the assignee sees it, not who planned."""
    ana = factories.a_user(store, "ana")
    factories.a_user(store, "ben")
    factories.a_deal(store, "Boréal", owner="ana")
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await acts.press(pilot, "O", *"everyone", "enter")
        await acts.press(pilot, "f", "down")
        dialog = app.screen
        assert isinstance(dialog, FollowUpDialog)
        assert dialog.assignee.value == ana
        await acts.press(pilot, "b", "enter")
    (item,) = read_due(as_user(store, "ben")).items
    assert item.deal_id is None
    assert item.type == "Call"
    assert read_due(as_user(store, "ana")).items == ()
    assert read_due(store).items == ()


async def test_the_chain_of_a_record_names_rep_outcome_comment_and_invoice(
    store: Store,
) -> None:
    """R-27, R-18: what was enrolled stands in the tab with its invoice."""
    follow_up = day.a_prospect(store, "Boréal", day.november(20), comment="Ask her.")
    invoice = InvoiceDraft("F-17", day.november(23), Money(100_000, "EUR"))
    draft = LogOutcome(follow_up, Outcome.ENROLLED, "signed at once", invoice=invoice)
    store.write(log_outcome, draft)
    app = board_app(store)
    async with app.run_test(size=(160, 45)) as pilot:
        await app.push_screen(DealScreen(store, day.deal(store, follow_up).pk))
        await settled(pilot)
        await acts.press(pilot, "tab")
        assert "enrolled · invoice F-17, €1,000" in acts.shown(app)
        await acts.press(pilot, "enter")
        told = acts.shown(app)
    for words in ("Fri 20 Nov", "Call", "Ask her.", "signed at once", "Béatrice Ossot"):
        assert words in told


async def test_a_follow_up_alone_is_given_to_someone(
    store: Store, as_user: AsUser
) -> None:
    """R-09: it moves to their Today and leaves an event; the deal stays its owner's."""
    factories.a_user(store, "ana", name="Ana Roux")
    follow_up = day.a_prospect(store, "Boréal", day.november(20))
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await acts.press(pilot, "ctrl+p", *">give the foll", "enter")
        await acts.press(pilot, *"ana", "enter")
        assert "Call with Boréal is now Ana Roux's." in acts.said(app)
        assert read_due(store).items == ()
    (item,) = read_due(as_user(store, "ana")).items
    assert item.id == follow_up
    assert day.deal(store, follow_up).owner_id == store.actor.id
    told = store.read(queries.deal.load_deal, day.deal(store, follow_up).pk).timeline
    assert "followup.reassigned" in {entry.verb for entry in told}


async def test_a_deal_tells_a_reps_day_as_the_rep_reads_it(store: Store) -> None:
    """R-27, L-02: the 23rd of Montreal is today until midnight there."""
    ana = factories.a_user(store, "ana")
    deal = factories.a_deal(store, "Boréal", owner="ana")

    def settle(writer: Writer) -> None:
        user = writer.session.get_one(User, ana)
        user.time_zone = "America/Montreal"
        writer.save(user, "user.updated")

    store.write(settle)
    store.write(plan_follow_up, PlanFollowUp(deal, due=Due(day.november(23))))
    store.clock = Clock(start=day.paris(24, 5), ticking=False)
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await app.push_screen(DealScreen(store, deal))
        await settled(pilot)
        assert "● Call · today" in acts.shown(app)
        store.clock = Clock(start=day.paris(24, 7), ticking=False)
        await app.push_screen(DealScreen(store, deal))
        await settled(pilot)
        assert "! Call · 1 day late" in acts.shown(app)
