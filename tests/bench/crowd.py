"""Many people who come at once: every start in its own terminal, at the same time."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from statistics import median

from tests.bench.terminal import Terminal

PEOPLE = 50
NEVER = float("inf")


def crowded(terminals: Sequence[Terminal], shown: str) -> dict[str, list[float]]:
    """Wait until each shows a text; return how long it took, and how many never did."""
    with ThreadPoolExecutor(len(terminals)) as pool:
        took = list(pool.map(_until, terminals, repeat(shown)))
    up = [seconds for seconds in took if seconds < NEVER]
    return {
        "crowd.median": [median(took)],
        "crowd.last": [max(up, default=NEVER)],
        "crowd.dropped": [float(len(took) - len(up))],
    }


def _until(terminal: Terminal, shown: str) -> float:
    try:
        return terminal.wait_for(shown).last
    except TimeoutError:
        return NEVER
    finally:
        terminal.close()
