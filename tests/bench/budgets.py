"""The rows of the table: what is measured, and what it may come to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """A row: its words, what it is counted in, what is wanted and what is allowed."""

    name: str
    words: str
    unit: str
    aim: float | None = None
    most: float | None = None


RATIO = "× bare"
BYTES = "bytes"

BUDGETS = (
    Budget("start.ready", "first cards", RATIO, 1.15, 1.5),
    Budget("start.spent", "CPU until the cards", RATIO, 1.15, 1.5),
    Budget("start.sent", "bytes to the first cards", BYTES, 11_000, 60_000),
    Budget("start.modules", "modules before the first frame", ""),
    Budget("move.last", "cursor move", RATIO, 1.25, 1.6),
    Budget("move.spent", "CPU of a cursor move", RATIO),
    Budget("move.sent", "bytes of a cursor move", BYTES, 128, 480),
    Budget("move.frames", "frames of a cursor move", "", 1, 1),
    Budget("scroll.last", "scroll by a card", RATIO, 2.5, 3.5),
    Budget("scroll.sent", "bytes of a scroll step", BYTES, 2_200, 3_500),
    Budget("page.last", "scroll by a page", RATIO, 2.5, 3.5),
    Budget("end.last", "jump to the end of the column", RATIO, 3.5, 5),
    Budget("dialog.last", "outcome dialog shown", RATIO, 6, 15),
    Budget("dialog.sent", "bytes of the outcome dialog", BYTES, 4_000, 20_000),
    Budget("idle.sent", "bytes in two idle seconds", BYTES, 0, 0),
    Budget("memory.loaded", "memory, all loaded", RATIO, 2.2, 2.5),
    Budget("memory.used", "memory after outcomes", RATIO),
)
