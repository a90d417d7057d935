"""The keys a person gives to commands in the settings, checked; keys as they read."""

import difflib
import unicodedata
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple
from typing import assert_never

from textual.keys import KEY_NAME_REPLACEMENTS
from textual.keys import Keys

from tui.commands import BY_ID
from tui.commands import REGISTRY
from tui.commands import Command
from tui.i18n import N_
from tui.i18n import _

INDISTINCT: Mapping[str, str] = {
    "ctrl+i": "Tab",
    "ctrl+m": "Enter",
    "ctrl+h": "Backspace",
    "ctrl+j": "Enter",
    "ctrl+enter": "Enter",
    "ctrl+left_square_bracket": "Esc",
}
"""Keys that a terminal cannot tell from another one (screens.md)."""

MODIFIERS = frozenset({"alt", "ctrl", "hyper", "meta", "shift", "super"})

KEY_LABELS: Mapping[str, str] = {
    "enter": N_("Enter"),
    "escape": N_("Esc"),
    "space": N_("space"),
    "tab": N_("Tab"),
    "shift+tab": N_("shift+Tab"),
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "shift+left": "shift+←",
    "shift+right": "shift+→",
    "pageup": N_("PgUp"),
    "pagedown": N_("PgDn"),
    "home": N_("Home"),
    "end": N_("End"),
    "delete": N_("Del"),
    "backspace": N_("backspace"),
    "comma": ",",
}


class KeyProblem(StrEnum):
    """Why a key of the settings is not taken."""

    UNKNOWN_COMMAND = "unknown_command"
    UNKNOWN_KEY = "unknown_key"
    INDISTINCT = "indistinct"
    TAKEN = "taken"


class KeyRefusal(NamedTuple):
    """One line of the settings that was left out, and what would do."""

    problem: KeyProblem
    command: str
    key: str
    instead: str
    """The nearest command, the other key or the command that has the key."""


class Keymap(NamedTuple):
    """The part of the settings' keys that holds together."""

    keys: Mapping[str, str]
    """For ``App.set_keymap``: command ids and their keys, separated by commas."""
    refused: tuple[KeyRefusal, ...]

    def of(self, command: Command) -> tuple[str, ...]:
        """Tell the keys of *command*: the person's own or the built-in ones."""
        own = self.keys.get(command.id)
        return command.keys if own is None else tuple(own.split(","))


NO_KEYMAP = Keymap({}, ())
"""The built-in keys."""


def checked_keymap(wanted: Mapping[str, str]) -> Keymap:
    """Keep of *wanted* what is known and free in its place, in the order given."""
    if not wanted:
        return NO_KEYMAP
    keys: dict[str, str] = {}
    refused: list[KeyRefusal] = []
    for command_id, written in wanted.items():
        command = BY_ID.get(command_id)
        if command is None:
            near = _nearest(command_id)
            refused.append(
                KeyRefusal(KeyProblem.UNKNOWN_COMMAND, command_id, written, near)
            )
            continue
        given = [canonical_key(key) for key in split_keys(written)]
        refusal = _refusal(command, given)
        if refusal is None:
            keys[command_id] = ",".join(given)
        else:
            refused.append(refusal)
    clashes = list(_clashes(keys))
    while clashes:
        refused.extend(clashes)
        for clash in clashes:
            keys.pop(clash.command, None)
        clashes = list(_clashes(keys))
    return Keymap(keys, tuple(refused))


def split_keys(written: str) -> list[str]:
    """Split ``"x, ctrl+right"`` at its commas; a lone comma is the key itself."""
    if written.strip() == ",":
        return [","]
    return [key.strip() for key in written.split(",")]


def canonical_key(key: str) -> str:
    """Name *key* as a terminal event names it: ``>`` is ``greater_than_sign``."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    name = _character_name(last) if len(last) == 1 else last.lower()
    return "+".join([*sorted(part.lower() for part in modifiers), name])


def key_label(key: str) -> str:
    """Tell *key* as a person reads it on the keyboard, in the language in use."""
    if key in KEY_LABELS:
        return _(KEY_LABELS[key])
    return _CHARACTERS.get(key, key)


def explain(refusal: KeyRefusal) -> str:
    """Say in one sentence why a key was left out and what would be taken."""
    match refusal.problem:
        case KeyProblem.UNKNOWN_COMMAND:
            sentence = _("There is no command {command}. The nearest is {instead}.")
        case KeyProblem.UNKNOWN_KEY:
            sentence = _("{key} is no key for {command}. Write x, f5 or ctrl+right.")
        case KeyProblem.INDISTINCT:
            sentence = _("A terminal cannot tell {key} from {instead}.")
        case KeyProblem.TAKEN:
            sentence = _("{key} is the key of {instead}, so {command} keeps its own.")
        case _:
            assert_never(refusal.problem)
    return sentence.format(
        command=refusal.command, key=refusal.key, instead=refusal.instead
    )


def clashes(keymap: Mapping[str, str]) -> Iterable[tuple[Command, Command, str]]:
    """Tell the pairs of commands that share a key in one place."""
    for index, one in enumerate(REGISTRY):
        for other in REGISTRY[index + 1 :]:
            if one.places & other.places:
                for key in _keys(one, keymap) & _keys(other, keymap):
                    yield one, other, key


def _clashes(keymap: Mapping[str, str]) -> Iterable[KeyRefusal]:
    for one, other, key in clashes(keymap):
        loser, winner = (other, one) if other.id in keymap else (one, other)
        yield KeyRefusal(KeyProblem.TAKEN, loser.id, key_label(key), winner.id)


def _keys(command: Command, keymap: Mapping[str, str]) -> set[str]:
    own = keymap.get(command.id)
    if own is not None:
        return set(own.split(","))
    return {canonical_key(key) for key in command.keys}


def _refusal(command: Command, given: Sequence[str]) -> KeyRefusal | None:
    for key in given:
        if key in INDISTINCT:
            return KeyRefusal(
                KeyProblem.INDISTINCT, command.id, key_label(key), INDISTINCT[key]
            )
        if not _is_key(key):
            return KeyRefusal(KeyProblem.UNKNOWN_KEY, command.id, key, "")
    return None


def _is_key(key: str) -> bool:
    *modifiers, last = key.split("+")
    known = len(last) == 1 or last in _NAMES or last in _CHARACTERS
    return known and MODIFIERS.issuperset(modifiers)


def _character_name(character: str) -> str:
    if character.isalnum():
        return character
    name = unicodedata.name(character, character).lower()
    name = name.replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def _nearest(command_id: str) -> str:
    return max(
        BY_ID,
        key=lambda known: difflib.SequenceMatcher(None, command_id, known).ratio(),
    )


_CHARACTERS: Mapping[str, str] = {
    _character_name(chr(code)): chr(code)
    for code in range(0x21, 0x7F)
    if not chr(code).isalnum()
}
_NAMES = frozenset(key.value for key in Keys)
