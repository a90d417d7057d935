"""What a person wrote, between the marks that say so."""

from tui import glyphs
from tui.i18n import _


def quoted(text: str) -> str:
    """Put the language's own quotation marks around, or plain ones in ASCII."""
    if glyphs.current() is glyphs.ASCII:
        return f'"{text}"'
    return _("“{text}”").format(text=text)
