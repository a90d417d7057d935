"""One line makes a deal: every row of defaults.md 8 (K-04)."""

from datetime import UTC
from datetime import datetime

import pytest

from models.errors import BadValue
from models.money import Money
from models.rules.dates import parse_when
from models.rules.matching import nearest
from models.rules.quick_add import QuickAdd
from models.rules.quick_add import parse_quick_add
from models.vocabulary import Language
from models.vocabulary import Temperature

BOTH = [Language.EN, Language.FR]

LINES = [
    ("Acme licence", QuickAdd("Acme licence")),
    (
        "Acme licence 12k€ @Dupont #web !hot ~fri",
        QuickAdd(
            "Acme licence",
            Money(1200000, "EUR"),
            company="Dupont",
            source="web",
            value=Temperature.HOT,
            step="fri",
        ),
    ),
    (
        "Licence Acme 12k€ ent:Dupont src:web val:chaud suite:ven",
        QuickAdd(
            "Licence Acme",
            Money(1200000, "EUR"),
            company="Dupont",
            source="web",
            value=Temperature.HOT,
            step="ven",
        ),
    ),
    ("Pack 2000", QuickAdd("Pack 2000")),
    ("Pack =2000", QuickAdd("Pack", Money(200000, "EUR"))),
    (
        'Contrat @"Hôtel du Parc" fin:15/12',
        QuickAdd("Contrat", company="Hôtel du Parc", expected_close="15/12"),
    ),
    (
        "Offer stage:Offer own:ana",
        QuickAdd("Offer", stage="Offer", owner="ana"),
    ),
    ("Offer étape:Offre resp:ana", QuickAdd("Offer", stage="Offre", owner="ana")),
    ('Call back ~"tomorrow 10"', QuickAdd("Call back", step="tomorrow 10")),
    ("C\\# course 900€", QuickAdd("C# course", Money(90000, "EUR"))),
    (
        "@Dupont 12k€ Acme !cold licence",
        QuickAdd(
            "Acme licence",
            Money(1200000, "EUR"),
            company="Dupont",
            value=Temperature.COLD,
        ),
    ),
    ("Acme p:Julie close:eom", QuickAdd("Acme", person="Julie", expected_close="eom")),
    ("Acme ORG:Dupont", QuickAdd("Acme", company="Dupont")),
    ("Dupont & fils", QuickAdd("Dupont & fils")),
    ("Bravo !", QuickAdd("Bravo !")),
    ("\\@home deal", QuickAdd("@home deal")),
    ("\\3M deal", QuickAdd("3M deal")),
    ('"3M" #web deal', QuickAdd("3M deal", source="web")),
    ("\\org:x", QuickAdd("org:x")),
    ("R&D ana@x.fr http://x.fr", QuickAdd("R&D ana@x.fr http://x.fr")),
    ('Screen 24" Dell', QuickAdd('Screen 24" Dell')),
    ("TOP 10 deal", QuickAdd("TOP 10 deal")),
    ("12k€/mo deal", QuickAdd("12k€/mo deal")),
    ('Acme @"La \\"Table\\""', QuickAdd("Acme", company='La "Table"')),
    (
        "Contrat 2026 12 000 € signé",
        QuickAdd("Contrat 2026 signé", Money(1200000, "EUR")),
    ),
    ("Acme 1\u202f234,50\u00a0€", QuickAdd("Acme", Money(123450, "EUR"))),
    ("Acme 1200 CHF", QuickAdd("Acme", Money(120000, "CHF"))),
    ("Acme\x1b[31m \u202eligne", QuickAdd("Acme[31m ligne")),
]


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(("line", "meant"), LINES)
def test_a_line_is_understood_in_both_languages(
    line: str, meant: QuickAdd, language: Language
) -> None:
    assert parse_quick_add(line, language, "EUR") == meant


def test_a_quoted_person_and_an_english_amount() -> None:
    assert parse_quick_add(
        'Renewal $1,200 &"Julie Martin"', Language.EN, "EUR"
    ) == QuickAdd("Renewal", Money(120000, "USD"), person="Julie Martin")


def test_typed_dates_are_read_as_everywhere() -> None:
    now = datetime(2026, 11, 23, 8, 14, tzinfo=UTC)
    found = parse_quick_add('Call back ~"tomorrow 10" fin:15/12', Language.EN, "EUR")
    assert found.step
    assert found.expected_close
    step = parse_when(found.step, now, "Europe/Paris")
    assert step.moment == datetime(2026, 11, 24, 9, tzinfo=UTC)
    close = parse_when(found.expected_close, now, "Europe/Paris")
    assert close.day.isoformat() == "2026-12-15"


def test_an_unknown_source_has_a_nearest_name() -> None:
    found = parse_quick_add("Acme #weeb", Language.EN, "EUR")
    assert found.source
    assert nearest(found.source, ["web", "phone", "walk_in"]) == "web"


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        ("12k€ @Dupont", "quick_add_title_missing", "title"),
        ("", "quick_add_title_missing", "title"),
        ('""', "quick_add_title_missing", "title"),
        ("Acme @a ent:b", "quick_add_twice", "company"),
        ("Acme ~fri suite:lun", "quick_add_twice", "step"),
        ("Acme 5€ 3k", "quick_add_twice", "amount"),
        ("Acme =5 3k", "quick_add_twice", "amount"),
        ("Acme =5 =6", "quick_add_twice", "amount"),
        ("Acme org: Dupont", "quick_add_empty", "company"),
        ('Acme @""', "quick_add_empty", "company"),
        ('Acme @"Hôtel', "quick_add_quote", "company"),
        ('"Acme', "quick_add_quote", "title"),
        ("Acme !hott", "value_unknown", "value"),
        ("Acme $1,2345", "amount_decimals", "amount"),
        ("Acme -5€", "amount_negative", "amount"),
        ("Acme =abc", "amount_unclear", "amount"),
        ("Acme ~" + "x" * 201, "text_too_long", "step"),
        ("x" * 201, "text_too_long", "title"),
        ("x " * 600, "text_too_long", ""),
        ("Acme\x00", "text_control", ""),
    ],
)
def test_a_line_is_refused_at_its_field(
    line: str, code: str, field: str, language: Language
) -> None:
    with pytest.raises(BadValue) as refused:
        parse_quick_add(line, language, "EUR")
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("hot", Temperature.HOT),
        ("CHAUD", Temperature.HOT),
        ("tiède", Temperature.WARM),
        ("warm", Temperature.WARM),
        ("froid", Temperature.COLD),
        ("perdue", Temperature.LOST),
    ],
)
def test_values_have_words_in_both_languages(word: str, value: Temperature) -> None:
    assert parse_quick_add(f"Acme !{word}", Language.EN, "EUR").value is value


def test_an_unknown_value_proposes_the_nearest() -> None:
    with pytest.raises(BadValue) as refused:
        parse_quick_add("Acme !hott", Language.EN, "EUR")
    assert refused.value.values == {"text": "hott", "nearest": Temperature.HOT}
