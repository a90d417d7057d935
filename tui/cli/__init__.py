"""The command line: a stable contract for scripts; alone it opens the app."""

import gc
import io
import os
import signal
import sys

from models.library import use_the_safer

UNWRITTEN = 74
INTERRUPTED = 130
CLOSED_PIPE = 141
ZONES = "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"
"""Where systems keep their time zones; the library has them where none does."""


def main() -> None:
    """Run ``relance``; never a traceback, whatever is pressed while it starts."""
    gc.disable()
    # To learn where zones are kept, Python reads all that it was built with, 1 ms.
    os.environ.setdefault("PYTHONTZPATH", ZONES)
    for ignored in (signal.SIGTSTP, signal.SIGQUIT):
        signal.signal(ignored, signal.SIG_IGN)
    try:
        use_the_safer()
        _settle_streams()
        status = _answer(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        status = CLOSED_PIPE
    except OSError:
        status = _unwritten()
    sys.exit(status)


def _answer(words: list[str]) -> int:
    if words == ["--version"]:
        from tui.cli.version import version

        return version()
    from tui.cli.main import run

    return run(words)


def _settle_streams() -> None:
    """Have three streams, which write any letter in the encoding of the terminal.

    A stream that was closed gets its number back, lest a file of ours have it.
    """
    if None in (sys.__stdin__, sys.__stdout__, sys.__stderr__):
        _open_streams()
    stdout: object = sys.stdout
    if isinstance(stdout, io.TextIOWrapper):
        stdout.reconfigure(errors="backslashreplace")


def _open_streams() -> None:
    """Open what is missing on nothing."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            nothing = os.open(os.devnull, os.O_RDWR)
            os.dup2(nothing, number)
            setattr(sys, name, os.fdopen(number, "w" if number else "r"))


def _unwritten() -> int:
    """Say that the answer could not be written, where that can be said."""
    from contextlib import suppress

    from tui.i18n import _

    with suppress(OSError):
        told = _("relance: the answer could not be written; nothing else is wrong.")
        print(told, file=sys.stderr, flush=True)
    nothing = os.open(os.devnull, os.O_WRONLY)
    # Python writes what is left once more when it ends.
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    return UNWRITTEN
