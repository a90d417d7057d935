"""Slots, as the dialogs of follow-ups offer them and make new ones (R-12)."""

from typing import TYPE_CHECKING

from models import operations
from models import queries
from models.views.drafts import SlotDraft
from tui.acts.choosing import look_up
from tui.acts.choosing import saved
from tui.dialogs.frame import DialogFrame
from tui.dialogs.slot_desk import Change
from tui.dialogs.slot_desk import SlotDesk
from tui.screens.base import AppScreen

if TYPE_CHECKING:
    from models.views.bookings import SlotForm
    from tui.dialogs.slot import SlotDialog


def desk(screen: AppScreen) -> SlotDesk:
    """Return how a screen reads the slots of a type, and how it makes new ones."""

    def form(type_id: int) -> "SlotForm | None":
        return look_up(screen, queries.slot_form.slot_form, type_id)

    async def make(frame: DialogFrame, draft: SlotDraft) -> str:
        return await saved(screen, frame, operations.slots.make_slot, draft)

    def shown(slot_id: int) -> "SlotForm | None":
        return look_up(screen, queries.slot_form.slot_to_change, slot_id)

    async def change(frame: DialogFrame, asked: Change) -> str:
        edit = operations.slots.edit_slot
        return await saved(screen, frame, edit, asked.slot_id, asked.now, asked.was)

    async def call_off(frame: DialogFrame, slot_id: int) -> str:
        return await saved(screen, frame, operations.slots.cancel_slot, slot_id)

    def begin(dialog: "SlotDialog", slot_id: int | None) -> None:
        from tui.dialogs.slot import KIND
        from tui.settings_pages import keeping

        keeping.begin(screen, dialog, KIND, slot_id)

    def end(dialog: "SlotDialog", answer: SlotDraft | None) -> object:
        from tui.settings_pages import keeping

        return keeping.end(screen, dialog, answer)

    return SlotDesk(
        read=lambda type_id: queries.slots.slots(screen.store, type_id),
        form=form,
        make=make,
        shown=shown,
        change=change,
        call_off=call_off,
        begin=begin,
        end=end,
    )
