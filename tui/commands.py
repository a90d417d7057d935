"""Every command of this release, declared once: keys, words and help derive from it."""

from collections.abc import Iterable
from collections.abc import Mapping

from textual.binding import Binding

from tui import commands_of_desk
from tui import commands_of_people
from tui import commands_of_settings
from tui import commands_of_slots
from tui.command import ANYWHERE
from tui.command import AT_WORK
from tui.command import IN_FIGURES
from tui.command import IN_LISTS
from tui.command import ON_DEALS
from tui.command import ON_FOLLOW_UPS
from tui.command import ON_RECORDS
from tui.command import Command
from tui.command import Group
from tui.command import Place
from tui.i18n import N_

__all__ = ["ANYWHERE", "Command", "Group", "Place"]

DEAL_NEW = Command(
    "deal.new", ("n",), N_("new"), N_("Add a deal in one line"), places=AT_WORK
)
FOLLOWUP_PLAN = Command(
    "followup.plan", ("f",), N_("follow-up"), N_("Plan a follow-up"), places=AT_WORK
)
FOLLOWUP_DONE = Command(
    "followup.done",
    ("d",),
    N_("done"),
    N_("Log the outcome of the follow-up"),
    places=ON_FOLLOW_UPS,
)
FOLLOWUP_SNOOZE = Command(
    "followup.snooze",
    ("z",),
    N_("snooze"),
    N_("Put the follow-up off"),
    places=ON_FOLLOW_UPS,
)
FOLLOWUP_ASSIGN = Command(
    "followup.assign",
    (),
    N_("give"),
    N_("Give the follow-up alone to someone"),
    places=ON_RECORDS,
)
FOLLOWUP_BOOK = Command(
    "followup.book",
    (),
    N_("slot"),
    N_("Choose a slot for the follow-up, or another one"),
    places=ON_RECORDS,
)
TODAY_SKIP = Command(
    "today.skip",
    ("s",),
    N_("skip"),
    N_("Leave this one for later in the day"),
    places=frozenset({Place.TODAY}),
)
PERSON_VALUE = Command(
    "person.value",
    ("v",),
    N_("value"),
    N_("Change the value: hot, warm, cold"),
    places=AT_WORK,
)
DEAL_ASSIGN = Command(
    "deal.assign",
    ("a",),
    N_("assign"),
    N_("Assign to someone, or take over"),
    places=AT_WORK,
)
RECORD_EDIT = Command(
    "record.edit",
    ("e",),
    N_("edit"),
    N_("Edit what is selected"),
    places=ON_RECORDS,
)
UNDO = Command("undo", ("u",), N_("undo"), N_("Undo what I did last"))
REDO = Command("redo", ("ctrl+r",), N_("redo"), N_("Do again what I undid"))
STAGE_GUIDE = Command(
    "stage.guide",
    ("i",),
    N_("guide"),
    N_("Show what this stage is for and what it asks"),
    places=AT_WORK,
)
MARK = Command(
    "mark", ("space",), N_("mark"), N_("Mark or unmark this one"), places=IN_LISTS
)
MARK_ALL = Command(
    "mark.all", ("*",), N_("all"), N_("Mark all that are shown"), places=IN_LISTS
)
DEAL_MOVE = Command(
    "deal.move",
    ("m",),
    N_("stage"),
    N_("Move the deal to a stage of the list"),
    places=AT_WORK,
)
DEAL_MOVE_BACK = Command(
    "deal.move_back",
    ("<", "shift+left"),
    N_("move"),
    N_("Move the deal one stage back"),
    places=ON_DEALS,
)
DEAL_MOVE_ON = Command(
    "deal.move_on",
    (">", "shift+right"),
    N_("move"),
    N_("Move the deal one stage on"),
    places=ON_DEALS,
)
DEAL_WIN = Command(
    "deal.win", ("w",), N_("won"), N_("Close the deal as won"), places=AT_WORK
)
DEAL_LOSE = Command(
    "deal.lose", ("x",), N_("lost"), N_("Close the deal as lost"), places=AT_WORK
)
DEAL_REOPEN = Command(
    "deal.reopen", ("r",), N_("reopen"), N_("Open a closed deal again"), places=AT_WORK
)
NOTE_LOG = Command(
    "note.log", ("t",), N_("note"), N_("Log a note or a call"), places=AT_WORK
)
INVOICE_LINK = Command(
    "invoice.link",
    (),
    N_("invoice"),
    N_("Link an invoice to what was sold"),
    places=ON_RECORDS,
)
COPY = Command(
    "copy",
    ("y",),
    N_("copy"),
    N_("Copy the phone number, the e-mail or a brief"),
    places=ON_FOLLOW_UPS,
)

