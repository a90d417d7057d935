"""The variables that our screens use, for themes that leave some unsaid."""

from dataclasses import replace

from textual.color import Color
from textual.color import ColorParseError
from textual.theme import Theme

from tui.theming import PLAIN

MUTED = 0.7
"""How far from the ground to the text a derived label stands."""
TERMINAL_OWN = "ansi_default"
ANSI_VARIABLES = {
    "ansi-background": TERMINAL_OWN,
    "ansi-foreground": TERMINAL_OWN,
    "block-cursor-text-style": "bold",
    "block-cursor-blurred-foreground": TERMINAL_OWN,
    "block-cursor-blurred-background": TERMINAL_OWN,
    "block-cursor-blurred-text-style": "none",
    "foreground-disabled": TERMINAL_OWN,
    "input-cursor-background": TERMINAL_OWN,
    "input-cursor-foreground": TERMINAL_OWN,
    "input-cursor-text-style": "reverse",
    "input-selection-background": "ansi_bright_blue",
    "input-selection-foreground": "ansi_black",
    "scrollbar": "ansi_bright_black",
    "scrollbar-active": "ansi_bright_blue",
    "scrollbar-hover": "ansi_bright_blue",
    "screen-selection-background": "ansi_bright_blue",
    "screen-selection-foreground": "ansi_black",
    "surface-active": TERMINAL_OWN,
    "text-disabled": TERMINAL_OWN,
}
"""What Textual does not make up for a theme of the terminal's own colours."""
FOLLOWS = (
    ("text-muted", "foreground"),
    ("rl-strong", "foreground"),
    ("rl-well", "background"),
    ("rl-on-accent", "background"),
    ("border", "accent"),
    ("footer-key-foreground", "accent"),
    ("footer-background", "surface"),
    ("footer-description-foreground", "text-muted"),
    ("rl-overdue", "error"),
    ("rl-today", "warning"),
    ("rl-none", "accent"),
    ("rl-later", "text-muted"),
    ("rl-hot", "error"),
    ("rl-warm", "warning"),
    ("rl-cold", "secondary"),
    ("rl-won", "success"),
    ("rl-lost", "error"),
    ("rl-green", "success"),
    ("rl-amber", "warning"),
    ("rl-red", "error"),
    ("rl-stage", "secondary"),
    ("block-cursor-foreground", "rl-strong"),
    ("input-cursor-background", "rl-strong"),
    ("input-cursor-foreground", "background"),
    ("block-cursor-blurred-foreground", "rl-strong"),
    ("scrollbar-background", "background"),
    ("scrollbar-corner-color", "background"),
)
"""A value that is missing is that of another, in this order."""
BLENDS = (
    ("rl-faint", "background", "foreground", 0.5),
    ("border-blurred", "background", "foreground", 0.25),
    ("block-cursor-background", "background", "primary", 0.25),
    ("rl-stage-dim", "background", "rl-stage", 0.35),
    ("input-selection-background", "background", "primary", 0.4),
    ("block-cursor-blurred-background", "background", "foreground", 0.1),
    ("scrollbar", "background", "foreground", 0.25),
    ("scrollbar-hover", "background", "foreground", 0.35),
    ("scrollbar-active", "background", "primary", 0.6),
)
"""A shade that is missing lies between two others; an ansi theme takes the second."""


def completed(theme: Theme) -> Theme:
    """Return the theme with every variable that our screens and Textual's use."""
    return _derived(replace(theme, variables=_ours(theme)))


def _derived(theme: Theme) -> Theme:
    """Write down what Textual would derive at each start."""
    known = {**theme.to_color_system().generate(), **theme.variables}
    return replace(theme, variables=known)


def _ours(theme: Theme) -> dict[str, str]:
    known = {**theme.to_color_system().generate(), **theme.variables}
    muted = _blended(known["background"], known["foreground"], MUTED)
    known["text-muted"] = theme.variables.get("text-muted") or muted
    own = {**(ANSI_VARIABLES if theme.ansi else {}), **theme.variables}
    for name, other in FOLLOWS:
        known[name] = own.setdefault(name, known[other])
    for name, ground, colour, share in BLENDS:
        known[name] = own.setdefault(
            name, _blended(known[ground], known[colour], share)
        )
    own["text-muted"] = known["text-muted"]
    return own


def plain() -> Theme:
    """Return the theme in which everything has the terminal's own colours."""
    base = Theme(
        name=PLAIN,
        ansi=True,
        primary=TERMINAL_OWN,
        foreground=TERMINAL_OWN,
        background=TERMINAL_OWN,
        surface=TERMINAL_OWN,
        panel=TERMINAL_OWN,
    )
    own = {
        name: value if name.endswith("-style") else TERMINAL_OWN
        for name, value in _ours(base).items()
    }
    return _derived(replace(base, variables=own))


def _blended(ground: str, colour: str, share: float) -> str:
    try:
        below, above = Color.parse(ground), Color.parse(colour)
    except ColorParseError:
        return colour
    if below.ansi is not None or above.ansi is not None:
        return colour
    return below.blend(above, share, alpha=1).hex
