"""What is done on the planning: slots made, changed, called off; who came (R-12)."""

from dataclasses import replace

from models import operations
from models import queries
from models.views.bookings import Booked
from models.views.bookings import PlannedSlot
from models.views.drafts import SlotDraft
from models.vocabulary import BookingStatus
from tui.acts import choosing
from tui.dialogs.slot import KIND
from tui.dialogs.slot import SlotDialog
from tui.i18n import _
from tui.screens.base import AppScreen
from tui.screens.slots import SlotsScreen
from tui.settings_pages.keeping import ask
from tui.widgets.message_line import MessageKind


async def open_slots(
    screen: AppScreen, activity_id: int | None = None, activity: str = ""
) -> None:
    """Open the slots of an activity, or of all, over a place; Esc comes back."""
    if isinstance(screen, SlotsScreen) and activity_id == screen.activity_id:
        return
    shown = SlotsScreen(screen.store, activity_id, activity)
    await screen.relance.push_screen(shown)


async def resume(screen: AppScreen, slot_id: int | None) -> bool:
    """Open the slots with the form that was half typed; tell whether it can be."""
    await open_slots(screen)
    shown = screen.relance.screen
    if not isinstance(shown, SlotsScreen):
        return False
    shown.run_worker(make(shown) if slot_id is None else _edit(shown, slot_id))
    return True


async def make(screen: SlotsScreen) -> None:
    """Ask for a new slot, of the activity that is shown where it is one."""
    form = await choosing.looked_up(screen, queries.slot_form.slot_form)
    if form is None:
        return
    if not form.activities:
        said = _("No activity yet: a manager adds one in the settings.")
        screen.say(said, kind=MessageKind.HINT)
        return
    first = screen.activity_id
    ordered = sorted(form.activities, key=lambda one: one.id != first)

    async def accept(draft: SlotDraft) -> str:
        add = operations.slots.make_slot
        return await choosing.saved(screen, dialog.frame, add, draft)

    form = replace(form, activities=tuple(ordered))
    dialog = SlotDialog(form, choosing.almanac(screen), accept)
    await ask(screen, dialog, KIND)


async def edit(screen: SlotsScreen) -> None:
    """Open the form of the slot under the cursor."""
    slot = _pointed(screen)
    if slot is not None:
        await _edit(screen, slot.id)


async def _edit(screen: SlotsScreen, slot_id: int) -> None:
    shown = queries.slot_form.slot_to_change
    form = await choosing.looked_up(screen, shown, slot_id)
    if form is None or form.was is None:
        return
    was = form.was

    async def accept(now: SlotDraft) -> str:
        change = operations.slots.edit_slot
        return await choosing.saved(screen, dialog.frame, change, slot_id, now, was)

    dialog = SlotDialog(form, choosing.almanac(screen), accept)
    await ask(screen, dialog, KIND, slot_id)


async def free(screen: SlotsScreen) -> None:
    """Give the place under the cursor back, or call the whole slot off."""
    booked, slot = screen.booked, _pointed(screen)
    if slot is None:
        return
    if booked is not None:
        give = operations.bookings.give_back
        done = await screen.write(give, booked.follow_up_id)
    else:
        done = await screen.write(operations.slots.cancel_slot, slot.id)
    choosing.say_done(screen, done)


async def mark(screen: SlotsScreen) -> None:
    """Say of whom the cursor is on that they came, then that they did not."""
    booked = screen.booked
    if booked is None:
        screen.say(
            _("Nobody is selected: the cursor is on no place that is taken."),
            kind=MessageKind.HINT,
        )
        return
    turn = operations.bookings.mark
    done = await screen.write(turn, booked.id, _after(booked))
    choosing.say_done(screen, done)


def _after(booked: Booked) -> BookingStatus:
    came = booked.status is BookingStatus.ATTENDED
    return BookingStatus.NO_SHOW if came else BookingStatus.ATTENDED


def _pointed(screen: SlotsScreen) -> PlannedSlot | None:
    if screen.slot is None:
        screen.say(
            _("No slot is selected."), _("`n` makes one."), kind=MessageKind.HINT
        )
    return screen.slot
