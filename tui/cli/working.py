"""The daily acts on deals and follow-ups: same rules, same history as the keys."""

from collections.abc import Mapping
from datetime import date
from typing import Never

from models import operations
from models import queries
from models.errors import BadValue
from models.rules.dates import parse_when
from models.views.drafts import InvoiceDraft
from models.views.drafts import LogOutcome
from models.views.drafts import LogTouch
from models.views.drafts import LoseDeal
from models.views.drafts import WinDeal
from models.vocabulary import InteractionKind
from models.vocabulary import NoContact
from models.vocabulary import Outcome
from tui.cli import naming
from tui.cli.shell import Shell
from tui.new_deal import due_of
from tui.new_deal import owner_of
from tui.new_deal import stage_of

OUTCOMES = {
    "reschedule": Outcome.RESCHEDULE,
    "next": Outcome.NEXT_STEP,
    "next-step": Outcome.NEXT_STEP,
    "enrolled": Outcome.ENROLLED,
    "not-interested": Outcome.NOT_INTERESTED,
}
OWN: Mapping[Outcome, tuple[str, ...]] = {
    Outcome.RESCHEDULE: ("at", "no_show", "no_contact"),
    Outcome.NEXT_STEP: ("at", "type"),
    Outcome.ENROLLED: ("invoice", "keep_deal"),
    Outcome.NOT_INTERESTED: ("reason", "note", "keep_deal"),
}
"""The options of each outcome, as each has its own fields in the dialog (R-16)."""


def done(shell: Shell) -> int:
    """Log the outcome of a follow-up (R-15 to R-20)."""
    outcome = OUTCOMES.get(shell.text("outcome") or "")
    if outcome is None:
        raise BadValue("option_missing", "outcome", option="--outcome")
    _refuse_others(shell, outcome)
    refused = outcome is Outcome.NOT_INTERESTED
    reason = naming.reason(shell) if refused else None
    invoice = shell.text("invoice")
    draft = LogOutcome(
        follow_up_id=shell.id("followup"),
        outcome=outcome,
        comment=shell.text("comment") or "",
        due=naming.due(shell, "at"),
        no_contact=_no_contact(shell),
        next_type_id=naming.follow_up_type(
            shell.store.read(queries.choices.types), shell.text("type")
        ),
        reason_id=None if reason is None else reason.id,
        note=shell.text("note") or "",
        invoice=None if invoice is None else InvoiceDraft(invoice),
        win_deal=not shell.on("keep_deal"),
        lose_deal=not shell.on("keep_deal"),
    )
    return shell.did(shell.store.write(operations.outcomes.log_outcome, draft))


def _refuse_others(shell: Shell, outcome: Outcome) -> None:
    """Refuse what would be left out without a word: an option of another outcome."""
    for name in sorted({name for names in OWN.values() for name in names}):
        if shell.on(name) and name not in OWN[outcome]:
            _refuse_both(name, f"--outcome {shell.text('outcome')}")
    if shell.on("no_show") and shell.on("no_contact"):
        _refuse_both("no_contact", "--no-show")


def _refuse_both(name: str, other: str) -> Never:
    option = f"--{name.replace('_', '-')}"
    raise BadValue("options_apart", name, option=option, other=other)


def _no_contact(shell: Shell) -> NoContact | None:
    if shell.on("no_show"):
        return NoContact.NO_SHOW
    return NoContact.NO_CONTACT if shell.on("no_contact") else None


def snooze(shell: Shell) -> int:
    """Put a follow-up off, its attempt number kept (B1.5)."""
    due = due_of(shell.text("when") or "", naming.at(shell), "when")
    follow_up = shell.id("followup")
    return shell.did(shell.store.write(operations.following.snooze, follow_up, due))


def move(shell: Shell) -> int:
    """Move a deal to a stage of its pipeline (K-08)."""
    deal_id = shell.id("deal")
    deal = shell.store.read(queries.deal.load_deal, deal_id)
    pipelines = shell.store.read(queries.choices.pipelines)
    (line,) = [one for one in pipelines if one.id == deal.pipeline.id]
    stage = stage_of(line.stages, shell.text("stage") or "")
    return shell.did(shell.store.write(operations.moving.move_deal, deal_id, stage.id))


def assign(shell: Shell) -> int:
    """Give a deal or a person to someone."""
    users = shell.store.read(queries.choices.colleagues)
    user = owner_of(users, shell.text("login"))
    if user is None:
        raise BadValue("option_missing", "login", option="LOGIN")
    record = shell.id("id")
    acts = operations.assigning
    if shell.text("kind") == "deal":
        return shell.did(shell.store.write(acts.assign_deals, (record,), user))
    return shell.did(shell.store.write(acts.assign_person, record, user))


def note(shell: Shell) -> int:
    """Log a note on a deal or a person."""
    on_deal = shell.text("kind") == "deal"
    touch = LogTouch(
        kind=InteractionKind.NOTE,
        body=shell.text("text") or "",
        deal_id=shell.id("id") if on_deal else None,
        person_id=None if on_deal else shell.id("id"),
    )
    return shell.did(shell.store.write(operations.logging.log_touch, touch))


def undo(shell: Shell) -> int:
    """Undo the last act of this person (B1.9)."""
    return shell.did(shell.store.write(operations.undoing.undo))


def redo(shell: Shell) -> int:
    """Do again what was undone last."""
    return shell.did(shell.store.write(operations.undoing.redo))


def win(shell: Shell) -> int:
    """Close a deal as won (C-04)."""
    draft = WinDeal(shell.id("deal"), _closing_day(shell), naming.amount(shell))
    return shell.did(shell.store.write(operations.closing.win_deal, draft))


def lose(shell: Shell) -> int:
    """Close a deal as lost, with its reason (C-04, B1.12)."""
    reason = naming.reason(shell)
    draft = LoseDeal(
        shell.id("deal"),
        None if reason is None else reason.id,
        shell.text("note") or "",
        _closing_day(shell),
    )
    return shell.did(shell.store.write(operations.closing.lose_deal, draft))


def reopen(shell: Shell) -> int:
    """Open a closed deal again, in its last open stage or the one named (B1.13)."""
    deal_id = shell.id("deal")
    typed = shell.text("stage")
    stage_id = None
    if typed is not None:
        deal = shell.store.read(queries.deal.load_deal, deal_id)
        pipelines = shell.store.read(queries.choices.pipelines)
        (line,) = [one for one in pipelines if one.id == deal.pipeline.id]
        stage_id = stage_of(line.stages, typed).id
    return shell.did(
        shell.store.write(operations.closing.reopen_deal, deal_id, stage_id)
    )


def _closing_day(shell: Shell) -> date | None:
    typed = shell.text("on")
    if typed is None:
        return None
    clock = naming.at(shell)
    return parse_when(
        typed, clock.now, clock.zone, month_first=clock.month_first, past=True
    ).day
