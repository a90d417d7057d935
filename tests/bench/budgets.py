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
START = "× bare start"
PASS = "× python -c pass"
SECONDS = "s"
FEWEST = "× fewest deals"
"""Held against the first column: what the number of deals adds."""

BUDGETS = (
    Budget("start.drawn", "first frame", RATIO, 1.1, 1.25),
    Budget("start.ready", "first cards", RATIO, 1.15, 1.5),
    Budget("start.spent", "CPU until the cards", RATIO, 1.15, 1.5),
    Budget("start.sent", "bytes to the first cards", BYTES, 11_000, 60_000),
    Budget("start.modules", "modules before the first frame", ""),
    Budget("crowd.median", "fifty starts at once: half of them up", SECONDS),
    Budget("crowd.last", "fifty starts at once: the last is up", SECONDS, None, 30),
    Budget("crowd.dropped", "fifty starts at once: never up", "", 0, 0),
    Budget("version.took", "relance --version", PASS, 3, 5),
    Budget("help.took", "relance --help", PASS, 3, 5),
    Budget("due.took", "relance due", START, 3, 5),
    Budget("wins.took", "relance stats wins", START, 3, 5),
    Budget("move.last", "cursor move", RATIO, 1.25, 1.6),
    Budget("move.spent", "CPU of a cursor move", RATIO),
    Budget("move.sent", "bytes of a cursor move", BYTES, 128, 480),
    Budget("move.last", "cursor move, × fewest deals", FEWEST, 1.1, 1.25),
    Budget("start.ready", "first cards, × fewest deals", FEWEST, 1.05, 1.15),
    Budget("move.frames", "frames of a cursor move", "", 1, 1),
    Budget("scroll.last", "scroll by a card", RATIO, 2.5, 3.5),
    Budget("scroll.sent", "bytes of a scroll step", BYTES, 2_200, 3_500),
    Budget("page.last", "scroll by a page", RATIO, 2.5, 3.5),
    Budget("end.last", "jump to the end of the column", RATIO, 3.5, 5),
    Budget("held.last", "catch-up after 200 held keys", SECONDS, 0.05, 0.1),
    Budget("dialog.last", "outcome dialog shown", RATIO, 6, 15),
    Budget("dialog.sent", "bytes of the outcome dialog", BYTES, 4_000, 20_000),
    Budget("dialog.frames", "frames of the outcome dialog", "", 1, 1),
    Budget("dialog.left.first", "Escape, to its frame", SECONDS, 0.035, 0.11),
    Budget("add.last", "quick-add shown", RATIO, 6, 15),
    Budget("choose.last", "move dialog shown", RATIO, 6, 15),
    Budget("saved.first", "card moved, to the first frame", RATIO, 6, 10),
    Budget("saved.last", "card moved, saved and read again", RATIO),
    Budget("search.last", "search letter to results", RATIO, 3, 5),
    Budget("search.frames", "frames of a search letter", "", 1, 1),
    Budget("filter.last", "letter that narrows the people", RATIO),
    Budget("filter.frames", "frames of such a letter", "", 1, 1),
    Budget("chart.last", "chart page shown", RATIO, 12, 25),
    Budget("gone.took", "terminal gone, to the end of the process", SECONDS, 0.3, 1),
    Budget("idle.sent", "bytes in two idle seconds", BYTES, 0, 0),
    Budget("idle.spent", "CPU while idle, % of a core", "%", 0.2, 0.5),
    Budget("memory.loaded", "memory, all loaded", RATIO, 2.2, 2.5),
    Budget("memory.used", "memory after outcomes", RATIO),
)
