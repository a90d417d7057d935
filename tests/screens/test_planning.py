"""The planning: who has a place in which slot, and what is done about it (R-12)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from textual.pilot import Pilot

from models import operations
from models.store import Store
from models.views.drafts import SlotDraft
from models.vocabulary import BookingStatus
from models.vocabulary import Language
from models.vocabulary import Role
from tests import factories
from tests.conftest import AsUser
from tests.screens import day
from tests.screens.acts import press
from tests.screens.acts import shown
from tests.screens.places import board_app
from tests.screens.resting import settled
from tests.slots import a_booking
from tests.slots import a_slot
from tests.slots import an_activity
from tests.slots import states
from tests.slots import stored_slot
from tui.app import RelanceApp
from tui.dialogs.slot import SlotDialog
from tui.i18n import set_language
from tui.screens.record import PersonScreen
from tui.screens.slots import SlotsScreen

TUESDAY = day.paris(24, 18)
FRIDAY = day.paris(20, 18)
HOUR = timedelta(hours=1)


@pytest.fixture
def visit(store: Store) -> int:
    return an_activity(store, "Discovery class")


def a_meeting(store: Store, name: str, slot: int) -> int:
    """Book a person's planned meeting into a slot; return the follow-up."""
    person = factories.a_person(store, name)
    follow_up = factories.a_follow_up(store, person=person, type="Meeting")
    a_booking(store, slot, follow_up)
    return follow_up


async def opened(app: RelanceApp, pilot: Pilot[None]) -> SlotsScreen:
    """Open the slots as the palette does."""
    await pilot.pause()
    await app.run_action("slots_open", app.screen)
    await settled(pilot)
    assert isinstance(app.screen, SlotsScreen)
    return app.screen


async def test_the_planning_tells_how_full_a_slot_is_and_who_comes(
    store: Store, visit: int
) -> None:
    """R-12, R-14: by its day, with places, host, place and everybody who comes."""
    slot = a_slot(store, visit, TUESDAY, capacity=12, host="boss", place="Studio 2")
    a_meeting(store, "Marc Petit", slot)
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        screen = await opened(app, pilot)
        for told in (
            "Tue 24 Nov 2026",
            "18:00–19:00",
            "Discovery class",
            "11 of 12 places left",
            "Béatrice Ossot",
            "Studio 2",
            "Marc Petit",
            "booked",
        ):
            assert told in shown(app)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, PersonScreen)
        await press(pilot, "escape")
        assert pilot.app.screen is screen
        assert screen.booked is not None


async def test_a_slot_is_changed_in_its_form_and_its_follow_ups_move_along(
    store: Store, visit: int
) -> None:
    """R-12: start, length, places and place; undo brings all of it back."""
    slot = a_slot(store, visit, TUESDAY, capacity=2, place="Hall")
    follow_up = a_meeting(store, "Marc Petit", slot)
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await opened(app, pilot)
        await press(pilot, "e")
        form = app.screen
        assert isinstance(form, SlotDialog)
        assert form.starts.understood == "→ Tue 24 Nov 2026, 18:00"
        assert (form.minutes.value, form.capacity.value) == ("60", "2")
        form.starts.value = "wed 19:30"
        form.minutes.value, form.capacity.value = "45", "6"
        form.place.value = "Studio 2"
        await press(pilot, "enter")
        await settled(pilot)
        assert "Discovery class is changed" in shown(app)
        changed = stored_slot(store, slot)
        starts = day.paris(25, 19, 30)
        assert changed.starts_at == starts
        assert changed.ends_at == starts + timedelta(minutes=45)
        assert (changed.capacity, changed.place) == (6, "Studio 2")
        assert day.follow_up(store, follow_up).planned_at == starts
        await press(pilot, "u")
        await settled(pilot)
    assert stored_slot(store, slot).starts_at == TUESDAY


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("starts", "mon 8:00", "begin"),
        ("minutes", "0", "A slot ends after it begins."),
        ("capacity", "1", "Booked already: 2."),
        ("capacity", "0", "Booked already: 2."),
        ("minutes", "soon", "Write a whole number"),
    ],
)
async def test_what_a_slot_cannot_become_is_refused_and_nothing_is_lost(
    store: Store, visit: int, field: str, typed: str, told: str
) -> None:
    """R-12: capacity below what is booked, an end before the start, the past."""
    slot = a_slot(store, visit, TUESDAY, capacity=3)
    for name in ("Marc Petit", "Ana Roux"):
        a_meeting(store, name, slot)
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await opened(app, pilot)
        await press(pilot, "e")
        form = app.screen
        assert isinstance(form, SlotDialog)
        form.place.value = "Studio 2"
        getattr(form, field).value = typed
        if field == "starts":
            form.starts.value = "today 8:00"
            told = "has passed"
        await press(pilot, "enter")
        await settled(pilot)
        assert form.place.value == "Studio 2"
        assert told in shown(app)
        assert pilot.app.screen is form
    assert stored_slot(store, slot).capacity == 3
    assert stored_slot(store, slot).starts_at == TUESDAY


