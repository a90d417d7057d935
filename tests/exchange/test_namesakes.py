"""People, companies and sellers of one name are told apart (B1.17)."""

import csv
import json
from pathlib import Path

import pytest

from models.access import find
from models.exchange.exporting import export
from models.exchange.exporting import flat
from models.exchange.mapping import FileMapping
from models.history import Writer
from models.store import Store
from models.tables import Organization
from tests.exchange.conftest import HEAD
from tests.exchange.conftest import Import
from tests.exchange.conftest import WriteFile
from tests.exchange.conftest import mapping
from tests.exchange.conftest import rows
from tests.exchange.test_importing import codes
from tests.factories import a_company
from tests.factories import a_deal
from tests.factories import a_person
from tests.factories import a_user

BY_NAME = """
[[input]]
name = "people"
headers = ["who", "mail", "tel"]
[[input.record]]
entity = "person"
identity = ["name"]
set.name = "who"
set.email = "mail"
set.phone = "tel"
set.title = "job"
"""


def exported(store: Store, write_file: WriteFile, kind: str) -> tuple[Path, int]:
    """Write our own export of a kind; return its file and its number of rows."""
    head, cells = flat(store.read(export, kind))
    path = write_file(f"{kind}.csv", "")
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *cells])
    return path, len(cells)


def under(store: Store, parent: int, child: int) -> None:
    """Let a company belong to another one."""

    def write(writer: Writer) -> None:
        company = find(writer, Organization, child)
        company.parent_id = parent
        writer.save(company, "organization.updated")

    store.write(write)


def test_our_own_export_of_namesakes_says_nothing_new(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    """B1.17: people, companies and users of one name come back to themselves."""
    a_user(store, "ana", name="Ana Petit")
    a_user(store, "anna", name="Ana Petit")
    firms = [a_company(store, "Dupont", owner=login) for login in ("ana", "anna")]
    for firm, login in zip(firms, ("ana", "anna"), strict=True):
        person = a_person(store, "Jean Martin", company=firm, owner=login)
        a_deal(store, f"Deal of {login}", person=person, company=firm, owner=login)
    under(store, *firms)
    for kind in ("companies", "people", "deals"):
        path, count = exported(store, write_file, kind)
        report = import_into(store, path)
        assert (codes(report.problems), report.skipped) == ([], count)
        assert report.batch is None


def test_every_way_to_reach_a_person_leaves_and_comes_back(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    """B1.17: further numbers and addresses of our own export come in too."""
    person = a_person(store, "Jean Martin", phone="01 02 03 04 05")
    others = json.dumps(["06 12 34 56 78", "07 00 00 00 00"])
    text = write_file("p.csv", "")
    with text.open("w", encoding="utf-8", newline="") as file:
        head = ["id", "first_name", "last_name", "phone", "other_phones"]
        row = [person, "Jean", "Martin", "01 02 03 04 05", others]
        csv.writer(file).writerows([head, row])
    assert import_into(store, text).updated == 1
    path, _ = exported(store, write_file, "people")
    assert "other_phones" in path.read_text(encoding="utf-8")
    assert import_into(store, path).skipped == 1
    query = "SELECT value, is_primary FROM contact_point ORDER BY id"
    assert rows(store, query) == [
        ("01 02 03 04 05", 1),
        ("06 12 34 56 78", 0),
        ("07 00 00 00 00", 0),
    ]


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("Jean Martin,j2@dupont.fr,,Buyer", "j2@dupont.fr"),
        ("Jean Martin,,+33 6 12 34 56 78,Buyer", "j2@dupont.fr"),
        ("Jean Martin,J1@DUPONT.FR,,Buyer", "j1@dupont.fr"),
    ],
)
def test_an_identity_by_name_looks_at_address_and_number_where_names_agree(
    store: Store,
    write_file: WriteFile,
    import_into: Import,
    line: str,
    changed: str,
) -> None:
    """B1.17: two people of one name are told apart by what the row gives."""
    a_person(store, "Jean Martin", email="j1@dupont.fr")
    a_person(store, "Jean Martin", email="j2@dupont.fr", phone="06 12 34 56 78")
    path = write_file("people.csv", f"who,mail,tel,job\n{line}\n")
    report = import_into(store, path, mapping=mapping(HEAD + BY_NAME))
    assert (codes(report.problems), report.updated) == ([], 1)
    query = (
        "SELECT lower(contact_point.value) FROM person JOIN contact_point"
        " ON person_id = person.id WHERE title = 'Buyer' AND kind = 'email'"
    )
    assert rows(store, query) == [(changed,)]


def test_namesakes_that_nothing_tells_apart_stay_rejected(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    for _ in range(2):
        a_person(store, "Jean Martin")
    path = write_file("people.csv", "who,mail,tel,job\nJean Martin,,,Buyer\n")
    report = import_into(store, path, mapping=mapping(HEAD + BY_NAME))
    assert codes(report.problems) == ["identity_ambiguous"]
    assert rows(store, "SELECT DISTINCT title FROM person") == [("",)]


def by_hint(hint: str) -> FileMapping:
    return mapping(
        HEAD
        + f"""
[[input]]
name = "deals"
headers = ["title", "who", "which"]
[[input.record]]
entity = "deal"
identity = ["title"]
set.title = "title"
set.person = {{ ref = "person", name = "who", {hint} = "which" }}
"""
    )


@pytest.mark.parametrize(
    ("hint", "text"),
    [("email", "j2@dupont.fr"), ("phone", "0612345678"), ("id", "{id}")],
)
def test_a_named_person_is_told_apart_by_another_column(
    store: Store, write_file: WriteFile, import_into: Import, hint: str, text: str
) -> None:
    """B1.17: a reference names columns that tell records of one name apart."""
    a_person(store, "Jean Martin", email="j1@dupont.fr")
    meant = a_person(store, "Jean Martin", email="j2@dupont.fr", phone="06 12 34 56 78")
    cell = text.format(id=meant)
    path = write_file("deals.csv", f"title,who,which\nAcme,Jean Martin,{cell}\n")
    report = import_into(store, path, mapping=by_hint(hint))
    assert codes(report.problems) == []
    assert rows(store, "SELECT person_id FROM deal") == [(meant,)]


def test_a_hint_that_means_nobody_of_the_name_leaves_the_row_rejected(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    for _ in range(2):
        a_person(store, "Jean Martin")
    path = write_file("deals.csv", "title,who,which\nAcme,Jean Martin,x@y.fr\n")
    report = import_into(store, path, mapping=by_hint("email"))
    assert codes(report.problems) == ["reference_ambiguous"]
    assert rows(store, "SELECT count(*) FROM deal") == [(0,)]
