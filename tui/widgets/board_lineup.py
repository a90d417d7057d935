"""The columns of a board and a cursor among them; knows nothing of the screen."""

from collections.abc import Mapping
from collections.abc import Sequence
from typing import NamedTuple

from models.views.board import Card
from models.views.board import ColumnHead
from tui.widgets.board_card import Flag
from tui.widgets.board_window import Column


class Spot(NamedTuple):
    """Where a card is: its stage and its row there."""

    stage_id: int
    row: int


class Before(NamedTuple):
    """What is put back when a move that was shown early was not saved."""

    columns: list[Column]
    spot: Spot | None


class Lineup:
    """Where the cursor is, what is marked and what has a flag."""

    def __init__(self) -> None:
        self.columns: list[Column] = []
        self.at = 0
        """The column of the cursor."""
        self.page = 1
        """How many whole cards fit."""
        self.marked: set[int] = set()
        self.flags: dict[int, Flag] = {}
        self._visited: int | None = None

    @property
    def column(self) -> Column | None:
        """The column at the cursor."""
        return self.columns[self.at] if self.columns else None

    @property
    def card(self) -> Card | None:
        """The card at the cursor."""
        column = self.column
        return column.card(column.row) if column else None

    @property
    def spot(self) -> Spot | None:
        """Where the cursor is."""
        column = self.column
        return Spot(column.head.stage_id, column.row) if column else None

    def known(self) -> Mapping[int, Card]:
        """Return every card that was read, by its id."""
        return {card.id: card for column in self.columns for _, card in column.cards()}

    def renew(self, heads: Sequence[ColumnHead], spot: Spot | None) -> None:
        """Take columns that were read again; the cursor stays on its line."""
        kept = {column.head.stage_id: column for column in self.columns}
        self.columns = [_renewed(head, kept.get(head.stage_id)) for head in heads]
        last = max(len(heads) - 1, 0)
        self.at = min(self.at, last) if kept else _first_filled(heads)
        if spot is not None:
            self.return_to(spot)

    def visit(self) -> None:
        """Take the flag from the card that the cursor has left."""
        card = self.card
        here = card.id if card else None
        if self._visited is not None and self._visited != here:
            self.flags.pop(self._visited, None)
        self._visited = here

    def flag_changes(self, seen: Mapping[int, Card]) -> bool:
        """Flag what somebody else changed among the cards that were known."""
        changed = {
            card.id: Flag.CHANGED
            for card in self.known().values()
            if card.id in seen and seen[card.id].version != card.version
        }
        self.flags.update(changed)
        return bool(changed)

    def flag_of(self, card: Card) -> Flag | None:
        """Tell what stands at the right of a card's title."""
        return Flag.MARKED if card.id in self.marked else self.flags.get(card.id)

    def go(self, at: int, row: int, top: int | None = None) -> None:
        """Put the cursor on a row of a column."""
        self.at = at
        self.columns[at].stand(row, self.page, top)

    def move(self, across: int, down: int) -> None:
        """Move the cursor by columns, on the same line of the screen, and by cards."""
        column = self.column
        if column is None:
            return
        if down:
            self.go(self.at, column.row + down)
        at = min(max(self.at + across, 0), len(self.columns) - 1)
        if at != self.at:
            self.go(at, self.columns[at].top + column.row - column.top)

    def turn_page(self, pages: int) -> None:
        """Move the cursor by as many cards as fit."""
        column = self.column
        if column is not None:
            cards = pages * self.page
            self.go(self.at, column.row + cards, column.top + cards)

    def jump(self, *, last: bool) -> None:
        """Move the cursor to the first or the last card of its column."""
        column = self.column
        if column is not None:
            self.go(self.at, column.head.deals - 1 if last else 0)

    def scroll(self, at: int, cards: int) -> None:
        """Scroll a column; its cursor goes along rather than out of sight."""
        column = self.columns[at]
        top = min(max(column.top + cards, 0), max(column.head.deals - self.page, 0))
        row = min(max(column.row, top), top + self.page - 1)
        column.stand(row, self.page, top)

    def return_to(self, spot: Spot) -> None:
        """Stand on a spot; its card stays on the line of the screen that it was on."""
        for at, column in enumerate(self.columns):
            if column.head.stage_id == spot.stage_id:
                self.go(at, spot.row, column.top + spot.row - column.row)

    def mark(self) -> None:
        """Mark the card at the cursor, or take its mark away, and go on to the next."""
        card, column = self.card, self.column
        if card is not None and column is not None:
            self.marked ^= {card.id}
            self.go(self.at, column.row + 1)

    def mark_shown(self) -> None:
        """Mark every card of the column that is on the screen, or none of them."""
        column = self.column
        if column is not None:
            rows = range(column.top, column.top + self.page)
            shown = {card.id for row in rows if (card := column.card(row))}
            rest = self.marked - shown
            self.marked = rest if shown <= self.marked else rest | shown

    def pretend_move(self, deal_id: int, stage_id: int) -> Before | None:
        """Show a card in another stage before it is saved (rulings 27)."""
        before = Before(list(self.columns), self.spot)
        places = {column.head.stage_id: at for at, column in enumerate(self.columns)}
        found = next(
            (
                (at, row, card)
                for at, column in enumerate(self.columns)
                for row, card in column.cards()
                if card.id == deal_id
            ),
            None,
        )
        if found is None or places.get(stage_id, found[0]) == found[0]:
            return None
        start, row, card = found
        stop = places[stage_id]
        arrival = self.columns[stop].place_for(card)
        self.columns[start] = self.columns[start].without(row)
        arrived = card._replace(entered_at=None)
        self.columns[stop] = self.columns[stop].having(arrival, arrived)
        self.flags[deal_id] = Flag.MOVED
        if self.at == start:
            self.go(stop, arrival)
        return before

    def take_back(self, deal_id: int, before: Before) -> None:
        """Put a card back where it was: its move was not saved."""
        self.columns = list(before.columns)
        self.flags.pop(deal_id, None)
        if before.spot is not None:
            self.return_to(before.spot)


def _first_filled(heads: Sequence[ColumnHead]) -> int:
    """Return the first column that has cards, where a cursor finds something."""
    return next((at for at, head in enumerate(heads) if head.deals), 0)


def _renewed(head: ColumnHead, old: Column | None) -> Column:
    return Column(head, old.row, old.top) if old else Column(head)
