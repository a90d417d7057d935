"""What a board says unasked on its message line: the nudge and the advice (K-10, K-14).

Both wait until the keys rest, so that neither delays a key nor is missed in passing.
"""

import asyncio
import time
from datetime import date
from typing import TYPE_CHECKING
from typing import NamedTuple

from textual import events
from textual import on
from textual import work
from textual.getters import query_one

from models.actor import Whose
from models.clock import local_day
from models.errors import RelanceError
from models.rules.clocks import Overrun
from models.store import Store
from models.views.board import Board as BoardView
from models.views.board import Card
from models.views.board import ColumnHead
from models.vocabulary import Priority
from tui import commands
from tui import overruns
from tui.cells import width
from tui.i18n import _
from tui.preferences.keymap import key_label
from tui.screens.base import Scoped
from tui.widgets.board import Board
from tui.widgets.line import GAP
from tui.widgets.message_line import LineMessage
from tui.widgets.message_line import MessageKind

if TYPE_CHECKING:
    from tui.screens.advising import Advice

REST = 0.5
"""Seconds between two looks whether the cursor rests."""
FIRST_ADVICE = 3.0
"""Seconds after the first cards, when what reading needs is imported."""
ADVICE_EVERY = 60.0
"""Seconds before data that changed are advised on anew."""
READ_IN = 1.0
"""Seconds that one needs to read an advice before Enter answers it."""
REMEMBERED = 1024
"""Cards whose clocks are not looked at again."""
EDGES = 2
BETWEEN = "   "


class Balance(NamedTuple):
    """Which pipeline of whose deals is advised on."""

    whose: Whose
    pipeline_id: int | None


class Looked(NamedTuple):
    """What was found of the clocks of a card in its column on a day."""

    card: Card
    head: ColumnHead
    day: date
    found: Overrun | None

    def is_of(self, head: ColumnHead, day: date) -> bool:
        """Tell whether it was found of that very column and day."""
        return self.head is head and self.day == day


