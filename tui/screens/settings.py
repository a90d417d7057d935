"""The settings dialog on the app: shown at once, written when it is saved."""

import os
from dataclasses import replace

from tui import theming
from tui.dialogs.settings import SettingsDialog
from tui.dialogs.settings import SettingsForm
from tui.dialogs.settings import changed
from tui.i18n import _
from tui.i18n import environment_language
from tui.i18n import set_language
from tui.locations import locations
from tui.screens.base import AppScreen
from tui.settings import Settings
from tui.settings_file import save_setting
from tui.user_files import UnusableFileError
from tui.widgets.message_line import LineMessage
from tui.widgets.message_line import MessageKind


async def open_settings(screen: AppScreen) -> None:
    """Ask for the settings before a place, and keep what was chosen."""
    app = screen.relance
    before = app.settings
    loaded = theming.load((theming.builtin_themes(), locations(os.environ).themes))
    names = [theme.name for theme in loaded.themes]
    form = SettingsForm(
        before, (theming.AUTOMATIC, *names), lambda shown: show(screen, shown)
    )
    chosen = await app.push_screen_wait(SettingsDialog(form))
    if chosen is None:
        return
    app.settings = chosen
    show(screen, chosen)
    _write(screen, before, chosen)


def show(screen: AppScreen, settings: Settings) -> None:
    """Look and speak as the settings say, on every screen that is open."""
    app = screen.relance
    set_language(settings.fixed_language or environment_language(os.environ))
    name = theming.choose(settings.theme, os.environ)
    themes = theming.load((theming.builtin_themes(), locations(os.environ).themes))
    found = {theme.name: theme for theme in themes.themes}
    if name in found and name != app.theme:
        app.wear(found[name])
    app.settings = replace(app.settings, cursor=settings.cursor)
    for open_screen in app.screen_stack:
        if isinstance(open_screen, AppScreen):
            open_screen.say_again()


def _write(screen: AppScreen, before: Settings, chosen: Settings) -> None:
    file = locations(os.environ).settings_file
    told = changed(before, chosen)
    try:
        for key, value in told.items():
            save_setting(file, key, value)
    except (OSError, UnusableFileError):
        words = _("Kept until you leave: {file} cannot be written.")
        said = LineMessage(MessageKind.REFUSAL, words.format(file=file))
        screen.message.say(said)
        return
    if told:
        screen.say(_("Settings saved."))
