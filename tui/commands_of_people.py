"""The commands of the lists of people (R-23, R-24)."""

from tui.command import IN_PEOPLE
from tui.command import Command
from tui.command import Group
from tui.i18n import N_

GO_PEOPLE = Command(
    "go.people",
    ("P",),
    N_("people"),
    N_("Open the people: prospects, tunnels, customers"),
    Group.GO,
)
PEOPLE_FILTER = Command(
    "people.filter",
    ("F",),
    N_("filter"),
    N_("Keep the list to what a column says, or to less"),
    Group.GO,
    places=IN_PEOPLE,
)
PEOPLE_UNFILTER = Command(
    "people.unfilter",
    ("backspace",),
    N_("unfilter"),
    N_("Take the last filter away"),
    Group.GO,
    places=IN_PEOPLE,
)
PEOPLE_CLEAR = Command(
    "people.clear",
    ("ctrl+x",),
    N_("clear"),
    N_("Take all filters away"),
    Group.GO,
    places=IN_PEOPLE,
)
PEOPLE_COLUMNS = Command(
    "people.columns",
    (),
    N_("columns"),
    N_("Choose the columns of the list"),
    Group.GO,
    places=IN_PEOPLE,
)
PEOPLE_EXPORT = Command(
    "people.export",
    ("E",),
    N_("CSV"),
    N_("Write the marked lines, or the whole list, into a CSV file"),
    Group.GO,
    places=IN_PEOPLE,
)

ACTS = (
    PEOPLE_FILTER,
    PEOPLE_UNFILTER,
    PEOPLE_CLEAR,
    PEOPLE_COLUMNS,
    PEOPLE_EXPORT,
)
