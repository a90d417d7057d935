"""The command line: a stable contract for scripts; alone it opens the app."""

import gc
import signal
import sys

INTERRUPTED = 130
CLOSED_PIPE = 141


def main() -> None:
    """Run ``relance``; never a traceback, whatever is pressed while it starts."""
    gc.disable()
    for ignored in (signal.SIGTSTP, signal.SIGQUIT):
        signal.signal(ignored, signal.SIG_IGN)
    try:
        status = _answer(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        status = CLOSED_PIPE
    sys.exit(status)


def _answer(words: list[str]) -> int:
    if words == ["--version"]:
        from tui.cli.version import version

        return version()
    from tui.cli.main import run

    return run(words)
