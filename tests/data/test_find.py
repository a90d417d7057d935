"""Search finds what may be seen, whatever is typed, the likeliest first (B1.7)."""

import time

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from models.history import Writer
from models.queries import duplicates
from models.queries import find
from models.store import Store
from models.tables import Deal
from models.views.hits import HitKind
from models.views.hits import Why
from models.vocabulary import Status
from tests.conftest import AsUser
from tests.data.conftest import Watch
from tests.factories import a_company
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_note
from tests.factories import a_person
from tests.factories import a_user

AWKWARD = [
    '"',
    "'",
    "O'Neil",
    "50%",
    "_",
    "-acme",
    "AND",
    "OR",
    "NOT acme",
    "NEAR(a, b)",
    "(",
    ")",
    "*",
    "acme*",
    "a:b",
    "title:acme",
    "^acme",
    "+",
    "\\",
    "a AND",
    "{x}",
    "日本",
]


def titles(store: Store, text: str) -> list[str]:
    return [hit.title for hit in store.read(find.search, text)]


@pytest.mark.parametrize("text", AWKWARD)
def test_what_looks_like_syntax_is_looked_for_literally(
    store: Store, text: str
) -> None:
    """Safety case 74: finds the literal text."""
    deal = a_deal(store, f"x {text} y")
    a_deal(store, "nothing like it")
    assert [hit.id for hit in store.read(find.search, text)] == [deal]


@pytest.mark.parametrize("text", ["", "   ", "\u200b"])
def test_nothing_typed_finds_nothing(store: Store, text: str) -> None:
    a_deal(store, "Acme")
    assert titles(store, text) == []


@pytest.mark.parametrize("sign", ["%", "_"])
def test_wild_signs_of_sql_match_themselves_only(store: Store, sign: str) -> None:
    """Safety case 75: % and _."""
    a_deal(store, "five hundred")
    a_deal(store, "50 euros off")
    a_deal(store, f"50{sign} off")
    assert titles(store, sign) == [f"50{sign} off"]
    assert titles(store, f"50{sign}") == [f"50{sign} off"]
    assert titles(store, f"50{sign}off") == []


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("istanbul", "İstanbul"),
        ("strasse", "Straße"),
        ("STRASSE", "straße"),
        ("unal", "Ünal"),
        ("hotel", "Hôtel du Parc"),
        ("日本", "日本商事"),
        ("oeuvre", "Mise en œuvre"),
    ],
)
def test_case_accents_and_ligatures_do_not_matter(
    store: Store, typed: str, written: str
) -> None:
    """B1.7: search takes no heed of accents and case."""
    a_deal(store, written)
    assert titles(store, typed) == [written]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_no_text_is_an_error(store: Store, text: str) -> None:
    assert isinstance(store.read(find.search, text), list)


def test_a_very_long_text_is_cut(store: Store) -> None:
    """Safety case 76: the beginning is searched, and that at once."""
    a_deal(store, "Acme")
    a_deal(store, "x" * 150)
    began = time.process_time()
    assert titles(store, "acme " * 20_000) == ["Acme"]
    assert titles(store, "x" * 100_000) == ["x" * 150]
    assert time.process_time() - began < 0.2


def test_the_exact_title_comes_first_then_titles_that_begin_so(store: Store) -> None:
    a_deal(store, "Acme")
    a_deal(store, "Acme licence")
    a_deal(store, "Offer for Acme")
    assert titles(store, "acme") == ["Acme", "Acme licence", "Offer for Acme"]


def test_the_exact_title_is_found_behind_many_newer_hits(store: Store) -> None:
    a_deal(store, "Acme")
    for number in range(6):
        a_deal(store, f"Other Acme {number}")
    found = store.read(find.search, "acme", 3)
    assert [hit.title for hit in found] == ["Acme", "Other Acme 5", "Other Acme 4"]


def test_open_deals_come_before_closed_ones_and_newer_before_older(
    store: Store,
) -> None:
    old, closed, new = (a_deal(store, f"Acme {n}") for n in ("a", "b", "c"))

    def win(writer: Writer) -> None:
        deal = writer.session.get_one(Deal, closed)
        deal.status, deal.closed_at = Status.WON, writer.now
        writer.save(deal, "deal.won")

    store.write(win)
    found = [hit.id for hit in store.read(find.search, "acme")]
    assert found == [new, old, closed]


def test_a_deal_is_found_by_its_company_and_its_person(store: Store) -> None:
    """B1.7: one search over deals, people and companies."""
    company = a_company(store, "Hôtel du Parc", place="Lyon")
    person = a_person(store, "Julie Martin", company=company)
    a_deal(store, "Contract", person=person, company=company, stage="Offer")
    hits = store.read(find.search, "julie parc")
    deal = next(hit for hit in hits if hit.kind is HitKind.DEAL)
    assert deal.subtitle == "Hôtel du Parc · Julie Martin"
    assert (deal.status, deal.stage, deal.owner) == ("open", "Offer", "Béatrice Ossot")
    assert {hit.kind for hit in hits} == {HitKind.DEAL, HitKind.PERSON}


