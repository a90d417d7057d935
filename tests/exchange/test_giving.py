"""Prospects of a file without an owner go to whom the rules choose."""

import pytest
from sqlmodel import col
from sqlmodel import select

from models import queries
from models.access import Reader
from models.operations import notifying
from models.operations import undoing
from models.store import Store
from models.tables import Notification
from models.tables import User
from models.vocabulary import Role
from tests.conftest import AsUser
from tests.data.giving import a_rule
from tests.data.giving import on_duty
from tests.data.giving import owners
from tests.data.tables import many
from tests.data.tables import one
from tests.data.tables import rows_of
from tests.exchange.conftest import HEAD
from tests.exchange.conftest import Import
from tests.exchange.conftest import WriteFile
from tests.exchange.conftest import mapping
from tests.factories import a_company
from tests.factories import a_user
from tui.words.desk import notice_words

PEOPLE = (
    HEAD
    + """
[[input]]
name = "people"
headers = ["name"]
[[input.record]]
entity = "person"
identity = ["name"]
set.name = "name"
"""
)
OWNED = PEOPLE + 'set.owner = { ref = "user", name = "owner" }\n'
ASKED = (
    PEOPLE
    + """
set.language = "language"
set.source = "source"
set.lifecycle = "lifecycle"
set.company = { ref = "company", name = "company" }
"""
)
DEALS = (
    HEAD
    + """
[[input]]
name = "deals"
headers = ["title"]
[[input.record]]
entity = "deal"
identity = ["title"]
set.title = "title"
set.person = { ref = "person", name = "person", unknown = "create" }
"""
)


@pytest.fixture
def house(store: Store) -> Store:
    """Ana, Ben and Cleo sell; Sid leads North."""
    for login, team in (("ana", "North"), ("ben", "North"), ("cleo", "South")):
        a_user(store, login, team=team)
    a_user(store, "sid", Role.MANAGER, team="North")
    return store


def many_rows(*names: str, head: str = "name") -> str:
    return "\n".join((head, *names, ""))


def test_a_file_without_owners_goes_round(
    house: Store, write_file: WriteFile, import_into: Import
) -> None:
    """R-32: in the import's own batch, so that one revert takes all of it back."""
    a_rule(house, "ana", "ben", "cleo")
    before = rows_of(house.path)
    file = write_file("people.csv", many_rows("A", "B", "C", "D"))
    report = import_into(house, file, mapping=mapping(PEOPLE))
    assert list(owners(house).values()) == ["ana", "ben", "cleo", "ana"]
    told = many(house.path, "SELECT verb, batch_id FROM event WHERE verb LIKE 'rule%'")
    assert [row["batch_id"] for row in told] == [report.batch] * 4
    house.write(undoing.revert, report.batch or 0)
    assert rows_of(house.path) == before


def test_an_owner_in_the_file_goes_before_the_rules(
    house: Store, write_file: WriteFile, import_into: Import
) -> None:
    a_rule(house, "ana", "ben")
    rows = many_rows("A,cleo", "B,", "C,cleo", "D,", head="name,owner")
    file = write_file("people.csv", rows)
    import_into(house, file, mapping=mapping(OWNED))
    assert owners(house) == {"A": "cleo", "B": "ana", "C": "cleo", "D": "ben"}


def test_every_condition_is_read_from_the_file(
    house: Store, write_file: WriteFile, import_into: Import
) -> None:
    source = one(house.path, "SELECT id, name FROM source ORDER BY id LIMIT 1")
    a_rule(house, "ana", name="Sourced", source=int(str(source["id"])))
    a_rule(house, "ben", name="Lille", postcode="59")
    a_rule(house, "cleo", name="French", language="fr")
    a_company(house, "Dupont", place="59000 Lille")
    rows = many_rows(
        f"A,,{source['name']},prospect,",
        "B,,,prospect,Dupont",
        "C,fr,,,",
        "D,de,,,",
        "E,fr,,customer,",
        head="name,language,source,lifecycle,company",
    )
    import_into(house, write_file("people.csv", rows), mapping=mapping(ASKED))
    assert owners(house) == {
        "A": "ana",
        "B": "ben",
        "C": "cleo",
        "D": "boss",
        "E": "boss",
    }


