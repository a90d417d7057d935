"""A column's head, the report and the list it opens are one figure (K-12)."""

from models.money import Money
from models.reports import LISTS
from models.reports import PAGES
from models.reports.listed import CellAt
from models.reports.report import Asked
from models.reports.report import Period
from models.store import Store
from models.views.board import BoardAsk
from models.views.board import read_board
from models.views.board import read_window
from models.vocabulary import StageKind
from tests.factories import a_deal
from tests.reports.conftest import Figures

WHOLE = Asked(Period("Europe/Paris"))


def test_a_head_tells_what_the_report_and_its_list_tell(store: Store) -> None:
    """K-12: count, sum and weighted sum of a stage are the same wherever they stand."""
    for stage, count in (("Opportunity", 21), ("Offer", 3), ("Documents", 0)):
        for number in range(count):
            a_deal(store, stage=stage, amount=Money(333 * number, "EUR"))
    a_deal(store, stage="Offer")
    heads = [
        head
        for head in read_board(store, BoardAsk()).heads
        if head.kind is StageKind.OPEN
    ]
    rows = {row["stage"]: row for row in store.read(PAGES["pipeline"], WHOLE).rows}
    assert [head.deals for head in heads] == [21, 4, 0, 0]
    for head in heads:
        row = rows[head.name]
        assert (head.deals, head.total, head.weighted) == (
            row["deals"],
            row["amount"],
            row["weighted"],
        )
        listed = store.read(
            LISTS["pipeline"], WHOLE, CellAt("Sales", "deals", stage=head.name)
        )
        cards = read_window(store, BoardAsk(), head, 0, head.deals)
        assert sorted(listed.ids) == sorted(card.id for card in cards)


def test_how_many_passed_a_stage_opens_the_deals_that_did(oracle: Figures) -> None:
    """K-12: who went on from a stage is counted, and the list has as many."""
    for row in oracle.rows("funnel"):
        found = oracle.listed("funnel", CellAt(str(row["stage"]), "deals"))
        assert len(found.ids) == row["deals"]
