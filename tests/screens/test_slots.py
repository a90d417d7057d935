"""Slots in the dialogs of follow-ups: asked where a type wants one (R-03, R-12)."""

from datetime import timedelta

import pytest

from models import operations
from models import queries
from models.history import Writer
from models.store import Store
from models.tables import FollowUpType
from models.vocabulary import ActionKind
from models.vocabulary import BookingStatus
from models.vocabulary import Language
from models.vocabulary import NoContact
from models.vocabulary import Outcome
from tests import factories
from tests.screens import day
from tests.screens.acts import shown
from tests.screens.places import board_app
from tests.screens.resting import settled
from tests.slots import a_booking
from tests.slots import a_slot
from tests.slots import an_activity
from tests.slots import states
from tests.slots import stored_slot
from tui.app import RelanceApp
from tui.dialogs.follow_up import FollowUpDialog
from tui.dialogs.outcome import OutcomeDialog
from tui.dialogs.slot import SlotDialog
from tui.dialogs.slots import SlotListDialog
from tui.i18n import set_language

TUESDAY = day.paris(24, 18)
HOUR = timedelta(hours=1)


@pytest.fixture
def visit(store: Store) -> int:
    return an_activity(store, "Discovery class")


def a_call(store: Store) -> int:
    """Plan a call for today, after which a meeting may come."""
    return day.a_prospect(store, "Boréal", day.november(23), type="Call")


def first_of_all(store: Store, name: str) -> None:
    """Let a type begin a tunnel, before the other types."""

    named = factories.type_id(store, name)

    def write(writer: Writer) -> None:
        kind = writer.session.get_one(FollowUpType, named)
        kind.is_first, kind.position = True, -1
        writer.save(kind, "follow_up_type.updated")

    store.write(write)


def dialog(app: RelanceApp) -> OutcomeDialog:
    return app.screen.query_one(OutcomeDialog)


async def test_a_next_step_takes_a_place_by_one_arrow(store: Store, visit: int) -> None:
    """R-12, R-19: free places beside the slot, whose start is the date."""
    slot = a_slot(store, visit, TUESDAY, capacity=12, host="boss")
    for number in range(9):
        other = factories.a_deal(store, f"Other {number}")
        late = factories.a_follow_up(store, deal=other, due=day.november(30))
        a_booking(store, slot, late)
    call = a_call(store)
    app = day.opened(store)
    async with app.run_test(size=day.SMALL) as pilot:
        await pilot.press("d", "n")
        assert dialog(app).lines.slot.display
        assert "no slot" in shown(app)
        dialog(app).lines.slot.focus()
        await pilot.press("right")
        await pilot.pause()
        assert "18:00 Discovery class" in shown(app)
        assert "3 of 12 places left" in shown(app)
        assert dialog(app).lines.when.understood == "→ Tue 24 Nov 2026, 18:00"
        await pilot.press("enter")
        await settled(pilot)
        assert "18:00. 2 places left." in shown(app)
    planned = day.after(store, call)
    assert planned is not None
    assert planned.planned_at == TUESDAY
    assert len(states(store, slot)) == 10


async def test_only_a_type_that_takes_place_in_one_asks_for_a_slot(
    store: Store, visit: int
) -> None:
    """R-03: kind none asks nothing; the field follows the chosen type."""
    a_slot(store, visit, TUESDAY)
    a_call(store)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("d", "n")
        fields = dialog(app).lines
        assert fields.slot.type_id == factories.type_id(store, "Meeting")
        await pilot.press("c")
        await pilot.pause()
        assert not fields.slot.display
        await pilot.press("m")
        await pilot.pause()
        assert fields.slot.display
        await pilot.press("escape", "d", "r")
        assert not fields.slot.display


async def test_the_list_of_slots_tells_what_is_full_and_what_clashes(
    store: Store, visit: int
) -> None:
    """R-12, R-13: a full one is refused in words, a clash is told before."""
    full = a_slot(store, visit, TUESDAY)
    a_booking(store, full, factories.a_follow_up(store, deal=factories.a_deal(store)))
    free = a_slot(store, visit, TUESDAY + HOUR, host="boss", minutes=90)
    a_slot(store, an_activity(store, "Talk"), TUESDAY + 2 * HOUR, host="boss")
    call = a_call(store)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("d", "n")
        dialog(app).lines.slot.focus()
        await pilot.press("space")
        await pilot.pause()
        assert isinstance(app.screen, SlotListDialog)
        assert "Tue 24 Nov 18:00  Discovery class" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "This slot is full. Choose another one." in shown(app)
        await pilot.press("down")
        await pilot.pause()
        assert "Béatrice Ossot has Talk at 20:00 too" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert dialog(app).lines.slot.value == free
        assert "Béatrice Ossot has Talk at 20:00 too" in shown(app)
        await pilot.press("enter")
        await settled(pilot)
        assert "The host has Talk at that time too." in shown(app)
    assert states(store, free) == [BookingStatus.BOOKED]
    assert day.follow_up(store, call).outcome is Outcome.NEXT_STEP


