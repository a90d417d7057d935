"""Pastes as terminals send them: one piece of text, whatever it holds, never keys.

Textual takes what follows an escape character within a paste for pressed keys, so that
a text copied from a hostile page would command the app (safety.md 4.1, cases 67, 86).
"""

from collections.abc import Iterable
from typing import Final

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

BEGIN: Final = "\x1b[200~"
END: Final = "\x1b[201~"
MOST: Final = 1 << 22
"""Characters that are kept of a paste, far above what any field takes."""


class PasteParser(XTermParser):
    """Textual's parser, which is shown keys and never what is pasted."""

    def __init__(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        super().__init__(debug)
        self._pasted: list[str] | None = None
        self._kept = 0
        self._tail = ""
        self._begun = ""
        """The beginning of a mark that the last piece of input ended with."""

    def feed(self, data: str) -> Iterable[Message]:
        """Return the keys in *data*, and each paste once it is whole."""
        while data:
            if self._pasted is not None:
                pasted, data = self._take(self._pasted, data)
                if pasted is not None:
                    yield events.Paste(pasted)
                continue
            keys, data = self._keys_before_paste(data)
            for message in super().feed(keys) if keys else ():
                if not (isinstance(message, events.Paste) and not message.text):
                    yield message

    def _keys_before_paste(self, data: str) -> tuple[str, str]:
        """Return what the parser is to read now, and what is left of *data*.

        A mark that came in two pieces has been read in part; it is closed at once, so
        that the parser sees an empty paste there.
        """
        begun = self._begun if self._timeout_time is not None else ""
        whole = begun + data
        self._begun = ""
        if begun and whole.startswith(BEGIN):
            self._start()
            return BEGIN[len(begun) :] + END, whole[len(BEGIN) :]
        keys, mark, rest = data.partition(BEGIN)
        if mark:
            self._start()
            return keys, rest
        self._begun = _end_of(whole if BEGIN.startswith(whole) else data)
        return data, ""

    def _start(self) -> None:
        self._pasted = []
        self._kept = 0
        self._tail = ""

    def _take(self, pasted: list[str], data: str) -> tuple[str | None, str]:
        """Add to a paste; return its text once it is whole, and what follows it."""
        text, mark, rest = (self._tail + data).partition(END)
        if mark:
            self._pasted = None
            return "".join([*pasted, text]).replace("\x00", ""), rest
        # The closing mark may come in two pieces.
        piece, self._tail = text[: 1 - len(END)], text[1 - len(END) :]
        if self._kept < MOST:
            pasted.append(piece)
            self._kept += len(piece)
        return None, ""


def _end_of(data: str) -> str:
    """Return the part of an opening mark that *data* ends with."""
    longest = range(min(len(BEGIN) - 1, len(data)), 0, -1)
    return next((data[-n:] for n in longest if data.endswith(BEGIN[:n])), "")
