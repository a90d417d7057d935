"""From an open store to the running app, with nothing imported on the way twice."""

import gc
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from textual.theme import Theme

from models.clock import Clock
from models.errors import RelanceError
from models.store import Store
from models.store import open_store
from models.vocabulary import Origin
from tui import glyphs
from tui import theming
from tui.app import RelanceApp
from tui.entrance import Opening
from tui.i18n import environment_language
from tui.preferences.keymap import checked_keymap
from tui.preferences.locations import Locations
from tui.preferences.settings import LoadedSettings
from tui.preferences.settings import Settings

if TYPE_CHECKING:
    from tui.screens.unopened import UnopenedApp

OWN_DARK = (theming.DARK, theming.AUTOMATIC)
"""The settings with which the dark theme is no stopgap."""

HUNG_UP = 128


def open_through(
    opening: Opening,
    error: RelanceError | None,
    loaded: LoadedSettings,
    places: Locations,
    *,
    kept_up: bool,
) -> int:
    """Open the app; where the database cannot be used, ask what to do (case 45)."""
    while True:
        if error is None:
            app = _app(opening.take(), loaded, places, kept_up=kept_up)
            app.ahead = opening.ahead
            _run(app)
            if app.to_restore is None:
                return _ended(app)
            error = opening.put_back(app.to_restore) or opening.try_it()
            continue
        asked = _unopened(error, opening, loaded, places)
        if asked.return_code and asked.return_code > HUNG_UP:
            return asked.return_code
        if isinstance(asked.way, RelanceError):
            raise asked.way
        if asked.way is not None:
            error = opening.put_back(asked.way) or opening.try_it()
        else:
            error = None


def _unopened(
    error: RelanceError, opening: Opening, loaded: LoadedSettings, places: Locations
) -> "UnopenedApp":
    from tui.screens.unopened import UnopenedApp  # noqa: PLC0415

    _follow_the_window()
    settings = loaded.settings
    glyphs.use(glyphs.choose(os.environ, settings.ascii_chosen))
    theme = chosen_theme(settings, os.environ, places)
    backups_of = opening.path if opening.restorable else None
    app = UnopenedApp(error, opening.try_it, theme, backups_of)
    app.run(mouse=False)
    return app


def open_app(
    store: Store, loaded: LoadedSettings, places: Locations, *, kept_up: bool = False
) -> int:
    """Run the app on a store until it is left; answers the exit status."""
    app = _app(store, loaded, places, kept_up=kept_up)
    _run(app)
    return _ended(app)


def _ended(app: RelanceApp) -> int:
    if app.ended_by is not None:
        raise app.ended_by
    return app.return_code or 0


def _app(
    store: Store, loaded: LoadedSettings, places: Locations, *, kept_up: bool
) -> RelanceApp:
    gc.disable()
    _follow_the_window()
    settings = loaded.settings
    glyphs.use(glyphs.choose(os.environ, settings.ascii_chosen))
    theme = chosen_theme(settings, os.environ, places)
    keymap = checked_keymap(settings.keymap)
    app = RelanceApp(
        store,
        settings,
        keymap=keymap,
        drafts=places.drafts,
        logs=places.logs,
        theme=theme,
    )
    app.kept_up = kept_up
    app.nudges_folder = places.nudges
    unworn = theme.name == theming.DARK and settings.theme not in OWN_DARK
    if loaded.problems or keymap.refused or unworn:
        from tui.preferences import notices  # noqa: PLC0415

        app.notices += notices.of_settings(loaded, short=True)
        if unworn:
            app.notices += notices.of_theme(settings.theme, places.themes)
    return app


def _run(app: RelanceApp) -> None:
    try:
        app.run(mouse=app.settings.mouse_on(os.environ))
    finally:
        app.take_ahead()
        app.store.close()


def welcome(path: Path, loaded: LoadedSettings, places: Locations) -> int:
    """Ask what the first start needs, make the database, and open it (rulings 31)."""
    from tui.cli.shell import system_login  # noqa: PLC0415
    from tui.preferences.settings_file import save_setting  # noqa: PLC0415
    from tui.screens.welcome import WelcomeApp  # noqa: PLC0415
    from tui.screens.welcome import proposal  # noqa: PLC0415

    _follow_the_window()
    settings = loaded.settings
    glyphs.use(glyphs.choose(os.environ, settings.ascii_chosen))
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
    return open_app(store, loaded, places, kept_up=True)


def chosen_theme(
    settings: Settings, environ: Mapping[str, str], places: Locations
) -> Theme:
    """Return the theme to start with; one's own may be missing, dark never is."""
    name = theming.choose(settings.theme, environ)
    if name in (*theming.TRUECOLOUR_THEMES, theming.SIXTEEN, theming.PLAIN):
        return theming.shipped(name)
    own = theming.load((places.themes,)).themes
    return next(
        (theme for theme in own if theme.name == name), theming.shipped(theming.DARK)
    )


def _follow_the_window() -> None:
    """Forget a size that a shell exported: Textual would keep to it for ever."""
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
