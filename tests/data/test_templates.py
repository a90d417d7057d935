"""The pipelines that a first run offers, as their sources tell them (K-16, L-01)."""

from pathlib import Path

import pytest

from models.clock import Clock
from models.money import Money
from models.operations import closing
from models.operations import moving
from models.operations import setup
from models.store import Store
from models.store import open_store
from models.views.board import BoardAsk
from models.views.board import read_board
from models.views.drafts import WinDeal
from models.views.foundation import Foundation
from models.vocabulary import Language
from models.vocabulary import StageKind
from tests.conftest import NOW
from tests.data.tables import many
from tests.factories import a_deal
from tests.factories import stage_id

SALES = [
    ("À trier", "intake", "Motivation"),
    ("Opportunité", "open", "Motivation"),
    ("Offre", "open", "Intérêt"),
    ("Documents", "open", "Décision"),
    ("Signature et paiement", "open", "Action"),
    ("Mise en œuvre", "post_sale", ""),
    ("Clôture", "post_sale", ""),
]
CYCLE = ["Prospecting", "Research", "First contact", "Demo", "Objections", "Closing"]


def founded(path: Path, template: str, language: Language) -> Path:
    """Make a database as the first run does."""
    zone, name = "Europe/Paris", "Zoé"
    plan = Foundation(template, "EUR", zone, "zoe", name, language, workspace="Nord")
    setup.found(path, plan)
    return path


def test_the_sales_template_carries_the_customers_steps(tmp_path: Path) -> None:
    """K-16: seven stages, each with the step of the customer's mind it goes with."""
    path = founded(tmp_path / "new.db", "sales", Language.FR)
    sql = "SELECT name, kind, buyer_step FROM stage ORDER BY position"
    assert [tuple(row.values()) for row in many(path, sql)] == SALES


def test_a_won_deal_goes_on_through_the_stages_after_the_sale(store: Store) -> None:
    """K-16: after signature and payment come the implementation and the closing."""
    deal = a_deal(store, stage="Signature and payment", amount=Money(5_000, "EUR"))
    store.write(closing.win_deal, WinDeal(deal, NOW.date()))
    implementation, ending = read_board(store, BoardAsk()).heads[-2:]
    assert (implementation.kind, implementation.deals) == (StageKind.POST_SALE, 1)
    assert (implementation.total, implementation.weighted) == (
        Money(5_000, "EUR"),
        None,
    )
    store.write(moving.step_deal, deal, 1)
    heads = read_board(store, BoardAsk()).heads
    assert heads[-1].deals == 1
    assert heads[-1].stage_id == ending.stage_id == stage_id(store, "Closing")


def test_the_cycle_template_has_its_six_stages_and_nothing_else(tmp_path: Path) -> None:
    """L-01: prospecting, research, first contact, demo, objections, closing."""
    path = founded(tmp_path / "new.db", "lifecycle", Language.EN)
    opened = open_store(path, "zoe", Clock(start=NOW, ticking=False))
    heads = read_board(opened, BoardAsk()).heads
    assert [head.name for head in heads] == CYCLE
    assert {head.kind for head in heads} == {StageKind.OPEN}
    opened.close()


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            Language.EN,
            {
                "Sales appointment": ["Visit and talk"],
                "Trial session": ["Discovery class", "Yoga"],
            },
        ),
        (
            Language.FR,
            {
                "RDV commercial": ["Visite et entretien"],
                "Séance d'essai": ["Cours découverte", "Yoga"],
            },
        ),
    ],
)
def test_a_club_begins_with_activities_that_its_types_offer(
    tmp_path: Path, language: Language, told: dict[str, list[str]]
) -> None:
    """R-14, R-34: in the user's language; a slot can be made on the first day."""
    path = founded(tmp_path / "club.db", "club", language)
    sql = """SELECT follow_up_type.name AS type, activity.name AS activity
        FROM follow_up_type_activity
        JOIN follow_up_type ON follow_up_type.id = type_id
        JOIN activity ON activity.id = activity_id ORDER BY activity.position"""
    found: dict[str, list[str]] = {}
    for row in many(path, sql):
        found.setdefault(str(row["type"]), []).append(str(row["activity"]))
    assert found == told