async def test_a_slot_that_has_begun_is_not_changed_any_more(
    store: Store, visit: int
) -> None:
    """R-12: a past slot is refused in words, before anything is typed."""
    a_slot(store, visit, FRIDAY)
    begun = "Discovery class (Fri 20 Nov 18:00) has begun already."
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        screen = await opened(app, pilot)
        for key in ("e", "x"):
            await press(pilot, key)
            await settled(pilot)
            assert app.screen is screen
            assert begun in shown(app)


async def test_two_people_change_different_fields_of_a_slot(
    store: Store, visit: int
) -> None:
    """R-12: both changes stay; the same field is refused in words."""
    slot = a_slot(store, visit, TUESDAY, capacity=2)
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await opened(app, pilot)
        await press(pilot, "e")
        form = app.screen
        assert isinstance(form, SlotDialog)
        was = SlotDraft(visit, TUESDAY, TUESDAY + HOUR, 2)
        store.write(operations.slots.edit_slot, slot, replace(was, capacity=9))
        form.place.value = "Studio 2"
        await press(pilot, "enter")
        await settled(pilot)
        kept = stored_slot(store, slot)
        assert (kept.capacity, kept.place) == (9, "Studio 2")


async def test_space_says_that_they_came_and_again_that_they_did_not(
    store: Store, visit: int
) -> None:
    """R-12, R-17: attendance is one key; it can be undone, never told before."""
    slot = a_slot(store, visit, FRIDAY, capacity=2)
    a_meeting(store, "Marc Petit", slot)
    later = a_slot(store, visit, TUESDAY)
    a_meeting(store, "Ana Roux", later)
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await opened(app, pilot)
        await press(pilot, "space")
        assert "Nobody is selected" in shown(app)
        await press(pilot, "down", "space")
        await settled(pilot)
        assert "has not begun yet" in shown(app)
        await press(pilot, "home", "down", "space")
        await settled(pilot)
        assert "Marc Petit came to Discovery class." in shown(app)
        assert states(store, slot) == [BookingStatus.ATTENDED]
        await press(pilot, "space")
        await settled(pilot)
        assert states(store, slot) == [BookingStatus.NO_SHOW]
        await press(pilot, "u", "u")
        await settled(pilot)
    assert states(store, slot) == [BookingStatus.BOOKED]
    assert states(store, later) == [BookingStatus.BOOKED]


async def test_x_gives_a_place_back_or_calls_the_whole_slot_off(
    store: Store, visit: int
) -> None:
    """R-12: of what is under the cursor; a place that was used is not given back."""
    slot = a_slot(store, visit, TUESDAY, capacity=2)
    first = a_meeting(store, "Marc Petit", slot)
    a_meeting(store, "Ana Roux", slot)
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await opened(app, pilot)
        await press(pilot, "down", "x")
        await settled(pilot)
        assert "Marc Petit: the place in Discovery class is free again." in shown(app)
        assert states(store, slot) == [BookingStatus.CANCELLED, BookingStatus.BOOKED]
        assert day.follow_up(store, first).status.value == "planned"
        await press(pilot, "home", "x")
        await settled(pilot)
        assert "Discovery class is called off. 1 follow-up has no place" in shown(app)
        assert "When can a prospect come" in shown(app)
        await press(pilot, "u", "u")
        await settled(pilot)
    assert states(store, slot) == [BookingStatus.BOOKED, BookingStatus.BOOKED]


async def test_the_palette_gives_the_place_of_a_follow_up_back(
    store: Store, visit: int
) -> None:
    """R-12: wherever the follow-up is selected; without a place it says so."""
    slot = a_slot(store, visit, day.paris(23, 18))
    meeting = day.a_prospect(store, "Hôtel", day.november(23), type="Meeting")
    store.write(operations.bookings.book, meeting, slot)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("ctrl+p", *"place of", "enter")
        await settled(pilot)
        assert "is free again" in shown(app)
        assert states(store, slot) == [BookingStatus.CANCELLED]
        day.today(app).action_followup_give_back()
        await settled(pilot)
        assert "No place is booked for Hôtel" in shown(app)


