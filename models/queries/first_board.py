"""The selects of the board: whole-column totals, windows of cards, places (B1.11).

A window names its page of deals by an index alone and joins the rest to that page,
so that a jump far down a column reads only the cards that it shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import true
from sqlalchemy import tuple_
from sqlmodel import col

from models.queries.first_columns import CARD
from models.queries.first_columns import card_from
from models.queries.first_terms import Statement
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import counted
from models.queries.first_terms import given
from models.queries.first_terms import number
from models.queries.first_terms import scopes
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.tables import Deal

DUE = text(col(Deal.next_at))
EXPECTED = text(col(Deal.expected_close))


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a column: which deals, by which key, in which direction."""

    key: ColumnElement[str] | ColumnElement[int] | None
    """None where the deals have no key and stand by their id."""
    test: Test
    backwards: bool = False


WINDOWS: Mapping[str, Window] = {
    "early": Window(DUE, given("tomorrow") > DUE),
    "unplanned": Window(None, DUE.is_(None)),
    "later": Window(DUE, given("tomorrow") <= DUE),
    "opened": Window(text(col(Deal.opened_at)), true(), backwards=True),
    "touched": Window(text(col(Deal.last_touch_at)), true(), backwards=True),
    "expected": Window(EXPECTED, EXPECTED.is_not(None)),
    "undated": Window(None, EXPECTED.is_(None)),
    "amount": Window(whole(col(Deal.amount_minor)), true(), backwards=True),
}


def board() -> Mapping[str, Statement]:
    """Return the statements of the board in every form of scope."""
    found: dict[str, Statement] = {}
    for form, scope in scopes(col(Deal.owner_id)).items():
        found[f"totals_{form}"] = _totals(scope)
        found[f"dated_{form}"] = counted().where(
            _in_column(scope), EXPECTED.is_not(None)
        )
        found[f"card_{form}"] = _card(scope)
        for name, window in WINDOWS.items():
            found[f"{name}_{form}"] = _page(window, scope)
            for ending, place in _places(window, scope).items():
                found[f"place_{name}{ending}_{form}"] = place
    return found


def _in_column(scope: Test) -> Test:
    return and_(
        col(Deal.stage_id) == number("stage"),
        text(col(Deal.status)) == given("status"),
        text(col(Deal.deleted_at)).is_(None),
        scope,
    )


def _totals(scope: Test) -> Statement:
    amount = whole(col(Deal.amount_minor))
    own = whole(col(Deal.probability))
    base = whole(col(Deal.base_minor))
    figures = chosen(
        col(Deal.currency),
        func.count(),
        func.count(amount),
        func.coalesce(func.sum(amount), 0),
        func.coalesce(func.sum(case((own.is_(None), amount), else_=0)), 0),
        func.coalesce(func.sum(amount * own), 0),
        func.count(base),
        func.coalesce(func.sum(base), 0),
        func.coalesce(func.sum(case((given("tomorrow") > DUE, 1), else_=0)), 0),
        func.coalesce(func.sum(case((DUE.is_(None), 1), else_=0)), 0),
    )
    return figures.where(_in_column(scope)).group_by(col(Deal.currency))


def _page(window: Window, scope: Test) -> Statement:
    keys = [col(Deal.id)] if window.key is None else [window.key, col(Deal.id)]
    page = (
        chosen(col(Deal.id))
        .where(_in_column(scope), window.test)
        .order_by(*(key.desc() if window.backwards else key for key in keys))
        .limit(number("limit"))
        .offset(number("offset"))
        .subquery("page")
    )
    return chosen(*CARD).select_from(card_from(page))


def _places(window: Window, scope: Test) -> Mapping[str, Statement]:
    """Return how to count the deals that stand before one, by its key and id."""
    before = counted().where(_in_column(scope), window.test)
    if window.key is None:
        return {"": before.where(col(Deal.id) < number("id"))}
    asked = number("key") if window.key is WINDOWS["amount"].key else given("key")
    here, there = tuple_(window.key, col(Deal.id)), tuple_(asked, number("id"))
    if not window.backwards:
        return {"": before.where(here < there)}
    keyless = or_(window.key.is_not(None), col(Deal.id) > number("id"))
    return {"": before.where(here > there), "_keyless": before.where(keyless)}


def _card(scope: Test) -> Statement:
    one = (
        chosen(col(Deal.id))
        .where(
            col(Deal.id) == number("id"), text(col(Deal.deleted_at)).is_(None), scope
        )
        .subquery("page")
    )
    return chosen(*CARD).select_from(card_from(one))
