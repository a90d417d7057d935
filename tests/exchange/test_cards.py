"""vCard files come in as people, whatever program wrote them (B1.17)."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from models.errors import BadData
from models.exchange.bytes_in import FileBytes
from models.exchange.cards import HEADERS
from models.exchange.cards import cards_of
from models.exchange.importing import list_imports
from models.exchange.reading import Line
from models.store import Store
from tests.exchange.conftest import HEAD
from tests.exchange.conftest import Import
from tests.exchange.conftest import WriteFile
from tests.exchange.conftest import mapping
from tests.exchange.conftest import rows
from tests.exchange.test_importing import codes
from tests.factories import a_person
from tests.invariants import problems_in

PEOPLE = "SELECT first_name, last_name FROM person ORDER BY id"
POINTS = "SELECT kind, value FROM contact_point ORDER BY id"


def read(content: bytes, name: str = "people.vcf") -> list[Line]:
    return list(cards_of(FileBytes(Path(name), content, "digest")).lines())


def told(line: Line) -> dict[str, str]:
    return {name: cell for name, cell in zip(HEADERS, line.cells, strict=True) if cell}


CARDS = {
    "gmail-single.vcf": (["Greg Dartmouth"], 1, 2),
    "gmail-list.vcf": (["Arnold Smith", "Chris Beatle", "Doug White"], 3, 0),
    "outlook-2003.vcf": (["John Doe"], 1, 4),
    "John_Doe_IPHONE.vcf": (["John Doe"], 1, 7),
    "John_Doe_EVOLUTION.vcf": (["John Doe"], 1, 2),
    "rfc2426-example.vcf": (["Frank Dawson", "Tim Howes"], 3, 4),
    "rfc6350-example.vcf": (["Simon Perreault"], 1, 2),
}
"""People, addresses and numbers of each file, as the set's own notes count them."""


@pytest.mark.parametrize("name", CARDS)
def test_every_programs_cards_come_in_whole_and_once(
    store: Store, data_folder: Path, import_into: Import, name: str
) -> None:
    """B1.17: cards of seven programs come in with all their addresses and numbers."""
    people, emails, phones = CARDS[name]
    path = data_folder / "vcards" / name
    report = import_into(store, path)
    assert (report.created, report.rejected) == (len(people), 0)
    assert [" ".join(map(str, one)) for one in rows(store, PEOPLE)] == people
    kinds = [kind for kind, _ in rows(store, POINTS)]
    assert (kinds.count("email"), kinds.count("phone")) == (emails, phones)
    assert import_into(store, path).skipped == len(people)
    assert store.read(list_imports)[0].mapping == "vCard"
    assert problems_in(store.path) == []


def test_the_telephone_that_a_person_answers_comes_first(
    store: Store, data_folder: Path, import_into: Import
) -> None:
    import_into(store, data_folder / "vcards" / "John_Doe_IPHONE.vcf")
    phones = [value for kind, value in rows(store, POINTS) if kind == "phone"]
    assert phones[0] == "905-555-1234"
    assert set(phones[-3:]) == {"905-888-1234", "905-999-1234", "905-111-1234"}
    assert rows(store, "SELECT name FROM organization") == [("IBM",)]
    assert rows(store, "SELECT title FROM person") == [("Money Counter",)]


def test_links_become_numbers_and_addresses() -> None:
    (line,) = read(
        b"BEGIN:VCARD\r\nFN:Simon\r\nTEL;VALUE=uri:tel:+1-418;ext=102\r\n"
        b"EMAIL:mailto:s@example.org\r\nEND:VCARD\r\n"
    )
    assert told(line) == {
        "first_name": "Simon",
        "phone": "+1-418 ext. 102",
        "email": "s@example.org",
    }


def test_old_encodings_folds_and_escapes_are_undone() -> None:
    (line,) = read(
        b"BEGIN:VCARD\nVERSION:2.1\n"
        b"N;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:B=E9r=\n=E9nice;Zo=EB\n"
        b"ORG:Caf\\, Th\\; Co;Sales\nTITLE:Head of ev\n erything\n"
        b'item1.EMAIL;TYPE="a:b":z@example.org\nEND:VCARD\n'
    )
    assert told(line) == {
        "first_name": "Zoë",
        "last_name": "Bérénice",
        "company": "Caf, Th; Co",
        "title": "Head of everything",
        "email": "z@example.org",
    }


def test_a_card_inside_a_card_is_not_a_person_of_its_own() -> None:
    lines = read(
        b"BEGIN:VCARD\nFN:Boss\nAGENT:\nBEGIN:VCARD\nFN:Aide\nTEL:1\nEND:VCARD\n"
        b"EMAIL:boss@example.org\nEND:VCARD\n"
    )
    assert [told(line) for line in lines] == [
        {"first_name": "Boss", "email": "boss@example.org"}
    ]


