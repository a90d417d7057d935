"""A terminal in memory, which erases in the colour in use as most do."""

from typing import NamedTuple

import pyte


class Cell(NamedTuple):
    """What can be seen of a cell."""

    text: str
    ink: str
    paper: str
    marks: frozenset[str]


MARKS = ("bold", "italics", "underscore", "strikethrough", "reverse", "blink")
ON_BLANKS = frozenset({"underscore", "strikethrough", "reverse"})


class Erasing(pyte.Screen):
    """Pyte's screen; its own leaves cells that were never written plain."""

    def erase_in_display(self, how: int = 0, *args: object, **kwargs: object) -> None:
        if how == 2:
            for y in range(self.lines):
                for x in range(self.columns):
                    self.buffer[y][x] = self.cursor.attrs
            return
        super().erase_in_display(how, *args, **kwargs)


class Emulator:
    """Takes what an app sends and tells what a person sees."""

    def __init__(self, columns: int, lines: int) -> None:
        self._screen = Erasing(columns, lines)
        self._stream = pyte.Stream(self._screen)
        self.feed("\x1b[?7l")

    def feed(self, sent: str) -> None:
        """Take what was sent."""
        self._stream.feed(sent)

    def cells(self) -> list[list[Cell]]:
        """Return every cell; what a blank does not show is left out."""
        screen = self._screen
        return [
            [_cell(screen.buffer[y][x]) for x in range(screen.columns)]
            for y in range(screen.lines)
        ]

    def rows(self) -> list[str]:
        """Return the text of every line."""
        return ["".join(cell.text for cell in row) for row in self.cells()]


def _cell(char: pyte.screens.Char) -> Cell:
    marks = frozenset(mark for mark in MARKS if getattr(char, mark))
    text = char.data
    if not text.isspace() or marks & ON_BLANKS:
        return Cell(text, char.fg, char.bg, marks)
    return Cell(text, "", char.bg, frozenset())
