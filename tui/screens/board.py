"""The board: a pipeline's stages as columns, its deals as cards (K-01, K-02)."""

from collections.abc import Iterable
from collections.abc import Sequence
from typing import TYPE_CHECKING
from typing import ClassVar

from textual import events
from textual import on
from textual import work
from textual.screen import ModalScreen
from textual.widget import Widget

from models.actor import Whose
from models.clock import local_day
from models.store import Store
from models.views.beginning import read_beginning
from models.views.board import Board as BoardView
from models.views.board import BoardAsk
from models.views.board import Card
from models.views.board import ColumnHead
from models.views.board import Order
from models.views.board import place_of
from models.views.board import read_board
from models.views.board import read_card
from models.views.board import read_window
from models.views.sight import Foreseen
from tui import commands
from tui.commands import Command
from tui.commands import Place
from tui.i18n import _
from tui.preferences.settings import Cursor
from tui.screens.counselling import Counselling
from tui.selection import Selection
from tui.widgets.board import Board
from tui.widgets.board_card import Flag
from tui.widgets.board_lineup import Before
from tui.widgets.board_lineup import Spot
from tui.widgets.board_pieces import Teaching
from tui.widgets.board_window import WINDOW
from tui.widgets.header_line import Heading
from tui.widgets.message_line import LineMessage
from tui.widgets.message_line import MessageKind
from tui.words.board import ORDERS
from tui.words.board import out_of_sight
from tui.words.board import scope_words
from tui.words.board import teaching
from tui.words.quantities import marked

if TYPE_CHECKING:
    from models.views.done import Done

MOVES = frozenset({"deal.moved", "deal.converted"})
"""What was done when a card is in another column now."""
IN_BULK = MOVES | {"deal.assigned", "deal.won", "deal.lost"}
"""What is done to all marked cards at once; then they are marked no more (B1.15)."""


