"""The plain screens of people and companies (rulings 12, 26)."""

from textual.pilot import Pilot

from models import queries
from models.store import Store
from models.vocabulary import Role
from models.vocabulary import Temperature
from tests import factories
from tests.conftest import AsUser
from tests.screens.places import board_app
from tests.screens.record_history import a_history
from tests.screens.resting import settled
from tests.screens.stage import rows
from tui.app import RelanceApp
from tui.screens.deal import DealScreen
from tui.screens.record import CompanyScreen
from tui.screens.record import PersonScreen
from tui.words.timeline_kinds import TimelineKind


def text(app: RelanceApp) -> str:
    return "\n".join(row.rstrip() for row in rows(app))


async def person(app: RelanceApp, pilot: Pilot[None], record: int) -> PersonScreen:
    screen = PersonScreen(app.store, record)
    await app.push_screen(screen)
    await pilot.pause()
    return screen


async def company(app: RelanceApp, pilot: Pilot[None], record: int) -> CompanyScreen:
    screen = CompanyScreen(app.store, record)
    await app.push_screen(screen)
    await pilot.pause()
    return screen


async def test_a_person_shows_how_to_reach_them_and_what_is_next(store: Store) -> None:
    known = a_history(store)
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        await person(app, pilot, known.person)
        shown = text(app)
    for said in (
        "Julie Martin",
        "manager · Boréal Fitness",
        "prospect · H hot · Béatrice Ossot",
        "! Meeting · 3 days late",
        "Phone        +33 6 12 34 56 78",
        "E-mail       julie@boreal.example",
        "Deals 1",
        "Follow-ups 3",
    ):
        assert said in shown, said


async def test_enter_on_a_deal_opens_it_and_the_keys_act_on_it(store: Store) -> None:
    known = a_history(store)
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await person(app, pilot, known.person)
        assert screen.selection is not None
        assert screen.selection.deal_id is None
        assert screen.selection.follow_up_id is not None
        await pilot.press("tab")
        assert screen.selection.deal_id == known.deal
        await pilot.press("enter")
        assert isinstance(app.screen, DealScreen)
        await pilot.press("escape")
        assert app.screen is screen


async def test_the_value_of_a_person_changes_where_they_are_shown(
    store: Store,
) -> None:
    record = factories.a_person(store, "Zoé", temperature=Temperature.HOT)
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        await person(app, pilot, record)
        await pilot.press("v")
        await settled(pilot)
        assert "W warm" in rows(app)[2]
        assert "value" in text(app)
    found = store.read(queries.record.load_person, record)
    assert found.temperature is Temperature.WARM


async def test_a_company_shows_its_people_and_its_deals(store: Store) -> None:
    known = a_history(store)
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await company(app, pilot, known.company)
        assert "Sport · Lille" in text(app)
        await pilot.press("tab")
        assert "Boréal Fitness — yearly contract" in screen.rows.texts[0]
        await pilot.press("tab", "enter")
        assert isinstance(app.screen, PersonScreen)


async def test_a_seller_sees_of_a_colleagues_company_only_what_everybody_may(
    store: Store, as_user: AsUser
) -> None:
    factories.a_user(store, "ana", Role.SELLER)
    record = factories.a_company(
        store, "Dupont", owner="boss", place="Lens", custom={"note": "token"}
    )
    factories.a_deal(store, "Secret deal", company=record, owner="boss")
    factories.a_deal(store, "Own deal", company=record, owner="ana")
    app = board_app(as_user(store, "ana"))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await company(app, pilot, record)
        await pilot.press("tab")
        assert [line for line in screen.rows.texts if "Own deal" in line]
        shown = text(app)
        assert "Lens" in shown
        assert "Secret" not in shown
        assert "token" not in shown
        assert "Ossot" not in shown


async def test_an_empty_tab_says_which_key_fills_it(store: Store) -> None:
    record = factories.a_person(store, "Zoé")
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await person(app, pilot, record)
        await pilot.press("tab")
        assert screen.rows.texts[0] == "No deal yet."
        assert screen.rows.texts[2].startswith("n ")
        await pilot.press("tab")
        assert screen.rows.texts[2].startswith("f ")


async def test_a_timeline_is_narrowed_to_one_kind_and_widened_again(
    store: Store,
) -> None:
    """B1.10: one list of everything, filtered by kind; the filter shows and goes."""
    known = a_history(store)
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = DealScreen(store, known.deal)
        await app.push_screen(screen)
        await pilot.pause()
        everything = list(screen.rows.texts)
        assert [line for line in everything if "Opportunity → Offer" in line]
        await pilot.press("tab", "F", "n", "o", "t", "e", "s", "enter")
        await pilot.pause()
        assert screen.tab == 0
        assert screen.rows.texts[0] == "Notes, calls and meetings"
        events = [line for line in screen.rows.texts if ":" in line[:9]]
        assert set(events) < set(everything)
        assert [line for line in events if "Call her after 5 pm" in line]
        other = ("→", "created", "planned", "done")
        assert not [line for line in events if any(word in line for word in other)]
        await pilot.press("F", "up", "enter")
        await pilot.pause()
        assert list(screen.rows.texts) == everything


async def test_a_timeline_begins_at_either_end(store: Store) -> None:
    """B1.10: the newest first or last, on the screens of people and companies too."""
    known = a_history(store)
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        for place in (
            DealScreen(store, known.deal),
            PersonScreen(store, known.person),
            CompanyScreen(store, known.company),
        ):
            await app.push_screen(place)
            await pilot.pause()
            newest = [line for line in place.rows.texts if ":" in line[:9]]
            await pilot.press("o")
            assert "the oldest first" in text(app)
            oldest = [line for line in place.rows.texts if ":" in line[:9]]
            assert oldest == newest[::-1]
            assert len(oldest) > 1
            await pilot.press("o")
            assert [line for line in place.rows.texts if ":" in line[:9]] == newest


async def test_a_kind_of_which_nothing_happened_says_so(store: Store) -> None:
    record = factories.a_person(store, "Zoé")
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await person(app, pilot, record)
        screen.narrow_timeline(TimelineKind.TOUCHES)
        assert "Nothing of this kind happened yet." in screen.rows.texts
