"""What the dialogs share that ask for a day, and for a slot which gives it (R-12)."""

from textual import on
from textual.widget import Widget

from tui.dialogs.slot_desk import SlotDesk
from tui.widgets.date_field import Almanac
from tui.widgets.slot_field import SlotField
from tui.widgets.text_field import TextField


class AsksForSlot(Widget):
    """Keeps the day and the slot together; a dialog says which fields they are."""

    @property
    def slot_field(self) -> SlotField:
        """The field of the slot."""
        raise NotImplementedError

    @property
    def slots(self) -> tuple[SlotDesk, Almanac] | None:
        """Where slots are read and made; nothing where the day alone is asked."""
        raise NotImplementedError

    def propose_day(self) -> None:
        """Put the beginning of the chosen slot into the date, else the usual day."""
        raise NotImplementedError

    def untouched(self) -> bool:
        """Tell whether the date is still the proposed one."""
        raise NotImplementedError

    @on(SlotField.Chosen, "#slot")
    def be_there_in_time(self, event: SlotField.Chosen) -> None:
        """Propose the beginning of the chosen slot, else the usual day."""
        event.stop()
        self.propose_day()

    @on(SlotField.Opened, "#slot")
    def list_the_slots(self, event: SlotField.Opened) -> None:
        """Show the slots of the type that is asked for."""
        event.stop()
        if self.slots is not None:
            _open_slots(event.field, *self.slots)

    @on(TextField.Changed, "#when")
    def leave_the_slot(self, event: TextField.Changed) -> None:
        """Drop the slot where another moment is typed."""
        event.stop()
        if not self.untouched():
            self.slot_field.choose(None)


def _open_slots(field: SlotField, desk: SlotDesk, almanac: Almanac) -> None:
    """Show the list of slots over the dialog; what is chosen goes into its field."""
    from tui.dialogs.slots import SlotListDialog  # noqa: PLC0415 - few are opened

    type_id = field.type_id
    if type_id is None:
        return

    def chosen(slot_id: int | None) -> None:
        if slot_id is not None:
            field.offer(type_id, desk.read(type_id), almanac.zone)
            field.choose(slot_id)
            field.post_message(field.Chosen(field))

    shown = SlotListDialog(type_id, desk, almanac, field.value)
    field.app.push_screen(shown, chosen)  # pyright: ignore[reportUnknownMemberType]
