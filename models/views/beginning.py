"""What a board opens with: own deals, or all where a manager owns none (K-03)."""

from typing import NamedTuple

from models.actor import Whose
from models.views.board import Board
from models.views.board import BoardAsk
from models.views.board import pipelines_of
from models.views.board import read_board
from models.views.people import integer
from models.views.people import string
from models.views.sight import Known
from models.views.sight import Sight
from models.vocabulary import Role
from models.vocabulary import Scope
from models.vocabulary import StageKind
from models.vocabulary import Status


class Beginning(NamedTuple):
    """A first board, and whose deals it shows."""

    whose: Whose
    board: Board


def read_totals(sight: Sight) -> Known:
    """Read the sums of open columns, which a beginning takes longest for.

    They are a few rows, each read in one go: whoever reads them on a thread hardly
    ever asks for the interpreter's lock, as the rows of cards would.
    """
    known: Known = {}
    asks = (BoardAsk(), BoardAsk(Whose(Scope.ALL)))
    for ask in asks[: 1 if sight.actor.role is Role.SELLER else 2]:
        _names, pipeline = pipelines_of(sight, ask)
        counted = 0
        for stage in sight.run("stages", {"pipeline": pipeline}):
            if string(stage[2]) == StageKind.POST_SALE:
                continue
            base = sight.house.currency
            given = {"stage": stage[0], "status": Status.OPEN, "base": base}
            rows = sight.scoped("totals", ask.whose, given)
            known["totals", ask.whose, stage[0]] = rows
            counted += sum(integer(row[2]) for row in rows)
        if counted:
            break
    return known


def read_beginning(sight: Sight, ask: BoardAsk) -> Beginning:
    """Read one's own deals; all that a manager sees where the manager owns none.

    The sums alone: the windows of the columns come as they are drawn.
    """
    own = Beginning(ask.whose, read_board(sight, ask, first=0))
    if sight.actor.role is Role.SELLER or any(one.deals for one in own.board.heads):
        return own
    wide = ask._replace(whose=Whose(Scope.ALL))
    everyone = Beginning(wide.whose, read_board(sight, wide, first=0))
    return everyone if any(one.deals for one in everyone.board.heads) else own
