"""The bytes of a file that was named, whole, and never more than is sane."""

import os
import select
import stat
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from models.errors import BadData
from models.errors import Denied
from models.errors import NoInput
from models.errors import Unsaved

LARGEST = 128 * 1024 * 1024
"""Bytes that an imported file may have."""

PATIENCE = 60.0
"""Seconds to wait for a stream to end."""

BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileBytes:
    """A file as it was when it was read, and the digest that names it for ever."""

    path: Path
    content: bytes
    digest: str


def read_bytes(
    path: Path, *, largest: int = LARGEST, patience: float = PATIENCE
) -> FileBytes:
    """Read a file or a stream whole.

    Raises ``NoInput`` where nothing readable stands, ``Denied`` without permission,
    ``BadData`` where it is larger, or takes longer, than an import may.
    """
    handle = _open(path)
    try:
        found = os.fstat(handle)
        if stat.S_ISDIR(found.st_mode):
            raise NoInput("file_is_folder", path=str(path))
        if stat.S_ISREG(found.st_mode):
            if found.st_size > largest:
                raise _too_large(path, largest)
            patience = 0.0
        content = _all(handle, path, largest, patience)
    except OSError as error:
        raise Unsaved("file_unreadable", path=str(path)) from error
    finally:
        os.close(handle)
    return FileBytes(path, content, sha256(content).hexdigest())


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except PermissionError as refused:
        raise Denied("file_no_permission", path=str(path)) from refused
    except (OSError, ValueError) as missing:
        raise NoInput("file_missing", path=str(path)) from missing


def _all(handle: int, path: Path, largest: int, patience: float) -> bytes:
    """Read to the end; a stream (``patience`` above 0) is waited for so long."""
    until = time.monotonic() + patience
    content = bytearray()
    while True:
        if patience:
            _wait(handle, path, until)
        block = os.read(handle, BLOCK)
        if not block:
            return bytes(content)
        content += block
        if len(content) > largest:
            raise _too_large(path, largest)


def _wait(handle: int, path: Path, until: float) -> None:
    left = until - time.monotonic()
    waiting = select.poll()
    waiting.register(handle, select.POLLIN)
    if left <= 0 or not waiting.poll(left * 1000):
        raise BadData("file_endless", path=str(path), seconds=PATIENCE)


def _too_large(path: Path, largest: int) -> BadData:
    return BadData("file_too_large", path=str(path), limit=largest)
