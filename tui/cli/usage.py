"""What argparse says of a call that fits no command, in our words and language."""

import re

from models.rules.matching import nearest
from tui.i18n import _

CHOICE = re.compile(
    r"argument (.+?): invalid choice: '(.*)' \(choose from (.*)\)", re.S
)
MISSING = re.compile(r"the following arguments are required: (.*)", re.S)
UNKNOWN = re.compile(r"unrecognized arguments: (.*)", re.S)
WITHOUT_VALUE = re.compile(r"argument (.+?): expected .*argument.*", re.S)
UNFIT = re.compile(r"argument (.+?): (.*)", re.S)

EMPTY = "''"
"""How a shell is given a word without letters."""


def worded(message: str) -> str:
    """Return the sentence for a message of argparse; an unknown one as it is."""
    if found := CHOICE.fullmatch(message):
        return _not_among(found[1], found[2], found[3].replace("'", ""))
    if found := MISSING.fullmatch(message):
        return _("{names} is missing.").format(names=found[1])
    if found := UNKNOWN.fullmatch(message):
        return _("{words} is not known here.").format(words=found[1].strip() or EMPTY)
    if found := WITHOUT_VALUE.fullmatch(message):
        return _("{option} needs a value.").format(option=found[1])
    if found := UNFIT.fullmatch(message):
        return f"{found[1]}: {found[2]}."
    return message


def no_command(word: str, names: list[str]) -> str:
    """Say that a command does not exist, and which was probably meant."""
    near = nearest(word, names)
    if near is None:
        return _("there is no command {word}.").format(word=word)
    sentence = _("there is no command {word}; did you mean {nearest}?")
    return sentence.format(word=word, nearest=near)


def _not_among(argument: str, word: str, choices: str) -> str:
    if argument == _("COMMAND"):
        return no_command(word, choices.split(", "))
    sentence = _("{word} does not fit {argument}; these do: {choices}.")
    return sentence.format(word=word or EMPTY, argument=argument, choices=choices)
