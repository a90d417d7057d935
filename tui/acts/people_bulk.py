"""Acts on all marked people at once, and the list as a file (B1.15)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeGuard

from models import operations
from models import queries
from models.errors import BadValue
from models.errors import RelanceError
from models.exchange.guarding import csv_text
from models.rules.columns import Column
from models.rules.people import PeopleAsk
from models.store import Store
from models.views.asking import PlanForm
from models.views.done import Done
from models.views.drafts import PlanFollowUp
from models.views.people_lists import PeopleLine
from models.views.people_lists import Target
from models.vocabulary import Role
from models.vocabulary import Temperature
from tui import formats
from tui.acts import choosing
from tui.acts.keeping import keep
from tui.cells import cut
from tui.cells import width
from tui.dialogs import follow_up
from tui.dialogs.assign import AssignDialog
from tui.dialogs.pick import PickDialog
from tui.dialogs.refusing import refuse
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext
from tui.screens.people import PeopleScreen
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
"""How many marked people are looked at for one to plan with."""


async def assign(screen: PeopleScreen) -> None:
    """Give all marked people to someone, their follow-ups by choice (C-02)."""
    people = await choosing.looked_up(screen, queries.choices.assignees)
    if people is None:
        return
    me = screen.store.actor
    picks = [
        Pick(one.id, one.name, _("me") if one.id == me.id else one.login)
        for one in sorted(people, key=lambda one: one.id != me.id)
    ]
    asks = me.role is not Role.SELLER
    title = _("Assign to") if asks else _("Take over")
    dialog = AssignDialog(title, picks, context=_many(screen), asks=asks)
    chosen = await screen.relance.push_screen_wait(dialog)
    if chosen is None:
        return
    user_id, along = chosen
    give = operations.people_bulk.assign_people
    done = await screen.write(give, _targets(screen), user_id, follow_ups=along)
    _tell(screen, done)


async def value(screen: PeopleScreen) -> None:
    """Set the value of all marked people."""
    picks: list[Pick[str]] = [
        Pick(str(one), codes.temperature(one), _aside(one)) for one in Temperature
    ]
    dialog = PickDialog(_("Value"), picks, context=_many(screen))
    chosen = await screen.relance.push_screen_wait(dialog)
    if chosen is not None:
        change = operations.people_bulk.value_people
        heat = Temperature(chosen)
        _tell(screen, await screen.write(change, _targets(screen), heat))


async def plan(screen: PeopleScreen) -> None:
    """Plan the same follow-up for all marked people."""
    targets = _targets(screen)
    about = _many(screen)
    try:
        found = await slowly(screen, lambda: _form(screen.store, targets))
    except RelanceError as error:
        screen.refuse(error)
        return
    form = replace(found, about=about)

    async def accept(answer: PlanFollowUp) -> str:
        all_of_them = operations.people_bulk.plan_people
        try:
            done = await patiently(screen, all_of_them, targets, answer)
        except RelanceError as error:
            return refuse(dialog.frame, error, screen.store.zone)
        screen.relance.look_for_changes()
        _tell(screen, done)
        return ""

    saving = follow_up.Saving(accept, lambda _draft: None, {})
    dialog = follow_up.FollowUpDialog(form, choosing.almanac(screen), saving)
    await screen.relance.push_screen_wait(dialog)


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


async def export(screen: PeopleScreen) -> None:
    """Write the marked lines, else the whole list as it is filtered, into a file."""
    ask, marked = screen.ask, frozenset(screen.marks)
    shown = screen.tabbed.columns
    try:
        rows = await slowly(screen, lambda: _rows(screen.store, ask, marked, shown))
    except RelanceError as error:
        screen.refuse(error)
        return
    today = choosing.today(screen).isoformat()
    heads = ["id", *(str(column) for column in shown)]
    text = csv_text(heads, rows, raw=False)
    file = keep(screen, f"relance-{ask.of}-{today}.csv", text)
    if not file:
        return
    told = ngettext(
        "{count} line saved in {file}.", "{count} lines saved in {file}.", len(rows)
    )
    screen.say(told.format(count=len(rows), file=file))


def _rows(
    store: Store,
    ask: PeopleAsk,
    marked: frozenset[int],
    shown: Sequence[Column],
) -> list[list[str]]:
    lines = store.read(queries.people_lists.everything, ask)
    return [
        [str(line.id), *(_plain(column, line) for column in shown)]
        for line in lines
        if not marked or line.id in marked
    ]


def _plain(column: Column, line: PeopleLine) -> str:
    """Return stored codes and ISO days: what other programs read."""
    texts: dict[Column, object] = {
        Column.NAME: line.last_name,
        Column.FIRST_NAME: line.first_name,
        Column.COMPANY: line.company,
        Column.TEAM: line.team,
        Column.CAME: line.came,
        Column.VALUE: line.value,
        Column.STEP: line.step,
        Column.PLANNED: line.planned_on,
        Column.STATUS: line.progress,
        Column.REP: line.rep,
        Column.SOURCE: line.source,
        Column.SINCE: line.since,
        Column.LIFECYCLE: line.lifecycle,
    }
    found = texts.get(column)
    return "" if found is None else str(found)


def _targets(screen: PeopleScreen) -> tuple[Target, ...]:
    return tuple(screen.marks.values())


def _many(screen: PeopleScreen) -> str:
    return marked(len(screen.marks))


def _aside(value: Temperature) -> str:
    return _("closes their follow-ups") if value is Temperature.LOST else ""


def _tell(screen: PeopleScreen, done: Done | None) -> None:
    """Say how many it was done to, and who refused it by name."""
    if done is None:
        return
    count = _number(done.values.get("count"))
    told = ngettext("{count} changed.", "{count} changed.", count)
    told = told.format(count=formats.number(count, language()))
    told = told if count else _("Nothing changes: it is so already.")
    then = _("`u` undoes.") if count else ""
    refused = [*_refused(done.values.get("refused"))]
    screen.marks.clear()
    screen.show_marks()
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
