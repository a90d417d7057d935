"""Every command against every kind of actor (safety.md, case 32).

A row says what each answers: the seller on an own record, on a colleague's, the
manager of the team, somebody switched off, and nobody known.
"""

from dataclasses import dataclass

ALLOWED = 0
REFUSED = 1
HIDDEN = 77


@dataclass(frozen=True, slots=True)
class Row:
    """A command line; ``{deal}`` and the like are ids, own or a colleague's."""

    words: str
    own: int = ALLOWED
    other: int | None = HIDDEN
    """Empty where the command names no record."""
    manager: int = ALLOWED
    without_login: bool = False
    """Whether the command works before anybody is known, so that none is refused."""


ROWS = (
    Row("demo --no-open", other=None, without_login=True),
    Row("init", own=REFUSED, other=None, manager=REFUSED, without_login=True),
    Row("due", other=None),
    Row("show deal {deal}"),
    Row("show person {person}"),
    Row("search Zz", other=None),
    Row("add deal New", other=None),
    Row("add followup --deal {bare} --at tomorrow"),
    Row("done {followup} --outcome reschedule"),
    Row("snooze {followup} +3d"),
    Row("move {deal} Offer"),
    Row("assign deal {deal} ana", manager=ALLOWED),
    Row("assign person {person} ana"),
    Row("note deal {deal} hello"),
    Row("note person {person} hello"),
    Row("undo", own=REFUSED, other=None, manager=REFUSED),
    Row("redo", own=REFUSED, other=None, manager=REFUSED),
    Row("win {deal}"),
    Row("lose {deal} --reason price"),
    Row("reopen {won}"),
    Row("stats wins", other=None),
    Row("stats pipeline", other=None),
    Row("import {file}", other=None),
    Row("imports", other=None),
    Row("imports --revert {batch}", own=HIDDEN, other=None, manager=HIDDEN),
    Row("export deals", other=None),
    Row("export all --json", own=HIDDEN, other=None, manager=HIDDEN),
    Row("restore {copy}", own=HIDDEN, other=None, manager=HIDDEN),
    Row("backup {new}", own=HIDDEN, other=None, manager=HIDDEN),
    Row("users list", other=None),
    Row("users add zed --role seller", own=HIDDEN, other=None, manager=HIDDEN),
    Row("users role ana admin", own=HIDDEN, other=None, manager=HIDDEN),
    Row("users team ana North", own=HIDDEN, other=None, manager=HIDDEN),
    Row("users disable ben", own=HIDDEN, other=None, manager=HIDDEN),
    Row("users enable gone", own=HIDDEN, other=None, manager=HIDDEN),
    Row("doctor", other=None),
)
