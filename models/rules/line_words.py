"""The words of a quick-add line, and which field each is meant for (defaults.md 8)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.errors import BadValue
from models.text import fold

SIGNS = {
    "@": "company",
    "&": "person",
    "#": "source",
    "!": "value",
    "~": "step",
    "=": "amount",
}

PREFIXES = {
    "org": "company",
    "ent": "company",
    "p": "person",
    "src": "source",
    "val": "value",
    "step": "step",
    "suite": "step",
    "close": "expected_close",
    "fin": "expected_close",
    "stage": "stage",
    "etape": "stage",
    "own": "owner",
    "resp": "owner",
}
"""Words before a colon, which need no key that some keyboards hide."""

TITLE = "title"

_PREFIX = re.compile(r"([^\W\d_]{1,6}):")
_QUOTED = re.compile(r'"((?:\\.|[^"\\])*)"')
_BARE = re.compile(r"\S+")
_ESCAPED = re.compile(r'\\([@&#!~="\\])')


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of the line for ``field``; a ``plain`` one may be part of an amount."""

    field: str
    text: str
    plain: bool = False


def line_words(line: str) -> Iterator[Word]:
    """Return the words in order; quotes hold spaces, a backslash makes a sign plain."""
    place = 0
    while start := _BARE.search(line, place):
        field, begin = _field(line, start.start())
        quoted = _QUOTED.match(line, begin)
        bare = _BARE.match(line, begin)
        if quoted:
            place = quoted.end()
            yield _told(field, line[start.start() : begin], quoted[1])
        elif line.startswith('"', begin):
            raise BadValue("quick_add_quote", field, text=line[begin:])
        elif bare:
            place = bare.end()
            yield _bare(field, bare[0])
        else:
            place = begin
            yield _alone(field, line[start.start() : begin])


def _field(line: str, start: int) -> tuple[str, int]:
    if line[start] in SIGNS:
        return SIGNS[line[start]], start + 1
    prefix = _PREFIX.match(line, start)
    if prefix and fold(prefix[1]) in PREFIXES:
        return PREFIXES[fold(prefix[1])], prefix.end()
    return TITLE, start


def _told(field: str, sign: str, quoted: str) -> Word:
    if not quoted.strip() and field != TITLE:
        raise BadValue("quick_add_empty", field, text=sign)
    return Word(field, _unescaped(quoted))


def _bare(field: str, text: str) -> Word:
    if field == TITLE and text.startswith("\\"):
        return Word(field, _unescaped(text).removeprefix("\\"))
    return Word(field, _unescaped(text), plain=field == TITLE)


def _alone(field: str, sign: str) -> Word:
    """Return a sign between spaces as title: Dupont & fils."""
    if sign not in SIGNS:
        raise BadValue("quick_add_empty", field, text=sign)
    return Word(TITLE, sign)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
