"""What counts as the same person, company or word (B1.16)."""

import pytest

from models.rules.matching import CompanyTraits
from models.rules.matching import PersonTraits
from models.rules.matching import company_domain
from models.rules.matching import domain_of
from models.rules.matching import nearest
from models.rules.matching import normalise_company
from models.rules.matching import normalise_email
from models.rules.matching import normalise_name
from models.rules.matching import normalise_phone
from models.rules.matching import same_company
from models.rules.matching import same_person


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" Julie.Martin@Acme.FR ", "julie.martin@acme.fr"),
        ("mailto:a@b.co", "a@b.co"),
        ("<a+tag@b.co>", "a+tag@b.co"),
        ("jürgen@müller.de", "jürgen@müller.de"),
        ("a@b", None),
        ("a b@c.fr", None),
        ("@b.fr", None),
        ("a@b@c.fr", None),
        ("a@b.fr.", None),
        ("x" * 250 + "@b.fr", None),
        ("", None),
    ],
)
def test_an_address_has_one_form(typed: str, address: str | None) -> None:
    assert normalise_email(typed) == address


@pytest.mark.parametrize(
    ("typed", "region", "number"),
    [
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("+33 (0)6.12.34.56.78", "FR", "+33612345678"),
        ("0033612345678", "fr", "+33612345678"),
        ("+1 514-555-0123", "FR", "+15145550123"),
        ("(514) 555-0123", "CA", "+15145550123"),
        ("06 12", "FR", None),
        ("call me", "FR", None),
        ("0612345678", "", None),
        ("0612345678", "ZZ", None),
        ("+33" + "6" * 60, "FR", None),
        ("", "FR", None),
    ],
)
def test_a_number_has_one_form(typed: str, region: str, number: str | None) -> None:
    assert normalise_phone(typed, region) == number


def test_a_name_has_one_form_whatever_its_order_accents_or_hyphens() -> None:
    assert normalise_name("Jean-Éric  MARTIN") == normalise_name("martin jean eric")
    assert normalise_name("Julie Martin") != normalise_name("Julie Martins")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dupont S.A.R.L.", "DUPONT"),
        ("Société Dupont", "Dupont SA"),
        ("Hôtel du Parc", "hotel du parc"),
        ("Acme, Inc.", "Acme"),
    ],
)
def test_a_company_is_the_same_without_its_legal_form(one: str, other: str) -> None:
    assert normalise_company(one) == normalise_company(other)


def test_a_company_named_like_a_legal_form_keeps_its_name() -> None:
    assert normalise_company("SA") == "sa"


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("julie@acme.fr", "acme.fr"),
        ("https://www.acme.fr/@team?x=1", "acme.fr"),
        ("https://u:p@acme.fr:8080", "acme.fr"),
        ("WWW.Acme.fr", "acme.fr"),
        ("mailto:a@acme.co.uk", "acme.co.uk"),
        ("acme", None),
        ("1.2", None),
        ("", None),
        ("a." * 5_000, None),
    ],
)
def test_a_domain_is_read_from_addresses_and_links(
    text: str, domain: str | None
) -> None:
    assert domain_of(text) == domain


def test_a_mail_provider_says_nothing_about_a_company() -> None:
    assert company_domain("julie@gmail.com") is None
    assert company_domain("julie@acme.fr") == "acme.fr"
    gmail = CompanyTraits("acme", "gmail.com")
    assert not same_company(gmail, CompanyTraits("dupont", "gmail.com"))


def test_companies_are_alike_by_name_or_by_own_domain() -> None:
    acme = CompanyTraits("acme", "acme.fr")
    assert same_company(acme, CompanyTraits("acme france", "acme.fr"))
    assert same_company(acme, CompanyTraits("acme", ""))
    assert not same_company(acme, CompanyTraits("dupont", "dupont.fr"))
    assert not same_company(CompanyTraits(), CompanyTraits())


def test_persons_are_alike_by_address_number_or_name_and_company() -> None:
    julie = PersonTraits(
        "julie martin", "acme", frozenset({"j@a.fr"}), frozenset({"+33612345678"})
    )
    assert same_person(julie, PersonTraits("x", emails=frozenset({"j@a.fr"})))
    assert same_person(julie, PersonTraits("x", phones=frozenset({"+33612345678"})))
    assert same_person(julie, PersonTraits("julie martin", "acme"))
    assert not same_person(julie, PersonTraits("julie martin", "dupont"))
    assert not same_person(PersonTraits(), PersonTraits())


@pytest.mark.parametrize(
    ("word", "choices", "meant"),
    [
        ("weeb", ["web", "phone", "other"], "web"),
        ("ref", ["web", "referral"], "referral"),
        ("Negociation", ["Négociation", "Offre"], "Négociation"),
        ("Offfer", ["Opportunity", "Offer", "Documents"], "Offer"),
        ("zzz", ["web"], None),
        ("", ["web"], None),
        ("x" * 100_000, ["web"], None),
    ],
)
def test_the_nearest_choice_is_proposed(
    word: str, choices: list[str], meant: str | None
) -> None:
    assert nearest(word, choices) == meant
