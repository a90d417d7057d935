"""What Today, the lists of people and the alerts take in a year of a network.

``python -m tests.bench.people PATH`` prints the table of a database that
``tests.bench.year`` wrote, which is written first where there is none. Each row is the
slowest of all that it names: milliseconds of CPU, the median of three readings.
"""

import sys
import time
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Final

from models.actor import Whose
from models.clock import Clock
from models.clock import from_text
from models.queries import alerts
from models.queries import find
from models.queries import people_lists
from models.rules.columns import Column
from models.rules.columns import Sort
from models.rules.columns import sorted_in
from models.rules.filters import Among
from models.rules.filters import Days
from models.rules.filters import Filters
from models.rules.filters import Has
from models.rules.filters import Ids
from models.rules.people import PeopleAsk
from models.rules.people import Start
from models.store import Store
from models.store import open_store
from models.views.counts import read_counts
from models.views.due import read_due
from models.vocabulary import Scope
from models.vocabulary import ViewOf
from tests.bench.data import NOW
from tests.bench.year import check
from tests.bench.year import write_year

READERS: Final = {
    "boss": "admin",
    "region1": "manager of 8 clubs",
    "manager1": "manager of a club",
    "rep1": "rep",
}
AIM, MOST = 10, 50
TURNS: Final = 3
EVERY: Final = Whose(Scope.ALL)
Reading = tuple[str, Callable[[], object]]


def readings(store: Store) -> Iterator[Reading]:
    """Yield all that is read, by the name of its row."""
    for scope in (Scope.ME, Scope.ALL):
        whose = Whose(scope)
        yield "counts of the header", partial(read_counts, store, whose)
        yield "Today", partial(read_due, store, whose)
    yield "counts of the alerts", lambda: store.read(alerts.counts)
    yield "search", lambda: store.read(find.search, "boreal 7712")
    for of in ViewOf:
        yield f"{of}: count", _count(store, PeopleAsk(of, whose=EVERY))
        for column in sorted_in(of):
            for backwards in (False, True):
                ask = PeopleAsk(of, sort=Sort(column, backwards), whose=EVERY)
                yield from _windows(store, f"{of}: a page in any order", ask)
    for name, filters in filters_measured().items():
        ask = PeopleAsk(filters=filters, whose=EVERY)
        yield from _windows(store, f"prospects, {name}: a page", ask)
        yield f"prospects, {name}: count", _count(store, ask)


def filters_measured() -> Mapping[str, Filters]:
    """Return filters that few lines pass, and combined ones."""
    hot = Filters().with_(Column.VALUE, Among(("hot",)))
    return {
        "hot": hot,
        "by name": Filters().with_(Column.NAME, Has("Boréal 77")),
        "without a rep": Filters().with_(Column.REP, Ids(none=True)),
        "without follow-up": Filters().with_(Column.STATUS, Among(("none",))),
        "came lately": Filters().with_(Column.CAME, Days(date(2026, 11, 1))),
        "overdue": Filters().with_(Column.DUE, Among(("overdue",))),
        "hot, of a region, came this year": hot.with_(Column.TEAM, Ids((2,))).with_(
            Column.CAME, Days(date(2026, 1, 1))
        ),
    }


def measured(store: Store, turns: int = TURNS) -> Mapping[str, float]:
    """Return the milliseconds of each row: of its slowest reading."""
    found: dict[str, float] = {}
    for name, group in groupby(readings(store), key=lambda one: one[0]):
        slowest = max(_spent(read, turns) for _name, read in group)
        found[name] = max(slowest, found.get(name, 0))
    return found


def table(path: Path) -> str:
    """Return the table of a database, in Markdown."""
    found: dict[str, Mapping[str, float]] = {}
    for login, words in READERS.items():
        store = open_store(path, login, Clock(start=from_text(NOW), ticking=False))
        found[words] = measured(store)
        store.close()
    head = ["CPU, ms", "aim", "never above", *found]
    lines = [head, ["---"] * len(head)]
    for name in found["admin"]:
        told = [f"{rows[name]:.1f}" for rows in found.values()]
        lines.append([name, str(AIM), str(MOST), *told])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _windows(store: Store, name: str, ask: PeopleAsk) -> Iterator[Reading]:
    """Yield the first page, the one after it, and the last."""
    first = store.read(people_lists.page, ask, Start())
    starts = [Start(), Start(backwards=True)]
    if first:
        starts.append(Start(first[-1].key))
    for start in starts:
        yield name, _page(store, ask, start)


def _page(store: Store, ask: PeopleAsk, start: Start) -> Callable[[], object]:
    return lambda: store.read(people_lists.page, ask, start)


def _count(store: Store, ask: PeopleAsk) -> Callable[[], object]:
    return lambda: store.read(people_lists.count, ask)


def _spent(read: Callable[[], object], turns: int) -> float:
    times: list[float] = []
    for _turn in range(turns):
        began = time.process_time()
        read()
        times.append((time.process_time() - began) * 1000)
    return sorted(times)[len(times) // 2]


def main() -> None:
    """Print the table of the database that is named."""
    path = Path(sys.argv[1])
    if not path.exists():
        write_year(path)
        sys.stdout.write(f"{check(path)} findings\n")
    sys.stdout.write(table(path))


if __name__ == "__main__":
    main()
