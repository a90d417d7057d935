"""The commands of the settings: what a manager sets up, line by line (R-01)."""

from models.vocabulary import Role
from tui import commands_of_desk as desk
from tui.command import IN_SETTINGS
from tui.command import Command
from tui.command import Group
from tui.i18n import N_

SETTING_NEW = Command(
    "setting.new",
    ("n",),
    N_("add"),
    N_("Add a line to the list that is shown"),
    places=IN_SETTINGS,
)
SETTING_EDIT = Command(
    "setting.edit",
    ("e",),
    N_("edit"),
    N_("Change what is selected"),
    places=IN_SETTINGS,
)
SETTING_EARLIER = Command(
    "setting.earlier",
    ("<", "shift+left"),
    N_("order"),
    N_("Put the line before the one above"),
    places=IN_SETTINGS,
)
SETTING_LATER = Command(
    "setting.later",
    (">", "shift+right"),
    N_("order"),
    N_("Put the line after the one below"),
    places=IN_SETTINGS,
)
SETTING_SWITCH = Command(
    "setting.switch",
    ("x", "space"),
    N_("on, off"),
    N_("Use the line no more, or use it again"),
    places=IN_SETTINGS,
)
SETTING_REMOVE = Command(
    "setting.remove",
    ("delete",),
    N_("remove"),
    N_("Delete the line, as long as it was never used"),
    places=IN_SETTINGS,
)
SETTING_PAUSE = Command(
    "setting.pause",
    ("p",),
    N_("pause"),
    N_("Let rules give a user no prospects for now, or let them again"),
    places=IN_SETTINGS,
)
RULES_OPEN = Command(
    "rules.open",
    ("R",),
    N_("rules"),
    N_("Open the rules that give prospects to sellers"),
    Group.GO,
)
RULES_APPLY = Command(
    "rules.apply",
    ("a",),
    N_("apply"),
    N_("Give the prospects without a seller by the rules, now"),
    places=IN_SETTINGS,
)
LIST_ACTS = (
    SETTING_NEW,
    SETTING_EDIT,
    SETTING_EARLIER,
    SETTING_LATER,
    SETTING_SWITCH,
    SETTING_REMOVE,
)
"""What is done to the lines of a list that has an order and may be switched off."""
ACTS = (*LIST_ACTS, SETTING_PAUSE, RULES_APPLY)
PLACES = (RULES_OPEN,)
FOR_LEADERS = frozenset(
    command.id
    for command in (*LIST_ACTS, SETTING_PAUSE, RULES_APPLY, RULES_OPEN, desk.VIEW_COUNT)
    if command is not SETTING_EDIT
)
"""What sellers would be refused; of the settings, their own stay theirs (R-37)."""


def kept_from(role: Role) -> frozenset[str]:
    """Tell which commands neither help nor palette nor hint line offer a role."""
    return FOR_LEADERS if role is Role.SELLER else frozenset()
