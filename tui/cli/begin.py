"""Opening the app, making a database, showing the sample."""

import os
import sys
import tempfile
from pathlib import Path

from models.errors import RuleBroken
from models.vocabulary import Origin
from tui.cli.shell import Shell
from tui.cli.shell import system_login
from tui.i18n import _
from tui.i18n import language

USAGE = 64
COLOURS = "TEXTUAL_COLOR_SYSTEM"
COLOUR_SYSTEMS = frozenset({"auto", "standard", "256", "truecolor"})
DEALS = 300
YEARS = 2


def app(shell: Shell, *, kept_up: bool = True) -> int:
    """Open the app; at the first start in a terminal, ask for a workspace first."""
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        shell.note(_("relance: the app needs a terminal; with ssh, use ssh -t."))
        return USAGE
    if os.environ.get("TERM") == "dumb":
        told = _(
            "relance: this terminal cannot place a cursor (TERM=dumb); use another."
        )
        shell.note(told)
        return USAGE
    _forget_switches()
    return _welcome(shell) if _is_first_start(shell) else _open(shell, kept_up=kept_up)


def _welcome(shell: Shell) -> int:
    from tui.opening import welcome

    return welcome(shell.path, shell.loaded, shell.places)


def _open(shell: Shell, *, kept_up: bool) -> int:
    """Open the database, then import what draws it while its rows are being read."""
    from tui.entrance import Opening

    opening = Opening(
        shell.path,
        lambda: shell.open(Origin.UI, ticking=True),
        shell.loaded.settings.start_screen,
        restorable=shell.named is None,
    )
    error = opening.try_it()
    from tui.opening import open_through

    return open_through(opening, error, shell.loaded, shell.places, kept_up=kept_up)


def _is_first_start(shell: Shell) -> bool:
    """Tell whether there is nothing yet: a lost database leaves its backups."""
    if shell.explicit or os.path.lexists(shell.path):
        return False
    from models.backups import found

    return not found(shell.path)


def _forget_switches() -> None:
    """Let nobody's environment log or picture what is on screen, as Textual would."""
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        if name != COLOURS or os.environ[name] not in COLOUR_SYSTEMS:
            del os.environ[name]


def init(shell: Shell) -> int:
    """Make a database without asking; an existing file is never touched."""
    from models.operations import setup
    from models.views.foundation import Foundation

    path = shell.path
    if os.path.lexists(path):
        raise RuleBroken("database_exists", path=str(path))
    login = shell.text("user") or _login()
    setup.found(
        path,
        Foundation(
            template=shell.text("template") or "sales",
            currency=shell.text("currency") or shell.loaded.settings.currency or "EUR",
            zone=shell.text("zone") or shell.loaded.settings.zone or _zone(),
            login=login,
            name=shell.text("name") or login,
            language=language(),
        ),
        shell.clock(ticking=False),
    )
    shell.line(_("Made {path}.").format(path=path))
    return 0


def demo(shell: Shell) -> int:
    """Open the app on the sample, in a file of its own."""
    from models.sample import Wanted
    from models.sample import write_sample

    seed = shell.number("seed")
    wanted = Wanted(
        seed=1 if seed is None else seed,
        deals=shell.number("deals") or DEALS,
        years=shell.number("years") or YEARS,
        language=language(),
    )
    if shell.text("keep") is not None:
        keep = shell.needed("keep", "--keep")
        login = write_sample(Path(keep), wanted, shell.clock(ticking=False))
        return _show(shell, Path(keep), login)
    with tempfile.TemporaryDirectory(prefix="relance-demo-") as folder:
        path = Path(folder) / "demo.db"
        login = write_sample(path, wanted, shell.clock(ticking=False))
        return _show(shell, path, login)


def _show(shell: Shell, path: Path, login: str) -> int:
    if shell.on("no_open"):
        if shell.text("keep"):
            shell.line(_("Wrote the sample to {path}.").format(path=path))
        return 0
    shell.given.db = str(path)
    setattr(shell.given, "as", shell.text("as") or login)
    return app(shell, kept_up=False)


def _login() -> str:
    from models.text import slug

    return slug(system_login())


def _zone() -> str:
    """Return the machine's zone where it says one, else Paris."""
    place = Path("/etc/localtime")
    parts = place.resolve().parts if place.is_symlink() else ()
    if "zoneinfo" in parts:
        return "/".join(parts[parts.index("zoneinfo") + 1 :])
    return "Europe/Paris"