@pytest.mark.parametrize("typed", ["0612345678", "06 12 34 56 78", "+33612345678"])
def test_a_person_is_found_by_telephone_however_it_is_written(
    store: Store, typed: str
) -> None:
    a_person(store, "Julie Martin", phone="06 12 34 56 78")
    assert titles(store, typed) == ["Julie Martin"]


def test_a_person_is_found_by_e_mail(store: Store) -> None:
    a_person(store, "Julie Martin", email="jm@parc.fr")
    assert titles(store, "jm@parc.fr") == ["Julie Martin"]


def test_notes_and_comments_lead_to_their_deal_once(store: Store) -> None:
    """R-11: the comment of a follow-up is searchable."""
    deal = a_deal(store, "Acme")
    a_note(store, "likes zebras", deal=deal)
    a_note(store, "zebras again", deal=deal)
    a_follow_up(store, deal=deal, comment="ask about zebras")
    assert [hit.id for hit in store.read(find.search, "zebras")] == [deal]


def test_notes_and_comments_without_a_deal_lead_to_the_person(store: Store) -> None:
    noted, called = a_person(store, "Ann Noted"), a_person(store, "Bob Called")
    a_note(store, "likes zebras", person=noted)
    a_follow_up(store, person=called, comment="ask about zebras")
    assert sorted(titles(store, "zebras")) == ["Ann Noted", "Bob Called"]


def test_a_comment_on_a_hidden_deal_leads_to_the_person_only(
    store: Store, as_user: AsUser
) -> None:
    """B1.7, K-03: search is scoped to rights."""
    a_user(store, "ana")
    person = a_person(store, "Julie Martin")
    deal = a_deal(store, "Hidden", person=person)
    a_follow_up(store, deal=deal, assignee="ana", comment="ask about zebras")
    assert titles(as_user(store, "ana"), "zebras") == ["Julie Martin"]
    assert titles(as_user(store, "ana"), "hidden") == []


def test_a_new_name_is_found_at_once_and_an_old_one_no_more(store: Store) -> None:
    deal = a_deal(store, "Before")

    def rename(writer: Writer) -> None:
        found = writer.session.get_one(Deal, deal)
        found.title = "After"
        writer.save(found, "deal.updated")

    store.write(rename)
    assert titles(store, "before") == []
    assert titles(store, "after") == ["After"]


def test_a_search_sends_few_statements_however_many_hits(
    store: Store, queries: Watch
) -> None:
    for number in range(30):
        company = a_company(store, f"Acme {number}")
        person = a_person(store, f"Acme Martin {number}", company=company)
        a_deal(store, f"Acme deal {number}", person=person, company=company)
    sent = queries()
    assert len(store.read(find.search, "acme", 50)) == 50
    assert len(sent) == 5


@pytest.mark.parametrize(
    ("name", "email", "phone", "why"),
    [
        ("Someone Else", "JULIE@parc.fr", "", Why.EMAIL),
        ("Someone Else", "", "+33 6 12 34 56 78", Why.PHONE),
        ("martin julie", "", "", Why.NAME),
        ("Jülie MARTIN", "", "", Why.NAME),
    ],
)
def test_the_same_person_is_recognised(
    store: Store, name: str, email: str, phone: str, why: Why
) -> None:
    company = a_company(store, "Parc")
    julie = a_person(
        store,
        "Julie Martin",
        email="julie@parc.fr",
        phone="06 12 34 56 78",
        company=company,
    )
    a_person(store, "Julie Martinez")
    found = store.read(duplicates.similar_people, name, email, phone)
    assert [(one.id, one.detail, one.why) for one in found] == [(julie, "Parc", why)]


def test_a_namesake_in_another_company_is_someone_else(store: Store) -> None:
    a_person(store, "Julie Martin", company=a_company(store, "Parc"))
    found = store.read(duplicates.similar_people, "Julie Martin", company="Other")
    assert found == []


@pytest.mark.parametrize(
    ("name", "domain", "why"),
    [
        ("DUPONT S.A.R.L.", "", Why.NAME),
        ("Dupond", "www.dupont.fr", Why.DOMAIN),
    ],
)
def test_the_same_company_is_recognised(
    store: Store, name: str, domain: str, why: Why
) -> None:
    dupont = a_company(store, "Dupont SA", domain="dupont.fr")
    a_company(store, "Dupont Frères")
    found = store.read(duplicates.similar_companies, name, domain)
    assert [(one.id, one.why) for one in found] == [(dupont, why)]


def test_a_shared_mail_provider_makes_no_company_alike(store: Store) -> None:
    a_company(store, "Dupont", domain="gmail.com")
    assert store.read(duplicates.similar_companies, "Durand", "gmail.com") == []


def test_a_warning_never_tells_of_a_colleagues_record(
    store: Store, as_user: AsUser
) -> None:
    """Safety case 30: nothing of a colleague is told."""
    a_user(store, "ana")
    a_person(store, "Julie Martin", email="julie@parc.fr")
    a_company(store, "Dupont", owner="boss")
    ana = as_user(store, "ana")
    assert ana.read(duplicates.similar_people, "Julie Martin", "julie@parc.fr") == []
    assert ana.read(duplicates.similar_companies, "Dupont") == []
