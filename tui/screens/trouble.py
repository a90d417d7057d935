"""The database cannot be used: what happened, what is safe, what to do (safety 3.3)."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.message import Message
from textual.screen import ModalScreen

from models.backups import Backup
from models.backups import newest_good
from models.errors import BadData
from models.errors import NoInput
from models.errors import RelanceError
from models.errors import Unsuitable
from tui import formats
from tui.dialogs.frame import DialogFrame
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import language
from tui.ink import Ink
from tui.theming import Ground
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.widgets.hint_line import Hint
from tui.widgets.rows import Rows
from tui.words.refusals import explain
from tui.wrapping import wrapped

AGAIN = Hint(("r",), N_("try again"))
RESTORE = Hint(("b",), N_("put back the backup"))
QUIT = Hint(("q",), N_("quit"))

LINES = 6
PUT_OUT = "user_inactive"
"""With this nothing is left to try: the session ends."""

ENDING = frozenset({"database_replaced", PUT_OUT})
"""What no later save can mend by itself, though it looks like a refusal."""

MENDED_BY_A_BACKUP = frozenset(
    {"database_damaged", "database_empty", "database_mendable", "database_missing"}
)

WAITING = frozenset({"database_being_changed", "upgrade_waits"})
"""What passes by itself, so that it is tried again without a key."""

LOOK_EVERY = 2.0

Try = Callable[[], RelanceError | None]
"""Uses the database again and answers what still stands in the way."""

Way = RelanceError | Backup | None
"""How it goes on: with what to leave with, what to put back, or where it was."""


class TroubleFrame(DialogFrame):
    """The ways on, and Esc is the one that loses nothing."""

    @dataclass
    class Restored(Message):
        """The newest good backup is asked for."""

    BINDINGS = [
        Binding("r,enter,escape", "save", show=False),
        Binding("b", "restore", show=False),
        Binding("q", "leave", show=False),
    ]
    DEFAULT_CSS = """
    TroubleFrame {
        border: round $error;
        &.-ascii { border: ascii $error; }
        Rows { margin: 0 0 1 0; }
    }
    """

    def action_restore(self) -> None:
        self.post_message(self.Restored())


class TroubleScreen(ModalScreen[Way]):
    """Answers nothing once the database works again, else how to go on."""

    DEFAULT_CSS = """
    TroubleScreen {
        layers: base dialogs;
        background: transparent;
        &:ansi { background: transparent; }
    }
    """

    rows: "query_one[Rows[object]]" = query_one("#rows", Rows)
    frame = query_one(TroubleFrame)

    def __init__(self, error: RelanceError, again: Try, zone: str) -> None:
        super().__init__()
        self._error = error
        self._again = again
        self._zone = zone
        self._refusal = explain(error, zone)
        self._offered: Backup | None = None
        self._sure = False

    def offer(self, path: Path) -> None:
        """Offer to put back the newest good backup, where that is what helps."""
        if self._error.code in MENDED_BY_A_BACKUP:
            self._offered = newest_good(path)

    def compose(self) -> ComposeResult:
        rows = Rows[object](ground=Ground.PANEL, id="rows")
        rows.styles.height = LINES
        frame = TroubleFrame(rows)
        frame.entitle(_("The database cannot be used"))
        ways = (AGAIN, QUIT) if self._offered is None else (AGAIN, RESTORE, QUIT)
        frame.keys.offered = ways
        yield frame

    def on_mount(self) -> None:
        self.rows.show(self._said)
        self.frame.can_focus = True
        self.frame.focus()
        if self._error.code in WAITING:
            self.set_interval(LOOK_EVERY, self.try_again)

    @on(DialogFrame.Saved)
    def try_again(self) -> None:
        """Go on where it was, or say that nothing has changed."""
        still = self._again()
        if still is None:
            self.dismiss(None)
            return
        self._sure = False
        self._error, self._refusal = still, explain(still, self._zone)
        self.frame.keys.refusal = _("Still so.")
        self.rows.show(self._said)

    @on(TroubleFrame.Restored)
    def restore(self) -> None:
        """Put the backup back once the person knows what it does not hold."""
        if self._offered is None:
            return
        if self._sure:
            self.dismiss(self._offered)
            return
        self._sure = True
        self.rows.show(self._said)

    @on(DialogFrame.Left)
    def leave(self) -> None:
        """Leave with the error, whose status the command ends with."""
        self.dismiss(self._error)

    def _said(self, cells: int) -> Sequence[Row[object]]:
        return list(self._lines(cells))[:LINES]

    def _lines(self, cells: int) -> Iterator[Row[object]]:
        for text, ink in self._texts():
            for line in wrapped(text, cells, LINES // 2):
                yield Row((Cell(line, ink, FILL),))

    def _texts(self) -> Iterator[tuple[str, Ink]]:
        yield self._refusal.text, Ink.OVERDUE
        if self._sure and self._offered is not None:
            asked = _("What was saved after {moment} is not in the backup.")
            yield asked.format(moment=self._moment(self._offered)), Ink.TEXT
            kept = _("What stands now is kept beside it. Press b again to go on.")
            yield kept, Ink.TEXT
            return
        yield _("What was saved is safe; what is typed is kept as a draft."), Ink.TEXT
        yield self._refusal.then.replace("`", ""), Ink.TEXT

    def _moment(self, backup: Backup) -> str:
        zone = ZoneInfo(self._zone) if self._zone else None
        local = backup.at.astimezone(zone)
        day = formats.day_year(local.date(), language())
        return f"{day} {formats.clock(local)}"


def is_trouble(error: RelanceError) -> bool:
    """Tell whether an error is about the database as a whole, not about one act."""
    return isinstance(error, BadData | NoInput | Unsuitable) or error.code in ENDING
