"""All marked people given to someone, and the list as a file (B1.15)."""

from collections.abc import Sequence

from models import operations
from models import queries
from models.errors import RelanceError
from models.exchange.guarding import csv_text
from models.rules.columns import Column
from models.rules.people import PeopleAsk
from models.store import Store
from models.views.people_lists import PeopleLine
from models.vocabulary import Role
from tui.acts import choosing
from tui.acts import in_bulk
from tui.acts.keeping import keep
from tui.dialogs.assign import AssignDialog
from tui.i18n import _
from tui.i18n import ngettext
from tui.screens.people import PeopleScreen
from tui.screens.slowly import slowly
from tui.widgets.pick_list import Pick


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
    dialog = AssignDialog(title, picks, context=in_bulk.told_marked(screen), asks=asks)
    chosen = await screen.relance.push_screen_wait(dialog)
    if chosen is None:
        return
    user_id, along = chosen
    give = operations.people_bulk.assign_people
    done = await screen.write(give, screen.targets, user_id, follow_ups=along)
    in_bulk.tell(screen, done)


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
