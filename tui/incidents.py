"""What is left of a failure: one line for the person, a private file for us."""

import os
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from tui.preferences.locations import make_private_folder
from tui.preferences.locations import write_private_text


def report(error: BaseException, folder: Path | None, now: datetime) -> str:
    """Write the trace of *error* without any value, and return its number.

    Messages and variables may hold other people's records (safety.md 0 no 4), so that
    only the kinds of errors and the lines of code are kept.
    """
    number = f"{now:%y%m%d}-{token_hex(3)}"
    if folder is not None:
        try:
            make_private_folder(folder)
            write_private_text(folder / f"{number}.log", trace(error, now))
        except OSError:
            return number
    return number


def trace(error: BaseException, now: datetime) -> str:
    """Return where an error and its causes happened, the cause first."""
    told = [f"{now.isoformat()} pid {os.getpid()}\n"]
    for one in reversed(list(_chain(error))):
        told += traceback.format_tb(one.__traceback__)
        told.append(f"{type(one).__module__}.{type(one).__qualname__}\n\n")
    return "".join(told)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__
