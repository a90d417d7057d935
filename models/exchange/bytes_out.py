"""New files of what leaves: never over one that stands, for the owner alone."""

import errno
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from models.errors import Denied
from models.errors import NoInput
from models.errors import RelanceError
from models.errors import RuleBroken
from models.errors import Unsaved

OWNER_ONLY = 0o600
FOLDER_ONLY = 0o700
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@contextmanager
def new_file(path: Path) -> Generator[TextIO]:
    """Open a file that is not there yet; whatever goes wrong, none is left behind."""
    try:
        handle = os.open(path, NEW, OWNER_ONLY)
    except OSError as error:
        raise refusal(error, path) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise refusal(error, path) from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def new_folder(path: Path) -> None:
    """Make a folder for files to come; one that stands is used as it is."""
    try:
        path.mkdir(mode=FOLDER_ONLY, exist_ok=True)
    except OSError as error:
        raise refusal(error, path) from error


def refusal(error: OSError, path: Path) -> RelanceError:
    """Return our refusal for why a file could not be written."""
    match error.errno:
        case errno.EEXIST | errno.EISDIR:
            return RuleBroken("file_exists", path=str(path))
        case errno.ENOENT | errno.ENOTDIR if not path.parent.is_dir():
            return NoInput("folder_missing", path=str(path.parent))
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return Denied("file_no_permission", path=str(path))
        case errno.ENOSPC | errno.EDQUOT:
            return Unsaved("disk_full_file", path=str(path))
        case _:
            return Unsaved("file_unsaved", path=str(path))