CURSOR_UP = Command("cursor.up", ("up", "k"), N_("up"), N_("Move up"), Group.MOVE)
CURSOR_DOWN = Command(
    "cursor.down", ("down", "j"), N_("down"), N_("Move down"), Group.MOVE
)
CURSOR_LEFT = Command(
    "cursor.left", ("left", "h"), N_("left"), N_("Move left"), Group.MOVE
)
CURSOR_RIGHT = Command(
    "cursor.right", ("right", "l"), N_("right"), N_("Move right"), Group.MOVE
)
CURSOR_PAGE_UP = Command(
    "cursor.page_up", ("pageup",), N_("page up"), N_("Move up by a page"), Group.MOVE
)
CURSOR_PAGE_DOWN = Command(
    "cursor.page_down",
    ("pagedown",),
    N_("page down"),
    N_("Move down by a page"),
    Group.MOVE,
)
CURSOR_FIRST = Command(
    "cursor.first", ("home",), N_("first"), N_("Move to the first one"), Group.MOVE
)
CURSOR_LAST = Command(
    "cursor.last", ("end",), N_("last"), N_("Move to the last one"), Group.MOVE
)
TAB_NEXT = Command(
    "tab.next", ("tab",), N_("next tab"), N_("Show the next tab or pane"), Group.MOVE
)
TAB_PREVIOUS = Command(
    "tab.previous",
    ("shift+tab",),
    N_("previous tab"),
    N_("Show the previous tab or pane"),
    Group.MOVE,
)
OPEN = Command("open", ("enter",), N_("open"), N_("Open what is selected"), Group.MOVE)
BACK = Command(
    "back",
    ("escape",),
    N_("back"),
    N_("Go back to exactly where I was, or stop what is running"),
    Group.MOVE,
)

GO_TODAY = Command(
    "go.today", ("T",), N_("Today"), N_("Open Today, what is due"), Group.GO
)
GO_BOARD = Command("go.board", ("B",), N_("Board"), N_("Open the board"), Group.GO)
GO_STATISTICS = Command(
    "go.statistics",
    ("S",),
    N_("statistics"),
    N_("Open the statistics"),
    Group.GO,
)
PERIOD_BACK = Command(
    "period.back",
    ("<", "shift+left"),
    N_("period"),
    N_("Show the period before"),
    Group.GO,
    places=IN_FIGURES,
)
PERIOD_ON = Command(
    "period.on",
    (">", "shift+right"),
    N_("period"),
    N_("Show the period after"),
    Group.GO,
    places=IN_FIGURES,
)
PERIOD_CHOOSE = Command(
    "period.choose",
    ("p",),
    N_("dates"),
    N_("Choose a month, a quarter, a year or two dates"),
    Group.GO,
    places=IN_FIGURES,
)
FIGURES_BASIS = Command(
    "figures.basis",
    ("o",),
    N_("basis"),
    N_("Count on another basis or in other groups"),
    Group.GO,
    places=IN_FIGURES,
)
FIGURES_EXPORT = Command(
    "figures.export",
    ("e",),
    N_("CSV"),
    N_("Write the table into a CSV file"),
    Group.GO,
    places=IN_FIGURES,
)
OWNER_SCOPE = Command(
    "owner.scope",
    ("O",),
    N_("whose"),
    N_("Choose whose records are shown"),
    Group.GO,
    places=AT_WORK,
)
SEARCH = Command("search", ("/",), N_("search"), N_("Search as I type"), Group.GO)
SORT = Command(
    "sort",
    ("o",),
    N_("sort"),
    N_("Change the sort order"),
    Group.GO,
    places=IN_LISTS,
)
TIMELINE_FILTER = Command(
    "timeline.filter",
    ("F",),
    N_("filter"),
    N_("Choose which events the timeline shows"),
    Group.GO,
    places=frozenset({Place.RECORD}),
)
TIMELINE_ORDER = Command(
    "timeline.order",
    ("o",),
    N_("order"),
    N_("Show the timeline's newest or oldest events first"),
    Group.GO,
    places=frozenset({Place.RECORD}),
)
BOARD_PIPELINE = Command(
    "board.pipeline", (), N_("pipeline"), N_("Show another pipeline"), Group.GO
)
BOARD_ADVICE = Command(
    "board.advice",
    ("I",),
    N_("advice"),
    N_("Show the cards that the advice names"),
    Group.GO,
    places=frozenset({Place.BOARD}),
)
SETTINGS = Command(
    "settings",
    (",",),
    N_("settings"),
    N_("Open the settings: my own, and how we work"),
    Group.GO,
)

