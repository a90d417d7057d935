"""Whether the terminal is light: asked at the start, heard among the keys (look.md).

Nobody waits for the answer: the first cards are dark where it comes later than they.
"""

import os
import re
from collections.abc import Mapping
from typing import Final
from typing import Protocol
from typing import runtime_checkable

from textual import on
from textual.app import App
from textual.message import Message
from textual.theme import Theme

from tui import theming

QUESTION: Final = "\x1b]11;?\x1b\\"
"""Asks for the background; the answer ends as the question does, or with a bell."""

LONGEST: Final = 64
"""Characters of an answer; what goes on longer is none."""

# Compiled when something is first heard, which is after the first frame.
ANSWER: Final = r"\x1b\]11;([^\x07\x1b]*)(?:\x07|\x1b\\)"
BEGUN: Final = r"\x1b(?:\](?:1(?:1(?:;[^\x07\x1b]*\x1b?)?)?)?)?\Z"
UNMISTAKABLE: Final = "\x1b]11;"
"""What no key sends: after it nothing is a key until the answer has ended."""

COLOUR: Final = r"(?i)rgba?:([0-9a-f]{1,4})/([0-9a-f]{1,4})/([0-9a-f]{1,4})"
HALF: Final = 0.5
WEIGHTS: Final = (0.299, 0.587, 0.114)
"""How bright red, green and blue are to the eye."""


@runtime_checkable
class AsksForBackground(Protocol):
    """An app that wants to know what ground it stands on."""

    @property
    def asks_for_background(self) -> bool:
        """Whether the answer could change anything."""
        ...


class BackgroundTold(Message):
    """The terminal has said what its background is."""

    def __init__(self, *, light: bool) -> None:
        super().__init__()
        self.light = light


class Listener:
    """Takes the answer out of what is typed, so that no byte of it becomes a key."""

    def __init__(self) -> None:
        self._asked = False
        self._kept = ""
        self.told: BackgroundTold | None = None
        """The answer, once it has come whole and made sense."""

    def ask(self) -> None:
        """Listen from now on, until one answer has come."""
        self._asked = True

    @property
    def waiting(self) -> bool:
        """Whether something is kept that may yet turn out to be keys."""
        return bool(self._kept) and not self._kept.startswith(UNMISTAKABLE)

    def heard(self, text: str) -> str:
        """Return what was typed, without the answer and what may become one."""
        if not self._asked:
            return text
        text, self._kept = self._kept + text, ""
        if found := re.search(ANSWER, text):
            self._asked = False
            light = is_light(found[1])
            self.told = None if light is None else BackgroundTold(light=light)
            return text[: found.start()] + text[found.end() :]
        begun = re.search(BEGUN, text)
        if begun and len(begun[0]) <= LONGEST:
            self._kept = begun[0]
            return text[: begun.start()]
        return text

    def given_up(self) -> str:
        """Return what was kept in vain: a lone Escape, for one."""
        if not self.waiting:
            return ""
        kept, self._kept = self._kept, ""
        return kept


def is_light(answer: str) -> bool | None:
    """Tell whether dark text reads better on a colour; None for what is no colour."""
    found = re.match(COLOUR, answer)
    if found is None:
        return None
    shares = (int(part, 16) / (16 ** len(part) - 1) for part in found.groups())
    return sum(map(float.__mul__, WEIGHTS, shares)) > HALF


class FollowsBackground(App[None]):
    """Starts light on a light terminal where the settings name no theme."""

    theme_setting = theming.AUTOMATIC
    own_variables: Mapping[str, str]
    """The colours of the theme that is worn; known before anything is made."""
    background_is_light: bool | None = None
    """What the terminal said; nothing where it has not answered."""

    @property
    def asks_for_background(self) -> bool:
        """Whether this terminal has colours enough for a light theme."""
        light = theming.choose(theming.AUTOMATIC, os.environ, True)  # noqa: FBT003 - what if it said so
        return light == theming.LIGHT

    @on(BackgroundTold)
    def follow_background(self, message: BackgroundTold) -> None:
        """Wear what goes with it."""
        self.background_is_light = message.light
        if message.light and self.theme_setting == theming.AUTOMATIC:
            self.wear(theming.shipped(theming.LIGHT))

    def wear(self, theme: Theme) -> None:
        """Put on a theme, with the colours that it names, from now on."""
        self.own_variables = theme.variables
        self.register_theme(theme)
        self.theme = theme.name

    def get_css_variables(self) -> dict[str, str]:
        """Take a theme as it is: each of ours names what Textual would derive."""
        self.theme_variables = dict(self.own_variables)
        return self.theme_variables