async def test_n_in_the_list_makes_a_slot_and_takes_it(
    store: Store, visit: int
) -> None:
    """R-12: `n` creates a slot, proposed like the latest one."""
    a_slot(store, visit, TUESDAY, minutes=45, capacity=6, place="Studio 2", host="boss")
    call = a_call(store)
    app = day.opened(store)
    async with app.run_test(size=day.SMALL) as pilot:
        await pilot.press("d", "n")
        dialog(app).lines.slot.focus()
        await pilot.press("space", "n")
        await pilot.pause()
        made = app.screen
        assert isinstance(made, SlotDialog)
        assert (made.minutes.value, made.capacity.value) == ("45", "6")
        await pilot.press(*"tomorrow", "enter")
        await pilot.pause()
        assert "A slot begins at an hour" in made.starts.refusal
        await pilot.press(*" 18:30", "enter")
        await settled(pilot)
        assert "Discovery class at that time" in shown(app)
        assert app.screen is made
        await pilot.press("enter")
        await settled(pilot)
        assert dialog(app).lines.when.understood == "→ Tue 24 Nov 2026, 18:30"
        await pilot.press("enter")
        await settled(pilot)
    planned = day.after(store, call)
    assert planned is not None
    assert planned.planned_at == day.paris(24, 18, 30)
    found = queries.slots.slots(store, factories.type_id(store, "Meeting"))
    assert [(line.capacity, line.taken, line.place) for line in found] == [
        (6, 0, "Studio 2"),
        (6, 1, "Studio 2"),
    ]


async def test_a_type_without_activity_says_that_it_is_the_type_that_lacks_one(
    store: Store,
) -> None:
    """R-12, R-14: another type may offer some."""
    an_activity(store, "Yoga", ActionKind.TRIAL, "Demo")
    day.a_prospect(store, "Hôtel", day.november(25), type="Call")
    app = day.opened(store)
    async with app.run_test(size=day.SMALL) as pilot:
        await pilot.press("d", "n")
        dialog(app).lines.slot.focus()
        await pilot.press("space", "n")
        await settled(pilot)
        assert "This type offers no activity yet: a manager adds one" in shown(app)


async def test_x_in_the_list_calls_a_slot_off(store: Store, visit: int) -> None:
    """R-12: whoever had a place in it has none; a seller's own slots alone."""
    slot = a_slot(store, visit, TUESDAY, host="boss")
    meeting = day.a_prospect(store, "Hôtel", day.november(25), type="Meeting")
    store.write(operations.bookings.book, meeting, slot)
    a_call(store)
    app = day.opened(store)
    async with app.run_test(size=day.SMALL) as pilot:
        await pilot.press("d", "n")
        dialog(app).lines.slot.focus()
        await pilot.press("space", "x")
        await settled(pilot)
        assert "No slot is to come." in shown(app)
        assert states(store, slot) == [BookingStatus.CANCELLED]
        await pilot.press("enter")
        await settled(pilot)
        assert shown(app).count("No slot is to come.") == 1
        assert "There is none to choose. Press n to make one." in shown(app)
        await pilot.press("escape", "escape", "u")
        await settled(pilot)
    assert states(store, slot) == [BookingStatus.BOOKED]


async def test_e_in_the_list_changes_the_slot_under_the_cursor(
    store: Store, visit: int
) -> None:
    """R-12: the list shows it as it is then, the cursor still on it."""
    a_slot(store, visit, TUESDAY)
    second = a_slot(store, visit, TUESDAY + HOUR, capacity=2)
    a_call(store)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("d", "n")
        dialog(app).lines.slot.focus()
        await pilot.press("space", "down", "e")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, SlotDialog)
        assert form.starts.value.endswith("19:00")
        form.capacity.value = "8"
        await pilot.press("enter")
        await settled(pilot)
        listed = app.screen
        assert isinstance(listed, SlotListDialog)
        assert "8 of 8 places left" in shown(app)
        assert listed.list.picked is not None
        assert listed.list.picked.value == second
    assert stored_slot(store, second).capacity == 8


async def test_a_moment_that_is_typed_leaves_the_slot(store: Store, visit: int) -> None:
    """R-03: without a slot the moment alone counts."""
    slot = a_slot(store, visit, TUESDAY)
    call = a_call(store)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("d", "n")
        dialog(app).lines.slot.focus()
        await pilot.press("right", "up")
        dialog(app).lines.when.select()
        await pilot.press(*"fri 10:00")
        await pilot.pause()
        assert dialog(app).lines.slot.value is None
        await pilot.press("enter")
        await settled(pilot)
    planned = day.after(store, call)
    assert planned is not None
    assert planned.planned_at == day.paris(27, 10)
    assert states(store, slot) == []


