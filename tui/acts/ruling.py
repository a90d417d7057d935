"""Rules of assignment: made, changed, put in order, paused, applied (R-32)."""

from dataclasses import replace

from models import operations
from models import queries
from models.views.assigning import Duty
from models.views.assigning import EditRule
from models.views.assigning import Outlook
from models.views.assigning import RepLine
from models.views.assigning import RuleFields
from models.views.assigning import RuleLine
from tui import formats
from tui.acts import choosing
from tui.dialogs.assignment_rule import RuleDialog
from tui.dialogs.assignment_rule import RuleForm
from tui.dialogs.confirm import ConfirmDialog
from tui.dialogs.duty import DutyDialog
from tui.dialogs.pick import PickDialog
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext
from tui.screens.assignment_rules import AssignmentRulesScreen
from tui.screens.base import AppScreen
from tui.settings_pages.keeping import ask
from tui.widgets.message_line import MessageKind
from tui.widgets.pick_list import Pick
from tui.words.rules import outlook_words
from tui.words.rules import rep_words

RULE, DUTY = "rule", "duty"
"""The names under which the drafts of a rule's and of a seller's form are kept."""


async def open_rules(screen: AppScreen) -> None:
    """Open the table of rules over a place; who may not have it is told so (R-37)."""
    if isinstance(screen, AssignmentRulesScreen):
        return
    found = await choosing.looked_up(screen, queries.assignment_rules.rules)
    if found is not None:
        await screen.relance.push_screen(AssignmentRulesScreen(screen.store))


async def resume(screen: AppScreen, record_id: int | None) -> bool:
    """Open the rules with the form that was half typed; tell whether it can be."""
    await open_rules(screen)
    shown = screen.relance.screen
    if not isinstance(shown, AssignmentRulesScreen):
        return False
    if record_id is None:
        shown.run_worker(make(shown))
        return True
    rule = next((one for one in shown.rules if one.id == record_id), None)
    if rule is not None:
        shown.run_worker(_edit(shown, rule))
    return rule is not None


async def resume_duty(screen: AppScreen, user_id: int | None) -> bool:
    """Open the half typed form of a seller of some rule, if one still has them."""
    await open_rules(screen)
    shown = screen.relance.screen
    if not isinstance(shown, AssignmentRulesScreen):
        return False
    reps = [rep for rule in shown.rules for rep in rule.reps if rep.user_id == user_id]
    if reps:
        shown.run_worker(_duty(shown, reps[0]))
    return bool(reps)


async def make(screen: AssignmentRulesScreen) -> None:
    """Ask for a new rule, which comes after the others."""
    choices = await choosing.looked_up(screen, queries.assignment_rules.rule_choices)
    if choices is None:
        return

    async def accept(fields: RuleFields) -> str:
        add = operations.assigning_rules.make_rule
        return await choosing.saved(screen, dialog.frame, add, fields)

    dialog = RuleDialog(_("New rule"), RuleForm(RuleFields(""), choices), accept)
    await ask(screen, dialog, RULE)


async def edit(screen: AssignmentRulesScreen) -> None:
    """Open the form of the rule under the cursor."""
    if screen.rule is None:
        nothing(screen)
    else:
        await _edit(screen, screen.rule)


async def _edit(screen: AssignmentRulesScreen, rule: RuleLine) -> None:
    choices = await choosing.looked_up(screen, queries.assignment_rules.rule_choices)
    if choices is None:
        return
    known = tuple((rep.user_id, rep.name) for rep in rule.reps)

    async def accept(fields: RuleFields) -> str:
        change = operations.assigning_rules.edit_rule
        now = EditRule(rule.id, rule.fields, fields)
        return await choosing.saved(screen, dialog.frame, change, now)

    dialog = RuleDialog(_("Edit"), RuleForm(rule.fields, choices, known), accept)
    await ask(screen, dialog, RULE, rule.id)


async def shift(screen: AssignmentRulesScreen, steps: int) -> None:
    """Let the rule be asked earlier or later."""
    if screen.rule is None:
        nothing(screen)
        return
    move = operations.assigning_rules.shift_rule
    choosing.say_done(screen, await screen.write(move, screen.rule.id, steps))


async def switch(screen: AssignmentRulesScreen) -> None:
    """Ask the rule no more, or ask it again."""
    if screen.rule is None:
        nothing(screen)
        return
    pause = operations.assigning_rules.pause_rule
    choosing.say_done(screen, await screen.write(pause, screen.rule.id))


async def remove(screen: AssignmentRulesScreen) -> None:
    """Delete the rule; undo brings it back."""
    if screen.rule is None:
        nothing(screen)
        return
    delete = operations.assigning_rules.delete_rule
    choosing.say_done(screen, await screen.write(delete, screen.rule.id))


async def duty(screen: AssignmentRulesScreen) -> None:
    """Pause a seller of the rule, or say how many prospects they get at most."""
    rule = screen.rule
    if rule is None:
        nothing(screen)
        return
    rep = await _which(screen, rule)
    if rep is not None:
        await _duty(screen, rep)


async def _duty(screen: AssignmentRulesScreen, rep: RepLine) -> None:
    async def accept(told: Duty) -> str:
        change = operations.assigning_rules.set_duty
        return await choosing.saved(screen, dialog.frame, change, told)

    was = Duty(rep.user_id, rep.paused, rep.capacity)
    dialog = DutyDialog(rep.name, was, accept)
    await ask(screen, dialog, DUTY, rep.user_id)


async def apply(screen: AssignmentRulesScreen) -> None:
    """Say what would go where, then give all of it in one act."""
    told = await choosing.looked_up(screen, queries.assignment_rules.outlook)
    if told is None:
        return
    if not sum(count for _name, count in told.shares):
        screen.say(outlook_words(told), kind=MessageKind.HINT)
        return
    if await screen.relance.push_screen_wait(_question(told)):
        give = operations.assigning_by_rules.apply_rules
        choosing.say_done(screen, await screen.write(give))


def nothing(screen: AssignmentRulesScreen) -> None:
    """Say that the cursor is on no rule, and how to make one."""
    screen.say(_("No rule is selected."), _("`n` makes one."), kind=MessageKind.HINT)


def _question(told: Outlook) -> ConfirmDialog:
    count = sum(count for _name, count in told.shares)
    title = ngettext(
        "Give {count} prospect by the rules?",
        "Give {count} prospects by the rules?",
        count,
    ).format(count=formats.number(count, language()))
    return ConfirmDialog(title, outlook_words(told), N_("give"))


async def _which(screen: AssignmentRulesScreen, rule: RuleLine) -> RepLine | None:
    if len(rule.reps) == 1:
        return rule.reps[0]
    picks = [Pick(rep, rep.name, _aside(rep)) for rep in rule.reps]
    dialog = PickDialog(_("Prospects by rules"), picks, context=rule.fields.name)
    return await screen.relance.push_screen_wait(dialog)


def _aside(rep: RepLine) -> str:
    """Say what keeps a rep from getting more, beside the name."""
    return rep_words(replace(rep, name="")).strip(" ()")
