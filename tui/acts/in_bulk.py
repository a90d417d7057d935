"""Acts on all that is marked, on a list or on the board: one undo (B1.15)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeGuard

from models import operations
from models import queries
from models.errors import BadValue
from models.errors import RelanceError
from models.store import Store
from models.views.asking import PlanForm
from models.views.done import Done
from models.views.drafts import PlanFollowUp
from models.views.people_lists import Target
from models.vocabulary import Temperature
from tui import formats
from tui.acts import choosing
from tui.cells import cut
from tui.cells import width
from tui.dialogs import follow_up
from tui.dialogs.pick import PickDialog
from tui.dialogs.refusing import refuse
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext
from tui.screens.base import AppScreen
from tui.screens.slowly import patiently
from tui.screens.slowly import slowly
from tui.widgets.message_line import MessageKind
from tui.widgets.pick_list import Pick
from tui.words import codes
from tui.words.quantities import marked
from tui.words.refusals import SHORTEST
from tui.words.refusals import explain

TOLD = 3
"""How many refused lines are named on the message line."""
ASKED = 50
"""How many marked records are looked at for one to plan with."""
EACH = 0
"""Stands for whom a follow-up falls to where nobody is chosen."""


async def value(screen: AppScreen) -> None:
    """Set the value of all that is marked."""
    picks: list[Pick[str]] = [
        Pick(str(one), codes.temperature(one), _aside(one)) for one in Temperature
    ]
    dialog = PickDialog(_("Value"), picks, context=told_marked(screen))
    chosen = await screen.relance.push_screen_wait(dialog)
    if chosen is not None:
        change = operations.people_bulk.value_people
        heat = Temperature(chosen)
        tell(screen, await screen.write(change, screen.targets, heat))


async def plan(screen: AppScreen) -> None:
    """Plan the same follow-up for all that is marked."""
    targets = screen.targets
    about = told_marked(screen)
    try:
        found = await slowly(screen, lambda: _form(screen.store, targets))
    except RelanceError as error:
        screen.refuse(error)
        return
    form = _of_many(found, about)

    async def accept(answer: PlanFollowUp) -> str:
        all_of_them = operations.people_bulk.plan_people
        try:
            done = await patiently(screen, all_of_them, targets, answer)
        except RelanceError as error:
            return refuse(dialog.frame, error, screen.store.zone)
        screen.relance.look_for_changes()
        tell(screen, done)
        return ""

    saving = follow_up.Saving(accept, lambda _draft: None, {})
    dialog = follow_up.FollowUpDialog(form, choosing.almanac(screen), saving)
    await screen.relance.push_screen_wait(dialog)


def _of_many(form: PlanForm, about: str) -> PlanForm:
    """Propose to leave each its value, and its follow-up to whom it falls by itself."""
    first, *others = people = form.colleagues
    if others:
        each = first._replace(id=EACH, login="", name=_("each to their own rep"))
        people = (each, *people)
    return replace(
        form, about=about, value=None, assignee_id=people[0].id, colleagues=people
    )


def _form(store: Store, targets: Sequence[Target]) -> PlanForm:
    """Return the form of the first who may be planned with; raise why none may."""
    refused: RelanceError | None = None
    for one in targets[:ASKED]:
        try:
            return store.read(
                queries.asking.plan_form, deal_id=one.deal_id, person_id=one.person_id
            )
        except RelanceError as error:
            refused = refused or error
    raise refused or BadValue("followup_of_no_one", "person")


def told_marked(screen: AppScreen) -> str:
    """Return how many are marked."""
    return marked(len(screen.targets))


def _aside(value: Temperature) -> str:
    return _("closes their follow-ups") if value is Temperature.LOST else ""


def tell(screen: AppScreen, done: Done | None) -> None:
    """Say how many it was done to, and who refused it by name."""
    if done is None:
        return
    count = _number(done.values.get("count"))
    told = ngettext("{count} changed.", "{count} changed.", count)
    told = told.format(count=formats.number(count, language()))
    told = told if count else _("Nothing changes: it is so already.")
    then = _("`u` undoes.") if count else ""
    refused = [*_refused(done.values.get("refused"))]
    screen.unmark()
    if not refused:
        screen.say(told, then)
        return
    room = screen.message.room_beside(then, MessageKind.REFUSAL)
    said = _refusing(told, refused, screen.store.zone, room)
    screen.say(said, then, kind=MessageKind.REFUSAL)


def _refusing(
    told: str, refused: Sequence[tuple[str, RelanceError]], zone: str, cells: int
) -> str:
    """Say who refused it and why the first one did; the names give way to the why."""
    names = ", ".join(name for name, _error in refused[:TOLD])
    rest = len(refused) - TOLD
    more = ngettext("and {count} more", "and {count} more", rest).format(count=rest)
    more = f" {more}" if rest > 0 else ""
    why = explain(refused[0][1], zone).text
    sentence = _("{done} Not: {names}. {why}")
    said = sentence.format(done=told, names=names + more, why=why)
    over = width(said) - cells
    if over <= 0:
        return said
    shorter = cut(names, max(width(names) - over, SHORTEST)) + more
    return sentence.format(done=told, names=shorter, why=why)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _refused(value: object) -> Sequence[tuple[str, RelanceError]]:
    return value if _are_refusals(value) else ()


def _are_refusals(value: object) -> TypeGuard[Sequence[tuple[str, RelanceError]]]:
    return isinstance(value, tuple)
