"""The database cannot be used: what happened, what is safe, what to do (safety 3.3)."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.screen import ModalScreen

from models.errors import BadData
from models.errors import NoInput
from models.errors import RelanceError
from models.errors import Unsuitable
from tui.dialogs.frame import DialogFrame
from tui.i18n import N_
from tui.i18n import _
from tui.ink import Ink
from tui.refusals import explain
from tui.theming import Ground
from tui.widgets.cells_row import FILL
from tui.widgets.cells_row import Cell
from tui.widgets.cells_row import Row
from tui.widgets.hint_line import Hint
from tui.widgets.rows import Rows
from tui.wrapping import wrapped

AGAIN_OR_QUIT = (Hint(("r",), N_("try again")), Hint(("q",), N_("quit")))
LINES = 6
PUT_OUT = "user_inactive"
"""With this nothing is left to try: the session ends."""

ENDING = frozenset({"database_replaced", PUT_OUT})
"""What no later save can mend by itself, though it looks like a refusal."""

Try = Callable[[], RelanceError | None]
"""Uses the database again and answers what still stands in the way."""


class TroubleFrame(DialogFrame):
    """Two ways on, and Esc is the one that loses nothing."""

    BINDINGS = [
        Binding("r,enter,escape", "save", show=False),
        Binding("q", "leave", show=False),
    ]
    DEFAULT_CSS = """
    TroubleFrame {
        border: round $error;
        &.-ascii { border: ascii $error; }
        Rows { margin: 0 0 1 0; }
    }
    """


class TroubleScreen(ModalScreen[RelanceError | None]):
    """Answers nothing once the database works again, else the error to leave with."""

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

    def compose(self) -> ComposeResult:
        rows = Rows[object](ground=Ground.PANEL, id="rows")
        rows.styles.height = LINES
        frame = TroubleFrame(rows)
        frame.entitle(_("The database cannot be used"))
        frame.keys.offered = AGAIN_OR_QUIT
        yield frame

    def on_mount(self) -> None:
        self.rows.show(self._said)
        self.frame.can_focus = True
        self.frame.focus()

    @on(DialogFrame.Saved)
    def try_again(self) -> None:
        """Go on where it was, or say that nothing has changed."""
        still = self._again()
        if still is None:
            self.dismiss(None)
            return
        self._error = still
        self.frame.keys.refusal = _("Still so.")
        self.rows.show(self._said)

    @on(DialogFrame.Left)
    def leave(self) -> None:
        """Leave with the error, whose status the command ends with."""
        self.dismiss(self._error)

    def _said(self, cells: int) -> Sequence[Row[object]]:
        return list(self._lines(cells))[:LINES]

    def _lines(self, cells: int) -> Iterator[Row[object]]:
        refusal = explain(self._error, self._zone)
        safe = _("What was saved is safe; what is typed is kept as a draft.")
        then = refusal.then.replace("`", "")
        for text, ink in (
            (refusal.text, Ink.OVERDUE),
            (safe, Ink.TEXT),
            (then, Ink.TEXT),
        ):
            for line in wrapped(text, cells, LINES // 2):
                yield Row((Cell(line, ink, FILL),))


def is_trouble(error: RelanceError) -> bool:
    """Tell whether an error is about the database as a whole, not about one act."""
    return isinstance(error, BadData | NoInput | Unsuitable) or error.code in ENDING
