"""From the words of a call to its answer and its exit status (sysexits)."""

import argparse
import os
import sys
import traceback
from collections.abc import Callable
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from models.errors import RelanceError
from tui.cells import safe
from tui.cli.parser import Usage
from tui.i18n import _
from tui.i18n import environment_language
from tui.i18n import set_language

if TYPE_CHECKING:
    from tui.cli.shell import Shell

USAGE = 64


def run(words: Sequence[str]) -> int:
    """Run the call and return its exit status; an error is one line."""
    if list(words) == ["--version"]:
        return version()
    set_language(environment_language(os.environ))
    from tui.cli.commands import commands
    from tui.cli.parser import build

    known = commands()
    names = [command.name for command in known]
    if words and not words[0].startswith("-") and words[0] not in names:
        return _unknown(words[0], names)
    try:
        given = build(known).parse_args(words)
    except Usage as usage:
        return refuse(str(usage))
    except SystemExit as shown:
        return int(shown.code or 0)
    if given.version:
        return version()
    homes = {command.name: command.home for command in known}
    return _call(given, homes.get(given.command, "begin:app"))


def _unknown(word: str, names: Sequence[str]) -> int:
    from models.rules.matching import nearest

    near = nearest(word, names)
    if near is None:
        return refuse(_("there is no command {word}.").format(word=word))
    sentence = _("there is no command {word}; did you mean {nearest}?")
    return refuse(sentence.format(word=word, nearest=near))


def _call(given: argparse.Namespace, home: str) -> int:
    from tui.cli.shell import Shell

    shell: Shell | None = None
    try:
        shell = Shell(given)
        return _function(home)(shell)
    except RelanceError as error:
        return told(error, debug=given.debug)
    finally:
        if shell is not None:
            shell.close()


def version() -> int:
    """Tell the version."""
    from importlib.metadata import version as installed

    print(f"relance {installed('relance')}")
    return 0


def refuse(text: str) -> int:
    """Say in one line how the call does not fit a command."""
    more = _("`relance --help` lists the commands.")
    print(f"relance: {safe(text)} {more}", file=sys.stderr)
    return USAGE


def told(error: RelanceError, *, debug: bool) -> int:
    """Say why not in one line and return the status that goes with it."""
    from tui.refusals import explain

    if debug:
        traceback.print_exception(error)
    refusal = explain(error)
    text = f"{refusal.text} {refusal.then}".strip().replace("`", "")
    print(f"relance: {safe(text)}", file=sys.stderr)
    return error.status


def _function(place: str) -> "Callable[[Shell], int]":
    module, _colon, name = place.partition(":")
    found: Callable[[Shell], int] = getattr(import_module(f"tui.cli.{module}"), name)
    return found
