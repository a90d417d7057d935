import csv
import json
from pathlib import Path

import pytest

from models import operations
from models.errors import BadData
from models.errors import Denied
from models.errors import RuleBroken
from models.exchange.exporting import export
from models.exchange.exporting import flat
from models.exchange.importing import list_imports
from models.exchange.reports import Problem
from models.money import Money
from models.store import Store
from models.text import clean
from models.views.drafts import LoseDeal
from models.views.drafts import WinDeal
from models.vocabulary import Role
from models.vocabulary import Temperature
from tests.conftest import AsUser
from tests.exchange.conftest import DEALS
from tests.exchange.conftest import HEAD
from tests.exchange.conftest import Import
from tests.exchange.conftest import WriteFile
from tests.exchange.conftest import mapping
from tests.exchange.conftest import rows
from tests.factories import a_company
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.invariants import problems_in

CLOSING = (
    DEALS
    + """
set.stage = "stage"
set.status = "status"
set.amount = "amount"
set.opened_at = "opened"
set.closed_at = "closed"
set.owner = { ref = "user", name = "owner" }
"""
)
HEADER = "number,title,stage,status,amount,opened,closed,owner\n"


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def test_good_rows_go_in_and_bad_rows_to_the_rejects_file(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    """B1.17: good rows go in, bad ones go to a file with reasons."""
    path = write_file(
        "deals.csv",
        HEADER
        + "1,Acme,Offer,open,1200.50,2026-01-05,,boss\n"
        + "2,Nope,Ofer,opne,NaN,2026-02-30,,nobody\n"
        + "3,Short\n"
        + "4,Won,Documents,won,500,2026-01-05,2026-02-01,boss\n",
    )
    report = import_into(store, path, mapping=mapping(CLOSING))
    assert (report.read, report.created, report.rejected) == (4, 2, 2)
    told = {problem.column: problem.code for problem in report.problems}
    assert told == {
        "status": "value_unknown",
        "amount": "amount_unclear",
        "opened": "date_unclear",
        "owner": "reference_unknown",
        "stage": "stage_unknown",
        "": "row_short",
    }
    assert {problem.line for problem in report.problems} == {3, 4}
    (rejects,) = report.rejects
    assert rejects.name == "deals.rejects.csv"
    with rejects.open(encoding="utf-8", newline="") as file:
        header, bad, short = list(csv.reader(file))
    assert header[:8] == HEADER.strip().split(",")
    assert header[8:] == [
        "problem_line",
        "problem_column",
        "problem_code",
        "problem",
    ]
    assert bad[:3] == ["2", "Nope", "Ofer"]
    assert bad[8] == "3"
    assert "amount_unclear" in bad[10]
    assert short[1] == "Short"
    assert problems_in(store.path) == []


def test_a_rejects_file_can_be_put_right_and_imported(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    found = mapping(DEALS)
    path = write_file("deals.csv", "number,title\n1,Acme\n2,\n")
    first = import_into(store, path, mapping=found)
    mended = first.rejects[0].read_text().replace("2,,", "2,Mended,")
    path = write_file("mended.csv", mended)
    assert import_into(store, path, mapping=found).created == 1


def test_rejects_files_never_overwrite(
    store: Store, write_file: WriteFile, import_into: Import, tmp_path: Path
) -> None:
    path = write_file("deals.csv", "number,title\n1,Acme\n2,\n")
    write_file("deals.rejects.csv", "mine")
    report = import_into(store, path, mapping=mapping(DEALS))
    assert [one.name for one in report.rejects] == ["deals.rejects-2.csv"]
    assert (tmp_path / "deals.rejects.csv").read_text() == "mine"
    taken = write_file("taken.csv", "mine")
    with pytest.raises(RuleBroken):
        import_into(store, path, mapping=mapping(DEALS), rejects=taken)


def test_strict_takes_all_or_nothing(
    store: Store, write_file: WriteFile, import_into: Import, tmp_path: Path
) -> None:
    path = write_file("deals.csv", "number,title\n1,Acme\n2,\n")
    report = import_into(store, path, mapping=mapping(DEALS), strict=True)
    assert (report.batch, report.rejected) == (None, 1)
    assert codes(report.problems) == ["value_missing"]
    assert rows(store, "SELECT count(*) FROM deal") == [(0,)]
    assert not list(tmp_path.glob("*rejects*"))


def test_one_bad_row_keeps_all_out_or_itself_only(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    """Safety case 81: both faults are named; strict takes none, else 501 go in."""
    good = [f"{n},Deal {n},Offer,open,12.50,2026-01-05,,boss\n" for n in range(1, 502)]
    bad = "502,Bad,Offer,open,NaN,2026-02-30,,boss\n"
    path = write_file("one_bad_row.csv", HEADER + "".join(good) + bad)
    found = mapping(CLOSING)

    strict = import_into(store, path, mapping=found, strict=True)
    told = {(one.line, one.column, one.code) for one in strict.problems}
    assert told == {(503, "amount", "amount_unclear"), (503, "opened", "date_unclear")}
    assert rows(store, "SELECT count(*) FROM deal") == [(0,)]

    report = import_into(store, path, mapping=found)
    assert (report.created, report.rejected) == (501, 1)
    (rejects,) = report.rejects
    assert "502,Bad" in rejects.read_text(encoding="utf-8")


def test_a_dry_run_writes_nothing(
    store: Store, write_file: WriteFile, import_into: Import, tmp_path: Path
) -> None:
    """B1.17: a dry run reports all and writes nothing."""
    before = store.path.read_bytes()
    path = write_file("deals.csv", "number,title\n1,Acme\n2,\n")
    report = import_into(store, path, mapping=mapping(DEALS), dry_run=True)
    assert (report.dry_run, report.batch) == (True, None)
    assert (report.created, report.rejected) == (1, 1)
    assert store.path.read_bytes() == before
    assert not list(tmp_path.glob("*rejects*"))


def test_the_same_file_again_changes_nothing(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    """Safety case 82: 0 new, 0 changed."""
    path = write_file(
        "deals.csv",
        HEADER
        + "1,Acme,Offer,open,1200.50,2026-01-05,,boss\n"
        + "4,Won,Documents,won,500,2026-01-05,2026-02-01,boss\n"
        + "5,Lost,Offer,lost,0,2026-01-05,,boss\n",
    )
    assert import_into(store, path, mapping=mapping(CLOSING)).created == 3
    again = import_into(store, path, mapping=mapping(CLOSING))
    assert (again.batch, again.created, again.updated, again.skipped) == (None, 0, 0, 3)
    assert len(store.read(list_imports)) == 1


def test_a_row_without_an_identity_is_known_by_its_line(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    path = write_file("deals.csv", "title\nAcme\nAcme\n")
    assert import_into(store, path).created == 2
    assert import_into(store, path).skipped == 2


def test_what_changed_in_the_file_changes_here_and_blanks_erase_nothing(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    text = HEADER + "1,Acme,Offer,open,1200,2026-01-05,,boss\n"
    import_into(store, write_file("a.csv", text), mapping=mapping(CLOSING))
    text = HEADER + "1,Acme & Co,Documents,,,,,\n"
    report = import_into(store, write_file("b.csv", text), mapping=mapping(CLOSING))
    assert (report.created, report.updated) == (0, 1)
    found = rows(
        store,
        """SELECT title, stage.name, amount_minor FROM deal
           JOIN stage ON stage.id = stage_id""",
    )
    assert found == [("Acme & Co", "Documents", 120000)]
    assert problems_in(store.path) == []


def test_a_deal_that_was_won_meanwhile_is_closed_by_the_same_rules(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    text = HEADER + "1,Acme,Offer,open,1200,2026-01-05,,boss\n"
    import_into(store, write_file("a.csv", text), mapping=mapping(CLOSING))
    text = HEADER + "1,Acme,Offer,won,1300,2026-01-05,2026-03-01,boss\n"
    closed = write_file("b.csv", text)
    report = import_into(store, closed, mapping=mapping(CLOSING))
    assert (report.updated, report.rejected) == (1, 0)
    assert rows(store, "SELECT status, base_minor FROM deal") == [("won", 130000)]
    assert rows(store, "SELECT kind FROM close_event") == [("won",)]
    assert import_into(store, closed, mapping=mapping(CLOSING)).skipped == 1
    text = HEADER + "1,Acme,Offer,lost,1300,2026-01-05,2026-03-01,boss\n"
    import_into(store, write_file("c.csv", text), mapping=mapping(CLOSING))
    assert rows(store, "SELECT status FROM deal") == [("lost",)]
    assert problems_in(store.path) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1,A,Offer,open,5,2026-01-05,2026-02-01,boss", "open_with_close_date"),
        ("1,A,Offer,won,5,2026-01-05,2027-02-01,boss", "close_in_future"),
        ("1,A,Offer,won,5,2026-03-05,2026-02-01,boss", "close_before_open"),
        ("1,A,Offer,open,-5,2026-03-05,,boss", "amount_negative"),
        ("1,A,Offer,open,5,05/03/2026,,boss", "date_unclear"),
        ("1,A\0,Offer,open,5,,,boss", "text_control"),
        (f"1,{'x' * 201},Offer,open,5,,,boss", "text_too_long"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_reason(
    store: Store, write_file: WriteFile, import_into: Import, row: str, code: str
) -> None:
    path = write_file("deals.csv", HEADER + row + "\n")
    report = import_into(store, path, mapping=mapping(CLOSING))
    assert codes(report.problems) == [code]
    assert rows(store, "SELECT count(*) FROM deal") == [(0,)]


def test_lost_without_reason_or_date_is_let_in_as_imported(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    text = HEADER + "1,Acme,Offer,lost,,,,boss\n"
    import_into(store, write_file("a.csv", text), mapping=mapping(CLOSING))
    assert rows(store, "SELECT kind, at, imported FROM close_event") == [
        ("lost", None, 1)
    ]
    assert problems_in(store.path) == []


def test_an_open_deal_has_one_open_visit_of_unknown_age(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    text = HEADER + "1,Acme,Offer,open,,2026-01-05,,boss\n"
    import_into(store, write_file("a.csv", text), mapping=mapping(CLOSING))
    assert rows(store, "SELECT entered_at, exit_kind, imported FROM stage_visit") == [
        (None, None, 1)
    ]


COMPANIES = (
    HEAD
    + """
[[field]]
entity = "company"
key = "size"
type = "choice"
options = ["small", "large"]
label = { en = "Size" }
[[input]]
name = "companies"
headers = ["name", "parent"]
[[input.record]]
entity = "company"
identity = ["name"]
set.name = "name"
set.parent = { ref = "company", name = "parent" }
set.field.size = "size"
"""
)


def test_a_name_further_down_in_the_file_is_found(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    text = "name,parent,size\nC,B,\nB,A,small\nA,,large\nD,Nobody,\nE,E,\nF,,huge\n"
    path = write_file("companies.csv", text)
    report = import_into(store, path, mapping=mapping(COMPANIES))
    assert report.created == 3
    assert sorted(codes(report.problems)) == [
        "reference_unknown",
        "reference_unknown",
        "value_unknown",
    ]
    found = rows(
        store,
        """SELECT own.name, above.name FROM organization AS own
           LEFT JOIN organization AS above ON above.id = own.parent_id
           ORDER BY own.name""",
    )
    assert found == [("A", None), ("B", "A"), ("C", "B")]
    assert import_into(store, path, mapping=mapping(COMPANIES)).skipped == 3


def test_a_seller_imports_only_what_is_the_sellers_own(
    store: Store, as_user: AsUser, write_file: WriteFile, import_into: Import
) -> None:
    a_user(store, "ana")
    a_user(store, "ben")
    text = HEADER + (
        "1,Mine,Offer,open,,,,ana\n2,Nobody's,Offer,open,,,,\n3,His,Offer,open,,,,ben\n"
    )
    path = write_file("deals.csv", text)
    report = import_into(as_user(store, "ana"), path, mapping=mapping(CLOSING))
    assert (report.created, report.rejected) == (2, 1)
    assert codes(report.problems) == ["owner_not_allowed"]
    owners = rows(
        store, "SELECT DISTINCT login FROM deal JOIN user ON user.id = owner_id"
    )
    assert owners == [("ana",)]


def test_a_manager_imports_for_the_team_only(
    store: Store, as_user: AsUser, write_file: WriteFile, import_into: Import
) -> None:
    a_user(store, "mia", Role.MANAGER, "North")
    a_user(store, "ana", team="North")
    a_user(store, "ben", team="South")
    text = HEADER + (
        "1,Hers,Offer,open,,,,ana\n2,Open,Offer,open,,,,\n3,His,Offer,open,,,,ben\n"
    )
    path = write_file("deals.csv", text)
    report = import_into(as_user(store, "mia"), path, mapping=mapping(CLOSING))
    assert (report.created, codes(report.problems)) == (2, ["owner_not_allowed"])
    owners = rows(store, "SELECT login FROM deal LEFT JOIN user ON user.id = owner_id")
    assert owners == [("ana",), (None,)]


def test_a_colleagues_record_is_neither_changed_nor_doubled(
    store: Store, as_user: AsUser, write_file: WriteFile, import_into: Import
) -> None:
    a_user(store, "ana")
    a_user(store, "ben")
    text = HEADER + "1,His,Offer,open,,,,ben\n"
    import_into(store, write_file("a.csv", text), mapping=mapping(CLOSING))
    text = HEADER + "1,Hers now,Offer,open,,,,ana\n"
    path = write_file("b.csv", text)
    report = import_into(as_user(store, "ana"), path, mapping=mapping(CLOSING))
    assert codes(report.problems) == ["record_not_allowed"]
    assert rows(store, "SELECT title FROM deal") == [("His",)]


def test_a_seller_brings_no_users_pipelines_or_fields(
    store: Store, as_user: AsUser, write_file: WriteFile, import_into: Import
) -> None:
    a_user(store, "ana")
    ana = as_user(store, "ana")
    path = write_file("companies.csv", "name,parent,size\nA,,small\n")
    with pytest.raises(Denied):
        import_into(ana, path, mapping=mapping(COMPANIES))
    staff = HEAD + (
        '[[input]]\nname = "users"\nheaders = ["name"]\n[[input.record]]\n'
        'entity = "user"\nidentity = ["name"]\nset.name = "name"\n'
    )
    with pytest.raises(Denied):
        import_into(ana, write_file("users.csv", "name\nEve\n"), mapping=mapping(staff))
    assert rows(store, "SELECT count(*) FROM user WHERE name = 'Eve'") == [(0,)]


def test_users_of_the_same_slug_get_logins_of_their_own(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    staff = HEAD + (
        '[[input]]\nname = "users"\nheaders = ["name"]\n[[input.record]]\n'
        'entity = "user"\nidentity = ["name"]\nset.name = "name"\n'
    )
    path = write_file("users.csv", "name\nÉve Roy\nEve Roy\nEve-Roy\n")
    import_into(store, path, mapping=mapping(staff))
    logins = rows(store, "SELECT login FROM user WHERE login LIKE 'eve%'")
    assert logins == [("eve-roy",), ("eve-roy-2",), ("eve-roy-3",)]


def test_a_file_that_fits_no_input_is_refused_by_name(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    path = write_file("other.csv", "a,b\n1,2\n")
    with pytest.raises(BadData) as refused:
        import_into(store, path, mapping=mapping(DEALS))
    assert refused.value.code == "file_unmatched"


def test_a_column_that_the_file_lacks_is_named_with_the_nearest(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    wanted = mapping(DEALS + 'set.amount = "amount"\n')
    path = write_file("deals.csv", "number,title,amuont\n1,Acme,5\n")
    with pytest.raises(BadData) as refused:
        import_into(store, path, mapping=wanted)
    assert refused.value.values["nearest"] == "amuont"


PEOPLE = (
    HEAD
    + """
[[input]]
name = "contacts"
headers = ["first_name", "last_name", "email_other", "company"]
[[input.record]]
entity = "person"
identity = ["email"]
set.first_name = "first_name"
set.last_name = "last_name"
set.email = "email_other"
set.phone = "phone_work"
set.company = { ref = "company", name = "company", unknown = "create" }
set.temperature = { column = "status", values = { in-contract = "hot" } }
"""
)


def test_another_crms_contacts_come_in_with_their_companies(
    store: Store, data_folder: Path, import_into: Import
) -> None:
    path = data_folder / "contacts-atomic-crm" / "contacts.csv"
    report = import_into(store, path, mapping=mapping(PEOPLE))
    assert report.created == 500
    assert report.by_entity["company"].created == 55
    assert rows(
        store, "SELECT temperature, count(*) FROM person GROUP BY temperature"
    ) == [("cold", 126), ("hot", 234), ("warm", 140)]
    points = "SELECT kind, count(*) FROM contact_point GROUP BY kind"
    assert rows(store, points) == [("email", 500), ("phone", 274)]
    assert import_into(store, path, mapping=mapping(PEOPLE)).skipped == 500
    assert problems_in(store.path) == []


NOTES = (
    HEAD
    + """
[[input]]
name = "naughty"
headers = ["number", "text"]
[[input.record]]
entity = "company"
identity = ["external_id"]
set.external_id = "number"
set.name = "text"
[[input.record]]
entity = "deal"
identity = ["external_id"]
set.external_id = "number"
set.title = "text"
[[input.record]]
entity = "interaction"
set.deal = { ref = "deal", name = "number" }
set.body = "text"
"""
)


def test_naughty_strings_come_back_unchanged(
    store: Store, data_folder: Path, write_file: WriteFile, import_into: Import
) -> None:
    source = data_folder / "naughty-strings" / "blns.json"
    strings: list[str] = json.loads(source.read_text("utf-8"))
    kept = [text for text in strings if text.strip() and "\0" not in text]
    path = write_file("naughty.csv", "")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["number", "text"])
        writer.writerows((number, text) for number, text in enumerate(kept, 1))
    report = import_into(store, path, mapping=mapping(NOTES))
    long = [text for text in kept if len(text) > 200]
    assert report.rejected == len(long)
    assert set(codes(report.problems)) <= {"text_too_long"}
    titles = [title for (title,) in rows(store, "SELECT title FROM deal ORDER BY id")]
    names = [name for (name,) in rows(store, "SELECT name FROM organization")]
    notes = [body for (body,) in rows(store, "SELECT body FROM interaction")]
    short = [text for text in kept if len(text) <= 200]
    assert titles == names == [clean(text, 200) for text in short]
    assert notes == [clean(text, 200, lines=True) for text in short]
    assert problems_in(store.path) == []


def test_a_plain_file_is_understood_by_its_headers(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    a_company(store, "Dupont")
    path = write_file(
        "deals.csv",
        "Title,Company,Person,Stage,Status,Amount,Currency,Expected close,Value\n"
        "Licence,Dupont,Julie Martin,Offer,open,1200.50,EUR,2027-01-31,\n"
        "Other,Nouveau,,Documents,won,900,USD,,hot\n",
    )
    report = import_into(store, path)
    assert (report.created, report.rejected) == (2, 0)
    found = rows(
        store,
        """SELECT title, organization.name, amount_minor, currency, expected_close,
                  temperature
           FROM deal JOIN organization ON organization.id = organization_id""",
    )
    assert found == [
        ("Licence", "Dupont", 120050, "EUR", "2027-01-31", None),
        ("Other", "Nouveau", 90000, "USD", None, "hot"),
    ]
    assert rows(store, "SELECT count(*) FROM organization") == [(2,)]


def test_french_headers_are_understood_too(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    text = "Prénom;Nom;Téléphone;E-mail;Entreprise\n"
    text += "Zoé;Aïn;06 12 34 56 78;ZOE@ex.fr;Ex\n"
    report = import_into(store, write_file("gens.csv", text))
    assert report.created == 1
    assert rows(store, "SELECT first_name, last_name FROM person") == [("Zoé", "Aïn")]
    assert rows(store, "SELECT normalized FROM contact_point ORDER BY kind") == [
        ("zoe@ex.fr",),
        ("+33612345678",),
    ]


def test_a_strange_header_is_refused_with_the_nearest(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    with pytest.raises(BadData) as refused:
        import_into(store, write_file("deals.csv", "title,amuont\nAcme,5\n"))
    assert refused.value.values["unknown"] == ("amuont",)
    assert refused.value.values["nearest"] == "amount"
    with pytest.raises(BadData):
        import_into(store, write_file("numbers.csv", "1,2,3\n4,5,6\n"))


def test_our_own_numbers_find_our_own_records_only(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    deal = a_deal(store, "Acme licence")
    text = f"id,title,amount\n{deal},Acme licence,700\n999,From elsewhere,1\n"
    path = write_file("deals.csv", text)
    report = import_into(store, path)
    assert (report.created, report.updated) == (1, 1)
    assert import_into(store, path).skipped == 2
    other = write_file("other.csv", f"id,title\n{deal},Somebody else's\n")
    report = import_into(store, other)
    assert codes(report.problems) == ["id_of_other_record"]


def test_what_is_exported_says_nothing_new_when_imported(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    company = a_company(store, "Dupont", place="Lyon")
    person = a_person(store, phone="06 12 34 56 78", email="j@dupont.fr")
    open_deal = a_deal(store, amount=Money(120050, "EUR"), company=company)
    won = a_deal(store, "Won one", amount=Money(5, "USD"), person=person)
    lost = a_deal(store, "Lost one", temperature=Temperature.WARM)
    store.write(operations.closing.win_deal, WinDeal(won))
    (reason,) = rows(store, "SELECT id FROM loss_reason WHERE code = 'price'")[0]
    assert isinstance(reason, int)
    store.write(operations.closing.lose_deal, LoseDeal(lost, reason))
    a_follow_up(store, deal=open_deal)
    for kind in ("deals", "people", "companies"):
        head, cells = flat(store.read(export, kind))
        path = write_file(f"{kind}.csv", "")
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *cells])
        report = import_into(store, path)
        assert (report.rejected, report.batch) == (0, None)
        assert report.skipped == len(cells)


def test_our_own_export_loses_its_apostrophes_again(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    """Safety case 70: what is imported again equals the original."""
    import_into(store, write_file("deals.csv", "title\n'=cmd\n'Quoted'\n"))
    assert rows(store, "SELECT title FROM deal ORDER BY id") == [
        ("=cmd",),
        ("'Quoted'",),
    ]


def test_an_import_is_reverted_whole_unless_somebody_worked_on_it(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    """B1.17: the whole batch is revertible."""
    path = write_file("deals.csv", HEADER + "1,Acme,Offer,open,5,,,boss\n")
    report = import_into(store, path, mapping=mapping(CLOSING))
    assert report.batch is not None
    (deal,) = rows(store, "SELECT id FROM deal")[0]
    assert isinstance(deal, int)
    store.write(operations.closing.win_deal, WinDeal(deal))
    with pytest.raises(RuleBroken):
        store.write(operations.undoing.revert, report.batch)
    store.write(operations.undoing.undo)
    store.write(operations.undoing.revert, report.batch)
    assert rows(store, "SELECT count(*) FROM deal") == [(0,)]
    assert problems_in(store.path) == []


def test_imported_words_can_be_searched(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    import_into(store, write_file("deals.csv", "title,company\nLicence,Hôtel Rivet\n"))
    found = rows(store, "SELECT count(*) FROM search WHERE search MATCH '\"rivet\"'")
    assert found == [(2,)]


PLANNED = (
    HEAD
    + """
[[input]]
name = "calls"
headers = ["who", "when"]
[[input.record]]
entity = "followup"
set.deal = { ref = "deal", name = "who" }
set.due = "when"
set.comment = "about"
"""
)


def test_planned_follow_ups_come_in_even_late(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    a_deal(store, "Acme licence")
    text = (
        "who,when,about\nAcme licence,2026-11-20,price\nAcme licence,2026-12-01,twice\n"
    )
    path = write_file("calls.csv", text)
    report = import_into(store, path, mapping=mapping(PLANNED))
    assert (report.created, codes(report.problems)) == (1, ["followup_already_planned"])
    assert rows(store, "SELECT planned_on, all_day, imported FROM follow_up") == [
        ("2026-11-20", 1, 1)
    ]
    assert rows(store, "SELECT next_at FROM deal") == [("2026-11-20T22:59:59Z",)]
    assert problems_in(store.path) == []
