"""A deal's own screen: what it tells, how one moves in it, what the keys do to it."""

from textual.pilot import Pilot
from textual.screen import Screen

from models import operations
from models import queries
from models.clock import Clock
from models.store import Store
from models.views.drafts import LoseDeal
from models.vocabulary import Language
from tests import factories
from tests.screens.places import board_app
from tests.screens.record_history import a_history
from tests.screens.resting import settled
from tests.screens.stage import rows
from tui import i18n
from tui.app import RelanceApp
from tui.messages import DataChanged
from tui.screens.board import BoardScreen
from tui.screens.deal import DealScreen
from tui.screens.record import CompanyScreen
from tui.screens.record import PersonScreen


async def opened(app: RelanceApp, pilot: Pilot[None], deal: int) -> DealScreen:
    screen = DealScreen(app.store, deal)
    await app.push_screen(screen)
    await pilot.pause()
    return screen


def shown(app: RelanceApp) -> Screen[object]:
    return app.screen


def text(app: RelanceApp) -> str:
    return "\n".join(row.rstrip() for row in rows(app))


async def test_a_change_that_is_seen_while_a_screen_is_being_made_ends_nothing(
    store: Store,
) -> None:
    """B1.27: the watch may look at any moment; the screen reads once it is there."""
    deal = a_history(store).deal
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = DealScreen(store, deal)
        app.push_screen(screen)
        store.write(operations.moving.step_deal, deal, 1)
        app.look_for_changes()
        app.screen.post_message(DataChanged())
        await pilot.pause()
        assert app.screen is screen
        assert "● Documents" in text(app)


async def test_the_head_tells_the_figures_the_path_and_the_next_step(
    store: Store,
) -> None:
    """C-09, L-02, L-03: stages behind with their days, here, to come; the step."""
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(app, pilot, a_history(store).deal)
        shown = rows(app)
    assert shown[2].strip().startswith("Boréal Fitness — yearly contract  ")
    assert shown[2].rstrip().endswith("  €12,000 · 40% · H hot · Béatrice Ossot")
    path, step = shown[3].split("  ")[1], shown[3].rstrip().split("  ")[-1]
    assert path.startswith("✓ Opportunity 10d ──── ● Offer 10d ──── ○ Documents")
    assert step.strip() == "! Meeting · 3 days late"


async def test_a_stage_that_took_longer_than_its_limit_says_both(store: Store) -> None:
    """C-09, K-10: the present stage tells its days and the limit they passed."""
    deal = a_history(store).deal
    late = store.now().replace(month=12)
    store.clock = Clock(start=late, ticking=False)
    app = board_app(store)
    async with app.run_test(size=(160, 45)) as pilot:
        await opened(app, pilot, deal)
        assert "● Offer 40d, limit 14" in text(app)
        assert "In stage     40 days, limit 14" in text(app)


async def test_the_timeline_begins_with_the_next_step_and_goes_back_by_days(
    store: Store,
) -> None:
    """L-03: the progress of a prospect as a timeline."""
    app = board_app(store)
    async with app.run_test(size=(120, 45)) as pilot:
        screen = await opened(app, pilot, a_history(store).deal)
        told = screen.rows.texts
    assert told[0] == "Next step"
    assert "planned for Fri 20 Nov · 3 days late" in told[1]
    days = [line for line in told if line[:3] in {"Mon", "Tue", "Thu", "Fri", "Wed"}]
    assert days == ["Thu 19 Nov", "Fri 13 Nov", "Thu 5 Nov", "Tue 3 Nov"]
    for said in (
        "10:12  × Meeting",
        "no contact · Béatrice Ossot",
        "Opportunity → Offer",
        "after 10 days",
        "“ Note · Béatrice Ossot",
        "@ E-mail · Béatrice Ossot",
        "chance 40%, amount €12,000",
        "+ created",
    ):
        assert any(said in line for line in told), said


async def test_enter_unfolds_a_long_note_and_folds_it_again(store: Store) -> None:
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, a_history(store).deal)
        while "Note" not in rows_at_cursor(screen):
            await pilot.press("down")
        assert not any("Her boss decides." in line for line in screen.rows.texts)
        await pilot.press("enter")
        assert any("Her boss decides." in line for line in screen.rows.texts)
        assert "Note" in rows_at_cursor(screen)
        await pilot.press("enter")
        assert not any("Her boss decides." in line for line in screen.rows.texts)


async def test_tabs_are_switched_with_tab_and_keep_their_cursor(store: Store) -> None:
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(app, pilot, a_history(store).deal)
        await pilot.press("down", "down")
        before = screen.rows.value
        await pilot.press("tab")
        assert screen.rows.texts[0] == "Planned"
        assert "3 days late" in screen.rows.texts[1]
        assert "Before" in screen.rows.texts
        await pilot.press("shift+tab")
        assert screen.rows.value == before
        await pilot.press("shift+tab")
        assert screen.tabs.tabs[screen.tab].word == "Details"


