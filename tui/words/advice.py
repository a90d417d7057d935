"""The advice on the balance of the stages, as the board says it (K-14, K-15)."""

from typing import TYPE_CHECKING

from models.money import Money
from models.vocabulary import Scope
from tui import formats
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext

if TYPE_CHECKING:
    from models.reports.report import Row

PUSH = "push_stage"


def advice_forms(row: "Row", scope: Scope) -> tuple[str, ...]:
    """Return the advice in words, the fullest first; a team's is said of the team."""
    if row["text"] == PUSH:
        return _pushes(row, scope)
    return _voids(row, scope)


def list_words(row: "Row") -> str:
    """Name the list of the cards that an advice asks to push."""
    return _("Cards to push in {stage}").format(stage=row["stage"])


def _pushes(row: "Row", scope: Scope) -> tuple[str, ...]:
    said = (
        _("Few deals reach {next_stage}: push {stage}")
        if scope is Scope.ME
        else _("The team has few deals in {next_stage}: push {stage}")
    )
    short = said.format(next_stage=row["next_stage"], stage=row["stage"])
    count, amount = _number(row["deals"]), row["amount"]
    cards = ngettext("{count} card", "{count} cards", count).format(
        count=formats.number(count, language())
    )
    if isinstance(amount, Money) and amount.minor:
        cards = f"{cards}, {formats.short_amount(amount, language())}"
    return f"{short} ({cards}).", f"{short}."


def _voids(row: "Row", scope: Scope) -> tuple[str, ...]:
    needed = _number(row["needed"])
    if scope is Scope.ME:
        full = ngettext(
            "A void is coming: {expected} wins in sight, {usual} are usual. "
            "Go back to {stage}: {needed} new deal fills it.",
            "A void is coming: {expected} wins in sight, {usual} are usual. "
            "Go back to {stage}: {needed} new deals fill it.",
            needed,
        )
        short = _("A void is coming: go back to {stage}, {needed} new.")
    else:
        full = ngettext(
            "A void is coming for the team: {expected} wins in sight, {usual} are "
            "usual. Back to {stage}: {needed} new deal fills it.",
            "A void is coming for the team: {expected} wins in sight, {usual} are "
            "usual. Back to {stage}: {needed} new deals fill it.",
            needed,
        )
        short = _("The team has a void coming: back to {stage}, {needed} new.")
    values = {
        "expected": _figure(row["expected"]),
        "usual": _figure(row["usual"]),
        "needed": formats.number(needed, language()),
        "stage": row["stage"],
    }
    return full.format(**values), short.format(**values)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _figure(value: object) -> str:
    known = value if isinstance(value, int | float) else 0
    return formats.number(known, language(), 1)
