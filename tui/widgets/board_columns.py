"""Which columns of the board are in sight, where they start and how wide they are."""

from collections.abc import Sequence
from typing import Final
from typing import NamedTuple

EDGE: Final = 1
"""The free cells left and right of the board."""
SEVERAL_FROM: Final = 80
"""The width of the screen under which one stage is shown alone (screens.md)."""
WIDE_FROM: Final = 100
"""From here on two cells part the columns, below one."""
LEAST: Final = 26
"""The narrowest column among others."""
MOST: Final = 38
"""The widest one; what is left over stays empty."""
MOST_OF_TWO: Final = 40
"""The widest one at 80 cells, where two have the screen to themselves."""
MOST_ALONE: Final = 58
LEAST_BY_ITSELF: Final = 22
"""The narrowest one where no other has cards and it would leave the sight."""
COLLAPSED: Final = 10
"""The width of an empty column."""


class Slot(NamedTuple):
    """A column in sight: its place among all, its first cell, its width."""

    column: int
    x: int
    cells: int
    collapsed: bool = False


def lay_out(
    empty: Sequence[bool], focus: int, first: int, cells: int, *, even: bool = False
) -> tuple[Slot, ...]:
    """Place the columns on a screen of *cells*, the focused one always among them.

    *first* is where the row begins if that leaves the focus in sight. The focused
    column is the widest unless all are to be *even*, which spares a slow line.
    """
    if not empty:
        return ()
    open_one = focus if all(empty) else -1
    small = [blank and place != open_one for place, blank in enumerate(empty)]
    room = cells - 2 * EDGE
    if cells < SEVERAL_FROM:
        wide = min(room, COLLAPSED if small[focus] else MOST_ALONE)
        return (Slot(focus, EDGE, wide, small[focus]),)
    gap = 1 if cells < WIDE_FROM else 2
    start, stop = _in_sight(small, focus, first, room, gap)
    if all(small[start:stop]) and _all_fit(small, room, gap):
        start, stop = 0, len(small)
    widths = _widths(small[start:stop], focus - start, room, gap, even=even)
    slots: list[Slot] = []
    x = EDGE
    for place, width in enumerate(widths, start):
        slots.append(Slot(place, x, width, small[place]))
        x += width + gap
    return tuple(slots)


def _all_fit(small: Sequence[bool], room: int, gap: int) -> bool:
    """Tell whether the one column that has cards can leave room for all the others."""
    empty = sum(small)
    needed = LEAST_BY_ITSELF + empty * (COLLAPSED + gap)
    return empty == len(small) - 1 and needed <= room


def _in_sight(
    small: Sequence[bool], focus: int, first: int, room: int, gap: int
) -> tuple[int, int]:
    """Choose the range of columns that fits, moved no more than the focus asks."""

    def needed(start: int, stop: int) -> int:
        each = (COLLAPSED if one else LEAST for one in small[start:stop])
        return sum(each) + gap * (stop - start - 1)

    start = min(max(first, 0), focus)
    while start < focus and needed(start, focus + 1) > room:
        start += 1
    stop = focus + 1
    while stop < len(small) and needed(start, stop + 1) <= room:
        stop += 1
    while start > 0 and needed(start - 1, stop) <= room:
        start -= 1
    return start, stop


def _widths(
    small: Sequence[bool], focus: int, room: int, gap: int, *, even: bool
) -> list[int]:
    """Share the room: the focused column first, then the others alike."""
    full = [place for place, one in enumerate(small) if not one]
    free = room - gap * (len(small) - 1) - COLLAPSED * (len(small) - len(full))
    most = MOST if gap > 1 else MOST_OF_TWO
    widths = [COLLAPSED] * len(small)
    others = [place for place in full if place != focus or even]
    if len(others) < len(full):
        base, rest = divmod(free, len(full))
        spare = free - LEAST * len(others)
        widths[focus] = min(most, spare, base + max(2 * (base - LEAST), rest))
        free -= widths[focus]
    for at, place in enumerate(others):
        share, rest = divmod(free, len(others))
        widths[place] = min(most, share + (at < rest and not even))
    return widths
