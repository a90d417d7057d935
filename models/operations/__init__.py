"""Writes: one verb-named function per use case, one transaction each.

The modules load when they are first named, for they bring SQLModel with them.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.operations import activities as activities
    from models.operations import alerts as alerts
    from models.operations import assigning as assigning
    from models.operations import assigning_by_rules as assigning_by_rules
    from models.operations import assigning_rules as assigning_rules
    from models.operations import bookings as bookings
    from models.operations import closing as closing
    from models.operations import creating as creating
    from models.operations import editing as editing
    from models.operations import following as following
    from models.operations import invoicing as invoicing
    from models.operations import logging as logging
    from models.operations import moving as moving
    from models.operations import notifying as notifying
    from models.operations import outcomes as outcomes
    from models.operations import people as people
    from models.operations import people_bulk as people_bulk
    from models.operations import reasons as reasons
    from models.operations import setup as setup
    from models.operations import slots as slots
    from models.operations import sources as sources
    from models.operations import teams as teams
    from models.operations import types as types
    from models.operations import undoing as undoing
    from models.operations import views as views


def __getattr__(name: str) -> ModuleType:
    if name.startswith("_"):
        raise AttributeError(name)
    try:
        return import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as missing:
        raise AttributeError(name) from missing
