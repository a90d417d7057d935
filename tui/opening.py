"""From an open store to the running app, with nothing imported on the way twice."""

import gc
import os
from collections.abc import Mapping

from textual.theme import Theme

from models.store import Store
from tui import glyphs
from tui import theming
from tui.app import RelanceApp
from tui.keymap import checked_keymap
from tui.locations import Locations
from tui.settings import LoadedSettings
from tui.settings import Settings
from tui.settings import Switch
from tui.theme_variables import PLAIN


def open_app(store: Store, loaded: LoadedSettings, places: Locations) -> int:
    """Run the app on a store until it is left; answers the exit status."""
    gc.disable()
    settings = loaded.settings
    glyphs.use(glyphs.choose(os.environ, _ascii(settings)))
    app = RelanceApp(
        store,
        settings,
        keymap=checked_keymap(settings.keymap),
        drafts=places.drafts,
        logs=places.logs,
        theme=chosen_theme(settings, os.environ, places),
    )
    try:
        app.run(mouse=settings.mouse_on(os.environ))
    finally:
        store.close()
    if app.ended_by is not None:
        raise app.ended_by
    return app.return_code or 0


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


def _ascii(settings: Settings) -> bool | None:
    """Return what the person set; nothing where the terminal decides."""
    return None if settings.ascii is Switch.AUTO else settings.ascii is Switch.ON
