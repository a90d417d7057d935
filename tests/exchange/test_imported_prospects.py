"""Prospects that an import wrote, in the table of the reps (R-31)."""

from models.clock import Clock
from models.reports import LISTS
from models.reports import REPORTS
from models.reports.listed import CellAt
from models.reports.report import Asked
from models.reports.report import Period
from models.store import Store
from tests.exchange.conftest import Import
from tests.exchange.conftest import WriteFile
from tests.factories import a_person
from tests.factories import a_user

EVER = Asked(Period("Europe/Paris"))


def test_imported_prospects_stand_apart_under_who_imported_them(
    store: Store, import_into: Import, write_file: WriteFile
) -> None:
    """R-31, C.9: whoever imports a list has not created its prospects."""
    a_user(store, "ana")
    by_hand = a_person(store, "Julie Martin")
    store.clock = Clock(store.now().replace(minute=30), ticking=False)
    people = "name,email,owner\nKarl Ott,karl@ott.example,ana\nAnn One,,ana\n"
    assert import_into(store, write_file("people.csv", people)).created == 2
    rows = {row["rep"]: row for row in store.read(REPORTS["reps"], EVER).rows}
    told = {
        rep: (row["prospects_created"], row["prospects_imported"])
        for rep, row in rows.items()
    }
    assert told == {"Ana": (0, 0), store.actor.name: (1, 2), None: (0, 0)}
    cell = CellAt(store.actor.name, "prospects_created")
    assert store.read(LISTS["reps"], EVER, cell).ids == (by_hand,)
