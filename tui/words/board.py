"""What the board says in words: orders, scopes, empty boards, columns out of sight."""

from collections.abc import Mapping
from collections.abc import Sequence
from typing import assert_never

from models.actor import Whose
from models.views.board import ColumnHead
from models.views.board import Order
from models.vocabulary import Role
from models.vocabulary import Scope
from tui import formats
from tui import glyphs
from tui.cells import safe
from tui.cells import width
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import language
from tui.i18n import pgettext
from tui.widgets.board_pieces import Teaching

ORDERS: Mapping[Order, str] = {
    Order.NEXT: N_("next step"),
    Order.OPENED: N_("newest first"),
    Order.TOUCHED: N_("last touch"),
    Order.EXPECTED: N_("expected close"),
    Order.AMOUNT: N_("amount"),
}
"""How each order is called in the sort menu and in the header."""


def scope_words(whose: Whose) -> str:
    """Return how the header calls a scope; one person's is told by name instead."""
    match whose.scope:
        case Scope.ME:
            return pgettext("whose records", "mine")
        case Scope.TEAM:
            return pgettext("whose records", "my team")
        case Scope.ALL:
            return pgettext("whose records", "all")
        case _:
            assert_never(whose.scope)


def teaching(role: Role, whose: Whose, new: str, scope: str) -> Teaching:
    """Say what belongs on an empty board and which keys bring it there."""
    keys = [(new, _("adds the first one"))]
    if role is Role.SELLER:
        return Teaching(_("No deal yet."), tuple(keys))
    if whose == Whose():
        keys.append((scope, _("shows the team's")))
        return Teaching(_("You have no deal yet."), tuple(keys))
    keys.append((scope, _("chooses whose are shown")))
    return Teaching(_("No deal here yet."), tuple(keys))


def out_of_sight(
    left: Sequence[ColumnHead], right: Sequence[ColumnHead], cells: int
) -> tuple[str, str]:
    """Name the columns beyond either edge, the nearest ones where room is short."""
    marks = glyphs.current()
    after = _named(right, cells * 2 // 3)
    before = _named(left[::-1], cells - width(after) - 6, backwards=True)
    return (
        f"{marks.previous} {before}" if before else "",
        f"{after} {marks.next}" if after else "",
    )


def _named(
    nearest_first: Sequence[ColumnHead], cells: int, *, backwards: bool = False
) -> str:
    glue = f" {glyphs.current().separator} "
    told: list[str] = []
    for head in nearest_first:
        name = safe(head.name).replace("`", "'")
        one = f"{name} {formats.number(head.deals, language())}"
        if told and width(glue.join([*told, one])) > cells - 2:
            told.append(glyphs.current().ellipsis)
            break
        told.append(one)
    return glue.join(told[::-1] if backwards else told)
