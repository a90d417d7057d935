"""What undo or redo would do next."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Undoable:
    """An act: its batch, its verb, and how many records the verb was said of."""

    batch: int | None
    verb: str
    count: int
    skipped_import: int | None
    """A later import of the actor's, which is reverted by its number."""
