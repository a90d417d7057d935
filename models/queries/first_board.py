"""The selects of the board: whole-column totals, windows of cards, places (B1.11).

A window names its page of deals by an index alone and joins the rest to that page,
so that a jump far down a column reads only the cards that it shows.
"""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlalchemy import Integer
from sqlalchemy import SQLColumnExpression
from sqlalchemy import and_
from sqlalchemy import func
from sqlalchemy import literal_column
from sqlalchemy import or_
from sqlalchemy import true
from sqlalchemy import tuple_
from sqlalchemy import union_all
from sqlmodel import col

from models.queries.first_columns import CARD
from models.queries.first_columns import card_from
from models.queries.first_terms import Statement
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import counted
from models.queries.first_terms import given
from models.queries.first_terms import halves
from models.queries.first_terms import number
from models.queries.first_terms import scopes
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.tables import Deal
from models.views.cards import NEXT
from models.views.cards import NEXT_LATER
from models.views.cards import standing
from models.vocabulary import DueBucket
from models.vocabulary import Priority

DUE = text(col(Deal.next_at))
EXPECTED = text(col(Deal.expected_close))
LOW: ColumnElement[str] = literal_column(f"'{Priority.LOW}'")
"""Written into the text: a bound value would hide the partial index."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a column: which deals, by which key, in which direction."""

    key: ColumnElement[str] | ColumnElement[int] | None
    """None where the deals have no key and stand by their id."""
    test: Test
    backwards: bool = False


def _by_next_step() -> Mapping[str, Window]:
    """Return each bucket's stretch, then that of its low priorities (K-22)."""
    now, tomorrow, own = given("now"), given("tomorrow"), text(col(Deal.priority))
    tests = {
        DueBucket.OVERDUE: now > DUE,
        DueBucket.TODAY: and_(now <= DUE, tomorrow > DUE),
        DueBucket.NONE: DUE.is_(None),
        DueBucket.LATER: tomorrow <= DUE,
    }
    found: dict[str, Window] = {}
    for bucket, test in tests.items():
        key = None if bucket is DueBucket.NONE else DUE
        usual, low = standing(bucket, Priority.NORMAL), standing(bucket, Priority.LOW)
        found[usual] = Window(key, and_(test, own != LOW))
        found[low] = Window(key, and_(test, own == LOW))
    return found


WINDOWS: Mapping[str, Window] = {
    **_by_next_step(),
    "opened": Window(text(col(Deal.opened_at)), true(), backwards=True),
    "touched": Window(text(col(Deal.last_touch_at)), true(), backwards=True),
    "expected": Window(EXPECTED, EXPECTED.is_not(None)),
    "undated": Window(None, EXPECTED.is_(None)),
    "amount": Window(whole(col(Deal.amount_minor)), true(), backwards=True),
}


Sums = Sequence[SQLColumnExpression[object]]
Way = Callable[[ColumnElement[int]], Sums]


def _quickly(amount: ColumnElement[int]) -> Sums:
    """Sum as real numbers, which is exact below 2^53 and never ends with an error."""
    return (func.total(amount),)


WAYS: Mapping[str, Way] = {"": _quickly, "exact_": halves}
"""How amounts are summed, by how the names of the statements begin."""


def board() -> Mapping[str, Statement]:
    """Return the statements of the board in every form of scope."""
    found: dict[str, Statement] = {}
    for form, scope in scopes(col(Deal.owner_id)).items():
        for name, way in WAYS.items():
            found[f"{name}totals_{form}"] = _totals(scope, way)
            found[f"{name}won_{form}"] = _won(scope, way)
        found[f"spans_{form}"] = _spans(scope)
        found[f"unrated_{form}"] = counted().where(
            _in_column(scope),
            col(Deal.currency) == given("currency"),
            col(Deal.amount_minor).is_not(None),
        )
        found[f"dated_{form}"] = counted().where(
            _in_column(scope), EXPECTED.is_not(None)
        )
        found[f"foreign_{form}"] = _foreign(scope)
        found[f"worth_{form}"] = _worth(scope)
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


def _totals(scope: Test, way: Way) -> Statement:
    """Sum open deals by currency and own chance, in stretches of one index.

    Nearly every deal is in base currency at its stage's chance: that stretch is one
    group, which costs half of what comparing each row with the last would.
    """
    currency, own = col(Deal.currency), whole(col(Deal.probability))
    base = given("base")
    amounts = way(whole(col(Deal.amount_minor)))
    sums: Sums = (
        func.count().label("deals"),
        *(one.label(f"sum_{place}") for place, one in enumerate(amounts)),
    )
    column = _in_column(scope)
    grouped = chosen(currency.label("currency"), own.label("own"), *sums)
    rest = (
        and_(currency == base, own.is_not(None)),
        base > currency,
        base < currency,
        currency.is_(None),
    )
    usual = chosen(
        base.label("currency"), literal_column("NULL", Integer).label("own"), *sums
    )
    parts = union_all(
        usual.where(column, currency == base, own.is_(None)),
        *(grouped.where(column, test).group_by(currency, own) for test in rest),
    ).subquery("parts")
    return chosen(*parts.c)


def _won(scope: Test, way: Way) -> Statement:
    """Sum closed deals as they were frozen, and count those that have no rate."""
    base = whole(col(Deal.base_minor))
    unrated = func.count(whole(col(Deal.amount_minor))) - func.count(base)
    figures = chosen(func.count(), unrated, *way(base))
    return figures.where(_in_column(scope))


def _spans(scope: Test) -> Statement:
    """Count the stretches of the order by next step, each by its range.

    The usual later ones, which are the most, are what is left of the column.
    """
    tests = (WINDOWS[name].test for name in NEXT if name != NEXT_LATER)
    counts = (counted().where(_in_column(scope), test) for test in tests)
    return chosen(*(count.scalar_subquery() for count in counts))


def _foreign(scope: Test) -> Statement:
    """Tell whether a column has amounts in another currency than the base one."""
    currency, base = col(Deal.currency), given("base")
    others = (
        counted().where(_in_column(scope), test).scalar_subquery()
        for test in (base > currency, base < currency)
    )
    return chosen(*others)


def _worth(scope: Test) -> Statement:
    """Read what a column in several currencies is ranked by."""
    amount = whole(col(Deal.amount_minor))
    return chosen(col(Deal.id), col(Deal.currency), amount).where(_in_column(scope))


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
