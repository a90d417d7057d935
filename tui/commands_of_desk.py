"""The commands of what a person has laid out: alerts, saved views, Today's filter."""

from tui.command import ON_ALERTS
from tui.command import ON_VIEWS
from tui.command import Command
from tui.command import Group
from tui.command import Place
from tui.i18n import N_

GO_ALERTS = Command(
    "go.alerts",
    ("A",),
    N_("alerts"),
    N_("Open the alerts and what I was told; Enter opens what they count"),
    Group.GO,
)
GO_VIEWS = Command(
    "go.views", ("V",), N_("views"), N_("Open the saved views of the lists"), Group.GO
)
ALERT_TOGGLE = Command(
    "alert.toggle",
    ("space",),
    N_("on, off"),
    N_("Switch the alert on or off, or mark what I was told as read"),
    places=ON_ALERTS,
)
NOTICES_READ = Command(
    "notices.read",
    ("*",),
    N_("all read"),
    N_("Mark everything that I was told as read"),
    places=ON_ALERTS,
)
VIEW_SAVE = Command(
    "view.save",
    ("n",),
    N_("save"),
    N_("Save the list as it is shown under a name"),
    places=ON_VIEWS,
)
VIEW_KEEP = Command(
    "view.keep",
    ("w",),
    N_("keep"),
    N_("Keep in this view how the list is shown now"),
    places=ON_VIEWS,
)
VIEW_RENAME = Command(
    "view.rename", ("e",), N_("rename"), N_("Rename the view"), places=ON_VIEWS
)
VIEW_PIN = Command(
    "view.pin",
    ("space",),
    N_("pin"),
    N_("Keep the view at the head of my list, or no more"),
    places=ON_VIEWS,
)
VIEW_FIRST = Command(
    "view.first",
    ("o",),
    N_("default"),
    N_("Open my list with this view, or no more"),
    places=ON_VIEWS,
)
VIEW_SHARE = Command(
    "view.share",
    ("s",),
    N_("share"),
    N_("Share the view with everybody, or keep it to myself"),
    places=ON_VIEWS,
)
VIEW_COUNT = Command(
    "view.count",
    ("a",),
    N_("alert"),
    N_("Count the view among everybody's alerts, or no more"),
    places=ON_VIEWS,
)
VIEW_REMOVE = Command(
    "view.remove", ("x",), N_("delete"), N_("Delete the view"), places=ON_VIEWS
)
TODAY_FILTER = Command(
    "today.filter",
    ("F",),
    N_("filter"),
    N_("Show what is overdue alone, or due today, or in the next days"),
    Group.GO,
    places=frozenset({Place.TODAY}),
)

ACTS = (
    ALERT_TOGGLE,
    NOTICES_READ,
    VIEW_SAVE,
    VIEW_KEEP,
    VIEW_RENAME,
    VIEW_PIN,
    VIEW_FIRST,
    VIEW_SHARE,
    VIEW_COUNT,
    VIEW_REMOVE,
)
PLACES = (GO_ALERTS, GO_VIEWS, TODAY_FILTER)
