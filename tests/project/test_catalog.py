"""The catalogs: in step with the code, complete, and safe to format."""

import re

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tui import catalog

LOOSE = re.compile(r"[ \u00a0][;:!?»]|«[ \u00a0]|«(?!\u202f)|(?<!\u202f)»")


def said(found: Catalog) -> set[tuple[str | None, tuple[str, ...]]]:
    """Every sentence with its context and plural."""
    return {
        (
            message.context,
            (message.id,) if isinstance(message.id, str) else tuple(message.id),
        )
        for message in found
        if message.id
    }


def test_the_template_says_what_the_code_says() -> None:
    with catalog.TEMPLATE.open("rb") as stream:
        template = read_po(stream)
    assert said(template) == said(catalog.extracted()), "run make generate"


def test_french_says_everything_with_the_same_placeholders() -> None:
    french = catalog.brought_up_to_date(catalog.read("fr"), catalog.extracted())
    assert list(catalog.faults_of(french)) == []


def test_french_has_two_plural_forms_and_zero_takes_the_first() -> None:
    source = catalog.source_of("fr").read_text(encoding="utf-8")
    assert "nplurals=2; plural=(n > 1);" in source


def test_french_breaks_no_line_before_its_punctuation() -> None:
    forms = [
        form
        for message in catalog.read("fr")
        if message.id
        for form in catalog.forms(message.string)
    ]
    assert [form for form in forms if LOOSE.search(form)] == []


def test_french_has_one_apostrophe() -> None:
    """A check of the catalog refuses the typewriter's; an update mends it."""
    (fault,) = catalog.faults_of(a_translation(("Today", "Aujourd'hui")))
    assert fault == "untidy: 'Today'"
    typed = "L'affaire d'{owner}, qu'« on » dit 'close'"
    assert catalog.french(typed) == (
        "L’affaire d’{owner}, qu’«\u202fon\u202f» dit 'close'"
    )


def test_spaces_typed_on_a_keyboard_become_narrow_ones() -> None:
    typed = "Perdre « {deal} » : à 12:30 ? «Oui» !"
    tidied = catalog.french(typed)
    assert tidied == (
        "Perdre «\u202f{deal}\u202f»\u202f: à 12:30\u202f? «\u202fOui\u202f»\u202f!"
    )
    assert catalog.french(tidied) == tidied


def a_translation(*pairs: tuple[str, str]) -> Catalog:
    translation = Catalog(locale="fr")
    for english, french in pairs:
        translation.add(english, french)
    return translation


def test_a_placeholder_that_differs_is_a_fault() -> None:
    translation = a_translation(("{deal} moved", "{affaire} déplacée"))
    assert list(catalog.faults_of(translation)) == [
        "placeholders differ: '{deal} moved'"
    ]


def test_a_sentence_that_comes_back_finds_its_translation_again() -> None:
    translation = a_translation(("Move on", "Avancer"))
    catalog.brought_up_to_date(translation, Catalog())
    assert list(catalog.faults_of(translation)) == ["obsolete: 'Move on'"]
    template = Catalog()
    template.add("Move on")
    catalog.brought_up_to_date(translation, template)
    assert list(catalog.faults_of(translation)) == []


def test_what_is_not_translated_is_asked_for() -> None:
    translation = a_translation(("Move on", ""), ("Edit", "Modifier"))
    assert said(catalog.untranslated(translation)) == {(None, ("Move on",))}
