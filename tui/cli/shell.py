"""What a command stands in: its options, the store it opens, how it answers."""

import json
import os
import sys
from collections.abc import Container
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import UTC
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING
from typing import TypeAlias
from typing import TypeGuard
from zoneinfo import ZoneInfo

from models.actor import Whose
from models.clock import Clock
from models.errors import BadValue
from models.errors import Denied
from models.errors import NoInput
from models.errors import Unsuitable
from models.store import Store
from models.store import acting
from models.store import open_store
from models.views.done import Done
from models.vocabulary import Language
from models.vocabulary import Origin
from models.vocabulary import Scope
from tui.cells import safe
from tui.i18n import environment_language
from tui.i18n import set_language
from tui.preferences.locations import locations
from tui.preferences.settings import LoadedSettings
from tui.preferences.settings import load_settings
from tui.preferences.user_files import FileFault

if TYPE_CHECKING:
    from argparse import Namespace

Given: TypeAlias = "Namespace | SimpleNamespace"
"""What was typed, by the names of the options and the arguments."""

LONGEST_ID = 18
YEARS = range(1970, 9000)
"""The years of a clock, far from where the calendar ends."""
READING = frozenset({"due", "show", "search", "stats", "export"})
FILES = frozenset({"config", "db", "file", "keep", "map", "output", "rejects"})
"""The options that name files, whose names may be any bytes."""
NEVER_EMPTY = ("db", "as", "now", "config")
"""The options for which an empty word would silently mean another thing."""
QUICK = 16 << 20
"""Bytes that are looked through in a twentieth of a second."""