def test_a_full_rep_leaves_the_rest_of_a_file_without_one(
    house: Store, write_file: WriteFile, import_into: Import
) -> None:
    """R-32: nobody available: unassigned, not overrun."""
    a_rule(house, "ana")
    on_duty(house, "ana", capacity=2)
    file = write_file("people.csv", many_rows("A", "B", "C"))
    import_into(house, file, mapping=mapping(PEOPLE))
    assert owners(house) == {"A": "ana", "B": "ana", "C": None}


def test_a_deal_goes_with_the_new_person_that_it_names(
    house: Store, write_file: WriteFile, import_into: Import
) -> None:
    a_rule(house, "ana", "ben")
    rows = many_rows("One,A", "Two,B", "Three,A", head="title,person")
    import_into(house, write_file("deals.csv", rows), mapping=mapping(DEALS))
    query = "SELECT login FROM deal JOIN user ON user.id = deal.owner_id"
    logins = [row["login"] for row in many(house.path, f"{query} ORDER BY deal.id")]
    assert logins == ["ana", "ben", "ana"]


def test_what_a_seller_imports_stays_the_sellers(
    house: Store, as_user: AsUser, write_file: WriteFile, import_into: Import
) -> None:
    a_rule(house, "ben")
    file = write_file("people.csv", many_rows("A"))
    import_into(as_user(house, "ana"), file, mapping=mapping(PEOPLE))
    assert owners(house) == {"A": "ana"}


def test_what_a_manager_imports_goes_to_the_own_teams(
    house: Store, as_user: AsUser, write_file: WriteFile, import_into: Import
) -> None:
    a_rule(house, "cleo", "ana", "ben")
    file = write_file("people.csv", many_rows("A", "B", "C"))
    import_into(as_user(house, "sid"), file, mapping=mapping(PEOPLE))
    assert list(owners(house).values()) == ["ana", "ben", "ana"]


def test_a_rehearsal_gives_nothing(
    house: Store, write_file: WriteFile, import_into: Import
) -> None:
    a_rule(house, "ana")
    file = write_file("people.csv", many_rows("A"))
    before = rows_of(house.path)
    import_into(house, file, mapping=mapping(PEOPLE), dry_run=True)
    assert rows_of(house.path) == before


def test_each_rep_is_told_once_of_everybody_that_an_import_brought(
    house: Store, as_user: AsUser, write_file: WriteFile, import_into: Import
) -> None:
    """R-32, C-02: one notification a rep and import, which reverting removes."""
    a_rule(house, "ana", "ben", "boss")
    names = [f"Person{number}" for number in range(30)]
    file = write_file("people.csv", many_rows(*names))
    report = import_into(house, file, mapping=mapping(PEOPLE))
    told = house.read(_notices_of_all)
    assert [(login, len(ids)) for login, ids in told] == [("ana", 10), ("ben", 10)]
    ana = as_user(house, "ana")
    (notice,) = ana.read(queries.notices.notices)
    assert notice_words(notice, ana.zone) == "Béatrice Ossot gave you 10 prospects."
    ana.write(notifying.mark_read, notice.id)
    house.write(undoing.revert, report.batch or 0)
    assert house.read(_notices_of_all) == []
    assert ana.read(queries.notices.notices) == ()


def test_nobody_is_told_of_an_import_that_is_only_tried(
    house: Store, write_file: WriteFile, import_into: Import
) -> None:
    a_rule(house, "ana")
    file = write_file("people.csv", many_rows("A", "B"))
    import_into(house, file, mapping=mapping(PEOPLE), dry_run=True)
    assert house.read(_notices_of_all) == []


def _notices_of_all(reader: Reader) -> list[tuple[str, tuple[int, ...]]]:
    query = (
        select(Notification, User)
        .join(User, col(User.id) == col(Notification.user_id))
        .order_by(col(User.login))
    )
    found = reader.session.exec(query).all()
    return [(user.login, tuple(_ids(notice))) for notice, user in found]


def _ids(notice: Notification) -> list[int]:
    ids = notice.values["ids"]
    assert isinstance(ids, list)
    return [one for one in ids if isinstance(one, int)]
