"""What every dialog looks like and answers to (look.md, Dialog; ruling 23)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalGroup
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from tui import glyphs
from tui.cells import cut
from tui.cells import safe
from tui.cells import width
from tui.i18n import N_
from tui.theming import Ground
from tui.theming import Palette
from tui.widgets.field import Field
from tui.widgets.hint_line import Hint
from tui.widgets.hint_line import hint_parts
from tui.widgets.line import GAP
from tui.widgets.line import Line
from tui.widgets.line import Part
from tui.widgets.line import cells_of
from tui.widgets.line import spread
from tui.widgets.text_field import TextField
from tui.widgets.text_lines import TextLines

WIDTH = 76
LEAST_MARGIN = 2
MOST = 3
"""The most lines that a refusal takes above the keys."""
BROKEN = 12
"""The cells that a line may leave at its end, where the next word is too long."""
BESIDE_THE_TITLE = 6
"""Cells of the upper border that its title leaves: corners, lines and blanks."""
USUAL_HEIGHT = 19
"""A dialog of this height stands in the upper third; a higher one may go lower."""

CANCEL = Hint(("escape",), N_("cancel"))
KEEP_THE_DRAFT = Hint(("escape",), N_("cancel, keep the draft"))
SAVE_OR_LEAVE = (Hint(("enter",), N_("save")), KEEP_THE_DRAFT)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into the text fields, by the ids of the fields."""

    texts: Mapping[str, str]

    def __bool__(self) -> bool:
        """Whether anything worth keeping was typed."""
        return any(text.strip() for text in self.texts.values())


class DialogKeys(Line):
    """The last line: what went wrong at the left, the keys at the right.

    What is too long for that stands above the keys, where the screen has room.
    """

    GROUND: ClassVar[Ground] = Ground.PANEL
    EDGE: ClassVar[int] = 0

    refusal: reactive[str] = reactive("")
    """Why nothing was saved, where no single field is to blame."""
    offered: reactive[tuple[Hint, ...]] = reactive(SAVE_OR_LEAVE)
    """The keys that end the dialog."""

    def parts(self, palette: Palette, cells: int) -> tuple[list[Part], list[Part]]:
        """Put the refusal at the left of the keys, or in their place if it is long."""
        said = f"{glyphs.current().overdue} {safe(self.refusal)}"
        left: list[Part] = [(said, palette.overdue)] if self.refusal else []
        right = self._keys(palette, cells)
        whole = cells_of(left) + GAP + cells_of(right) <= cells
        return left, right if whole or not left else []

    def watch_refusal(self) -> None:
        """Take as many lines as the refusal needs, of those below the dialog."""
        cells = self.size.width
        if not cells:
            return
        left, right = self.parts(self.palette, cells)
        more = len(self._told(cells, MOST)) if left and not right else 0
        self.styles.height = 1 + min(more, self._free)

    @property
    def room(self) -> int:
        """The cells that a refusal may take, on one line or broken between words."""
        line = self.size.width - width(f"{glyphs.current().overdue} ")
        lines = min(self._free, MOST)
        return line + max(lines - 1, 0) * (line - BROKEN)

    @property
    def _free(self) -> int:
        """The lines below the dialog that a refusal may take."""
        frame = self.parent
        if not isinstance(frame, DialogFrame):
            return 0
        below = self.screen.size.height - 1 - frame.region.bottom
        return max(below + self.size.height - 1, 0)

    def render_line(self, y: int) -> Strip:
        """Draw a line of a long refusal, below the last one the keys."""
        cells, above = self.size.width, self.size.height - 1
        if not above:
            return super().render_line(y)
        palette = self.palette
        if y == above:
            keys = self._keys(palette, cells)
            return spread([], keys, cells, palette.ground, self.EDGE)
        lines = self._told(cells, above)
        left = [(lines[y], palette.overdue)] if y < len(lines) else []
        return spread(left, [], cells, palette.ground, self.EDGE)

    def _keys(self, palette: Palette, cells: int) -> list[Part]:
        """Draw the keys, in fewer words where the line is short."""
        keys = hint_parts(self.offered, palette)
        if cells_of(keys) <= cells:
            return keys
        told = (CANCEL if hint == KEEP_THE_DRAFT else hint for hint in self.offered)
        return hint_parts(tuple(told), palette)

    def _told(self, cells: int, most: int) -> list[str]:
        """Break the refusal between its words, all behind its mark."""
        from tui.wrapping import wrapped  # noqa: PLC0415 - few refusals are so long

        sign = f"{glyphs.current().overdue} "
        lines = wrapped(self.refusal, cells - width(sign), most)
        blank = " " * width(sign)
        return [f"{blank if y else sign}{line}" for y, line in enumerate(lines)]


class Rule(Line):
    """The thin line between the choices of a dialog and its fields."""

    GROUND: ClassVar[Ground] = Ground.PANEL
    EDGE: ClassVar[int] = 0

    def parts(self, palette: Palette, cells: int) -> tuple[list[Part], list[Part]]:
        """Draw from edge to edge."""
        return [(glyphs.current().line * cells, palette.rule)], []