class Shell:
    """One call of a command."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.environ: Mapping[str, str] = os.environ
        self.places = locations(self.environ)
        self.as_json = bool(given.json)
        self.as_csv = bool(given.csv)
        self.loaded = self._settings()
        self._store: Store | None = None
        set_language(self._language())
        for name in NEVER_EMPTY:
            if self.text(name) == "":
                raise BadValue("option_empty", name, option=f"--{name}")
        self._refuse_settings()

    @property
    def explicit(self) -> bool:
        """Whether the database was named: then it must exist (rulings 31)."""
        return self.text("db") is not None or bool(self.environ.get("RELANCE_DB"))

    @property
    def named(self) -> str | None:
        """The login that was named, nothing where nobody was."""
        told = self.text("as") or self.environ.get("RELANCE_AS") or ""
        return _readable(told, "as") or None

    @property
    def path(self) -> Path:
        """Where the database is; the URL of a server is "not yet" (rulings 33)."""
        named = self.text("db") or self.environ.get("RELANCE_DB")
        if named is None:
            return self.places.database
        if "://" in named:
            raise Unsuitable("server_not_yet", url=named.split("://", 1)[0])
        return Path(named)

    @property
    def store(self) -> Store:
        """The database, opened for whoever acts."""
        if self._store is None:
            self._store = self.open(Origin.CLI, ticking=False)
        return self._store

    def open(self, origin: Origin, *, ticking: bool) -> Store:
        """Open the database for whoever acts, with the clock that was asked for."""
        path = self.path
        clock = self.clock(ticking=ticking)
        from models import door

        looked = origin is Origin.CLI
        if looked or not self.named:
            door.check(path)
        looked = looked and self._is_checked(path)
        if looked and not door.sound(path, in_use=True):
            raise door.damaged(path)
        who = self.named or acting(path, None, system_login())
        store = open_store(path, who, clock, origin)
        store.pages_seen = looked
        self._now_in(store)
        if self.text("lang") is None and self.loaded.settings.fixed_language is None:
            self._speak_as(store)
        return store

    def close(self) -> None:
        """Let go of the database if it was opened."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def clock(self, *, ticking: bool) -> Clock:
        """Return the clock asked for; its zone is known once a store is open."""
        typed = self.text("now") or self.environ.get("RELANCE_NOW")
        if not typed:
            return Clock()
        return Clock(start=read_moment(typed, "UTC"), ticking=ticking)

    def text(self, name: str) -> str | None:
        """Return a text option; words given apart are one text.

        Bytes that are no text in any alphabet are refused, except in names of files.
        """
        value: object = getattr(self.given, name, None)
        if _is_words(value):
            value = " ".join(value) or None
        if value is None:
            return None
        return str(value) if name in FILES else _readable(str(value), name)

    def needed(self, name: str, shown: str) -> str:
        """Return a text that is not left out and not empty."""
        value = self.text(name)
        if not value:
            raise BadValue("option_missing", name, option=shown)
        return value

    def words(self, name: str) -> list[str]:
        """Return the words of an argument that takes several, each by itself."""
        value: object = getattr(self.given, name, None)
        return list(value) if _is_words(value) else []

    def number(self, name: str) -> int | None:
        """Return a whole-number option."""
        value = getattr(self.given, name, None)
        return value if isinstance(value, int) else None

    def on(self, name: str) -> bool:
        """Tell whether a switch was given."""
        return bool(getattr(self.given, name, False))

    def id(self, name: str) -> int:
        """Return an id; ``12`` and ``#12`` are the same (rulings 10)."""
        typed = (self.text(name) or "").removeprefix("#")
        if not (typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_ID):
            raise BadValue("id_unclear", name, text=typed)
        return int(typed)

    def whose(self) -> Whose:
        """Return the scope that was asked for, mine by default."""
        return Whose(Scope(self.text("scope") or "me"))

    def json(self, value: object) -> None:
        """Print JSON with sorted meaning kept: the order of keys is the contract's."""
        print(self.json_text(value))

    @staticmethod
    def json_text(value: object) -> str:
        """Return JSON as commands answer it."""
        from models.text import harmless_json

        return harmless_json(json.dumps(value, ensure_ascii=False, indent=2))

    def line(self, text: str = "") -> None:
        """Print a line of words, without control characters of anyone's data."""
        print("\n".join(safe(part) for part in text.split("\n")))

    def note(self, text: str) -> None:
        """Tell something beside the answer, on standard error."""
        print(safe(text), file=sys.stderr)

    def csv(self, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Print CSV; cells that a spreadsheet would run get an apostrophe."""
        from models.exchange.guarding import csv_text

        print(csv_text(head, rows, raw=self.on("raw")), end="")

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        numbers: Container[int] = (),
    ) -> None:
        """Print columns as wide as their longest cell, *numbers* at their right."""
        self.rows([head, *rows], numbers)

    def rows(self, rows: Sequence[Sequence[str]], numbers: Container[int] = ()) -> None:
        """Print rows whose cells stand under each other."""
        from tui.cells import pad
        from tui.cells import right
        from tui.cells import width

        wide = [
            max(width(safe(cell)) for cell in cells)
            for cells in zip(*rows, strict=True)
        ]
        for row in rows:
            cells = [
                (right if place in numbers else pad)(safe(cell), wide[place])
                for place, cell in enumerate(row)
            ]
            print("  ".join(cells).rstrip())

    def did(self, done: Done) -> int:
        """Answer what a write changed (defaults.md 9)."""
        from tui.words.sayings import said

        text = said(done, self.store.zone)
        if self.as_json:
            from tui.cli.done_json import done_json

            self.json(done_json(self.store, done, text))
        else:
            self.line(text)
        return 0

    def _is_checked(self, path: Path) -> bool:
        """Tell whether all pages are looked at first: before a write they always are.

        A save into a damaged file may succeed; reading one fails where it is damaged.
        """
        return self.given.command not in READING or path.stat().st_size <= QUICK

    def _settings(self) -> LoadedSettings:
        named = self.text("config")
        return load_settings(Path(named) if named else self.places.settings_file)

    def _refuse_settings(self) -> None:
        """Refuse a settings file that was named and is none; the doctor tells of it."""
        named = self.text("config")
        if not named or named == os.devnull:
            return
        if not os.path.lexists(named):
            raise NoInput("file_missing", path=named)
        if self.given.command == "doctor":
            return
        for problem in self.loaded.problems:
            if problem.code is FileFault.NOT_A_FILE:
                raise NoInput("file_not_plain", path=named)
            if problem.code is FileFault.UNREADABLE:
                raise Denied("file_no_permission", path=named)

    def _language(self) -> Language:
        asked = self.text("lang")
        if asked:
            return Language(asked)
        fixed = self.loaded.settings.fixed_language
        return fixed or environment_language(self.environ)

    def _speak_as(self, store: Store) -> None:
        own = store.actor.own_language
        if own:
            set_language(Language(own))

    def _now_in(self, store: Store) -> None:
        """Read a typed moment without offset on the workspace's calendar."""
        typed = self.text("now") or self.environ.get("RELANCE_NOW")
        if typed:
            start = read_moment(typed, store.house.zone)
            store.clock = Clock(start=start, ticking=store.clock.ticking)


def _readable(text: str, name: str) -> str:
    """Return a text as it is, where it can be written in UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError as wrong:
        character = f"U+{ord(text[wrong.start]):04X}"
        raise BadValue("text_control", name, character=character) from wrong
    return text


def _is_words(value: object) -> TypeGuard[Sequence[str]]:
    """Tell whether an argument takes several words, which argparse keeps in a list."""
    return isinstance(value, list)


def read_moment(typed: str, zone: str) -> datetime:
    """Return the UTC moment of an ISO text; without offset it is local to the zone."""
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError as unclear:
        raise BadValue("moment_unclear", "now", text=typed) from unclear
    if moment.year not in YEARS:
        raise BadValue("moment_unclear", "now", text=typed)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    return moment.astimezone(UTC).replace(microsecond=0)


def system_login() -> str:
    """Return the account that runs the process (D.5)."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def iso(moment: datetime | None, zone: str) -> str | None:
    """Return a moment with its offset, as JSON tells it."""
    return None if moment is None else moment.astimezone(ZoneInfo(zone)).isoformat()
