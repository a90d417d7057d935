"""The palette: what can be done here, and any record by its name (B1.7)."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.getters import query_one
from textual.screen import ModalScreen

from models import queries
from models.errors import RelanceError
from models.text import fold
from models.views.hits import Hit
from models.views.hits import HitKind
from tui import glyphs
from tui.commands import Command
from tui.commands import Group
from tui.commands import in_place
from tui.commands_of_settings import kept_from
from tui.dialogs.frame import DialogFrame
from tui.i18n import N_
from tui.i18n import _
from tui.ink import Ink
from tui.preferences.keymap import Keymap
from tui.preferences.keymap import key_label
from tui.recent import Recent
from tui.screens.base import AppScreen
from tui.screens.visiting import visit
from tui.theming import Ground
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.widgets.hint_line import Hint
from tui.widgets.query_line import QueryLine
from tui.widgets.rows import Rows
from tui.words.hits import kind_words
from tui.words.hits import link_of

LINES = 12
"""The height of the list, whatever is in it, so that nothing jumps."""
RECORDS = 20
KEY = 12
KIND = 11
ONLY_COMMANDS, ONLY_PARTIES, ONLY_DEALS = ">", "@", "#"
PARTIES = frozenset({HitKind.PERSON, HitKind.COMPANY})

Chosen = Command | Hit
Find = Callable[[str], Sequence[Hit]]

RUN_OR_LEAVE = (
    Hint((">",), N_("commands")),
    Hint(("@",), N_("people")),
    Hint(("#",), N_("deals")),
    Hint(("enter",), N_("choose")),
    Hint(("escape",), N_("cancel")),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """What the palette chooses from."""

    commands: Sequence[Command]
    """Those that can be used now."""
    keymap: Keymap
    recent: Recent
    find: Find


class PaletteFrame(DialogFrame):
    """A frame whose arrows move through its list while one types above it."""

    DEFAULT_CSS = """
    PaletteFrame {
        QueryLine { margin: 0 1; }
        Rows { margin: 1 0; width: 1fr; }
    }
    """

    def action_next(self) -> None:
        self.query_one(Rows).move(1)

    def action_previous(self) -> None:
        self.query_one(Rows).move(-1)


class PaletteScreen(ModalScreen[Chosen | None]):
    """Typing narrows; Enter answers what is under the cursor."""

    DEFAULT_CSS = """
    PaletteScreen {
        layers: base dialogs;
        background: transparent;
        &:ansi { background: transparent; }
    }
    """

    rows: "query_one[Rows[Chosen]]" = query_one("#rows", Rows)
    query_line = query_one("#query", QueryLine)

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self._offer = offer

    def compose(self) -> ComposeResult:
        rows = Rows[Chosen](ground=Ground.PANEL, id="rows")
        rows.styles.height = LINES
        query = QueryLine(
            glyphs.current().breadcrumb, ground=Ground.PANEL, edge=0, id="query"
        )
        frame = PaletteFrame(query, rows)
        frame.entitle(_("Palette"))
        frame.keys.offered = RUN_OR_LEAVE
        yield frame

    def on_mount(self) -> None:
        self.query_line.focus()
        self.watch(self.query_line, "text", self.narrow)

    @on(DialogFrame.Saved)
    @on(Rows.Opened)
    def choose(self) -> None:
        """Answer what is under the cursor, if there is anything."""
        chosen = self.rows.value
        if chosen is not None:
            self._offer.recent.note(chosen)
            self.dismiss(chosen)

    @on(DialogFrame.Left)
    def leave(self) -> None:
        """Answer nothing."""
        self.dismiss(None)

    def narrow(self, text: str) -> None:
        """Keep what the text finds."""
        found = list(self._found(text.strip()))
        self.rows.show(lambda cells: list(self._lines(found, cells)))

    def _found(self, text: str) -> Iterator[Chosen]:
        """Yield commands, then records; the latest ones where nothing is typed."""
        only, sought = text[:1], text[1:].strip()
        match only:
            case ">":
                yield from matching(self._offer.commands, sought)
            case "@":
                yield from (hit for hit in self._records(sought) if hit.kind in PARTIES)
            case "#":
                hits = self._records(sought)
                yield from (hit for hit in hits if hit.kind is HitKind.DEAL)
            case "":
                yield from self._latest()
            case _:
                yield from matching(self._offer.commands, text)
                yield from self._records(text)

    def _latest(self) -> Iterator[Chosen]:
        recent = self._offer.recent
        usable = {command.id for command in self._offer.commands}
        used = [command for command in recent.commands if command.id in usable]
        yield from recent.records
        yield from used
        known = {command.id for command in used}
        yield from (one for one in self._offer.commands if one.id not in known)

    def _records(self, text: str) -> Sequence[Hit]:
        return self._offer.find(text) if text else self._offer.recent.records

    def _lines(self, found: Sequence[Chosen], cells: int) -> Iterable[Row[Chosen]]:
        if not found:
            yield Row((Cell(_("Nothing is called that."), Ink.TEXT, FILL),))
        for one in found:
            yield self._line(one, cells)

    def _line(self, one: Chosen, cells: int) -> Row[Chosen]:
        match one:
            case Command():
                keys = self._offer.keymap.of(one)[:1]
                key = key_label(keys[0]) if keys else ""
                name = Cell(_(one.help), Ink.TEXT, FILL, name=True, gap=2)
                return Row((name, Cell(key, Ink.KEY, KEY, at_right=True)), one)
            case Hit():
                about = Cell(one.subtitle, Ink.MUTED, cells // 3, gap=2)
                name = Cell(one.title, Ink.TEXT, FILL, name=True, gap=2)
                kind = Cell(kind_words(one.kind), Ink.MUTED, KEY, at_right=True)
                return Row((name, about, kind), one)


def matching(commands: Iterable[Command], text: str) -> Sequence[Command]:
    """Return the commands that have all the words, names that begin so first."""
    words = fold(text).split()
    found: list[tuple[bool, Command]] = []
    for command in commands:
        said = fold(f"{_(command.label)} {_(command.help)}")
        if all(word in said for word in words):
            found.append((not said.startswith(fold(text)), command))
    return [command for _begins, command in sorted(found, key=lambda pair: pair[0])]


def usable(screen: AppScreen) -> list[Command]:
    """Return what can be done on a screen now; moving about is left to its keys."""
    kept = kept_from(screen.store.actor.role)
    return [
        command
        for command in in_place(screen.PLACE)
        if command.group is not Group.MOVE
        and command.id not in kept
        and hasattr(screen, f"action_{command.action}")
        and screen.check_action(command.action, ())
    ]


async def open_palette(screen: AppScreen) -> None:
    """Ask in the palette, then do it on the screen behind."""

    def find(text: str) -> Sequence[Hit]:
        try:
            return screen.store.read(queries.find.search, text, RECORDS)
        except RelanceError as error:
            screen.refuse(error)
            return ()

    app = screen.relance
    offer = Offer(usable(screen), screen.keymap, app.recent, find)
    chosen = await app.push_screen_wait(PaletteScreen(offer))
    match chosen:
        case Command():
            await app.run_action(chosen.action, screen)
        case Hit():
            visit(screen, link_of(chosen))
        case None:
            return
