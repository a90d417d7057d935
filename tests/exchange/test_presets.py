"""Mappings of well-known exports that come with the program (B1.17)."""

from pathlib import Path

import pytest

from models.errors import BadValue
from models.exchange.presets import PRESETS
from models.exchange.presets import preset
from models.store import Store
from tests.exchange.conftest import Import
from tests.exchange.conftest import rows
from tests.exchange.test_importing import codes
from tests.factories import a_user
from tests.invariants import problems_in


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_is_a_sound_mapping(name: str) -> None:
    """B1.17: a preset is a mapping file like any other."""
    mapping = preset(name)
    assert (mapping is None) is (name == "plain")


def test_an_unknown_preset_comes_with_the_nearest() -> None:
    with pytest.raises(BadValue) as refused:
        preset("atomic")
    assert refused.value.values["nearest"] == "atomic-crm"


def test_people_of_atomic_crm_come_in_with_all_that_reaches_them(
    store: Store, data_folder: Path, import_into: Import
) -> None:
    """B1.17: 500 people, 55 companies, no address or number left behind."""
    jane = a_user(store, "jane", name="Jane Doe")
    path = data_folder / "contacts-atomic-crm" / "contacts.csv"
    report = import_into(store, path, mapping=preset("atomic-crm"))
    assert (codes(report.problems), report.created) == ([], 500)
    assert report.by_entity["company"].created == 55
    points = "SELECT kind, count(*) FROM contact_point GROUP BY kind"
    assert rows(store, points) == [("email", 500), ("phone", 274 + 270 + 286)]
    values = "SELECT temperature, count(*) FROM person GROUP BY 1 ORDER BY 1"
    assert rows(store, values) == [
        (None, 124),
        ("cold", 126),
        ("hot", 110),
        ("warm", 140),
    ]
    customers = "SELECT count(*) FROM person WHERE lifecycle = 'customer'"
    assert rows(store, customers) == [(124,)]
    owned = rows(store, f"SELECT count(*) FROM person WHERE owner_id = {jane}")
    assert owned != [(0,)]
    assert import_into(store, path, mapping=preset("atomic-crm")).skipped == 500
    assert problems_in(store.path) == []


def test_its_export_without_numbers_comes_in_too(
    store: Store, data_folder: Path, import_into: Import
) -> None:
    path = data_folder / "contacts-atomic-crm" / "contacts_export.csv"
    report = import_into(store, path, mapping=preset("atomic-crm"))
    assert (codes(report.problems), report.created) == ([], 2)
    assert import_into(store, path, mapping=preset("atomic-crm")).skipped == 2
    john = "SELECT value FROM contact_point WHERE person_id = 1 ORDER BY id"
    assert [value for (value,) in rows(store, john)] == [
        "659-980-2015",
        "740.645.3807",
        "(446) 758-2122",
        "john@doe.example",
        "john.doe@gmail.com",
        "jdoe@caramail.com",
    ]
