"""One column of the board: its head, the windows that were read, where it stands."""

from collections.abc import Iterable
from collections.abc import Iterator
from typing import Self

from models.views.board import Card
from models.views.board import ColumnHead
from models.views.cards import NEXT
from models.views.cards import standing

WINDOW = 16
"""How many cards are read at once: a screen of them, for the first paint's sake."""
KEPT = 24
"""How many windows a column remembers; a longer way back reads them again."""

Windows = dict[int, tuple[Card, ...]]


class Column:
    """The cards of a stage as far as they were looked at, by their first row."""

    def __init__(self, head: ColumnHead, row: int = 0, top: int = 0) -> None:
        self.head = head
        self.row = row
        """Where the cursor was when it was last here."""
        self.top = top
        """The first card that is drawn."""
        self._windows: Windows = {}

    def card(self, row: int) -> Card | None:
        """Return a card that was read."""
        start = row - row % WINDOW
        window = self._windows.get(start, ())
        return window[row - start] if 0 <= row - start < len(window) else None

    def cards(self) -> Iterator[tuple[int, Card]]:
        """Tell every card that was read, with its row."""
        for start, window in self._windows.items():
            yield from enumerate(window, start)

    def place_for(self, card: Card) -> int:
        """Guess where a card will come, among those that were read (B1.1)."""
        key = _order(card)
        known = sorted(self.cards(), key=lambda placed: placed[0])
        return next((row for row, one in known if _order(one) > key), len(known))

    def missing(self, rows: range) -> Iterable[int]:
        """Tell which windows must be read before *rows* can be drawn."""
        last = min(rows.stop, self.head.deals)
        first = rows.start - rows.start % WINDOW
        return (
            start
            for start in range(first, last, WINDOW)
            if len(self._windows.get(start, ())) < min(WINDOW, self.head.deals - start)
        )

    def near(self, page: int) -> Iterable[int]:
        """Tell which windows a turn of the page either way would have to read."""
        return self.missing(range(max(self.top - page, 0), self.top + 2 * page))

    def keep(self, start: int, cards: Iterable[Card]) -> None:
        """Remember a window, the ones read longest ago making room."""
        self._windows[start] = tuple(cards)
        for old in list(self._windows)[:-KEPT]:
            del self._windows[old]

    def stand(self, row: int, page: int, top: int | None = None) -> None:
        """Put the cursor on a row, or the nearest there is, and scroll to it."""
        count = self.head.deals
        self.row = min(max(row, 0), max(count - 1, 0))
        start = self.top if top is None else top
        start = max(min(start, self.row), self.row - page + 1)
        self.top = max(min(start, count - page), 0)

    def without(self, row: int) -> Self:
        """Return this column as it is when the card of that row has left."""
        left = self._copy(-1)
        cards = {at: card for at, card in self.cards() if at != row}
        left.fill({at - (at > row): card for at, card in cards.items()})
        return left

    def having(self, row: int, card: Card) -> Self:
        """Return this column as it is when a card has come before that row."""
        more = self._copy(1)
        cards = {at + (at >= row): one for at, one in self.cards()}
        more.fill({**cards, row: card})
        return more

    def fill(self, cards: dict[int, Card]) -> None:
        """Take single cards; a window ends where a card is not known."""
        for start in sorted({row - row % WINDOW for row in cards}):
            known: list[Card] = []
            while (card := cards.get(start + len(known))) and len(known) < WINDOW:
                known.append(card)
            self._windows[start] = tuple(known)

    def _copy(self, more: int) -> Self:
        head = self.head._replace(deals=self.head.deals + more)
        return type(self)(head, self.row, self.top)


def _order(card: Card) -> tuple[int, str, int]:
    due = card.next_at.isoformat() if card.next_at else ""
    return NEXT.index(standing(card.bucket, card.priority)), due, card.id
