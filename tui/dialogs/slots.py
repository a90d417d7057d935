"""The list of slots that a follow-up may have a place in (R-12, R-13)."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.widget import Widget

from models.views.bookings import SlotLine
from models.views.drafts import SlotDraft
from tui import glyphs
from tui.cells import safe
from tui.dialogs.base import Dialog
from tui.dialogs.frame import DialogFrame
from tui.dialogs.slot import SlotDialog
from tui.dialogs.slot_desk import Change
from tui.dialogs.slot_desk import SlotDesk
from tui.i18n import N_
from tui.i18n import _
from tui.theming import Ground
from tui.theming import Palette
from tui.widgets.date_field import Almanac
from tui.widgets.hint_line import Hint
from tui.widgets.line import Line
from tui.widgets.line import Part
from tui.widgets.pick_list import Pick
from tui.widgets.pick_list import PickList
from tui.words.slots import clash_words
from tui.words.slots import places_left
from tui.words.slots import slot_name

LIST_KEYS = (
    Hint(("n",), N_("new slot")),
    Hint(("e",), N_("edit")),
    Hint(("x",), N_("call off")),
    Hint(("enter",), N_("choose")),
    Hint(("escape",), N_("cancel")),
)


class SlotPicks(PickList[int], can_focus=True):
    """A list that has the keys itself, so that letters are free for acts."""


class ClashLine(Line):
    """Says of the slot under the cursor what else its host has (R-13)."""

    GROUND: ClassVar[Ground] = Ground.PANEL
    EDGE: ClassVar[int] = 0

    told = ""

    def parts(self, palette: Palette, cells: int) -> tuple[list[Part], list[Part]]:
        """Mark it as what is late is marked."""
        del cells
        said = f"{glyphs.current().overdue} {safe(self.told)}"
        return ([(said, palette.overdue)] if self.told else []), []


class SlotFrame(DialogFrame):
    """A frame whose arrows move through its list, and whose letters act on slots."""

    BINDINGS = [
        Binding("n", "new", show=False),
        Binding("e", "edit", show=False),
        Binding("x", "call_off", show=False),
    ]

    @dataclass
    class Asked(Message):
        """A new slot is asked for."""

    @dataclass
    class Edited(Message):
        """The slot under the cursor is to be changed."""

    @dataclass
    class CalledOff(Message):
        """The slot under the cursor is not to take place."""

    def action_next(self) -> None:
        self.query_one(SlotPicks).move(1)

    def action_previous(self) -> None:
        self.query_one(SlotPicks).move(-1)

    def action_new(self) -> None:
        self.post_message(self.Asked())

    def action_edit(self) -> None:
        self.post_message(self.Edited())

    def action_call_off(self) -> None:
        self.post_message(self.CalledOff())


class SlotListDialog(Dialog[int]):
    """The slots to come with their free places; ``n`` makes one and takes it."""

    def __init__(
        self,
        type_id: int,
        desk: SlotDesk,
        almanac: Almanac,
        chosen: int | None = None,
    ) -> None:
        super().__init__(_("Slots"))
        self._chosen = chosen
        self._type_id = type_id
        self._desk = desk
        self._almanac = almanac
        self._lines: dict[int, SlotLine] = {}
        self.list = SlotPicks(id="slots")
        self.clash = ClashLine()

    def compose(self) -> ComposeResult:
        frame = SlotFrame(*self.fields())
        frame.entitle(*self._words)
        frame.keys.offered = LIST_KEYS
        yield frame

    def fields(self) -> list[Widget]:
        return [self.list, self.clash]

    def first(self) -> Widget:
        """Give the keys to the list."""
        return self.list

    def reset(self) -> None:
        """Read the slots, and say what to do where there is none."""
        lines = self._desk.read(self._type_id)
        self._lines = {line.id: line for line in lines}
        at = list(self._lines).index(self._chosen) if self._chosen in self._lines else 0
        self.list.set_picks([self._pick(line) for line in lines], at)
        if not lines:
            self.clash.told = _("No slot is to come.")
        self.look()

    @on(PickList.Moved, "#slots")
    def look(self) -> None:
        """Tell the clash of the slot under the cursor."""
        picked = self.list.picked
        if picked is not None:
            line = self._lines[picked.value]
            self.clash.told = clash_words(line, self._almanac.zone)
        self.clash.refresh()

    @on(SlotFrame.Asked)
    def ask_for_a_new_one(self) -> None:
        """Open the dialog of a new slot; once it is saved, it is chosen."""
        form = self._desk.form(self._type_id)
        if form is None:
            return
        if not form.activities:
            self.frame.keys.refusal = _(
                "This type offers no activity yet: a manager adds one in the settings."
            )
            return
        known = set(self._lines)

        async def accept(draft: SlotDraft) -> str:
            return await self._desk.make(dialog.frame, draft)

        def made(draft: SlotDraft | None) -> None:
            self._desk.end(dialog, draft)
            if draft is None:
                return
            new = {line.id for line in self._desk.read(self._type_id)} - known
            self.dismiss(max(new, default=None))

        dialog = SlotDialog(form, self._almanac, accept)
        self._desk.begin(dialog, None)
        self.app.push_screen(dialog, made)  # pyright: ignore[reportUnknownMemberType]

    @on(SlotFrame.Edited)
    def ask_for_changes(self) -> None:
        """Open the slot under the cursor; the list shows it as it is then."""
        picked = self.list.picked
        form = self._desk.shown(picked.value) if picked is not None else None
        if picked is None or form is None or form.was is None:
            return
        slot_id, was = picked.value, form.was

        async def accept(now: SlotDraft) -> str:
            change = Change(slot_id, was, now)
            return await self._desk.change(dialog.frame, change)

        def changed(now: SlotDraft | None) -> None:
            self._desk.end(dialog, now)
            if now is not None:
                self._chosen = slot_id
                self.reset()

        dialog = SlotDialog(form, self._almanac, accept)
        self._desk.begin(dialog, slot_id)
        self.app.push_screen(dialog, changed)  # pyright: ignore[reportUnknownMemberType]

    @on(SlotFrame.CalledOff)
    async def call_it_off(self) -> None:
        """Call the slot under the cursor off; undo brings it back."""
        picked = self.list.picked
        if picked is None:
            return
        refusal = await self._desk.call_off(self.frame, picked.value)
        self.frame.keys.refusal = refusal
        if not refusal:
            self.reset()

    def answer(self) -> int | None:
        """Take the slot under the cursor, if a place is free."""
        picked = self.list.picked
        if picked is None:
            self.frame.keys.refusal = _("There is none to choose. Press n to make one.")
            return None
        if picked.forbidden:
            self.frame.keys.refusal = picked.forbidden
            return None
        return picked.value

    def _pick(self, line: SlotLine) -> Pick[int]:
        dot = f" {glyphs.current().separator} "
        clash = glyphs.current().overdue if line.clash is not None else ""
        told = (places_left(line), line.host, line.place, clash)
        full = "" if line.free else _("This slot is full. Choose another one.")
        name = slot_name(line, self._almanac.zone)
        return Pick(line.id, name, dot.join(one for one in told if one), full)
