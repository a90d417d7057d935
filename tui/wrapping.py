"""Text broken into lines of so many cells, at the spaces that may be broken at."""

from collections.abc import Iterator

from tui.cells import cut
from tui.cells import graphemes
from tui.cells import safe
from tui.cells import width


def wrapped(text: str, cells: int, most: int = 0) -> list[str]:
    """Return the lines of a text; of more than *most* the last one ends with …."""
    if cells <= 0:
        return []
    lines = [line for part in text.splitlines() for line in _broken(safe(part), cells)]
    if most and len(lines) > most:
        kept = lines[: most - 1]
        return [*kept, cut(" ".join(lines[most - 1 :]), cells)]
    return lines


def _broken(text: str, cells: int) -> Iterator[str]:
    line = ""
    words = filter(None, text.split(" "))
    pieces = (piece for word in words for piece in _pieces(word, cells))
    for word in pieces:
        longer = f"{line} {word}" if line else word
        if width(longer) > cells:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def _pieces(word: str, cells: int) -> Iterator[str]:
    """Break a word that is longer than a line between what is seen as characters."""
    if width(word) <= cells:
        yield word
        return
    start = taken = 0
    for first, _end, size in graphemes(word):
        if taken + size > cells and first > start:
            yield word[start:first]
            start, taken = first, 0
        taken += size
    yield word[start:]
