"""A field for a place in a slot: ``18:00 Discovery class  3 of 12 places left``."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from models.clock import local_day
from models.views.bookings import SlotLine
from models.views.drafts import Due
from tui import glyphs
from tui.cells import pad
from tui.cells import safe
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import ngettext
from tui.widgets.field import LABEL
from tui.widgets.field import Field
from tui.widgets.line import Part
from tui.words.slots import clash_words
from tui.words.slots import places_left
from tui.words.slots import slot_hour


class SlotField(Field, can_focus=True):
    """Left and right go through the free slots; space opens the list of them."""

    @dataclass
    class Chosen(Message):
        """Another slot was chosen, or none."""

        field: "SlotField"

        @property
        def control(self) -> "SlotField":
            """The field, for ``@on(SlotField.Chosen, "#slot")``."""
            return self.field

    @dataclass
    class Opened(Chosen):
        """The list of slots is asked for."""

    def __init__(self, *, id: str = "slot") -> None:  # noqa: A002 - Textual's name
        super().__init__(N_("Slot"), id=id)
        self._lines: tuple[SlotLine, ...] = ()
        self._chosen: SlotLine | None = None
        self._zone = "UTC"
        self.type_id: int | None = None
        """The type of follow-up whose slots are offered; none asks for no slot."""

    def on_key(self, event: events.Key) -> None:
        """Take the arrows and the key of the list; leave the rest."""
        step = {"left": -1, "right": 1}.get(event.key)
        if event.key == "space":
            self.post_message(self.Opened(self))
        elif step is not None:
            self._step(step)
        else:
            return
        event.stop()
        event.prevent_default()

    def offer(
        self, type_id: int | None, lines: Sequence[SlotLine] = (), zone: str = "UTC"
    ) -> None:
        """Offer the slots of a type, none of them chosen."""
        self.type_id, self._lines, self._zone = type_id, tuple(lines), zone
        self.choose(None)

    def choose(self, slot_id: int | None) -> None:
        """Choose a slot that is offered, or none, without a message."""
        found = (line for line in self._lines if line.id == slot_id)
        self._chosen = next(found, None)
        self.refusal = ""
        self.refresh()

    @property
    def value(self) -> int | None:
        """The chosen slot, nothing where the moment alone counts."""
        return self._chosen.id if self._chosen is not None else None

    @property
    def due(self) -> Due | None:
        """When a follow-up in the chosen slot is due."""
        if self._chosen is None:
            return None
        starts = self._chosen.starts_at
        return Due(local_day(starts, self._zone), starts)

    def shown_value(self) -> list[Part]:
        """Put the chosen slot between two marks, its free places beside it."""
        palette, marks = self.palette, glyphs.current()
        side = palette.accent if self._free else palette.faint
        words, aside = self._words()
        return [
            (" ", palette.ground),
            (marks.previous, side),
            (f" {safe(words)} ", palette.text),
            (marks.next, side),
            (f"  {safe(aside)}", palette.muted),
        ]

    def line_parts(self, y: int) -> list[Part]:
        """Say on the second line what else the host has, where nothing is refused."""
        clash = clash_words(self._chosen, self._zone) if self._chosen else ""
        if y != 1 or self.refusal or not clash:
            return super().line_parts(y)
        said = f"{glyphs.current().overdue} {safe(clash)}"
        return [(pad("", LABEL), self.palette.ground), (said, self.palette.overdue)]

    @property
    def _free(self) -> list[SlotLine]:
        return [line for line in self._lines if line.free]

    def _words(self) -> tuple[str, str]:
        if self._chosen is not None:
            return slot_hour(self._chosen, self._zone), places_left(self._chosen)
        free = len(self._free)
        if not free:
            return _("none is free"), _("space makes one")
        aside = ngettext(
            "{count} is free, space lists it",
            "{count} are free, space lists them",
            free,
        )
        return _("no slot"), aside.format(count=free)

    def _step(self, step: int) -> None:
        known = [None, *(line.id for line in self._free)]
        at = known.index(self.value) if self.value in known else 0
        self.choose(known[(at + step) % len(known)])
        self.post_message(self.Chosen(self))