async def test_a_missed_appointment_is_booked_anew(store: Store, visit: int) -> None:
    """R-17: the place becomes a no-show, and the next attempt has one of its own."""
    before = a_slot(store, visit, day.paris(23, 8))
    again = a_slot(store, visit, TUESDAY)
    missed = day.a_prospect(store, "Hôtel", day.paris(23, 8), type="Meeting")
    a_booking(store, before, missed)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("d", "r")
        dialog(app).lines.slot.focus()
        await pilot.press("right", "enter")
        await settled(pilot)
    assert day.follow_up(store, missed).no_contact_kind is NoContact.NO_SHOW
    assert states(store, before) == [BookingStatus.NO_SHOW]
    assert states(store, again) == [BookingStatus.BOOKED]


async def test_a_new_follow_up_asks_for_a_slot(store: Store, visit: int) -> None:
    """R-03, R-07: the same line stands in the dialog of a new follow-up."""
    first_of_all(store, "Meeting")
    slot = a_slot(store, visit, TUESDAY)
    deal = factories.a_deal(store, "Boréal")
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("B", "f")
        asked = app.screen
        assert isinstance(asked, FollowUpDialog)
        assert asked.slot.display
        asked.slot.focus()
        await pilot.press("right")
        await pilot.pause()
        assert asked.when.understood == "→ Tue 24 Nov 2026, 18:00"
        asked.type.focus()
        await pilot.press("c")
        await pilot.pause()
        assert not asked.slot.display
        assert asked.when.understood == "→ Tue 24 Nov 2026"
        await pilot.press("m", "down", "down", "right", "enter")
        await settled(pilot)
    planned = day.planned(store, deal)
    assert planned is not None
    assert planned.planned_at == TUESDAY
    assert states(store, slot) == [BookingStatus.BOOKED]


async def test_the_last_place_went_to_someone_faster(store: Store, visit: int) -> None:
    """R-12: the dialog stays open and says why, nothing is lost."""
    slot = a_slot(store, visit, TUESDAY)
    call = a_call(store)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("d", "n")
        dialog(app).lines.slot.focus()
        await pilot.press("right")
        rival = factories.a_follow_up(store, deal=factories.a_deal(store, "Faster"))
        a_booking(store, slot, rival)
        await pilot.press("enter")
        await settled(pilot)
        assert "is full" in shown(app)
        assert dialog(app).asking
        await pilot.press("escape")
    assert day.follow_up(store, call).outcome is None


async def test_a_planned_follow_up_gets_a_place_later(store: Store, visit: int) -> None:
    """R-12: from the palette, wherever it is selected; a call takes none."""
    slot = a_slot(store, visit, TUESDAY)
    meeting = day.a_prospect(store, "Hôtel", day.november(23), type="Meeting")
    day.a_prospect(store, "Boréal", day.november(24), type="Call")
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await day.today(app).action_followup_book()
        await pilot.pause()
        await pilot.press("enter")
        await settled(pilot)
        assert "Hôtel has a place. 0 places left." in shown(app)
        day.today(app).list.focus()
        await pilot.press("home")
        await settled(pilot)
    assert day.follow_up(store, meeting).planned_at == TUESDAY
    assert states(store, slot) == [BookingStatus.BOOKED]


async def test_putting_off_says_that_it_gives_the_place_back(
    store: Store, visit: int
) -> None:
    """R-12, B1.5: said before, and said of what was done."""
    slot = a_slot(store, visit, TUESDAY)
    meeting = day.a_prospect(store, "Hôtel", day.november(23), type="Meeting")
    store.write(operations.bookings.book, meeting, slot)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("z")
        await pilot.pause()
        assert "gives the place in Discovery class back" in shown(app)
        await pilot.press("w")
        await settled(pilot)
        assert "The place in Discovery class is free again." in shown(app)
    assert states(store, slot) == [BookingStatus.CANCELLED]


async def test_the_record_has_the_places_of_its_follow_ups(
    store: Store, visit: int
) -> None:
    """R-27: in the chain, and in the timeline, in both languages."""
    slot = a_slot(store, visit, TUESDAY, place="Studio 2")
    meeting = day.a_prospect(store, "Hôtel", day.november(25), type="Meeting")
    store.write(operations.bookings.book, meeting, slot)
    for language, state in ((Language.EN, "booked"), (Language.FR, "réservée")):
        set_language(language)
        app = board_app(store)
        async with app.run_test(size=day.WIDE) as pilot:
            await pilot.press("enter")
            await settled(pilot)
            assert "Discovery class" in shown(app)
            assert state in shown(app)
            await pilot.press("tab", "enter")
            await settled(pilot)
            assert "18:00, Studio 2" in shown(app)
            assert state in shown(app)


async def test_the_slot_line_speaks_french(store: Store, visit: int) -> None:
    """R-12: the same words in French."""
    set_language(Language.FR)
    a_slot(store, visit, TUESDAY, capacity=12)
    a_call(store)
    app = day.opened(store)
    async with app.run_test(size=day.SMALL) as pilot:
        await pilot.press("d", "n")
        assert "Créneau" in shown(app)
        dialog(app).lines.slot.focus()
        await pilot.press("right")
        await pilot.pause()
        assert "12 places libres sur 12" in shown(app)
