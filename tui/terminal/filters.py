"""The last door before the terminal: no text on screen can command it (safety 0.2)."""

import re
from collections.abc import Sequence
from typing import Final

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from textual.filter import Monochrome
from textual.filter import NoColor

# Compiled when a text is first met that cannot be printed as it is.
COMMANDING: Final = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
"""Controls, their 8-bit forms and what turns the direction of a line; all 0 wide."""


class NoControls(LineFilter):
    """Takes control characters out of every text, which changes no width."""

    def apply(
        self,
        segments: list[Segment],
        background: Color,  # noqa: ARG002 - asked for by the base class
    ) -> list[Segment]:
        """Return the segments themselves when they are clean, as nearly all are."""
        if all(is_harmless(text) for text, _style, _control in segments):
            return segments
        return [
            Segment(re.sub(COMMANDING, "", text), style, control)
            for text, style, control in segments
        ]


def is_harmless(text: str) -> bool:
    """Tell whether no character of a text could command the terminal."""
    return text.isprintable() or re.search(COMMANDING, text) is None


NO_CONTROLS: Final = NoControls()
NO_COLOURS: Final = NoColor()


def guarded(filters: Sequence[LineFilter], *, colourless: bool) -> list[LineFilter]:
    """Return an app's filters made safe; greys are never taken for no colour (9)."""
    kept = [item for item in filters if not isinstance(item, Monochrome | NoColor)]
    return [*kept, *([NO_COLOURS] if colourless else []), NO_CONTROLS]
