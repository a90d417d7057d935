"""How many lines of a list are out of sight, or marked, in words."""

from tui import formats
from tui.i18n import language
from tui.i18n import ngettext


def marked(count: int) -> str:
    """Return ``3 marked``, nothing where no line is."""
    said = ngettext("{count} marked", "{count} marked", count)
    return said.format(count=formats.number(count, language())) if count else ""


def out_of_sight(*, above: int = 0, below: int = 0) -> str:
    """Return ``3 above`` or ``3 below``, nothing where all lines are in sight."""
    if above:
        said = ngettext("{count} above", "{count} above", above)
        return said.format(count=above)
    if below:
        said = ngettext("{count} below", "{count} below", below)
        return said.format(count=below)
    return ""
