"""Texts that attack, written into a database behind the back of every door."""

import re
import sqlite3
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tui.cells import safe

ATTACK = "\x1b]52;c;UFdO\x1b\\\x1b[2J\x9b31m\x1bP\x07\x08\u202e\u2066\x7f"
MARKUP = "[@click=app.quit]x[/]"
FREE = frozenset(
    {
        *("title", "name", "first_name", "last_name", "body", "initial_comment"),
        *("outcome_comment", "domain", "place", "industry", "value"),
        *("label_en", "label_fr", "disposition", "number"),
    }
)
"""The columns that hold what people write."""
UNSEEN = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that turn, hide or steer what is shown."""
SIGNS = re.compile(r"[!-/:-@\[-`{-~]")

Rewritten = Callable[[str], str]


def attacking(text: str) -> str:
    """Return a text with what commands a terminal before it."""
    return ATTACK + text


def tame(text: str) -> str:
    """Return the harmless text that takes the same cells as the attacking one."""
    return SIGNS.sub("x", safe(attacking(text)))


def marked_up(text: str) -> str:
    """Return an attacking text with a link to an action, were it read as markup."""
    return attacking(MARKUP + text)


def rewritten(source: Path, copy: Path, rewrite: Rewritten) -> Path:
    """Copy a database and rewrite every text in it, as a foreign program would."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)
        new.create_function("rewritten", 1, rewrite)
        for table, column in _columns(new):
            new.execute(
                f'UPDATE "{table}" SET "{column}" = rewritten("{column}")'
                f" WHERE typeof(\"{column}\") = 'text' AND \"{column}\" <> ''"
            )
        new.commit()
    copy.chmod(0o600)
    return copy


def _columns(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    ours = (
        "SELECT name FROM pragma_table_list"
        " WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    )
    for (table,) in connection.execute(ours).fetchall():
        for row in connection.execute(f'PRAGMA table_info("{table}")').fetchall():
            if row[1] in FREE:
                yield table, row[1]
