"""The first start: a few questions, then a database (rulings 31, R-34)."""

import asyncio
import pwd
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import available_timezones

from textual import work
from textual.app import ComposeResult
from textual.theme import Theme

from models.clock import Clock
from models.errors import RelanceError
from models.text import slug
from models.views.foundation import Foundation
from tui.dialogs.refusing import refuse
from tui.dialogs.welcome import WelcomeDialog
from tui.i18n import _
from tui.i18n import language
from tui.preferences.locations import make_private_folder
from tui.preferences.settings import Settings
from tui.terminal.background import FollowsBackground
from tui.terminal.driver import RelanceDriver
from tui.widgets.header_line import HeaderLine
from tui.widgets.header_line import Heading
from tui.widgets.message_line import LineMessage
from tui.widgets.message_line import MessageKind
from tui.widgets.message_line import MessageLine

EURO = "EUR"


class WelcomeApp(FollowsBackground):
    """Asks, founds the database at *path*, and keeps what was ``founded``."""

    TITLE = "Relance"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    CSS = """
    Screen { layers: base dialogs; overflow: hidden; }
    MessageLine { dock: bottom; }
    """

    def __init__(
        self, path: Path, proposed: Foundation, clock: Clock, theme: Theme
    ) -> None:
        self.own_variables = theme.variables
        super().__init__(driver_class=RelanceDriver)
        self._path = path
        self._proposed = proposed
        self._clock = clock
        self.founded: Foundation | None = None
        """What was made; nothing where the person left."""
        self.animation_level = "none"
        self.wear(theme)

    def compose(self) -> ComposeResult:
        yield HeaderLine(id="header")
        yield MessageLine(id="message")

    def on_mount(self) -> None:
        self.query_one(HeaderLine).heading = Heading(_("First start"))
        where = _("The database will be {path}").format(path=self._path)
        self.query_one(MessageLine).say(LineMessage(MessageKind.HINT, where))
        self.ask()

    @work
    async def ask(self) -> None:
        """Ask until it is founded or the person leaves."""
        dialog = WelcomeDialog(self._proposed, self._clock.now(), self._accept)
        self.founded = await self.push_screen_wait(dialog)
        self.exit()

    def hang_up(self, signum: int) -> None:
        """Go; nothing was made yet."""
        self.exit(return_code=128 + signum)

    async def _accept(self, plan: Foundation) -> str:
        """Found the database away from the keys; say why it could not be."""
        try:
            await asyncio.to_thread(found, self._path, plan, self._clock)
        except RelanceError as error:
            return refuse(self._dialog.frame, error, self._proposed.zone)
        except OSError:
            words = _("No permission to make {path}.")
            return words.format(path=self._path)
        return ""

    @property
    def _dialog(self) -> WelcomeDialog:
        dialog = self.screen
        if not isinstance(dialog, WelcomeDialog):
            raise TypeError(dialog)
        return dialog


def found(path: Path, plan: Foundation, clock: Clock) -> None:
    """Make the folder for this person alone, and the database in it."""
    from models.operations import setup

    make_private_folder(path.parent)
    setup.found(path, plan, clock)


def system_zone(environ: Mapping[str, str]) -> str:
    """Return the zone that the machine is set to, else UTC."""
    named = environ.get("TZ", "").lstrip(":")
    if named in available_timezones():
        return named
    place = Path("/etc/localtime")
    parts = place.resolve().parts if place.is_symlink() else ()
    if "zoneinfo" in parts:
        return "/".join(parts[parts.index("zoneinfo") + 1 :])
    return "UTC"


def system_currency(zone: str) -> str:
    """Return the currency of the country that a zone lies in, else the euro."""
    from babel.numbers import get_territory_currencies

    from models.operations import setup

    used = get_territory_currencies(setup.country_of(zone))
    return str(used[0]) if used else EURO


def system_name(login: str) -> str:
    """Return the name that the system knows for an account, else its login."""
    try:
        told = pwd.getpwnam(login).pw_gecos.split(",")[0].strip()
    except KeyError:
        return login
    return told or login


def proposal(login: str, settings: Settings, environ: Mapping[str, str]) -> Foundation:
    """Return what the person finds filled in."""
    zone = settings.zone or system_zone(environ)
    return Foundation(
        template="sales",
        currency=settings.currency or system_currency(zone),
        zone=zone,
        login=slug(login) if login else "",
        name=system_name(login) if login else "",
        language=language(),
    )
