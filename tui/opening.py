"""From an open store to the running app, with nothing imported on the way twice."""

import gc
import os
from collections.abc import Mapping
from pathlib import Path

from textual.theme import Theme

from models.clock import Clock
from models.store import Store
from models.store import open_store
from models.vocabulary import Origin
from tui import glyphs
from tui import notices
from tui import theming
from tui.app import RelanceApp
from tui.i18n import environment_language
from tui.keymap import checked_keymap
from tui.locations import Locations
from tui.nudges import Nudges
from tui.settings import LoadedSettings
from tui.settings import Settings
from tui.settings import Switch
from tui.theme_variables import PLAIN

OWN_DARK = (theming.DARK, theming.AUTOMATIC)
"""The settings with which the dark theme is no stopgap."""


def open_app(store: Store, loaded: LoadedSettings, places: Locations) -> int:
    """Run the app on a store until it is left; answers the exit status."""
    gc.disable()
    _follow_the_window()
    settings = loaded.settings
    glyphs.use(glyphs.choose(os.environ, _ascii(settings)))
    theme = chosen_theme(settings, os.environ, places)
    app = RelanceApp(
        store,
        settings,
        keymap=checked_keymap(settings.keymap),
        drafts=places.drafts,
        logs=places.logs,
        theme=theme,
    )
    app.nudges = Nudges(places.nudges, store.actor.login, store.path)
    app.notices += notices.of_settings(loaded, short=True)
    if theme.name == theming.DARK and settings.theme not in OWN_DARK:
        app.notices += notices.of_theme(settings.theme, places.themes)
    try:
        app.run(mouse=settings.mouse_on(os.environ))
    finally:
        store.close()
    if app.ended_by is not None:
        raise app.ended_by
    return app.return_code or 0


def welcome(path: Path, loaded: LoadedSettings, places: Locations) -> int:
    """Ask what the first start needs, make the database, and open it (rulings 31)."""
    from tui.cli.shell import system_login  # noqa: PLC0415
    from tui.screens.welcome import WelcomeApp  # noqa: PLC0415
    from tui.screens.welcome import proposal  # noqa: PLC0415
    from tui.settings_file import save_setting  # noqa: PLC0415

    _follow_the_window()
    settings = loaded.settings
    glyphs.use(glyphs.choose(os.environ, _ascii(settings)))
    asking = WelcomeApp(
        path,
        proposal(system_login(), settings, os.environ),
        Clock(),
        chosen_theme(settings, os.environ, places),
    )
    asking.theme_setting = settings.theme
    asking.run(mouse=False)
    founded = asking.founded
    if founded is None:
        return asking.return_code or 0
    if founded.language is not environment_language(os.environ):
        save_setting(places.settings_file, "language", founded.language.value)
    store = open_store(path, founded.login, Clock(), Origin.UI)
    return open_app(store, loaded, places)


def chosen_theme(
    settings: Settings, environ: Mapping[str, str], places: Locations
) -> Theme:
    """Return the theme to start with; one's own may be missing, dark never is."""
    name = theming.choose(settings.theme, environ)
    if name in (*theming.TRUECOLOUR_THEMES, theming.SIXTEEN, PLAIN):
        return theming.shipped(name)
    own = theming.load((places.themes,)).themes
    return next(
        (theme for theme in own if theme.name == name), theming.shipped(theming.DARK)
    )


def _follow_the_window() -> None:
    """Forget a size that a shell exported: Textual would keep to it for ever."""
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)


def _ascii(settings: Settings) -> bool | None:
    """Return what the person set; nothing where the terminal decides."""
    return None if settings.ascii is Switch.AUTO else settings.ascii is Switch.ON
