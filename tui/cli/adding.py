"""``relance add``: a deal in one line, or a follow-up."""

from dataclasses import replace

from models import operations
from models import queries
from models.errors import BadValue
from models.rules.quick_add import QuickAdd
from models.rules.quick_add import parse_quick_add
from models.rules.quick_add import read_temperature
from models.views.drafts import PlanFollowUp
from tui.cli import naming
from tui.cli.shell import Shell
from tui.i18n import language
from tui.new_deal import draft_of
from tui.new_deal import owner_of

OF_THE_OTHER = {
    "deal": ("deal", "at", "type", "to", "comment"),
    "followup": (
        *("title", "company", "amount", "source", "step", "close"),
        *("stage", "owner", "pipeline"),
    ),
}
"""What a word after ``add`` does not take: it would be lost without a word."""


def add(shell: Shell) -> int:
    """Add what the first word names."""
    kind = shell.text("kind") or ""
    for name in OF_THE_OTHER[kind]:
        if shell.text(name) is not None:
            option = shell.text(name) if name == "title" else f"--{name}"
            raise BadValue("option_of_other", name, option=option, kind=kind)
    return _deal(shell) if kind == "deal" else _follow_up(shell)


def _deal(shell: Shell) -> int:
    line = _options_over(shell, _line(shell))
    known = naming.known(shell, line.company, line.person)
    draft = draft_of(line, known, naming.at(shell), pipeline=shell.text("pipeline"))
    return shell.did(shell.store.write(operations.creating.create_deal, draft))


def _line(shell: Shell) -> QuickAdd:
    typed = shell.text("title") or ""
    return parse_quick_add(typed, language(), _currency(shell))


def _currency(shell: Shell) -> str:
    """Return the currency of an amount that names none."""
    return shell.loaded.settings.currency or shell.store.house.currency


def _options_over(shell: Shell, line: QuickAdd) -> QuickAdd:
    """Let options stand over the words of the line."""
    value = shell.text("value")
    line = replace(
        line,
        company=shell.text("company") or line.company,
        person=shell.text("person") or line.person,
        source=shell.text("source") or line.source,
        step=shell.text("step") or line.step,
        expected_close=shell.text("close") or line.expected_close,
        stage=shell.text("stage") or line.stage,
        owner=shell.text("owner") or line.owner,
        value=line.value if value is None else read_temperature(value),
    )
    amount = naming.amount(shell, _currency(shell))
    return line if amount is None else replace(line, amount=amount)


def _follow_up(shell: Shell) -> int:
    if shell.text("at") is None:
        raise BadValue("option_missing", "at", option="--at")
    if (shell.text("deal") is None) == (shell.text("person") is None):
        raise BadValue("deal_or_person", "deal")
    value = shell.text("value")
    read = shell.store.read
    draft = PlanFollowUp(
        deal_id=shell.id("deal") if shell.text("deal") else None,
        person_id=shell.id("person") if shell.text("person") else None,
        type_id=naming.follow_up_type(read(queries.choices.types), shell.text("type")),
        due=naming.due(shell, "at"),
        assignee_id=owner_of(read(queries.choices.assignees), shell.text("to")),
        temperature=None if value is None else read_temperature(value),
        comment=shell.text("comment") or "",
    )
    return shell.did(shell.store.write(operations.following.plan_follow_up, draft))
