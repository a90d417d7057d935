"""Reads the advice on the balance of the stages and the cards it names (C.13)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models import reports
from models.reports.listed import CellAt
from models.reports.report import Asked
from models.reports.report import Period
from models.store import Store
from models.vocabulary import Scope
from tui.screens.counselling import Balance

if TYPE_CHECKING:
    from models.access import Reader
    from models.reports.report import Row

DEALS = CellAt(None, "deals")


@dataclass(frozen=True, slots=True)
class Advice:
    """The most pressing advice: a void that is coming, else the last stage to push."""

    row: "Row"
    scope: Scope


def read_advice(store: Store, balance: Balance) -> Advice | None:
    """Return what the balance asks for now; slow on much data, away from the keys."""
    return store.read(_advice, balance)


def cards_to_push(store: Store, balance: Balance, stage: str) -> tuple[int, ...]:
    """Return the open deals of the stage that the advice names, the best first."""
    return store.read(_cards, balance, stage)


def _advice(reader: "Reader", balance: Balance) -> Advice | None:
    report = reports.REPORTS["advice"](reader, _asked(reader, balance))
    return Advice(report.rows[-1], report.scope) if report.rows else None


def _cards(reader: "Reader", balance: Balance, stage: str) -> tuple[int, ...]:
    from models.reports.advice import advice_list

    asked = _asked(reader, balance)
    return advice_list(reader, asked, stage, DEALS).ids


def _asked(reader: "Reader", balance: Balance) -> Asked:
    return Asked(
        Period(reader.house.zone),
        scope=balance.whose.scope,
        pipeline_id=balance.pipeline_id,
    )
