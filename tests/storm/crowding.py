"""Many processes save in a tight loop: nobody is refused, nothing is lost (case 57).

``python -m tests.storm.crowding --writers 50 --saves 100`` is the crowd of a release.
Each writer adds numbers of its own to the amount that it read in a form, again where
a colleague changed it meanwhile, and logs notes. Two share a deal: of those who hold a
form of one deal, only the first to be served can save it, the others have to read anew.
"""

import argparse
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from models import door
from models.access import Reader
from models.access import find
from models.clock import Clock
from models.errors import Conflict
from models.money import Money
from models.operations import creating
from models.operations import editing
from models.operations import forms
from models.operations import logging
from models.store import Store
from models.store import open_store
from models.tables import Deal
from models.views.drafts import DealFields
from models.views.drafts import EditDeal
from models.views.drafts import LogTouch
from models.views.drafts import NewDeal
from models.vocabulary import InteractionKind
from tests.storm.work import forked
from tests.storm.work import found
from tests.storm.work import tell
from tests.storm.work import unsound

SHARING = 2
"""Writers who change the same deal."""


def main() -> int:
    """Let them crowd; anything wrong is printed and ends it with 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=int, default=50)
    parser.add_argument("--saves", type=int, default=100)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="relance-crowd-") as folder:
        path = Path(folder) / "relance.db"
        numbers = range(given.writers)
        deals = _found(path, 1 + (given.writers - 1) // SHARING)
        began = time.monotonic()
        writers = [
            forked(partial(_work, path, deals[number // SHARING], number, given.saves))
            for number in numbers
        ]
        failed = [os.waitpid(process, 0)[1] for process in writers]
        added = dict.fromkeys(deals, 0)
        for number in numbers:
            added[deals[number // SHARING]] += sum(_added(number, given.saves))
        wrong = [*_wrong(path, added, given.writers * given.saves)]
    if any(failed) or wrong:
        tell(f"{sum(map(bool, failed))} writers failed:", *wrong)
        return 1
    spent = time.monotonic() - began
    tell(f"{given.writers} writers, {given.saves} saves of each, {spent:.1f} s: sound")
    return 0


def _found(path: Path, count: int) -> list[int]:
    found(path)
    with closing(open_store(path, "boss", Clock())) as store:
        draft = NewDeal("Crowded", Money(0, "EUR"))
        return [store.write(creating.create_deal, draft).id for _ in range(count)]


def _work(path: Path, deal: int, number: int, saves: int) -> None:
    with closing(open_store(path, "boss", Clock())) as store:
        for more in _added(number, saves):
            _save(store, deal, more)


def _added(number: int, saves: int) -> list[int]:
    """Return what a writer adds: so large that no two sums of them are alike."""
    chance = random.Random(number)
    return [chance.randrange(10**9) for _ in range(saves)]


def _save(store: Store, deal: int, more: int) -> None:
    note = LogTouch(kind=InteractionKind.NOTE, body="Here", deal_id=deal)
    store.write(logging.log_touch, note)
    while True:
        try:
            form = store.read(_form, deal)
            store.write(editing.edit_deal, _more(form, deal, more))
        except Conflict:
            continue
        return


def _form(reader: Reader, deal: int) -> DealFields:
    return forms.deal_fields(find(reader, Deal, deal))


def _more(was: DealFields, deal: int, more: int) -> EditDeal:
    amount = was.amount or Money(0, "EUR")
    now = replace(was, amount=Money(amount.minor + more, amount.currency))
    return EditDeal(deal, was, now)


def _wrong(path: Path, added: Mapping[int, int], saves: int) -> Iterator[str]:
    with closing(door.connect(path)) as connection:
        for deal, amount in connection.execute("SELECT id, amount_minor FROM deal"):
            if amount != added[deal]:
                yield f"{added[deal]} were added to deal {deal}, {amount} are there"
        (notes,) = _row(connection, "SELECT count(*) FROM interaction")
        if notes != saves:
            yield f"{saves} notes were saved and {notes} are there"
        yield from unsound(connection)


def _row(connection: sqlite3.Connection, sql: str) -> tuple[object, ...]:
    found: tuple[object, ...] = connection.execute(sql).fetchone()
    return found


if __name__ == "__main__":
    sys.exit(main())