HELP = Command("help", ("?",), N_("help"), N_("Show every key"), Group.APP)
PALETTE = Command(
    "palette",
    ("ctrl+p",),
    N_("palette"),
    N_("Search the commands by name"),
    Group.APP,
)
QUIT = Command("quit", ("q",), N_("quit"), N_("Leave Relance"), Group.APP)

REGISTRY: tuple[Command, ...] = (
    DEAL_NEW,
    FOLLOWUP_PLAN,
    FOLLOWUP_DONE,
    FOLLOWUP_SNOOZE,
    FOLLOWUP_ASSIGN,
    TODAY_SKIP,
    PERSON_VALUE,
    DEAL_ASSIGN,
    RECORD_EDIT,
    NOTE_LOG,
    FOLLOWUP_BOOK,
    INVOICE_LINK,
    COPY,
    MARK,
    MARK_ALL,
    DEAL_MOVE,
    DEAL_MOVE_BACK,
    DEAL_MOVE_ON,
    DEAL_WIN,
    DEAL_LOSE,
    DEAL_REOPEN,
    STAGE_GUIDE,
    *commands_of_desk.ACTS,
    *commands_of_settings.ACTS,
    *commands_of_slots.ACTS,
    UNDO,
    REDO,
    CURSOR_UP,
    CURSOR_DOWN,
    CURSOR_LEFT,
    CURSOR_RIGHT,
    CURSOR_PAGE_UP,
    CURSOR_PAGE_DOWN,
    CURSOR_FIRST,
    CURSOR_LAST,
    TAB_NEXT,
    TAB_PREVIOUS,
    OPEN,
    BACK,
    GO_TODAY,
    GO_BOARD,
    commands_of_people.GO_PEOPLE,
    *commands_of_desk.PLACES,
    *commands_of_settings.PLACES,
    *commands_of_slots.PLACES,
    GO_STATISTICS,
    SEARCH,
    OWNER_SCOPE,
    PERIOD_BACK,
    PERIOD_ON,
    PERIOD_CHOOSE,
    FIGURES_BASIS,
    FIGURES_EXPORT,
    BOARD_PIPELINE,
    BOARD_ADVICE,
    SORT,
    *commands_of_people.ACTS,
    TIMELINE_FILTER,
    TIMELINE_ORDER,
    SETTINGS,
    HELP,
    PALETTE,
    QUIT,
)

BY_ID: Mapping[str, Command] = {command.id: command for command in REGISTRY}

UNBOUND = "unbound"
"""A key that no terminal sends: holds the place of one that the settings may give."""


def bindings(*commands: Command) -> list[Binding]:
    """Bind the keys of *commands* to the actions of the same name (screens.md)."""
    return [
        Binding(
            ",".join("comma" if key == "," else key for key in command.keys) or UNBOUND,
            command.action,
            command.label,
            tooltip=command.help,
            id=command.id,
        )
        for command in commands
    ]


def in_place(place: Place) -> Iterable[Command]:
    """Tell the commands whose keys work in *place*."""
    return (command for command in REGISTRY if place in command.places)
