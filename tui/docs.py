"""``python -m tui.docs`` writes docs/keys.md from the command registry."""

from collections.abc import Iterable
from pathlib import Path

from tui.command import AT_WORK
from tui.commands import ANYWHERE
from tui.commands import REGISTRY
from tui.commands import Command
from tui.commands import Group
from tui.preferences.keymap import key_label

KEYS_PAGE = Path(__file__).parent.parent / "docs" / "keys.md"

INTRODUCTION = """\
# Keys

Small letters act on what is selected; capitals open a place or a panel. One map
serves both languages. Any key can be changed in the settings file:

```toml
[keymap]
"deal.move_on" = "ctrl+right"
```
"""


def keys_page() -> str:
    """Write the page: one table for each group of commands."""
    chapters = (_chapter(group) for group in Group)
    return "\n".join([INTRODUCTION, *chapters])


def _chapter(group: Group) -> str:
    rows = (_row(command) for command in REGISTRY if command.group is group)
    return "\n".join([f"## {group.value}\n", *_table(rows), ""])


def _table(rows: Iterable[tuple[str, ...]]) -> Iterable[str]:
    yield "| Key | What it does | Command | Where |"
    yield "|---|---|---|---|"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _row(command: Command) -> tuple[str, str, str, str]:
    keys = " ".join(f"`{key_label(key)}`" for key in command.keys)
    where = "anywhere" if command.places == ANYWHERE else _places(command)
    return keys or "palette", command.help, f"`{command.id}`", where


def _places(command: Command) -> str:
    if command.places == AT_WORK:
        return "anywhere but settings"
    return ", ".join(sorted(command.places))


if __name__ == "__main__":
    KEYS_PAGE.write_text(keys_page(), encoding="utf-8")
