"""What reaches the disk, taped; and what of it a power cut at any moment may leave.

Every write, truncation, sync and deletion of SQLite passes its file functions, which
are wrapped here; names are given and synced by us. What was not synced when the power
went may be there or not, in any order and torn; names are lost from the end only.
"""

import ctypes
import os
import random
import sqlite3
from collections.abc import Callable
from collections.abc import Generator
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from itertools import count
from pathlib import Path
from typing import ClassVar

SECTOR = 512
TORN = 0.1
"""How often an unsynced write that is kept is kept in part."""

METHODS = 19
"""Pointers in the functions of a file, the version among them."""

WRITE, TRUNCATE, SYNC = 3, 4, 5

_WRITE = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int,
    ctypes.c_void_p,
    ctypes.c_void_p,
    ctypes.c_void_p,
    ctypes.c_int,
    ctypes.c_void_p,
)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)


class _Vfs(ctypes.Structure):
    _fields_: ClassVar = [
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
        ("delete", ctypes.c_void_p),
    ]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done: to a file by number, or to a name."""

    kind: str
    file: int = 0
    place: int = 0
    data: bytes = b""
    name: str = ""
    other: str = ""


@dataclass(slots=True)
class Tape:
    """Everything that was done in a folder, in order, and how it was before."""

    folder: Path
    steps: list[Step] = field(default_factory=list[Step])
    names: dict[str, int] = field(default_factory=dict[str, int])
    first_names: dict[str, int] = field(default_factory=dict[str, int])
    first_bytes: dict[int, bytes] = field(default_factory=dict[int, bytes])
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        for file in self.folder.rglob("*"):
            if file.is_file():
                number = self.number(str(file))
                self.first_bytes[number] = file.read_bytes()
        self.first_names = dict(self.names)
        self.steps.clear()

    def number(self, name: str) -> int:
        """Return the number of the file of that name, which may be new."""
        if name not in self.names:
            self.names[name] = next(self.numbers)
            self.steps.append(Step("named", self.names[name], name=name))
        return self.names[name]

    def tell(self, said: object) -> None:
        """Note that something was said to the person."""
        self.steps.append(Step("told", name=str(said)))

    def replay(self, until: int, chance: random.Random, folder: Path) -> list[str]:
        """Lay down what a cut after so many steps may leave; return what was told.

        Each file's steps before its last sync are there, the later ones by chance.
        """
        steps = self.steps[:until]
        content = {number: bytearray(was) for number, was in self.first_bytes.items()}
        synced = {one.file: at for at, one in enumerate(steps) if one.kind == "sync"}
        for at, one in enumerate(steps):
            kept = at < synced.get(one.file, -1) or chance.random() < 0.5
            if kept and one.kind in ("write", "truncate"):
                sure = at < synced.get(one.file, -1)
                _lay(content.setdefault(one.file, bytearray()), one, chance, sure=sure)
        for name, number in _names(self.first_names, steps, synced, chance).items():
            place = folder / Path(name).relative_to(self.folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content.get(number, b""))
        return [one.name for one in steps if one.kind == "told"]


def _lay(content: bytearray, one: Step, chance: random.Random, *, sure: bool) -> None:
    if one.kind == "truncate":
        del content[one.place :]
        return
    data = one.data
    if not sure and chance.random() < TORN:
        data = data[: SECTOR * chance.randint(0, len(data) // SECTOR)]
    if len(content) < one.place:
        content.extend(bytes(one.place - len(content)))
    content[one.place : one.place + len(data)] = data


def _names(
    first: dict[str, int],
    steps: list[Step],
    synced: dict[int, int],
    chance: random.Random,
) -> dict[str, int]:
    """Return the names after the cut: those since the last sync are lost from the end.

    A file that is synced keeps its name too, as every journalling file system does it.
    """
    changes = [at for at, one in enumerate(steps) if one.kind in _NAMING]
    sure = max((at for at, one in enumerate(steps) if one.kind == "folder"), default=-1)
    sure = max([sure, *(at for at in changes if synced.get(steps[at].file, -1) > at)])
    later = [at for at in changes if at > sure]
    kept = later[: chance.randint(0, len(later))]
    names = dict(first)
    for at in [*(at for at in changes if at <= sure), *kept]:
        _NAMING[steps[at].kind](names, steps[at])
    return names


def _name(names: dict[str, int], one: Step) -> None:
    names[one.name] = one.file


def _rename(names: dict[str, int], one: Step) -> None:
    if one.name in names:
        names[one.other] = names.pop(one.name)


def _unlink(names: dict[str, int], one: Step) -> None:
    names.pop(one.name, None)


_NAMING: dict[str, Callable[[dict[str, int], Step], None]] = {
    "named": _name,
    "renamed": _rename,
    "unlinked": _unlink,
}


@contextmanager
def taped(folder: Path) -> Generator[Tape]:
    """Tape what SQLite and we do to the files of a folder meanwhile."""
    tape = Tape(folder)
    library = _library()
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = library.sqlite3_vfs_find(None).contents
    wrapped = _Wrapped(tape, vfs)
    usual = os.replace, os.unlink, os.fsync

    def replaced(source: str | Path, target: str | Path) -> None:
        usual[0](source, target)
        tape.number(str(source))
        tape.steps.append(Step("renamed", name=str(source), other=str(target)))
        tape.names[str(target)] = tape.names.pop(str(source))

    def unlinked(name: str | Path) -> None:
        usual[1](name)
        wrapped.forget(str(name))

    def synced(handle: int) -> None:
        usual[2](handle)
        place = Path(f"/proc/self/fd/{handle}").readlink()
        if place.is_dir():
            tape.steps.append(Step("folder"))
        elif place.is_relative_to(folder):
            tape.steps.append(Step("sync", tape.number(str(place))))

    os.replace, os.unlink, os.fsync = replaced, unlinked, synced  # type: ignore[assignment]
    try:
        yield tape
    finally:
        os.replace, os.unlink, os.fsync = usual
        wrapped.let_go()


class _Wrapped:
    """The file functions of SQLite with ours in front of them."""

    def __init__(self, tape: Tape, vfs: _Vfs) -> None:
        self._tape = tape
        self._vfs = vfs
        self._usual = vfs.open, vfs.delete
        self._numbers: dict[int, int] = {}
        self._tables: dict[int, ctypes.Array[ctypes.c_void_p]] = {}
        self._kept: list[object] = []
        opened, deleted = _OPEN(self._open), _DELETE(self._delete)
        self._kept += [opened, deleted]
        vfs.open = ctypes.cast(opened, ctypes.c_void_p).value
        vfs.delete = ctypes.cast(deleted, ctypes.c_void_p).value

    def let_go(self) -> None:
        """Leave SQLite as it was; files that are still open keep ours."""
        self._vfs.open, self._vfs.delete = self._usual

    def forget(self, name: str) -> None:
        """Tape that a name is gone."""
        if name in self._tape.names:
            del self._tape.names[name]
            self._tape.steps.append(Step("unlinked", name=name))

    def _open(
        self, vfs: int, name: int | None, file: int, flags: int, out: int | None
    ) -> int:
        usual = _OPEN(self._usual[0] or 0)
        result: int = usual(vfs, name, file, flags, out)
        if result == sqlite3.SQLITE_OK and name is not None:
            path = os.fsdecode(ctypes.string_at(name))
            if Path(path).is_relative_to(self._tape.folder):
                self._numbers[file] = self._tape.number(path)
                self._wrap(file)
        return result

    def _delete(self, vfs: int, name: bytes, sync: int) -> int:
        result: int = _DELETE(self._usual[1] or 0)(vfs, name, sync)
        self.forget(os.fsdecode(name))
        if sync:
            self._tape.steps.append(Step("folder"))
        return result

    def _wrap(self, file: int) -> None:
        place = ctypes.cast(file, ctypes.POINTER(ctypes.c_void_p))
        methods = place[0]
        if methods is None:
            return
        if methods not in self._tables:
            self._tables[methods] = self._table(methods)
        place[0] = ctypes.addressof(self._tables[methods])

    def _table(self, methods: int) -> "ctypes.Array[ctypes.c_void_p]":
        table = (ctypes.c_void_p * METHODS)()
        ctypes.memmove(table, methods, ctypes.sizeof(table))
        write, truncate, sync = (
            _WRITE(table[WRITE] or 0),
            _TRUNCATE(table[TRUNCATE] or 0),
            _SYNC(table[SYNC] or 0),
        )

        def written(file: int, data: int, size: int, place: int) -> int:
            number = self._numbers[file]
            told = ctypes.string_at(data, size)
            self._tape.steps.append(Step("write", number, place, told))
            result: int = write(file, data, size, place)
            return result

        def truncated(file: int, size: int) -> int:
            self._tape.steps.append(Step("truncate", self._numbers[file], size))
            result: int = truncate(file, size)
            return result

        def synced(file: int, flags: int) -> int:
            result: int = sync(file, flags)
            self._tape.steps.append(Step("sync", self._numbers[file]))
            return result

        ours = _WRITE(written), _TRUNCATE(truncated), _SYNC(synced)
        self._kept += [write, truncate, sync, *ours]
        for place, function in zip((WRITE, TRUNCATE, SYNC), ours, strict=True):
            table[place] = ctypes.cast(function, ctypes.c_void_p).value
        return table


def _library() -> ctypes.CDLL:
    """Return the SQLite that Python itself uses, which is loaded already."""
    for line in Path("/proc/self/maps").read_text().splitlines():
        place = line.split()[-1]
        if "sqlite3" in Path(place).name and place.startswith("/"):
            library = ctypes.CDLL(place)
            if hasattr(library, "sqlite3_vfs_find"):
                return library
    message = "the file functions of this SQLite cannot be reached"
    raise OSError(message)
