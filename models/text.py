"""Text as it comes in: cleaned at the door, folded for search (safety.md 4)."""

import re
import unicodedata

from models.errors import BadValue

NAME = 200
"""Characters that a name or a title may have."""
EMAIL = 254
"""Characters that an e-mail address may have (RFC 5321)."""
PHONE = 40
"""Characters that a telephone number may have as typed."""
NOTE = 20_000
"""Characters that a note or a comment may have."""

MARKS_PER_BASE = 8
SLUG_LENGTH = 32

_REFUSED = re.compile(r"[\x00\ud800-\udfff]")
_SPACING = re.compile(r"\r\n|[\t\n\r]")
_BREAKS = re.compile(r"\r\n|[\r\x85\u2028\u2029]")
_UNSEEN = re.compile(r"[\x01-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_UNSEEN_IN_LINES = re.compile(
    r"[\x01-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)
_OBEYED_IN_JSON = re.compile(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_NOT_SLUG = re.compile(r"[^a-z0-9_]+")

_MARKS = frozenset({"Mn", "Me"})

_LETTERS = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ð": "d",
        "đ": "d",
        "ł": "l",
        "þ": "th",
        "ı": "i",
        "\u2018": "'",
        "\u2019": "'",
        "\u02bc": "'",
        "\u2010": "-",
    }
)
"""Letters and signs that people type plainly but Unicode does not decompose."""


def clean(text: str, limit: int, *, lines: bool = False) -> str:
    """Return ``text`` fit to store: NFC, without control or direction characters.

    Tabs and line ends become spaces, or stay line ends where ``lines`` are allowed.
    """
    if not (text.isascii() and text.isprintable()):
        text = _cleaned(text, lines=lines)
    if len(text) > limit:
        raise BadValue("text_too_long", limit=limit, length=len(text))
    return text


def fold(text: str) -> str:
    """Return the form that search compares: no case, no accent, single spaces."""
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text).casefold()
        letters = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        kept = (sign for sign in letters if not _is_unseen_in_search(sign))
        text = unicodedata.normalize("NFC", "".join(kept))
    return " ".join(text.casefold().split())


def harmless(text: str) -> str:
    """Return stored text without what a terminal obeys, should a file hold any."""
    return text if text.isprintable() else _UNSEEN_IN_LINES.sub("", text)


def harmless_json(text: str) -> str:
    """Return the same JSON with everything that a terminal obeys written as escapes."""
    return _OBEYED_IN_JSON.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def slug(name: str) -> str:
    """Return a login made of a name, matching ``[a-z][a-z0-9_-]{0,31}``."""
    plain = _NOT_SLUG.sub("-", fold(name)).lstrip("-_0123456789")
    return plain[:SLUG_LENGTH].rstrip("-_") or "user"


def _cleaned(text: str, *, lines: bool) -> str:
    refused = _REFUSED.search(text)
    if refused:
        character = f"U+{ord(refused[0]):04X}"
        raise BadValue("text_control", character=character, position=refused.start())
    if lines:
        text = _UNSEEN_IN_LINES.sub("", _BREAKS.sub("\n", text).replace("\t", " "))
    else:
        text = _UNSEEN.sub("", _SPACING.sub(" ", text))
    return _with_few_marks(unicodedata.normalize("NFC", text))


def _with_few_marks(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for sign in text:
        kind = unicodedata.category(sign)
        if kind in _MARKS:
            marks += 1
        elif kind != "Cf":
            # A joiner is no base: else it would let eight more marks in.
            marks = 0
        if kind not in _MARKS or marks <= MARKS_PER_BASE:
            kept.append(sign)
    return "".join(kept)


def _is_unseen_in_search(sign: str) -> bool:
    return bool(unicodedata.combining(sign)) or unicodedata.category(sign) == "Cf"
