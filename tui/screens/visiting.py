"""Opens the screen of a record from wherever it was found (rulings 26)."""

from typing import assert_never

from textual.screen import Screen

from models.store import Store
from tui.screens.base import AppScreen
from tui.screens.deal import DealScreen
from tui.screens.record import CompanyScreen
from tui.screens.record import PersonScreen
from tui.widgets.links import Link
from tui.widgets.links import LinkKind


def visit(behind: AppScreen, link: Link) -> None:
    """Push the screen of a record; Esc comes back to the one behind."""
    screen = screen_of(behind.store, link)
    if screen is not None:
        behind.relance.push_screen(screen)


def screen_of(store: Store, link: Link) -> Screen[None] | None:
    """Make the screen of a record; nothing for what is no record."""
    match link.kind:
        case LinkKind.DEAL:
            return DealScreen(store, link.id)
        case LinkKind.PERSON:
            return PersonScreen(store, link.id)
        case LinkKind.COMPANY:
            return CompanyScreen(store, link.id)
        case LinkKind.FOLLOW_UP | LinkKind.EVENT | LinkKind.NOTHING:
            return None
        case _:
            assert_never(link.kind)
