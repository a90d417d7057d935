"""From the words of a call to its answer and its exit status (sysexits)."""

import errno
import gc
import os
import sys
from collections.abc import Callable
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING

from models.errors import RelanceError
from models.vocabulary import Language
from tui.i18n import _
from tui.i18n import environment_language
from tui.i18n import set_language

if TYPE_CHECKING:
    from tui.cli.parser import Command
    from tui.cli.shell import Given
    from tui.cli.shell import Shell

USAGE = 64
FAILED = 74
APP = "begin:app"
UNWRITABLE = frozenset({errno.EPIPE, errno.ENOSPC, errno.EIO})
"""Why standard output takes no more: ``main`` answers that."""
LONGEST = 400
"""Characters of a refusal of the words of a call, which may hold anything."""
OPENING = ("--db", "--as", "--lang", "--now", "--config")
"""The options of a call that opens the app, each with a word after it."""


def run(words: Sequence[str]) -> int:
    """Run the call and return its exit status; an error is one line."""
    set_language(_language(words))
    opening = plainly_opening(words)
    if opening is not None:
        return _call(opening, APP)
    from tui.cli.commands import commands
    from tui.cli.parser import Usage

    known = commands()
    names = [command.name for command in known]
    if words and not words[0].startswith("-") and words[0] not in names:
        return _unknown(words[0], names)
    try:
        given = _parsed(words, known)
    except Usage as usage:
        return refuse(str(usage))
    except SystemExit as shown:
        return int(shown.code or 0)
    if given.version:
        from tui.cli.version import version

        return version()
    homes = {command.name: command.home for command in known}
    return _call(given, homes.get(given.command, APP))


def plainly_opening(words: Sequence[str]) -> "Given | None":
    """Return what argparse makes of a call that plainly opens the app, else nothing.

    argparse and its parser take 5 ms of the start, and few starts need them.
    """
    names, values = words[::2], words[1::2]
    plain = len(names) == len(values) and all(name in OPENING for name in names)
    if not plain or any(value.startswith("-") for value in values):
        return None
    told, languages = list(zip(names, values, strict=True)), set(Language)
    if any(name == "--lang" and value not in languages for name, value in told):
        return None
    last = dict(told)
    switches = dict.fromkeys(("version", "json", "csv", "raw", "debug"), False)
    texts = {name.lstrip("-"): last.get(name) for name in OPENING}
    return SimpleNamespace(command=None, **switches, **texts)


def _parsed(words: Sequence[str], known: "Sequence[Command]") -> "Given":
    """Parse by the commands that are named: a parser of all takes 10 ms to make.

    Help lists all of them, and so does what is said of a word that is none.
    """
    from tui.cli.parser import Usage
    from tui.cli.parser import build

    helping = not {"-h", "--help"}.isdisjoint(words)
    named = [command for command in known if helping or command.name in words]
    try:
        return build(named).parse_args(words)
    except Usage:
        return build(known).parse_args(words)


def _unknown(word: str, names: list[str]) -> int:
    from tui.cli.usage import no_command

    return refuse(no_command(word, names))


def _language(words: Sequence[str]) -> Language:
    """Return the language to refuse and to help in, before the words are parsed."""
    asked = [after for word, after in pairwise(words) if word == "--lang"]
    asked += [word.removeprefix("--lang=") for word in words if "--lang=" in word[:7]]
    known = [code for code in asked if code in set(Language)]
    return Language(known[-1]) if known else environment_language(os.environ)


def _call(given: "Given", home: str) -> int:
    if home != APP:
        gc.enable()
    from tui.cli.shell import Shell

    shell: Shell | None = None
    try:
        shell = Shell(given)
        return _function(home)(shell)
    except RelanceError as error:
        return told(error, debug=given.debug)
    except Exception as error:
        if isinstance(error, OSError) and error.errno in UNWRITABLE:
            raise
        return _failed(error, debug=given.debug)
    finally:
        if shell is not None:
            shell.close()


def refuse(text: str) -> int:
    """Say in one line how the call does not fit a command."""
    from tui.cells import safe

    more = _("`relance --help` lists the commands.")
    told = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    print(f"relance: {safe(told)} {more}", file=sys.stderr)
    return USAGE


def told(error: RelanceError, *, debug: bool) -> int:
    """Say why not in one line and return the status that goes with it."""
    from tui.cells import safe
    from tui.words.refusals import explain

    if debug:
        _trace(error)
    refusal = explain(error, by_command=True)
    text = f"{refusal.text} {refusal.then}".strip().replace("`", "")
    print(f"relance: {safe(text)}", file=sys.stderr)
    return error.status


def _failed(error: Exception, *, debug: bool) -> int:
    """Say that something went wrong in us, by the number of the report of it."""
    from datetime import UTC
    from datetime import datetime

    from tui.incidents import report
    from tui.preferences.locations import locations

    if debug:
        _trace(error)
    number = report(error, locations(os.environ).logs, datetime.now(UTC))
    sentence = _("Relance stopped: incident {number}. What was saved is safe.")
    print(sentence.format(number=number), file=sys.stderr)
    return FAILED


def _trace(error: Exception) -> None:
    """Print where it happened, for whoever asked: its values may hold anything."""
    import traceback

    from models.text import harmless

    told = "".join(traceback.format_exception(error))
    print(harmless(told), end="", file=sys.stderr)


def _function(place: str) -> "Callable[[Shell], int]":
    module, _colon, name = place.partition(":")
    found: Callable[[Shell], int] = getattr(import_module(f"tui.cli.{module}"), name)
    return found
