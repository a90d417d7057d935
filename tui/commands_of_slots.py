"""The commands of slots: when something takes place, and who has a place (R-12)."""

from tui.command import ON_RECORDS
from tui.command import ON_SLOTS
from tui.command import Command
from tui.command import Group
from tui.i18n import N_

SLOTS_OPEN = Command(
    "slots.open",
    (),
    N_("slots"),
    N_("Open the slots: who has a place, and who came"),
    Group.GO,
)
SLOT_NEW = Command(
    "slot.new", ("n",), N_("new slot"), N_("Make a slot"), places=ON_SLOTS
)
SLOT_EDIT = Command(
    "slot.edit",
    ("e",),
    N_("edit"),
    N_("Change the slot: when, how many places, host, place"),
    places=ON_SLOTS,
)
SLOT_FREE = Command(
    "slot.free",
    ("x",),
    N_("call off"),
    N_("Call the slot off, or give the place back that is selected"),
    places=ON_SLOTS,
)
BOOKING_MARK = Command(
    "booking.mark",
    ("space",),
    N_("attendance"),
    N_("Say that they came, and again that they did not"),
    places=ON_SLOTS,
)
PLACE_BACK = Command(
    "followup.give_back",
    (),
    N_("place back"),
    N_("Give the place of the follow-up back"),
    places=ON_RECORDS,
)
ACTS = (SLOT_NEW, SLOT_EDIT, SLOT_FREE, BOOKING_MARK, PLACE_BACK)
PLACES = (SLOTS_OPEN,)