class BoardScreen(Counselling):
    """Shows one pipeline of somebody's deals; the cursor stays on its card."""

    PLACE = Place.BOARD
    HINTS: ClassVar[tuple[Command, ...]] = (
        commands.DEAL_NEW,
        commands.FOLLOWUP_PLAN,
        commands.FOLLOWUP_DONE,
        commands.DEAL_MOVE_BACK,
        commands.DEAL_MOVE_ON,
        commands.PERSON_VALUE,
        commands.DEAL_WIN,
        commands.DEAL_LOSE,
        commands.FOLLOWUP_SNOOZE,
        commands.MARK,
        commands.SEARCH,
        commands.UNDO,
        commands.GO_TODAY,
        commands.SORT,
        commands.OWNER_SCOPE,
        commands.DEAL_ASSIGN,
        commands.STAGE_GUIDE,
    )

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.order = Order.NEXT
        self._saved: Done | None = None

    def body(self) -> Iterable[Widget]:
        """Draw everything in one widget."""
        bold = self.relance.settings.cursor is Cursor.BOLD
        yield Board(self._fetch, self._stale, bold=bold, id="board")

    def load(self) -> None:
        """Read heads and the cards in sight; the cursor follows its card."""
        card, saved = self.board.card, self._saved
        self._saved = None
        if self.view is None:
            self.view = self._begin()
        else:
            self.view = read_board(self.store, self._ask, first=0)
        followed = saved.id if saved and saved.entity == "deal" else None
        wanted = [one for one in (followed, card.id if card else None) if one]
        spots = (self._spot(deal_id) for deal_id in wanted)
        self.board.show(
            self.view.heads,
            local_day(self.store.now(), self.store.zone),
            at=next((spot for spot in spots if spot), None),
            teaching=self._teaching(),
            mine=saved is not None,
        )
        if saved is not None and saved.verb in IN_BULK:
            self.board.unmark()
        if saved is not None and saved.verb in MOVES:
            self.board.flag(saved.id, Flag.MOVED)
        self.show_standing()

    def _begin(self) -> BoardView:
        """Show one's own deals, and a manager without any those of all (K-03)."""
        sight = Foreseen(self.store, self.relance.take_ahead())
        self.whose, board = read_beginning(sight, self._ask)
        return board

    def heading(self) -> Heading:
        """Say which pipeline and whose deals; one stage alone is named too."""
        pipeline = self._pipeline
        column = self.board.column
        if self.board.alone and column is not None:
            pipeline = column.head.name
        return Heading(
            _("Board"),
            pipeline=pipeline,
            scope=self.whose_name or scope_words(self.whose),
            order=_(ORDERS[self.order]) if self.order is not Order.NEXT else "",
        )

    @property
    def selection(self) -> Selection | None:
        """The card at the cursor, and those that are marked."""
        card = self.board.card
        marked = self.board.marked
        if card is None:
            return Selection("", marked=marked) if marked else None
        return Selection(
            card.title,
            deal_id=card.id,
            follow_up_id=card.follow_up_id,
            marked=marked,
        )

    def unmark(self) -> None:
        self.board.unmark()

    def wrote(self, done: "Done") -> None:
        """Let the cursor follow what was just saved."""
        self._saved = done
        self._at_work = True

    def set_whose(self, whose: Whose, name: str = "") -> None:
        """Show other people's deals."""
        self.whose, self.whose_name = whose, name
        self.board.unmark()
        self.reload()

    def set_order(self, order: Order) -> None:
        """Sort every column otherwise; the selected card stays selected (K-02)."""
        self.order = order
        self.reload()

    def pretend_move(self, deal_id: int, stage_id: int) -> Before | None:
        """Show a move while it is being saved (rulings 27)."""
        return self.board.pretend_move(deal_id, stage_id)

    def take_back(self, deal_id: int, before: Before | None) -> None:
        """Put the card back: its move was not saved."""
        if before is not None:
            self.board.take_back(deal_id, before)

    def show_standing(self) -> None:
        """Nudge or advise, name the columns out of sight, count the marked cards."""
        left, right = out_of_sight(*self.board.hidden, self.size.width - 2)
        told = marked(len(self.board.marked))
        aside = "   ".join(part for part in (right, told) if part)
        named = LineMessage(MessageKind.HINT, left, aside=aside)
        counsel = self.counsel((left, right), told)
        self.message.standing = counsel or (named if left or aside else None)

    @on(Board.Moved)
    def follow_the_mouse(self) -> None:
        self._went()

    @on(events.Resize)
    def name_what_is_hidden(self) -> None:
        """Tell of columns that came into sight, once they are laid out."""
        self.call_after_refresh(self.show_standing)
        self.call_after_refresh(self.show_heading)

    @on(Board.Opened)
    def open_by_mouse(self) -> None:
        self._went()
        self.action_open()

    @on(events.ScreenSuspend)
    def forget_flags(self) -> None:
        """Take the flags away when the board is left, not when a dialog covers it."""
        if not isinstance(self.relance.screen, ModalScreen):
            self.board.forget_flags()

    def action_cursor_up(self) -> None:
        self._move(0, -1)

    def action_cursor_down(self) -> None:
        self._move(0, 1)

    def action_cursor_left(self) -> None:
        self._move(-1, 0)

    def action_cursor_right(self) -> None:
        self._move(1, 0)

    def action_cursor_page_up(self) -> None:
        self.board.turn_page(-1)
        self._went()

    def action_cursor_page_down(self) -> None:
        self.board.turn_page(1)
        self._went()

    def action_cursor_first(self) -> None:
        self.board.jump(last=False)
        self._went()

    def action_cursor_last(self) -> None:
        self.board.jump(last=True)
        self._went()

    def action_tab_next(self) -> None:
        self._move(1, 0)

    def action_tab_previous(self) -> None:
        self._move(-1, 0)

    def action_mark(self) -> None:
        self.board.mark()
        self._went()

    def action_mark_all(self) -> None:
        self.board.mark_shown()
        self._went()

    def action_back(self) -> None:
        """Take the marks away; there is nothing behind the board."""
        self.board.unmark()
        self._went()

    def action_open(self) -> None:
        from tui.screens.deal import DealScreen

        card = self.board.card
        if not self.take_enter() and card is not None:
            self.relance.push_screen(DealScreen(self.store, card.id))

    @work
    async def action_sort(self) -> None:
        from tui.dialogs.pick import PickDialog
        from tui.widgets.pick_list import Pick

        picks = [Pick(order, _(words)) for order, words in ORDERS.items()]
        at = list(ORDERS).index(self.order)
        dialog = PickDialog(_("Sort the cards by"), picks, at=at)
        chosen = await self.relance.push_screen_wait(dialog)
        if chosen is not None:
            self.set_order(chosen)

    @work
    async def action_board_pipeline(self) -> None:
        from tui.dialogs.pick import PickDialog
        from tui.widgets.pick_list import Pick

        known = self.view.pipelines if self.view else ()
        picks = [Pick(one.id, one.name) for one in known]
        chosen = await self.relance.push_screen_wait(PickDialog(_("Pipeline"), picks))
        if chosen is not None:
            self.pipeline_id = chosen
            self.board.unmark()
            self.reload()

    @property
    def _ask(self) -> BoardAsk:
        return BoardAsk(self.whose, self.pipeline_id, self.order)

    @property
    def _pipeline(self) -> str:
        view = self.view
        if view is None:
            return ""
        here = (one.name for one in view.pipelines if one.id == view.pipeline_id)
        return next(here, "")

    def _fetch(self, head: ColumnHead, offset: int) -> Sequence[Card]:
        return read_window(self.store, self._ask, head, offset, WINDOW)

    def _stale(self, card: Card, head: ColumnHead) -> int | None:
        over = self.overrun(card, head)
        return over.days if over else None

    def _spot(self, deal_id: int) -> Spot | None:
        """Find where a card stands now, in the order in force (K-02)."""
        card = read_card(self.store, self._ask, deal_id)
        if card is None or self.view is None:
            return None
        for head in self.view.heads:
            if head.stage_id == card.stage_id and head.status is card.status:
                row = place_of(self.store, self._ask, head, card)
                return Spot(head.stage_id, row)
        return None

    def _teaching(self) -> Teaching:
        keymap = self.keymap
        return teaching(
            self.store.actor.role,
            self.whose,
            keymap.of(commands.DEAL_NEW)[0],
            keymap.of(commands.OWNER_SCOPE)[0],
        )

    def _move(self, across: int, down: int) -> None:
        self.board.move(across, down)
        self._went()

    def _went(self) -> None:
        """Say what goes with the cursor, in the frame of its key."""
        self.message.clear()
        self.moved_on()
        self.show_standing()
        if self.board.alone:
            self.show_heading()
