"""Writing a file of one's own among the exports."""

import os
from pathlib import Path

from tui.i18n import _
from tui.preferences.locations import locations
from tui.preferences.locations import make_private_folder
from tui.preferences.locations import write_private_text
from tui.screens.base import AppScreen
from tui.widgets.message_line import MessageKind


def keep(screen: AppScreen, name: str, text: str) -> str:
    """Write a file and return where it is; say why not, and return "", if it fails."""
    folder = locations(os.environ).exports
    file = folder / name
    try:
        make_private_folder(folder)
        write_private_text(file, text)
    except OSError as error:
        told = _("The file could not be written: {why}.")
        why = error.strerror or ""
        screen.say(told.format(why=why), kind=MessageKind.REFUSAL)
        return ""
    return _short(file)


def _short(file: Path) -> str:
    home = os.environ.get("HOME")
    inside = home and file.is_relative_to(home)
    return f"~/{file.relative_to(home)}" if home and inside else str(file)
