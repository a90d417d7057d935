"""The words of the interface in the chosen language; the only door to gettext."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from models.vocabulary import Language

if TYPE_CHECKING:
    from gettext import NullTranslations

DOMAIN = "relance"
LOCALE = Path(__file__).parent / "locale"
CONTEXT_GLUE = "\x04"
"""What a catalog puts between a context and its message."""


class _Spoken:
    """The language in use and its catalog; English needs none."""

    def __init__(self) -> None:
        self.language = Language.EN
        self.catalog: NullTranslations | None = None


_spoken = _Spoken()


def language() -> Language:
    """Return the language in which everything is said."""
    return _spoken.language


def set_language(wanted: Language) -> None:
    """Speak another language from the next sentence on, without a restart."""
    _spoken.catalog = _catalog(wanted)
    _spoken.language = wanted


def environment_language(environ: Mapping[str, str]) -> Language:
    """Return the language that ``LC_ALL``, ``LC_MESSAGES`` or ``LANG`` asks for."""
    names = (environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((name for name in names if name), "")
    code = locale.split(".")[0].split("_")[0].lower()
    return Language(code) if code in set(Language) else Language.EN


def _(message: str) -> str:
    """Return a whole sentence in the language in use."""
    catalog = _spoken.catalog
    return message if catalog is None or not message else catalog.gettext(message)


def N_(message: str) -> str:  # noqa: N802 - the name that extractors look for
    """Mark a sentence for translation where it is written; ``_`` says it later."""
    return message


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form that ``count`` takes: 0 is plural in English, not in French."""
    catalog = _spoken.catalog
    if catalog is None:
        return one if count == 1 else many
    return catalog.ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """Return a word whose translation depends on where it stands."""
    said = _(f"{context}{CONTEXT_GLUE}{message}")
    return message if CONTEXT_GLUE in said else said


def _catalog(wanted: Language) -> "NullTranslations | None":
    if wanted is Language.EN:
        return None
    from gettext import GNUTranslations

    compiled = LOCALE / wanted / "LC_MESSAGES" / f"{DOMAIN}.mo"
    source = compiled.with_suffix(".po")
    if _is_current(compiled, source):
        with compiled.open("rb") as stream:
            return GNUTranslations(stream)
    if source.is_file():
        return GNUTranslations(_compiled_in_memory(source))
    return None


def _is_current(compiled: Path, source: Path) -> bool:
    if not compiled.is_file():
        return False
    edited = source.is_file() and source.stat().st_mtime > compiled.stat().st_mtime
    return not edited


def _compiled_in_memory(source: Path) -> io.BytesIO:
    """Read the text of a catalog that no build has compiled since it changed."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with source.open("rb") as stream:
        write_mo(compiled, read_po(stream, locale=source.parts[-3]))
    compiled.seek(0)
    return compiled