async def test_follow_ups_are_listed_with_the_open_one_first(store: Store) -> None:
    """R-27: the chain with tries, outcomes and comments, the open one first."""
    app = board_app(store)
    async with app.run_test(size=(160, 45)) as pilot:
        screen = await opened(app, pilot, a_history(store).deal)
        await pilot.press("tab")
        told = [line for line in screen.rows.texts if line]
    assert told[0] == "Planned"
    assert "Meeting, 2nd try" in told[1]
    assert told[2] == "Before"
    assert "no contact" in told[3]
    assert "next step · Ask. · wants a demo" in told[4]


async def test_what_is_said_of_follow_ups_stands_in_one_column(store: Store) -> None:
    """R-27: beside the longest type and try, in a narrow window; French too."""
    deal = a_history(store).deal
    price = next(r for r in store.read(queries.choices.reasons) if r.code == "price")
    store.write(operations.closing.lose_deal, LoseDeal(deal, price.id))
    i18n.set_language(Language.FR)
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(app, pilot, deal)
        await pilot.press("tab")
        told = [line for line in screen.rows.texts if line]
    said = ("annulée\u202f: affaire perdue", "pas de contact", "étape suivante")
    columns = {line.find(words) for line in told for words in said if words in line}
    assert all(any(words in line for line in told) for words in said)
    assert len(columns) == 1


async def test_enter_on_a_person_opens_them_and_escape_comes_back(
    store: Store,
) -> None:
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(app, pilot, a_history(store).deal)
        await pilot.press("tab", "tab", "enter")
        assert isinstance(shown(app), PersonScreen)
        assert "+33 6 12 34 56 78" in text(app)
        await pilot.press("escape")
        assert shown(app) is screen
        assert screen.tab == 2
        await pilot.press("tab", "enter")
        assert isinstance(shown(app), CompanyScreen)


async def test_escape_goes_back_to_the_board(store: Store) -> None:
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, a_history(store).deal)
        await pilot.press("escape")
        assert isinstance(app.screen, BoardScreen)


async def test_a_key_of_the_board_acts_on_the_deal_that_is_shown(store: Store) -> None:
    deal = a_history(store).deal
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(app, pilot, deal)
        await pilot.press("greater_than_sign")
        await settled(pilot)
        assert "● Documents 0d" in text(app)
    assert store.read(queries.deal.load_deal, deal).stage.name == "Documents"


async def test_a_colleagues_change_appears_without_moving_the_cursor(
    store: Store,
) -> None:
    deal = a_history(store).deal
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(app, pilot, deal)
        await pilot.press("down", "down", "down")
        before = screen.rows.value
        store.write(operations.moving.step_deal, deal, 1)
        app.look_for_changes()
        await pilot.pause()
        assert "● Documents" in text(app)
        assert screen.rows.value == before


async def test_a_lost_deal_tells_its_reason_instead_of_a_next_step(
    store: Store,
) -> None:
    deal = a_history(store).deal
    price = store.read(queries.choices.reasons)[0]
    store.write(operations.closing.lose_deal, LoseDeal(deal, price.id))
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(app, pilot, deal)
        assert f"× lost · {price.name} · 23 Nov 2026" in rows(app)[3]
        assert "× Offer" in rows(app)[3]
        assert "Before leaving" not in text(app)
        assert screen.rows.texts[0] == "Today"


async def test_a_deal_that_is_gone_is_left_with_a_reason(store: Store) -> None:
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, 999)
        await pilot.pause()
        assert isinstance(app.screen, BoardScreen)
        assert "no such record" in rows(app)[-2]


async def test_what_people_wrote_is_never_markup(store: Store) -> None:
    deal = factories.a_deal(store, "[red]x[/] \x1b]0;t\x07 `d`")
    factories.a_note(store, "[bold]boo[/] `u`", deal=deal)
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(app, pilot, deal)
        assert "[red]x[/]" in rows(app)[2]
        assert "[bold]boo[/] `u`" in text(app)
        assert "\x1b" not in text(app)


async def test_the_same_deal_speaks_french(store: Store) -> None:
    deal = a_history(store).deal
    i18n.set_language(Language.FR)
    app = board_app(store)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(app, pilot, deal)
        shown = text(app)
    for said in ("Historique", "Relances 3", "3 jours de retard", "pas de contact"):
        assert said in shown, said


async def test_the_head_tells_the_day_in_full_where_the_path_leaves_room(
    store: Store,
) -> None:
    """L-02: a long name of a type does not cut the date to its weekday."""
    deal = factories.a_deal(store, "Boréal")
    factories.a_follow_up(store, deal=deal, type="Chase signature")
    i18n.set_language(Language.FR)
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, deal)
        assert "△ Chase signature · mar. 24 nov." in text(app)


async def test_every_tab_fits_every_width(store: Store) -> None:
    deal = a_history(store).deal
    for size in ((40, 10), (80, 24), (100, 30), (200, 60)):
        app = board_app(store)
        async with app.run_test(size=size) as pilot:
            await opened(app, pilot, deal)
            for _tab in range(4):
                await pilot.press("tab", "end", "home")
                assert all(len(row) <= size[0] for row in rows(app))


def rows_at_cursor(screen: DealScreen) -> str:
    """Return the text of the row under the cursor."""
    link = screen.rows.value
    built = screen.build(screen.rows.size.width - 3)
    row = next(row for row in built if row.value == link)
    return "".join(cell.text for cell in row.cells)