def test_a_bad_card_goes_to_a_file_that_can_be_put_right(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    """B1.17: good cards go in, bad ones into the rejects file with line and reason."""
    text = (
        "BEGIN:VCARD\nTEL:0612345678\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:Never Ends\nTEL;TYPE=CELL:0687654321\n"
        "BEGIN:VCARD\nFN:Good One\nEND:VCARD\n"
    )
    report = import_into(store, write_file("people.vcf", text))
    assert (report.read, report.created, report.rejected) == (3, 1, 2)
    assert codes(report.problems) == ["name_empty", "card_unclosed"]
    assert [problem.line for problem in report.problems] == [1, 4]
    (rejects,) = report.rejects
    with rejects.open(encoding="utf-8", newline="") as file:
        bad = list(csv.DictReader(file))
    assert bad[1]["first_name"] == "Never"
    again = import_into(store, rejects)
    assert (again.created, again.rejected) == (1, 1)
    assert rows(store, PEOPLE) == [("Good", "One"), ("Never", "Ends")]


def test_a_card_finds_its_person_by_address_else_by_number_and_name(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    a_person(store, "Julie Martin", email="j@dupont.fr", phone="06 12 34 56 78")
    text = (
        "BEGIN:VCARD\nFN:Julie Martin\nEMAIL:J@Dupont.fr\nTITLE:Boss\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:Julie Martin\nTEL:+33 6 12 34 56 78\nTITLE:CEO\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:Paul Martin\nTEL:+33 6 12 34 56 78\nEND:VCARD\n"
    )
    report = import_into(store, write_file("people.vcf", text))
    assert (report.updated, report.created) == (2, 1)
    assert rows(store, "SELECT first_name, title FROM person ORDER BY id") == [
        ("Julie", "CEO"),
        ("Paul", ""),
    ]


NOTED = (
    "BEGIN:VCARD\nFN:Julie Martin\nEMAIL:j@dupont.fr\n"
    "NOTE:Call after 17:00\\, never on Monday\nNOTE:Likes yoga\n"
    "ADR;TYPE=HOME:;;12 rue du Canal;Lyon;;69001;France\nEND:VCARD\n"
    "BEGIN:VCARD\nFN:Paul Petit\nEMAIL:p@petit.fr\nNOTE:\nADR:;;;;;;\nEND:VCARD\n"
)


def test_what_a_card_notes_is_a_note_of_its_person_and_written_once(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    """B1.17: notes come in; a later export of the same cards doubles none."""
    said = "Call after 17:00, never on Monday\nLikes yoga"
    noted = "SELECT p.first_name, i.kind, i.body FROM interaction i JOIN person p"
    noted += " ON p.id = i.person_id"
    report = import_into(store, write_file("a.vcf", NOTED))
    assert (report.created, report.by_entity["interaction"].created) == (2, 1)
    assert rows(store, noted) == [("Julie", "note", said)]
    import_into(store, write_file("a.vcf", NOTED))
    later = import_into(store, write_file("b.vcf", NOTED.replace("Paul", "Jean")))
    assert later.by_entity["interaction"].skipped == 1
    assert rows(store, noted) == [("Julie", "note", said)]
    assert problems_in(store.path) == []


def test_postal_addresses_are_counted_as_left_out(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    """B1.17: what is not taken in is told; an empty address is none."""
    assert import_into(store, write_file("a.vcf", NOTED)).addresses_left_out == 1


def test_the_rejects_of_noted_cards_come_in_with_their_notes(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    text = "BEGIN:VCARD\nNOTE:Met in Lyon\nTEL:0612345678\nEND:VCARD\n"
    (rejects,) = import_into(store, write_file("a.vcf", text)).rejects
    bad = rejects.read_text(encoding="utf-8")
    row = bad.splitlines()[1]
    mended = write_file("mended.csv", bad.replace(row, f"Zoe{row}"))
    report = import_into(store, mended)
    assert report.rejected == 0
    assert rows(store, "SELECT body FROM interaction") == [("Met in Lyon",)]


def test_a_card_file_goes_through_a_mapping_too(
    store: Store, write_file: WriteFile, import_into: Import
) -> None:
    given_mapping = mapping(
        HEAD
        + """
[[input]]
name = "cards"
headers = ["first_name", "company"]
[[input.record]]
entity = "company"
identity = ["name"]
set.name = "company"
"""
    )
    text = "BEGIN:VCARD\nFN:Julie\nORG:Dupont\nEND:VCARD\n"
    report = import_into(store, write_file("a.vcf", text), mapping=given_mapping)
    assert report.created == 1
    assert rows(store, "SELECT name FROM organization") == [("Dupont",)]


def test_a_file_without_a_card_is_refused() -> None:
    with pytest.raises(BadData) as refused:
        read(b"name,phone\nJulie,12\n")
    assert refused.value.code == "cards_missing"


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                b"BEGIN:VCARD\r\n",
                b"END:VCARD\n",
                b"AGENT:\n",
                b"N:;;;;\n",
                b"FN;CHARSET=hex;QUOTED-PRINTABLE:=FF=\n",
                b"TEL;TYPE=\xff:\\\n",
                b' "\n',
                b"\0",
                b";:;\n",
                b"EMAIL",
                b":=\n",
            ]
        )
    )
)
def test_no_card_file_breaks_the_reader(pieces: list[bytes]) -> None:
    content = b"".join(pieces)
    try:
        lines = read(content)
    except BadData:
        return
    assert all(len(line.cells) == len(HEADERS) for line in lines)
