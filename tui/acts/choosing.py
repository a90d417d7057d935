"""What the acts share: the dialog of a screen, and what they are done to."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from typing import Concatenate
from typing import ParamSpec
from typing import TypeVar

from models import queries
from models.actor import Whose
from models.clock import local_day
from models.errors import RelanceError
from models.views.board import BoardAsk
from models.views.board import read_card
from models.views.choices import Choices
from models.views.done import Done
from models.vocabulary import Scope
from models.vocabulary import Status
from tui.dialogs.frame import DialogFrame
from tui.dialogs.refusing import refuse
from tui.i18n import _
from tui.preferences.settings import DateOrder
from tui.screens.base import AppScreen
from tui.screens.slowly import patiently
from tui.selection import Selection
from tui.widgets.date_field import Almanac
from tui.widgets.message_line import MessageKind
from tui.widgets.message_line import MessageLine
from tui.words.sayings import said_within

if TYPE_CHECKING:
    from models.access import Reader
    from models.history import Writer

D = TypeVar("D", bound=DialogFrame)
P = ParamSpec("P")
T = TypeVar("T")

TakeBack = Callable[[], None]
"""Puts back what was shown before it was saved (rulings 27)."""


async def mounted(screen: AppScreen, kind: type[D]) -> D:
    """Return the one dialog of a kind on this screen, made when it is first asked.

    A session that ends meanwhile has taken the screen down: then nobody will ask.
    """
    for child in screen.children:
        if isinstance(child, kind):
            return child
    dialog = kind()
    if screen.is_attached:
        await screen.mount(dialog)
    return dialog


async def looked_up(
    screen: AppScreen,
    query: "Callable[Concatenate[Reader, P], T]",
    *args: P.args,
    **kwargs: P.kwargs,
) -> T | None:
    """Read before the next key is taken; what cannot be read is told in words."""
    return look_up(screen, query, *args, **kwargs)


def look_up(
    screen: AppScreen,
    query: "Callable[Concatenate[Reader, P], T]",
    *args: P.args,
    **kwargs: P.kwargs,
) -> T | None:
    """Read as ``looked_up`` does, where nothing can be waited for."""
    try:
        return screen.store.read(query, *args, **kwargs)
    except RelanceError as error:
        screen.refuse(error)
        return None


async def choices(screen: AppScreen) -> Choices | None:
    """Return what the frequent dialogs offer, read anew once anything was saved."""
    known, revision = screen.relance.choices, screen.store.revision
    if known is None or known.revision != revision:
        known = await looked_up(screen, _choices, revision)
        screen.relance.choices = known
    return known


def _choices(reader: "Reader", revision: int) -> Choices:
    return Choices(
        revision,
        queries.choices.sources(reader),
        queries.choices.pipelines(reader),
        queries.choices.assignees(reader),
    )


async def saved(
    screen: AppScreen,
    frame: DialogFrame,
    operation: "Callable[Concatenate[Writer, P], Done]",
    *args: P.args,
    **kwargs: P.kwargs,
) -> str:
    """Save from a dialog: a refusal is told there, what was done on the line below."""
    try:
        done = await patiently(screen, operation, *args, **kwargs)
    except RelanceError as error:
        return refused(screen, frame, error)
    tell(screen, done)
    return ""


def refused(screen: AppScreen, frame: DialogFrame, error: RelanceError) -> str:
    """Say why not in the dialog, or over it where the whole database is in trouble."""
    from tui.screens.trouble import is_trouble

    if not is_trouble(error):
        return refuse(frame, error, screen.store.zone)
    screen.relance.trouble(error)
    return _("Not saved.")


def tell(screen: AppScreen, done: Done) -> None:
    """Say what was done, and let the screen show it, unless it ended meanwhile."""
    if not screen.query(MessageLine):
        return
    screen.wrote(done)
    screen.relance.look_for_changes()
    say_done(screen, done)


def say_done(screen: AppScreen, done: Done | None) -> None:
    """Say what the screen wrote itself; a refusal has told itself."""
    if done is not None and done.batch and screen.query(MessageLine):
        then = _("`u` undoes.")
        room = screen.message.room_beside(then)
        screen.say(said_within(done, screen.store.zone, room), then)


def say_change(screen: AppScreen, done: Done | None) -> None:
    """Say what the screen wrote itself, or that all was so already."""
    say_done(screen, done)
    if done is not None and not done.batch:
        screen.say(_("Nothing changes: it is so already."), kind=MessageKind.HINT)


def remind(screen: AppScreen, deal_id: int | None) -> None:
    """Hint that an open deal has no next step, after what was done to it (B1.2).

    The hint takes the place of a key on the message line, and never the focus.
    """
    told = screen.message.message if screen.query(MessageLine) else None
    if deal_id is None or told is None or told.kind is MessageKind.REFUSAL:
        return
    deal = read_card(screen.store, BoardAsk(Whose(Scope.ALL)), deal_id)
    if deal and deal.next_at is None and deal.status is Status.OPEN:
        screen.message.say(told._replace(then=_("no next step · `f` plans one")))


def almanac(screen: AppScreen) -> Almanac:
    """Return how dates are read here and now, as the person's settings want it."""
    month_first = screen.relance.settings.date_order is DateOrder.MDY
    return Almanac(screen.store.now(), screen.store.zone, month_first)


def today(screen: AppScreen) -> date:
    """Return the day on the calendar of the actor."""
    return local_day(screen.store.now(), screen.store.zone)


def deal_selected(screen: AppScreen) -> Selection | None:
    """Return the selection if it has a deal, else say what to do first."""
    selection = screen.selection
    if selection is None or (selection.deal_id is None and not selection.marked):
        screen.say(
            _("No deal is selected."), _("`n` makes one."), kind=MessageKind.HINT
        )
        return None
    return selection


def deals_of(selection: Selection) -> tuple[int, ...]:
    """Return the deals that an act is done to: those marked, else the one at hand."""
    if selection.marked:
        return selection.marked
    return () if selection.deal_id is None else (selection.deal_id,)


def nothing_here(screen: AppScreen) -> None:
    """Say that the cursor is on nothing, and how to make something."""
    say_missing(screen, _("Nothing is selected."), _("`n` makes a deal."))


def say_missing(screen: AppScreen, said: str, then: str = "") -> None:
    """Say that nothing is there to act on, unless the rows are still being read."""
    if not screen.is_coming:
        screen.say(said, then, kind=MessageKind.HINT)
