"""Half-typed dialogs, kept for the next start, one private file each (safety.md 3)."""

import json
from collections.abc import Iterator
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from tui.preferences.locations import make_private_folder
from tui.preferences.locations import write_private_text

LARGEST = 256 * 1024
"""The most bytes that a draft is read from."""


NO_IDS: Mapping[str, int] = {}
NO_TEXTS: Mapping[str, str] = {}


class Draft(NamedTuple):
    """What stood in a dialog: which dialog, about which record, and its texts."""

    dialog: str
    """Which dialog: ``outcome``, ``follow_up`` …"""
    about: str
    """The record in words: ``Boréal Fitness``."""
    ids: Mapping[str, int] = NO_IDS
    """The record by ids: ``{"follow_up_id": 12}``."""
    texts: Mapping[str, str] = NO_TEXTS
    """What was typed, by the ids of the fields; codes of what was chosen too."""

    @property
    def key(self) -> str:
        """The name that tells this draft from the others of its author."""
        ids = (f"{name}-{value}" for name, value in sorted(self.ids.items()))
        return ".".join((self.dialog, *ids))


class Drafts:
    """The drafts of one person on one database; a folder of none keeps nothing."""

    def __init__(self, folder: Path | None, login: str, database: Path) -> None:
        self._folder = folder
        self._login = login
        self._database = database

    def keep(self, draft: Draft) -> None:
        """Write a draft down; a folder that cannot be written loses it in silence.

        It is a second net under the screen: failing must not stop the first.
        """
        file = self._file(draft.key)
        if file is None:
            return
        text = json.dumps(
            {
                "dialog": draft.dialog,
                "about": draft.about,
                "ids": dict(draft.ids),
                "texts": dict(draft.texts),
            },
            ensure_ascii=False,
        )
        try:
            make_private_folder(file.parent)
            write_private_text(file, text)
        except OSError:
            return

    def drop(self, key: str) -> None:
        """Forget a draft that was saved or thrown away."""
        file = self._file(key)
        if file is None:
            return
        try:
            file.unlink(missing_ok=True)
        except OSError:
            return

    def find(self, key: str) -> Draft | None:
        """Return the draft of that name, if one was kept and can be read."""
        file = self._file(key)
        return None if file is None else _read(file)

    def latest(self) -> Draft | None:
        """Return the draft that was kept last."""
        return next((found for file in self._files() if (found := _read(file))), None)

    @cached_property
    def _mine(self) -> str:
        """How the names of these drafts begin."""
        import hashlib  # noqa: PLC0415 - loads OpenSSL, which no first frame needs

        where = hashlib.sha256(bytes(self._database.resolve())).hexdigest()[:12]
        return f"{quote(self._login, safe='')}@{where}@"

    def _file(self, key: str) -> Path | None:
        name = f"{self._mine}{quote(key, safe='')}.json"
        return None if self._folder is None else self._folder / name

    def _files(self) -> list[Path]:
        """List the files of this person on this database, the newest first."""
        dated = sorted(self._dated(), reverse=True)
        return [file for _age, file in dated]

    def _dated(self) -> Iterator[tuple[int, Path]]:
        if self._folder is None:
            return
        try:
            for file in self._folder.iterdir():
                if file.name.startswith(self._mine) and file.suffix == ".json":
                    yield file.stat().st_mtime_ns, file
        except OSError:
            return


def _read(file: Path) -> Draft | None:
    """Read a draft; what is not one is left alone."""
    try:
        with file.open("rb") as stream:
            text = stream.read(LARGEST + 1)
        found: object = json.loads(text) if len(text) <= LARGEST else None
        return _draft(found)
    except (OSError, ValueError, RecursionError):
        return None


def _draft(found: object) -> Draft | None:
    kept = _table(found)
    dialog, about = kept.get("dialog"), kept.get("about")
    if not isinstance(dialog, str) or not isinstance(about, str):
        return None
    ids = _table(kept.get("ids")).items()
    texts = _table(kept.get("texts")).items()
    return Draft(
        dialog,
        about,
        {name: value for name, value in ids if isinstance(value, int)},
        {name: value for name, value in texts if isinstance(value, str)},
    )


def _table(found: object) -> Mapping[str, object]:
    """Return a JSON object as what it is; anything else is an empty one."""
    if not isinstance(found, dict):
        return {}
    return {str(name): value for name, value in found.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
