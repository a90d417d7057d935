"""The settings of one person: shown at once, written when they are saved."""

import os

from tui import theming
from tui.cells import cut_start
from tui.cells import width
from tui.dialogs.settings import SettingsDialog
from tui.dialogs.settings import SettingsForm
from tui.dialogs.settings import changed
from tui.i18n import _
from tui.i18n import environment_language
from tui.i18n import language
from tui.i18n import set_language
from tui.preferences.locations import locations
from tui.preferences.settings import Settings
from tui.preferences.settings_file import save_setting
from tui.preferences.user_files import UnusableFileError
from tui.screens.base import AppScreen
from tui.widgets.message_line import MessageKind
from tui.words.refusals import SHORTEST


async def choose(screen: AppScreen, field: int = 0) -> None:
    """Ask for the settings, the keys on one of them, and keep what was chosen."""
    app = screen.relance
    before = app.settings
    loaded = theming.load((theming.builtin_themes(), locations(os.environ).themes))
    names = [theme.name for theme in loaded.themes]
    worn, spoken = app.theme, language()

    def preview(shown: Settings) -> None:
        """Change what differs from how it was, whatever made it so."""
        light = app.background_is_light
        chosen = theming.choose(shown.theme, os.environ, light)
        wanted = shown.fixed_language or environment_language(os.environ)
        set_language(spoken if shown.language is before.language else wanted)
        show(screen, shown, worn if shown.theme == before.theme else chosen)

    form = SettingsForm(before, (theming.AUTOMATIC, *names), preview)
    chosen = await app.push_screen_wait(SettingsDialog(form, field))
    if chosen is None:
        return
    app.settings = chosen
    preview(chosen)
    _write(screen, before, chosen)


def show(screen: AppScreen, settings: Settings, theme: str) -> None:
    """Look as the settings say, and say everything again, on every open screen."""
    app = screen.relance
    themes = theming.load((theming.builtin_themes(), locations(os.environ).themes))
    found = {theme.name: theme for theme in themes.themes}
    if theme in found and theme != app.theme:
        app.wear(found[theme])
    app.settings = app.settings._replace(cursor=settings.cursor)
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
        room = screen.message.room_beside(kind=MessageKind.REFUSAL) - width(
            words.format(file="")
        )
        said = words.format(file=cut_start(str(file), max(room, SHORTEST)))
        screen.say(said, kind=MessageKind.REFUSAL)
        return
    if told:
        screen.say(_("Settings saved."))
