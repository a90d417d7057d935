"""The contrast table of look.md, computed from the theme objects."""

from collections.abc import Mapping

import pytest
from textual.color import Color

from tui import theming

GROUNDS = ("background", "surface", "panel", "block-cursor-background")
WORDS = (
    "text-muted",
    "foreground",
    "rl-strong",
    "accent",
    "rl-overdue",
    "rl-today",
    "rl-none",
    "rl-later",
    "rl-hot",
    "rl-warm",
    "rl-cold",
    "rl-won",
    "rl-lost",
    "rl-green",
    "rl-amber",
    "rl-red",
    "footer-key-foreground",
    "block-cursor-foreground",
)
PALETTES = {
    "relance-dark": (5.14, 9.18, 3.17, 5.72, 6.32, 1.80),
    "relance-light": (4.80, 10.90, 3.29, 3.69, 4.61, 1.62),
    "relance-contrast": (6.83, 13.67, 5.95, 9.20, 7.61, 6.25),
}
NEEDED = (4.5, 4.5, 3.0, 3.0, 4.5, 0.0)


def variables_of(name: str) -> Mapping[str, str]:
    theme = theming.shipped(name)
    return {**theme.to_color_system().generate(), **theme.variables}


def luminance(colour: Color) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, colour.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lights = sorted(luminance(Color.parse(colour)) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def lowest(known: Mapping[str, str], *roles: str) -> float:
    return min(
        contrast(known[role], known[ground]) for role in roles for ground in GROUNDS
    )


def figures(name: str) -> tuple[float, ...]:
    known = variables_of(name)
    return (
        lowest(known, *WORDS),
        lowest(known, "foreground"),
        lowest(known, "rl-faint"),
        contrast(known["rl-stage"], known["background"]),
        contrast(known["rl-amber"], known["rl-stage-dim"]),
        contrast(known["border-blurred"], known["background"]),
    )


@pytest.mark.parametrize("name", PALETTES)
def test_every_word_and_mark_of_a_shipped_theme_is_readable(name: str) -> None:
    for figure, needed in zip(figures(name), NEEDED, strict=True):
        assert figure >= needed


@pytest.mark.parametrize("name", PALETTES)
def test_the_contrast_table_is_the_one_that_was_agreed(name: str) -> None:
    for figure, agreed in zip(figures(name), PALETTES[name], strict=True):
        assert abs(figure - agreed) < 0.006


@pytest.mark.parametrize("name", PALETTES)
def test_text_on_accent_and_in_a_well_is_readable(name: str) -> None:
    known = variables_of(name)
    assert contrast(known["rl-on-accent"], known["accent"]) >= 4.5
    assert contrast(known["foreground"], known["rl-well"]) >= 4.5


def test_sixteen_colours_leave_every_ground_to_the_terminal() -> None:
    known = variables_of("relance-16")
    palette = theming.palette_of(known)
    assert palette.flat
    assert palette.ground.bgcolor is None
    assert palette.chosen.bgcolor is None
    assert palette.well.underline
    assert palette.at_cursor.reverse


def test_no_word_is_bright_black_with_sixteen_colours() -> None:
    known = variables_of("relance-16")
    assert not [role for role in WORDS if "bright_black" in known[role]]
