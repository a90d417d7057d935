"""How much of the processor every page of the statistics takes on a large file.

``python -m tests.bench.figures FILE [LOGIN …]`` prints each page and view, of all time
and of a quarter, with the milliseconds of CPU that reading it takes. The first reading
of each, which meets cold statements, is left out.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median

from models.actor import usual_scope
from models.clock import Clock
from models.clock import from_text
from models.store import Store
from models.store import open_store
from models.vocabulary import Scope
from tests.bench.data import NOW
from tui.figures.periods import Preset
from tui.figures.periods import Span
from tui.figures.report_pages import PAGES
from tui.screens.statistics_reading import Question
from tui.screens.statistics_reading import answered

AIM = 150
MOST = 500
SPANS = {
    "all time": Span(Preset.ALL),
    "90 days": Span(Preset.DATES, date(2026, 8, 25), date(2026, 11, 23)),
}


def questions(scope: Scope) -> Iterator[tuple[str, Question]]:
    """Yield all that the pages may be asked, with a name for each."""
    for page in PAGES:
        for view in page.views:
            how = " ".join(filter(None, (view.report or page.report, view.by)))
            for words, span in SPANS.items():
                if view.dated or span.preset is Preset.ALL:
                    name = f"{how} {view.basis}".strip()
                    yield f"{name}, {words}", Question(page, view, span, scope)


def measured(store: Store, turns: int, only: str = "") -> Iterator[tuple[str, float]]:
    """Yield the milliseconds of CPU of each page."""
    for name, question in questions(usual_scope(store.actor.role)):
        if only in name:
            answered(store, question)
            yield name, median(_spent(store, question) for _turn in range(turns))


def _spent(store: Store, question: Question) -> float:
    began = time.process_time()
    answered(store, question)
    return (time.process_time() - began) * 1000


def main() -> None:
    """Measure and print."""
    asked = _asked()
    for login in asked.logins:
        clock = Clock(start=from_text(asked.now), ticking=False)
        store = open_store(asked.file, login, clock)
        for name, spent in measured(store, asked.turns, asked.only):
            mark = "!!" if spent > MOST else "!" if spent > AIM else ""
            sys.stdout.write(f"{login:8} {name:45} {spent:8.0f} ms {mark}\n")
            sys.stdout.flush()
        store.close()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("logins", nargs="*", default=["boss"])
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--only", default="", help="pages whose name holds this")
    parser.add_argument("--now", default=NOW)
    return parser.parse_args()


if __name__ == "__main__":
    main()
