"""Reads: one function per thing a screen shows, frozen read models out.

The modules load when they are first named, for they bring SQLModel with them.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.queries import alerts as alerts
    from models.queries import asking as asking
    from models.queries import assignment_rules as assignment_rules
    from models.queries import choices as choices
    from models.queries import clocks as clocks
    from models.queries import configuring as configuring
    from models.queries import deal as deal
    from models.queries import duplicates as duplicates
    from models.queries import find as find
    from models.queries import letters as letters
    from models.queries import lines as lines
    from models.queries import listing as listing
    from models.queries import names as names
    from models.queries import notices as notices
    from models.queries import outcome_form as outcome_form
    from models.queries import people_lists as people_lists
    from models.queries import places as places
    from models.queries import planned as planned
    from models.queries import planning as planning
    from models.queries import record as record
    from models.queries import slot_form as slot_form
    from models.queries import slots as slots
    from models.queries import undo as undo
    from models.queries import uses as uses
    from models.queries import views as views


def __getattr__(name: str) -> ModuleType:
    if name.startswith("_"):
        raise AttributeError(name)
    try:
        return import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as missing:
        raise AttributeError(name) from missing