class Counselling(Scoped):
    """A board that nudges on the card at the cursor and advises on the balance."""

    board = query_one("#board", Board)

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.pipeline_id: int | None = None
        self.view: BoardView | None = None
        self.advice: Advice | None = None
        """What was last found of the pipeline and the people that are shown."""
        self._balance: tuple[Balance, int] | None = None
        """What the advice is on, and the revision it was read at."""
        self._advice_at = 0.0
        self._overruns: dict[int, Looked] = {}
        self._passed_on = False
        """Whether the cursor has moved since the advice came."""
        self._at_work = False
        """Whether the cursor has moved or anything was saved: Enter opens its card."""
        self._advised_at = 0.0
        self._rested: int | None = None
        self._nudged: int | None = None
        """The deal that is told of while the cursor stays on it."""

    def show_standing(self) -> None:
        """Say what stays on the message line."""
        raise NotImplementedError

    @on(events.Mount)
    def wait_for_rest(self) -> None:
        """Look now and then whether the keys rest."""
        self._advice_at = time.monotonic() + FIRST_ADVICE
        self.set_interval(REST, self.rest)

    def rest(self) -> None:
        """Nudge and advise where the cursor stayed on its card since the last look."""
        if not self.is_current:
            return
        card = self.board.card
        here = card.id if card else None
        if here != self._rested:
            self._rested = here
            return
        if card is not None and self._is_to_nudge(card):
            self._nudged = card.id
            self.relance.nudges.note(card.id, self._day)
            self.run_worker(asyncio.to_thread(self.relance.nudges.keep), group="nudges")
            self.show_standing()
        self._seek_advice()

    def moved_on(self) -> None:
        """Say no more of the card that the cursor has left."""
        card = self.board.card
        self._passed_on = self._at_work = True
        if card is None or card.id != self._nudged:
            self._nudged = None

    def take_enter(self) -> bool:
        """Open what the advice asks to push where the line says that Enter does.

        Who begins the day presses what it says; who is at work opens the card. A key
        that was under way as the advice came was meant for the card too.
        """
        standing = self.message.standing
        told = standing is not None and standing.kind is MessageKind.ADVICE
        read = time.monotonic() - self._advised_at >= READ_IN
        if not (told and self._enter_is_free and self.message.message is None):
            return False
        if self.board.card is not None and not read:
            return False
        self.action_board_advice()
        return True

    def hush(self) -> None:
        """Take the nudge away: it was answered."""
        self._nudged = None
        self.show_standing()

    def counsel(self, away: tuple[str, str], marked: str) -> LineMessage | None:
        """Return the nudge, else the advice, else nothing; ``away`` names columns.

        The advice gives way to columns out of sight that it leaves no room, once the
        cursor has moved.
        """
        nudge = None if marked else self._nudge()
        if nudge is not None or self.advice is None:
            return nudge
        from tui.words.advice import advice_forms

        forms = advice_forms(self.advice.row, self.advice.scope)
        command = commands.OPEN if self._enter_is_free else commands.BOARD_ADVICE
        then = _("`{key}` shows them").format(key=key_label(self._key(command)))
        aside = BETWEEN.join(part for part in (*away, marked, then) if part)
        told = self._advised(forms, aside)
        if told is not None:
            return told
        if any(away) and self._passed_on:
            return None
        aside = BETWEEN.join(part for part in (marked, then) if part)
        whole = self._advised(forms, aside)
        return whole or LineMessage(MessageKind.ADVICE, forms[-1], aside=aside)

    @work
    async def action_board_advice(self) -> None:
        """Open the cards that the advice asks to push, the best first."""
        from tui.screens.advising import cards_to_push
        from tui.screens.deal_list import Counted
        from tui.screens.deal_list import DealListScreen
        from tui.words.advice import list_words

        advice, balance = self.advice, self._balance
        if advice is None or balance is None:
            self.say(
                _("Nothing to advise: the stages are in balance."),
                kind=MessageKind.HINT,
            )
            return
        read, stage = cards_to_push, str(advice.row["stage"])
        try:
            ids = await asyncio.to_thread(lambda: read(self.store, balance[0], stage))
        except RelanceError as error:
            self.refuse(error)
            return
        counted = Counted(list_words(advice.row), "deal", ids)
        self.relance.push_screen(DealListScreen(self.store, counted))

    def overrun(self, card: Card, head: ColumnHead) -> Overrun | None:
        """Return the clock of a card that ran out, by the limits of its column.

        Days are counted on the workspace's calendar, like every figure (rulings 16).
        """
        zone = self.store.house.zone
        today = local_day(self.store.now(), zone)
        known = self._overruns.get(card.id)
        # Each key asks it of all cards in sight, which are the same as before.
        if known is not None and known.card is card and known.is_of(head, today):
            return known.found
        if len(self._overruns) > REMEMBERED:
            self._overruns = {}
        found = overruns.of_card(card, head, today, zone)
        self._overruns[card.id] = Looked(card, head, today, found)
        return found

    @property
    def _enter_is_free(self) -> bool:
        """Whether Enter may answer the advice: no card at the cursor is in use."""
        return self.board.card is None or not (self._at_work or self.board.marked)

    @property
    def _day(self) -> date:
        return local_day(self.store.now(), self.store.zone)

    def _key(self, command: commands.Command) -> str:
        return next(iter(self.keymap.of(command)), "")

    def _is_to_nudge(self, card: Card) -> bool:
        """Say whether a card is stale, and nothing was said or done of it today."""
        column = self.board.column
        if column is None or card.id == self._nudged or card.priority is Priority.LOW:
            return False
        stale = self.overrun(card, column.head) is not None
        return stale and self.relance.nudges.is_due(card.id, self._day)

    def _nudge(self) -> LineMessage | None:
        card, column = self.board.card, self.board.column
        if card is None or column is None or card.id != self._nudged:
            return None
        over = self.overrun(card, column.head)
        if over is None:
            return None
        ahead = self._stage_after(column.head)
        text = overruns.nudge(over, column.head.name, ahead)
        then = _("`{on}` moves on   `{more}` other answers").format(
            on=self._key(commands.DEAL_MOVE_ON), more=self._key(commands.STAGE_GUIDE)
        )
        return LineMessage(MessageKind.NUDGE, text, then)

    def _stage_after(self, head: ColumnHead) -> str:
        heads = self.view.heads if self.view else ()
        names = [one.name for one in heads if one.kind is head.kind]
        place = names.index(head.name) + 1 if head.name in names else len(names)
        return names[place] if place < len(names) else ""

    def _advised(self, forms: tuple[str, ...], aside: str) -> LineMessage | None:
        """Return the fullest form that fits beside what stands at the right."""
        label = width(_("Advice")) + GAP
        room = self.size.width - EDGES - label - GAP - width(aside.replace("`", ""))
        fitting = (form for form in forms if width(form) <= room)
        text = next(fitting, None)
        return LineMessage(MessageKind.ADVICE, text, aside=aside) if text else None

    def _seek_advice(self) -> None:
        """Read the advice on what is shown now, where it is not known yet."""
        known, view = self._balance, self.view
        balance = Balance(self.whose, view.pipeline_id if view else None)
        elsewhere = known is not None and known[0] != balance
        if elsewhere:
            self._balance = None
            self._forget_advice()
        if view is None or self.whose.owner is not None:
            return
        wanted = balance, self.store.revision
        due = elsewhere or time.monotonic() >= self._advice_at
        if due and wanted != known:
            self._balance = wanted
            self._advice_at = time.monotonic() + ADVICE_EVERY
            self.run_worker(self._advise(balance), exclusive=True, group="advice")

    def _forget_advice(self) -> None:
        if self.advice is not None:
            self.advice = None
            self.show_standing()

    async def _advise(self, balance: Balance) -> None:
        from tui.screens.advising import read_advice

        try:
            found = await asyncio.to_thread(lambda: read_advice(self.store, balance))
        except RelanceError:
            return
        if found != self.advice:
            self.advice, self._passed_on = found, False
            self._advised_at = time.monotonic()
            self.show_standing()
