"""What can be typed after ``relance``: every command, its options, one line of help."""

import argparse
import re
from collections.abc import Callable
from collections.abc import Sequence
from typing import NamedTuple
from typing import NoReturn

from tui.i18n import _

WHOLE = re.compile("[0-9]{1,9}", re.ASCII)


class Usage(Exception):
    """The call does not fit a command; the text says how."""


class Parser(argparse.ArgumentParser):
    """argparse that refuses by raising, in one line, and helps in two languages."""

    def __init__(
        self, prog: str | None = None, description: str = "", epilog: str = ""
    ) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = _("arguments")
        self._optionals.title = _("options")
        self.add_argument("-h", "--help", action="help", help=_("show this help"))

    def error(self, message: str) -> NoReturn:
        """Raise ``Usage`` instead of leaving with argparse's own status."""
        from tui.cli.usage import worded

        raise Usage(worded(message))


class Argument(NamedTuple):
    """One argument of a command, in argparse's terms."""

    name: str
    help: str = ""
    nargs: str | None = None
    choices: Sequence[str] | None = None
    flag: bool = False
    kind: Callable[[str], int] | Callable[[str], str] = str
    default: str | int | None = None

    def add_to(self, parser: argparse.ArgumentParser) -> None:
        """Tell argparse of it."""
        if self.flag:
            parser.add_argument(self.name, action="store_true", help=self.help)
        elif self.name.startswith("-"):
            names = ("-o", self.name) if self.name == "--output" else (self.name,)
            parser.add_argument(
                *names,
                help=self.help,
                choices=self.choices,
                type=self.kind,
                default=self.default,
                metavar=None if self.choices else self.name.lstrip("-").upper(),
            )
        else:
            parser.add_argument(
                self.name, nargs=self.nargs, help=self.help, choices=self.choices
            )


def option(name: str, help_text: str) -> Argument:
    """Return an option that takes a text."""
    return Argument(f"--{name}", help_text)


def number(
    name: str,
    help_text: str,
    default: int | None = None,
    least: int = 0,
    most: int | None = None,
) -> Argument:
    """Return an option that takes a whole number, from the least to the most."""

    def kind(typed: str) -> int:
        found = int(typed) if WHOLE.fullmatch(typed) else least - 1
        if found >= least and (most is None or found <= most):
            return found
        sentence = _("{text} is no whole number from {least} on")
        if most is not None:
            sentence = _("{text} is no whole number from {least} to {most}")
        told = sentence.format(text=typed, least=least, most=most)
        raise argparse.ArgumentTypeError(told)

    return Argument(f"--{name}", help_text, kind=kind, default=default)


def switch(name: str, help_text: str) -> Argument:
    """Return an option that is there or not."""
    return Argument(f"--{name}", help_text, flag=True)


def globals_of(parser: argparse.ArgumentParser, *, below: bool) -> None:
    """Add the options of every command; they stand before or after its name."""
    default: str | None = argparse.SUPPRESS if below else None
    texts = {
        "--db": _("the database file, instead of the one in your data folder"),
        "--as": _("the login of who acts"),
        "--lang": _("the language of words and dates: en or fr"),
        "--now": _("the clock, such as 2017-12-31T09:00"),
        "--config": _("the settings file, instead of your own"),
    }
    for name, help_text in texts.items():
        choices = ("en", "fr") if name == "--lang" else None
        parser.add_argument(
            name, default=default, help=help_text, choices=choices, dest=name[2:]
        )
    for name, help_text in {
        "--json": _("answer in JSON"),
        "--csv": _("answer in CSV"),
        "--raw": _("write CSV cells as they are, without a guarding apostrophe"),
        "--debug": _("show the traceback of an error"),
    }.items():
        parser.add_argument(
            name,
            action="store_true",
            default=argparse.SUPPRESS if below else False,
            help=help_text,
        )


def build(commands: Sequence["Command"]) -> Parser:
    """Return the parser of all commands."""
    parser = Parser(
        prog="relance",
        description=_("A CRM for people who live in a terminal."),
        epilog=_("Without a command the app opens."),
    )
    parser.add_argument("--version", action="store_true", help=_("tell the version"))
    globals_of(parser, below=False)
    subparsers = parser.add_subparsers(
        dest="command", metavar=_("COMMAND"), parser_class=Parser
    )
    for command in commands:
        below = subparsers.add_parser(
            command.name,
            help=command.help,
            description=command.help,
        )
        globals_of(below, below=True)
        for argument in command.arguments:
            argument.add_to(below)
    return parser


class Command(NamedTuple):
    """A word after ``relance``: where its work is done and what it takes."""

    name: str
    help: str
    home: str
    """Module and function, such as ``deals:move``."""
    arguments: tuple[Argument, ...] = ()
