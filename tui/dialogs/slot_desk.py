"""How the dialogs of follow-ups read slots, and make and change them (R-12, R-13)."""

from collections.abc import Awaitable
from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.views.drafts import SlotDraft
from tui.dialogs.frame import DialogFrame
from tui.widgets.slot_field import SlotField

if TYPE_CHECKING:
    from models.views.bookings import SlotForm
    from models.views.bookings import SlotLine
    from tui.dialogs.slot import SlotDialog


@dataclass(frozen=True, slots=True)
class Change:
    """A slot as its form showed it, and as it was typed."""

    slot_id: int
    was: SlotDraft
    now: SlotDraft


@dataclass(frozen=True, slots=True)
class SlotDesk:
    """How the slots of a type are read, and how they are made and changed."""

    read: "Callable[[int], Sequence[SlotLine]]"
    form: "Callable[[int], SlotForm | None]"
    make: Callable[[DialogFrame, SlotDraft], Awaitable[str]]
    shown: "Callable[[int], SlotForm | None]"
    """The form of a slot as it stands."""
    change: Callable[[DialogFrame, Change], Awaitable[str]]
    call_off: Callable[[DialogFrame, int], Awaitable[str]]
    begin: "Callable[[SlotDialog, int | None], None]"
    """Lets the form of a slot, or of a new one, go on with its draft."""
    end: "Callable[[SlotDialog, SlotDraft | None], object]"
    """Forgets the draft of a form that was saved."""


def offer_slots(
    field: SlotField, desk: SlotDesk, type_id: int | None, zone: str
) -> None:
    """Offer the slots of another type; those of the same one stay as they are."""
    if field.type_id != type_id:
        lines = desk.read(type_id) if type_id is not None else ()
        field.offer(type_id, lines, zone)
