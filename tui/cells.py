"""Terminal cells: how wide a text is, how it is cut, and what may be shown of it."""

import re
from typing import Final

from rich.cells import cell_len
from rich.cells import split_graphemes

from tui import glyphs

Span = tuple[int, int, int]
"""Start, end and cells of what a person sees as one character."""

# Compiled when a text is first met that cannot be printed as it is.
SPACES: Final = r"[\t\n\v\f\r\x85\u2028\u2029]+"
UNSAFE: Final = (
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0001]"
)
"""Control, bidirectional and invisible characters; the joiners of emoji stay."""
ONE_CELL_EACH: Final = re.compile(
    "[ -~\xa0-\xac\xae-\u02ff\u2010-\u2027\u202f-\u205e\u20a0-\u20c0"
    "\u2190-\u2319\u2500-\u25fc\u2713]*"
)
"""Text in which every character takes one cell wherever it is shown."""
FIRST_FLAG_LETTER: Final = 0x1F1E6
LAST_FLAG_LETTER: Final = 0x1F1FF


def width(text: str) -> int:
    """Return how many cells a text takes, as the screen itself counts them."""
    return cell_len(text)


def safe(text: str) -> str:
    """Return what of a text can be shown on one line, whatever it holds."""
    if text.isprintable() or re.search(UNSAFE, text) is None:
        return text
    return re.sub(UNSAFE, "", re.sub(SPACES, " ", text))


def cut(text: str, cells: int, ellipsis: str | None = None) -> str:
    """Return the text, or as much as fits before an ellipsis in ``cells``.

    Nothing that a person sees as one character is split, so that the result may be
    narrower than asked.
    """
    if width(text) <= cells:
        return text
    mark = glyphs.current().ellipsis if ellipsis is None else ellipsis
    room = cells - width(mark)
    if room <= 0:
        return _head(mark, cells) if room < 0 else mark
    return _head(text, room).rstrip() + mark


def cut_start(text: str, cells: int) -> str:
    """Return the text, or what of its end fits after an ellipsis, as for a path."""
    mark = glyphs.current().ellipsis
    room = cells - width(mark)
    if width(text) <= cells or room <= 0:
        return cut(text, cells)
    taken = 0
    for _start, end, size in reversed(graphemes(text)):
        taken += size
        if taken > room:
            return mark + text[end:].lstrip()
    return text


def pad(text: str, cells: int, ellipsis: str | None = None) -> str:
    """Return the text cut or filled to exactly ``cells``, at the left."""
    shown = cut(text, cells, ellipsis)
    return shown + " " * (cells - width(shown))


def right(text: str, cells: int, ellipsis: str | None = None) -> str:
    """Return the text cut or filled to exactly ``cells``, at the right."""
    shown = cut(text, cells, ellipsis)
    return " " * (cells - width(shown)) + shown


def graphemes(text: str) -> list[Span]:
    """Return the characters that a person sees, a flag being one of them."""
    joined: list[Span] = []
    for start, end, cells in split_graphemes(text)[0]:
        if joined and _makes_flag(text, joined[-1], start):
            first, _middle, before = joined.pop()
            joined.append((first, end, before + cells))
        else:
            joined.append((start, end, cells))
    return joined


def _head(text: str, cells: int) -> str:
    if cells <= 0:
        return ""
    if ONE_CELL_EACH.fullmatch(text):
        return text[:cells]
    taken = 0
    for start, _end, size in graphemes(text):
        if taken + size > cells:
            return text[:start]
        taken += size
    return text


def _makes_flag(text: str, before: Span, start: int) -> bool:
    first, end, _cells = before
    alone = end - first == 1
    return alone and _is_flag_letter(text[first]) and _is_flag_letter(text[start])


def _is_flag_letter(character: str) -> bool:
    return FIRST_FLAG_LETTER <= ord(character) <= LAST_FLAG_LETTER
