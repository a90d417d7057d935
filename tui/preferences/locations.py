"""Where a person's files live, and how they are kept private (XDG, RELANCE_HOME)."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


class Locations(NamedTuple):
    """The folders of one person; naming them makes none of them."""

    data: Path
    """The database and what belongs to it."""
    settings: Path
    """What the person writes: settings.toml and themes."""
    state: Path
    """What may be lost without harm: logs."""

    @property
    def database(self) -> Path:
        """The database that opens when none is named."""
        return self.data / "relance.db"

    @property
    def drafts(self) -> Path:
        """Text that was typed and not saved when a session ended."""
        return self.data / "drafts"

    @property
    def backups(self) -> Path:
        """Copies of the database, newest kept longest."""
        return self.data / "backups"

    @property
    def exports(self) -> Path:
        """Figures that were written from the screen."""
        return self.data / "exports"

    @property
    def logs(self) -> Path:
        """Incident reports, without values of records."""
        return self.state / "logs"

    @property
    def nudges(self) -> Path:
        """Which deals were told of today as staying too long."""
        return self.state / "nudges"

    @property
    def settings_file(self) -> Path:
        """The file that ``docs/settings.md`` describes."""
        return self.settings / "settings.toml"

    @property
    def themes(self) -> Path:
        """The person's own themes, beside the shipped ones."""
        return self.settings / "themes"


def locations(environ: Mapping[str, str]) -> Locations:
    """Return the folders that ``RELANCE_HOME`` or else the XDG variables name."""
    home = environ.get("RELANCE_HOME")
    if home:
        root = Path(home).expanduser().absolute()
        return Locations(data=root, settings=root, state=root)
    return Locations(
        data=_xdg(environ, "XDG_DATA_HOME", ".local/share"),
        settings=_xdg(environ, "XDG_CONFIG_HOME", ".config"),
        state=_xdg(environ, "XDG_STATE_HOME", ".local/state"),
    )


def make_private_folder(folder: Path) -> Path:
    """Make a folder of ours that nobody else on the host can open."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(PRIVATE_FOLDER)
    return folder


def write_private_text(file: Path, text: str) -> None:
    """Replace a file whole, for the owner alone; a crash leaves the old one."""
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC
    unfinished.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(unfinished, flags, PRIVATE_FILE), "wb") as stream:
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(file)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _xdg(environ: Mapping[str, str], variable: str, otherwise: str) -> Path:
    named = Path(environ.get(variable, ""))
    if named.is_absolute():
        return named / "relance"
    home = environ.get("HOME")
    return (Path(home) if home else Path.home()) / otherwise / "relance"
