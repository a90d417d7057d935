"""Which deals were nudged today: each once a day for a person (K-10)."""

import json
from datetime import date
from pathlib import Path
from urllib.parse import quote

from tui.preferences.locations import make_private_folder
from tui.preferences.locations import write_private_text

LARGEST = 256 * 1024
"""The most bytes that are read."""


class Nudges:
    """What one person was told today on one database; no folder keeps nothing.

    Failing to read or write costs a nudge too many, so it stays silent.
    """

    def __init__(self, folder: Path | None, login: str, database: Path) -> None:
        self._folder = folder
        self._login = login
        self._database = database
        self._day: date | None = None
        self._told: set[int] = set()

    def is_due(self, deal_id: int, today: date) -> bool:
        """Say whether the deal was not told of yet on that day."""
        self._turn_to(today)
        return deal_id not in self._told

    def note(self, deal_id: int, today: date) -> None:
        """Remember that the deal was told of; ``keep`` makes it outlive the session."""
        self._turn_to(today)
        self._told.add(deal_id)

    def keep(self) -> None:
        """Write down what was told today, beside what another session wrote."""
        day, file = self._day, self._file()
        if file is None or day is None:
            return
        told = sorted(self._told | _read(file, day))
        try:
            make_private_folder(file.parent)
            write_private_text(file, json.dumps({"day": str(day), "deals": told}))
        except OSError:
            return

    def _turn_to(self, today: date) -> None:
        """Begin the day with what is written of it; yesterday is forgotten."""
        if self._day == today:
            return
        file = self._file()
        self._day = today
        self._told = set() if file is None else _read(file, today)

    def _file(self) -> Path | None:
        if self._folder is None:
            return None
        import hashlib  # noqa: PLC0415 - loads OpenSSL, which no first frame needs

        where = hashlib.sha256(bytes(self._database.resolve())).hexdigest()[:12]
        return self._folder / f"{quote(self._login, safe='')}@{where}.json"


def _read(file: Path, day: date) -> set[int]:
    """Read the deals of that day; what is not such a file has none."""
    try:
        with file.open("rb") as stream:
            text = stream.read(LARGEST + 1)
        found: object = json.loads(text) if len(text) <= LARGEST else None
    except (OSError, ValueError, RecursionError):
        return set()
    match found:
        case {"day": str(written), "deals": [*deals]} if written == str(day):  # pyright: ignore[reportUnknownVariableType]
            return {deal for deal in deals if isinstance(deal, int)}  # pyright: ignore[reportUnknownVariableType]
        case _:
            return set()
