"""The roles of a text in the palette, which words can name without any theme."""

from enum import StrEnum
from typing import TYPE_CHECKING

from rich.style import Style

if TYPE_CHECKING:
    from tui.theming import Palette


class Ink(StrEnum):
    """The role of a text in the palette, by its name there (look.md, Palettes)."""

    TEXT = "text"
    STRONG = "strong"
    MUTED = "muted"
    FAINT = "faint"
    RULE = "rule"
    ACCENT = "accent"
    KEY = "key"
    OVERDUE = "overdue"
    TODAY = "today"
    NONE = "none"
    LATER = "later"
    HOT = "hot"
    WARM = "warm"
    COLD = "cold"
    WON = "won"
    LOST = "lost"
    AMBER = "amber"

    def of(self, palette: "Palette") -> Style:
        """Return the style that this role has in a palette."""
        style = getattr(palette, self.value)
        if not isinstance(style, Style):
            raise TypeError(self.value)
        return style
