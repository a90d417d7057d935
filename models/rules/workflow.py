"""The workflow of follow-up types as a graph: what is reached, and where it ends."""

from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """An allowed next type, and after how many days it is proposed (R-04)."""

    type_id: int
    delay_days: int


@dataclass(frozen=True, slots=True)
class Node:
    """A type in use, with what may come next; the first step is the default."""

    id: int
    is_first: bool
    next: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of the drawing: a type where it begins or where a step leads."""

    id: int
    above: tuple[bool, ...] = ()
    """For each level above, whether another line of that level follows below."""
    delay_days: int | None = None
    """The delay of the step that leads here; none where the line is a beginning."""
    again: bool = False
    """Whether its own next types are drawn at another line."""
    ends: bool = False
    """Whether nothing may follow: the result is recorded there (R-06)."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a tunnel may go through, and the types that none ever comes to."""

    begun: tuple[Branch, ...]
    unreached: tuple[Branch, ...]


def drawn(nodes: Sequence[Node]) -> Drawing:
    """Lay the types out as trees; each is unfolded once, cycles and loops included.

    Types flagged first are the beginnings (R-02). Steps to types that are not among
    the nodes, those out of use, are left out.
    """
    known = {node.id: _kept(node, {other.id for other in nodes}) for node in nodes}
    unfolded: set[int] = set()
    firsts = [node.id for node in nodes if node.is_first]
    begun = tuple(_trees(firsts, known, unfolded))
    lost = [node.id for node in nodes if node.id not in unfolded]
    led_to = {
        step.type_id for one in lost for step in known[one] if step.type_id != one
    }
    heads = [one for one in lost if one not in led_to]
    unreached = list(_trees(heads, known, unfolded))
    for one in lost:
        if one not in unfolded:
            unreached += _trees([one], known, unfolded)
    return Drawing(begun, tuple(unreached))


def reached(nodes: Sequence[Node]) -> frozenset[int]:
    """Return the types that a tunnel can come to from one that begins it."""
    known = {node.id: node for node in nodes}
    found: set[int] = set()
    waiting = [node.id for node in nodes if node.is_first]
    while waiting:
        here = waiting.pop()
        if here in known and here not in found:
            found.add(here)
            waiting += [step.type_id for step in known[here].next]
    return frozenset(found)


Steps = Mapping[int, Sequence[Step]]


def _kept(node: Node, known: Collection[int]) -> Sequence[Step]:
    return [step for step in node.next if step.type_id in known]


def _trees(roots: Sequence[int], steps: Steps, unfolded: set[int]) -> Iterator[Branch]:
    """Yield the lines of the trees; a root is unfolded where it begins, not below."""
    reserved = set(roots)
    for root in roots:
        waiting = [Branch(root)]
        while waiting:
            line = waiting.pop()
            following = steps[line.id]
            below = bool(line.above)
            again = line.id in unfolded or (below and line.id in reserved)
            yield Branch(
                line.id,
                line.above,
                line.delay_days,
                again=again and bool(following),
                ends=not following,
            )
            if again:
                continue
            unfolded.add(line.id)
            last = len(following) - 1
            waiting += [
                Branch(step.type_id, (*line.above, place < last), step.delay_days)
                for place, step in reversed(list(enumerate(following)))
            ]