class DialogFrame(VerticalGroup):
    """A rounded frame above the screen, which stays as it is, with a way out."""

    BINDINGS = [
        Binding("enter", "save", show=False),
        Binding("escape,q", "leave", show=False),
        Binding("tab,down", "next", show=False),
        Binding("shift+tab,up", "previous", show=False),
    ]

    DEFAULT_CSS = """
    DialogFrame {
        position: absolute;
        layer: dialogs;
        overflow: hidden auto;
        scrollbar-size-vertical: 1;
        padding: 1 1;
        background: $panel;
        color: $foreground;
        border: round $accent;
        border-title-color: $rl-strong;
        border-title-background: $panel;
        &.-ascii { border: ascii $accent; }
        &.-tight { padding: 0 1; }
        & > * { margin: 0 1; }
        & > LetterChoices { margin: 0; }
        & > Rule { margin: 0 0 1 0; }
    }
    """

    @dataclass
    class Saved(Message):
        """Enter was pressed: the answers are to be taken."""

        frame: "DialogFrame"

    @dataclass
    class Left(Message):
        """The person goes without an answer."""

        frame: "DialogFrame"

    def __init__(self, *fields: Widget, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._fields = fields
        self.keys = DialogKeys()
        self._placed = (0, (0, 0))
        self._title: tuple[str, tuple[str, ...]] = ("", ())
        self._lines = 0
        """How many lines showed last, in sight or not."""

    def compose(self) -> ComposeResult:
        yield from self._fields
        yield self.keys

    def on_mount(self) -> None:
        self.set_class(glyphs.current() is glyphs.ASCII, "-ascii")
        laid_out = self.screen.screen_layout_refresh_signal  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        laid_out.subscribe(self, self._place)  # pyright: ignore[reportUnknownMemberType]
        self._place()

    @on(Input.Submitted)
    def save_from_a_field(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_save()

    @on(TextLines.Submitted)
    def save_from_lines(self, event: TextLines.Submitted) -> None:
        event.stop()
        self.action_save()

    @property
    def asking(self) -> bool:
        """Whether it waits for an answer: mounted beforehand, it mostly does not."""
        return False

    def action_save(self) -> None:
        self.post_message(self.Saved(self))

    def action_leave(self) -> None:
        self.post_message(self.Left(self))

    def action_next(self) -> None:
        self._go(1)

    def action_previous(self) -> None:
        self._go(-1)

    def entitle(self, title: str, *contexts: str) -> None:
        """Write the title into the border, its context muted behind it.

        One context is cut where the title needs the room; of several wordings, the
        longest first, one is always read whole and the title gives way.
        """
        told = tuple(f"  {safe(context)}" for context in contexts if context)
        self._title = (safe(title), told)
        self._write_title()

    def typed(self) -> Typed:
        """Tell what stands in the text fields, to be kept as a draft."""
        return Typed({field.id: field.value for field in self._texts if field.id})

    def retype(self, typed: Typed) -> None:
        """Put back what a draft kept, where the fields still exist."""
        for field in self._texts:
            if field.id and field.id in typed.texts:
                field.value = typed.texts[field.id]

    @property
    def _texts(self) -> list[TextField | TextLines]:
        return [*self.query(TextField), *self.query(TextLines)]

    def keep_draft(self) -> None:
        """Write down what is half typed; only a dialog that is mounted does."""

    def unrefuse(self) -> None:
        """Take every refusal away."""
        self.keys.refusal = ""
        for field in self.query(Field):
            field.refusal = ""

    def stops(self) -> list[Widget]:
        """Tell where Tab and the arrows stop, from top to bottom."""
        return [
            widget
            for widget in self.query("*")
            if widget.focusable and _is_shown(widget, self)
        ]

    def _go(self, step: int) -> None:
        stops = self.stops()
        if not stops:
            return
        at = self.screen.focused
        place = stops.index(at) + step if at in stops else 0
        stops[place % len(stops)].focus()

    def _place(self, *_: object) -> None:
        """Stand in the upper third of the screen, as wide as it allows."""
        across, height = self.screen.size
        mine = min(WIDTH, across - 2 * LEAST_MARGIN)
        top = max(1, (height - USUAL_HEIGHT) // 3)
        wanted = ((across - mine) // 2, top)
        if (mine, wanted) != self._placed:
            self._placed = (mine, wanted)
            self.styles.width = mine
            self.styles.max_height = max(height - 2, 1)
            self.styles.offset = wanted
            self._write_title()
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        """Scroll to where the keys are, on a screen too low for all that shows now."""
        lines, at = self.virtual_size.height, self.screen.focused
        if lines != self._lines and at is not None and self in at.ancestors:
            self.scroll_to_widget(at, animate=False)
        self._lines = lines

    def _write_title(self) -> None:
        """Cut the title with the mark of the screen: Textual's is never ASCII."""
        title, contexts = self._title
        room = (self._placed[0] or WIDTH) - BESIDE_THE_TITLE
        room_beside = room - width(title)
        fits = (one for one in contexts if width(one) <= room_beside)
        context = next(fits, contexts[-1] if contexts else "")
        title = cut(title, room - width(context) if len(contexts) > 1 else room)
        words = [(title, "bold")]
        if context and width(title) + GAP < room:
            rest = cut(context, room - width(title))
            words.append((rest, "$text-muted not bold"))
        self.border_title = Content.assemble(*words) if title else None


def _is_shown(widget: Widget, frame: DialogFrame) -> bool:
    """Tell whether neither the widget nor what it stands in is hidden."""
    inside = [node for node in widget.ancestors_with_self if isinstance(node, Widget)]
    return all(node.display for node in inside[: inside.index(frame)])