async def test_an_activity_of_the_settings_leads_to_its_slots(
    store: Store, visit: int
) -> None:
    """R-14: Enter opens them; n proposes the activity; Esc comes back."""
    talk = an_activity(store, "Talk")
    a_slot(store, visit, TUESDAY)
    a_slot(store, talk, TUESDAY + HOUR)
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await press(pilot, "comma", *["tab"] * 5, "down", "enter")
        screen = app.screen
        assert isinstance(screen, SlotsScreen)
        assert screen.activity_id == talk
        assert "Talk" in shown(app)
        assert "Discovery class" not in shown(app)
        await press(pilot, "n")
        form = app.screen
        assert isinstance(form, SlotDialog)
        assert form.activity.value == talk
        form.starts.value = "fri 10:00"
        await press(pilot, "enter")
        await settled(pilot)
        assert "Talk is new: Fri 27 Nov 2026, 10:00." in shown(app)
        await press(pilot, "escape")
        assert "Offered by" in shown(app)


async def test_d_on_a_place_says_how_the_follow_up_went(
    store: Store, visit: int
) -> None:
    """R-15: the outcome of who is selected, from the planning too."""
    slot = a_slot(store, visit, FRIDAY)
    meeting = a_meeting(store, "Marc Petit", slot)
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await opened(app, pilot)
        await press(pilot, "end", "d", "e", "enter")
        await settled(pilot)
    assert day.follow_up(store, meeting).outcome is not None
    assert states(store, slot) == [BookingStatus.ATTENDED]


async def test_a_seller_sees_how_full_it_is_and_never_who_a_colleague_expects(
    store: Store, as_user: AsUser, visit: int
) -> None:
    """R-12, R-37: places are everybody's, names are not; nor are others' slots."""
    factories.a_user(store, "ana", Role.SELLER)
    slot = a_slot(store, visit, TUESDAY, capacity=4, host="boss")
    a_meeting(store, "Marc Petit", slot)
    app = board_app(as_user(store, "ana"))
    async with app.run_test(size=day.WIDE) as pilot:
        await opened(app, pilot)
        assert "3 of 4 places left" in shown(app)
        assert "and 1 of a colleague" in shown(app)
        assert "Marc" not in shown(app)
        await press(pilot, "x")
        await settled(pilot)
        assert "not allowed" in shown(app) or "manager" in shown(app)
    assert states(store, slot) == [BookingStatus.BOOKED]


async def test_an_empty_planning_teaches_in_both_languages(
    store: Store, visit: int
) -> None:
    """R-12: it says what belongs here, and the key that makes it."""
    del visit
    for language, told in (
        (Language.EN, "n makes the first slot."),
        (Language.FR, "n crée le premier créneau."),
    ):
        set_language(language)
        app = board_app(store)
        async with app.run_test(size=day.SMALL) as pilot:
            await opened(app, pilot)
            assert told in shown(app)


async def test_the_cursor_is_on_a_slot_that_was_just_made(
    store: Store, visit: int
) -> None:
    """R-12: what is made is at hand; e changes it at once."""
    a_slot(store, visit, TUESDAY)
    a_slot(store, visit, FRIDAY)
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        screen = await opened(app, pilot)
        first = screen.slot
        await press(pilot, "n", *"thu 10:00", "enter")
        await settled(pilot)
        assert screen.slot is not None
        assert screen.slot != first
        assert screen.slot.starts_at == day.paris(26, 10)
        await press(pilot, "e")
        form = app.screen
        assert isinstance(form, SlotDialog)
        assert form.starts.understood == "→ Thu 26 Nov 2026, 10:00"


async def test_a_seller_is_told_at_once_that_a_slot_is_a_colleagues(
    store: Store, as_user: AsUser, visit: int
) -> None:
    """R-37: the form of what is not theirs to change does not open."""
    factories.a_user(store, "ana", Role.SELLER)
    a_slot(store, visit, TUESDAY)
    app = board_app(as_user(store, "ana"))
    async with app.run_test(size=day.WIDE) as pilot:
        screen = await opened(app, pilot)
        await press(pilot, "e")
        await settled(pilot)
        assert app.screen is screen
        assert "manager" in shown(app)


@pytest.mark.parametrize("size", [day.SMALL, day.WIDE])
async def test_a_clash_of_the_host_tells_how_to_keep_both(
    store: Store, visit: int, size: tuple[int, int]
) -> None:
    """R-13: a warning that is long takes a line of its own above the keys."""
    set_language(Language.FR)
    a_slot(store, visit, TUESDAY, host="boss")
    app = board_app(store)
    async with app.run_test(size=size) as pilot:
        await opened(app, pilot)
        await press(pilot, "n")
        form = app.screen
        assert isinstance(form, SlotDialog)
        form.starts.value = "demain 18h30"
        await press(pilot, "enter")
        await settled(pilot)
        told = " ".join(shown(app).replace("│", " ").split())
        assert "à ce moment-là (mar. 24 nov. 18:00)." in told
        assert "Entrée encore une fois garde les deux." in told
        assert "Échap annuler" in told
        await press(pilot, "enter")
        await settled(pilot)
        assert isinstance(app.screen, SlotsScreen)
        assert len(app.screen.slots) == 2
