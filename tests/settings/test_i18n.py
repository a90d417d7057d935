"""The language of the interface, chosen and changed while it runs."""

import os
from pathlib import Path

import pytest

from models.vocabulary import Language
from tui import i18n

CATALOG = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Move on"
msgstr "Avancer"

msgid "{count} deal"
msgid_plural "{count} deals"
msgstr[0] "{count} affaire"
msgstr[1] "{count} affaires"

msgctxt "act"
msgid "Open"
msgstr "Ouvrir"
"""


@pytest.fixture
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A French catalog that no build has compiled."""
    source = tmp_path / "fr" / "LC_MESSAGES" / "relance.po"
    source.parent.mkdir(parents=True)
    source.write_text(CATALOG, encoding="utf-8")
    monkeypatch.setattr(i18n, "LOCALE", tmp_path)
    return source


@pytest.mark.usefixtures("catalog")
def test_the_language_changes_without_a_restart() -> None:
    i18n.set_language(Language.FR)
    assert i18n.language() is Language.FR
    assert i18n._("Move on") == "Avancer"
    i18n.set_language(Language.EN)
    assert i18n._("Move on") == "Move on"


@pytest.mark.usefixtures("catalog")
def test_zero_is_plural_in_english_and_singular_in_french() -> None:
    forms = ("{count} deal", "{count} deals")
    assert i18n.ngettext(*forms, 0) == "{count} deals"
    i18n.set_language(Language.FR)
    assert i18n.ngettext(*forms, 0) == "{count} affaire"
    assert i18n.ngettext(*forms, 2) == "{count} affaires"


@pytest.mark.usefixtures("catalog")
def test_a_word_is_translated_by_where_it_stands() -> None:
    i18n.set_language(Language.FR)
    assert i18n.pgettext("act", "Open") == "Ouvrir"
    assert i18n.pgettext("state", "Open") == "Open"


@pytest.mark.usefixtures("catalog")
def test_no_text_is_no_header_of_a_catalog() -> None:
    i18n.set_language(Language.FR)
    assert i18n._("") == ""


def test_a_text_edited_after_the_build_is_the_one_that_is_said(catalog: Path) -> None:
    compiled = catalog.with_suffix(".mo")
    compiled.write_bytes(b"an older build")
    newer = compiled.stat().st_mtime_ns + 1_000_000_000
    os.utime(catalog, ns=(newer, newer))
    i18n.set_language(Language.FR)
    assert i18n._("Move on") == "Avancer"


def test_a_language_without_a_catalog_is_said_in_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "LOCALE", tmp_path)
    i18n.set_language(Language.FR)
    assert i18n._("Move on") == "Move on"


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({}, Language.EN),
        ({"LANG": "fr_CA.UTF-8"}, Language.FR),
        ({"LANG": "fr_FR", "LC_ALL": "en_GB.UTF-8"}, Language.EN),
        ({"LANG": "xx_YY.ISO-8859-1"}, Language.EN),
        ({"LANG": "tr_TR.UTF-8", "LC_MESSAGES": "fr"}, Language.FR),
        ({"LC_ALL": "POSIX", "LANG": "fr_FR"}, Language.EN),
    ],
)
def test_the_environment_proposes_a_language(
    environ: dict[str, str], wanted: Language
) -> None:
    assert i18n.environment_language(environ) is wanted
