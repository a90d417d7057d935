"""Keeps the message catalogs in step with the code: ``python -m tui.catalog``."""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC
from datetime import datetime
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.messages.pofile import write_po

from tui.i18n import DOMAIN
from tui.i18n import LOCALE

PACKAGE = Path(__file__).parent
TEMPLATE = LOCALE / f"{DOMAIN}.pot"
TRANSLATIONS = ("fr",)
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
"""Headers carry no date of their own, so that only sentences make a difference."""
NARROW = "\u202f"
APOSTROPHE = "\u2019"


def main() -> int:
    """Update the catalogs, or say what they lack; 1 where something does."""
    parser = argparse.ArgumentParser(prog="python -m tui.catalog")
    acts = ["update", "check", "missing", "compile"]
    parser.add_argument("act", nargs="?", default="update", choices=acts)
    parser.add_argument("--prune", action="store_true", help="drop unused sentences")
    asked = parser.parse_args()
    template = extracted()
    if asked.act == "update":
        _write(TEMPLATE, template)
    faults = 0
    for code in TRANSLATIONS:
        translation = brought_up_to_date(read(code), template)
        match asked.act:
            case "missing":
                write_po(sys.stdout.buffer, untranslated(translation), omit_header=True)
            case "compile":
                _compile(code)
            case "update":
                _update(code, translation, prune=asked.prune)
                faults += _report(code, translation)
            case _:
                faults += _report(code, translation)
    return 1 if faults else 0


def source_of(code: str) -> Path:
    """Return the file that translators edit."""
    return LOCALE / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def extracted() -> Catalog:
    """Return every sentence that the code says, with the files that say it."""
    template = _blank()
    template.creation_date = UNDATED
    found = extract_from_dir(
        PACKAGE,
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for name, _line, message, comments, context in sorted(found, key=_place):
        places = [(f"tui/{name}", 0)]
        template.add(message, None, places, auto_comments=comments, context=context)
    return template


def read(code: str) -> Catalog:
    """Return the translation of one language, empty where there is none yet."""
    source = source_of(code)
    if not source.is_file():
        return _blank(code)
    with source.open("rb") as stream:
        return read_po(stream, locale=code)


def brought_up_to_date(translation: Catalog, template: Catalog) -> Catalog:
    """Give a translation the template's sentences; unused ones become obsolete."""
    for key, message in list(translation.obsolete.items()):
        name = message.id if isinstance(message.id, str) else message.id[0]
        if template.get(name, message.context) is not None:
            del translation.obsolete[key]
            translation[message.id] = message
    translation.update(template, no_fuzzy_matching=True)
    translation.revision_date = UNDATED
    return translation


def faults_of(translation: Catalog) -> Iterator[str]:
    """Yield what keeps a translation from being complete and safe to format."""
    for message in translation:
        if not message.id:
            continue
        said = forms(message.string)
        if not said or not all(said):
            yield f"missing: {message.id!r}"
        elif message.fuzzy:
            yield f"fuzzy: {message.id!r}"
        elif not _same_placeholders(message):
            yield f"placeholders differ: {message.id!r}"
        elif any(french(form) != form for form in said):
            yield f"untidy: {message.id!r}"
    for message in translation.obsolete.values():
        yield f"obsolete: {message.id!r}"


def untranslated(translation: Catalog) -> Catalog:
    """Return what is still to be said, ready to be filled in."""
    missing = _blank(str(translation.locale))
    for message in translation:
        if message.id and not all(forms(message.string) or ("",)):
            missing.add(message.id, context=message.context)
    return missing


def tidy(translation: Catalog) -> None:
    """Give French its narrow spaces and apostrophes, however they were typed."""
    for message in translation:
        if message.id and message.string:
            message.string = (
                french(message.string)
                if isinstance(message.string, str)
                else tuple(french(form) for form in message.string)
            )


def french(sentence: str) -> str:
    """Return a sentence with ``’``, U+202F before ``; : ! ? »`` and after ``«``."""
    sentence = re.sub(r"(?<=\w)'(?=[\w{«“])", APOSTROPHE, sentence)
    sentence = re.sub(r"[ \u00a0]+([;:!?])", rf"{NARROW}\1", sentence)
    sentence = re.sub(r"[ \u00a0\u202f]*»", f"{NARROW}»", sentence)
    return re.sub(r"«[ \u00a0\u202f]*", f"«{NARROW}", sentence)


def _blank(code: str | None = None) -> Catalog:
    return Catalog(
        locale=code,
        project="relance",
        header_comment="# The words of Relance.",
        last_translator="Relance contributors",
        language_team="Relance contributors",
        msgid_bugs_address="",
        version="",
        charset="utf-8",
        fuzzy=False,
    )


def _place(found: tuple[str, int, object, object, object]) -> tuple[str, int]:
    return found[0], found[1]


def forms(said: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return a sentence, or the forms of one that counts, as forms."""
    return (said,) if isinstance(said, str) else tuple(said or ())


def _report(code: str, translation: Catalog) -> int:
    faults = list(faults_of(translation))
    for line in faults:
        print(f"{code}: {line}")
    return len(faults)


def _update(code: str, translation: Catalog, *, prune: bool) -> None:
    """Write what has been translated, tidied; what has not is asked for apart."""
    if prune:
        translation.obsolete.clear()
    tidy(translation)
    written = _blank(code)
    written.creation_date = written.revision_date = UNDATED
    written.obsolete = translation.obsolete
    for message in translation:
        if message.id and all(forms(message.string) or ("",)):
            written[message.id] = message
    _write(source_of(code), written)
    _compile(code)


def _same_placeholders(message: Message) -> bool:
    """Tell whether the forms of a message name what the English ones name."""
    meant = [_placeholders(form) for form in forms(message.id)]
    said = [_placeholders(form) for form in forms(message.string)]
    return said[-1] == meant[-1] and all(names <= meant[-1] for names in said)


def _placeholders(sentence: str) -> frozenset[str]:
    try:
        parsed = list(Formatter().parse(sentence))
    except ValueError:
        return frozenset({sentence})
    return frozenset(name for _, name, _, _ in parsed if name)


def _write(file: Path, catalog: Catalog) -> None:
    content = io.BytesIO()
    write_po(content, catalog, width=88, sort_output=True, include_lineno=False)
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.is_file() or file.read_bytes() != content.getvalue():
        file.write_bytes(content.getvalue())


def _compile(code: str) -> None:
    source = source_of(code)
    if source.is_file():
        with source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read(code))


if __name__ == "__main__":
    raise SystemExit(main())
