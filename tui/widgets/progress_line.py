"""How far one has come today, in words and as a line (look.md, Today)."""

from textual.reactive import reactive

from tui import formats
from tui import glyphs
from tui.cells import width
from tui.i18n import _
from tui.i18n import language
from tui.theming import Palette
from tui.widgets.line import Line
from tui.widgets.line import Part

INDENT = 1
GAP = 3
LEAST = 10


class ProgressLine(Line):
    """``7 of 23 done ━━━━───``; nothing where nothing was due."""

    DEFAULT_CSS = """
    ProgressLine { width: 1fr; height: 1; }
    """

    progress: reactive[tuple[int, int]] = reactive((0, 0))
    """How many are done, and of how many."""

    def parts(self, palette: Palette, cells: int) -> tuple[list[Part], list[Part]]:
        """Write the words, then draw the line over the rest."""
        done, total = self.progress
        if not total:
            return [], []
        spoken, marks = language(), glyphs.current()
        words = _("{done} of {total} done").format(
            done=formats.number(done, spoken), total=formats.number(total, spoken)
        )
        parts: list[Part] = [
            (" " * INDENT, palette.ground),
            (words, palette.strong),
            (" " * GAP, palette.ground),
        ]
        room = cells - INDENT - width(words) - GAP
        if room < LEAST:
            return parts, []
        part = room * done // total
        part = max(part, 1) if done else 0
        return [
            *parts,
            (marks.progress_done * part, palette.accent),
            (marks.progress_rest * (room - part), palette.rule),
        ], []
