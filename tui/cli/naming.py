"""What the words of a command name: stages, types, reasons, users, dates, amounts."""

from collections.abc import Sequence

from models import queries
from models.errors import BadValue
from models.money import Money
from models.money import parse_amount
from models.rules.matching import nearest
from models.text import fold
from models.views.choices import NextType
from models.views.choices import ReasonChoice
from models.views.choices import TypeChoice
from models.views.drafts import Due
from tui.cli.shell import Shell
from tui.i18n import language
from tui.new_deal import Known
from tui.new_deal import Moment
from tui.new_deal import due_of
from tui.preferences.settings import DateOrder


def at(shell: Shell) -> Moment:
    """Return the clock against which the words of dates are read."""
    month_first = shell.loaded.settings.date_order is DateOrder.MDY
    return Moment(shell.store.now(), shell.store.zone, month_first)


def due(shell: Shell, name: str) -> Due | None:
    """Return when an option says something is due, nothing where it is absent."""
    typed = shell.text(name)
    return None if typed is None else due_of(typed, at(shell), name)


def amount(shell: Shell, currency: str = "") -> Money | None:
    """Return the amount of ``--amount``; one that names none is of the *currency*."""
    typed = shell.text("amount")
    if typed is None:
        return None
    return parse_amount(typed, language(), currency or shell.store.house.currency)


def known(shell: Shell, company: str | None, person: str | None) -> Known:
    """Return what the words of a new deal may name."""
    read = shell.store.read
    choices = queries.choices
    return Known(
        sources=read(choices.sources),
        users=read(choices.assignees),
        pipelines=read(choices.pipelines),
        companies=read(choices.companies_named, company) if company else (),
        people=read(choices.people_named, person) if person else (),
    )


def reason(shell: Shell) -> ReasonChoice | None:
    """Return the reason of ``--reason`` by its code or its name."""
    typed = shell.text("reason")
    if typed is None:
        if shell.store.house.reason_required:
            raise BadValue("option_missing", "reason", option="--reason")
        return None
    reasons = shell.store.read(queries.choices.reasons)
    wanted = fold(typed)
    for one in reasons:
        if wanted in (fold(one.name), one.code, one.code.replace("_", "-")):
            return one
    names = [one.name for one in reasons]
    near = nearest(typed, [one.code for one in reasons]) or nearest(typed, names)
    raise BadValue("reason_unknown", "reason", text=typed, nearest=near, known=names)


def follow_up_type(
    types: Sequence[TypeChoice] | Sequence[NextType], typed: str | None
) -> int | None:
    """Return the type of that name."""
    if typed is None:
        return None
    wanted = fold(typed).replace("_", " ").replace("-", " ")
    for one in types:
        if fold(one.name).replace("-", " ") == wanted:
            return one.id
    names = [one.name for one in types]
    near = nearest(typed, names)
    raise BadValue("type_unknown", "type", text=typed, nearest=near, known=names)
