"""Reads vCard files of versions 2.1 to 4.0 as rows of people (B1.17)."""

import json
import quopri
import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass

from models.errors import BadData
from models.exchange.bytes_in import FileBytes
from models.exchange.encodings import decode
from models.exchange.encodings import recognise
from models.exchange.reading import AUTO
from models.exchange.reading import Line
from models.exchange.reading import Table
from models.exchange.reports import Problem

HEADERS = (
    "first_name",
    "last_name",
    "company",
    "title",
    "phone",
    "other_phones",
    "email",
    "other_emails",
    "language",
    "note",
)
SUFFIXES = frozenset({".vcf", ".vcard"})
READ = frozenset({"N", "FN", "ORG", "TITLE", "TEL", "EMAIL", "LANG", "NOTE", "ADR"})
"""What a card says that is taken in; pictures, keys and the like are read past."""
MACHINES = frozenset({"FAX", "PAGER"})

_BREAK = re.compile(r"\r\n|\r|\n")
_HEAD = re.compile(r'(?P<head>(?:[^":]|"[^"]*")*+):')
_PART = re.compile(r'(?:[^";]|"[^"]*")+')
_TOKEN = re.compile(r"\\.|;|[^\\;]+|\\", re.DOTALL)
_EXTENSION = re.compile(r";ext=(?P<number>\d+)", re.IGNORECASE)
_PADDING = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_QUOTED = "QUOTED-PRINTABLE"
_CARD = "VCARD"


@dataclass(frozen=True, slots=True)
class _Property:
    """One line of a card: its name, its marks in capitals, its raw value."""

    name: str
    marks: frozenset[str]
    charset: str
    value: str


Card = dict[str, list[_Property]]


def is_card_file(file: FileBytes) -> bool:
    """Tell whether a file holds vCards, by its name or by how it begins."""
    start = file.content[:64].lstrip(_PADDING).replace(b"\0", b"")
    named = file.path.suffix.casefold() in SUFFIXES
    return named or start.upper().startswith(b"BEGIN:VCARD")


def cards_of(file: FileBytes, encoding: str = AUTO) -> Table:
    """Return the people of a vCard file as a table; each card's line is its own."""
    where = str(file.path)
    if not file.content.strip():
        raise BadData("file_empty", path=where)
    used = recognise(file.content, where) if encoding == AUTO else encoding
    text = decode(file.content, used, where)
    cards = list(_cards(text))
    if not cards:
        raise BadData("cards_missing", path=where)
    rows = tuple(_row(file.path.name, one) for one in cards)
    homeless = sum(_has_address(card) for _, card, _ in cards)
    return Table(file.path, file.digest, "", ",", HEADERS, 0, rows, homeless)


def _row(name: str, found: tuple[int, Card, bool]) -> Line:
    """Return the row of a card; one that never ends has its problem."""
    begins, card, is_whole = found
    problem = Problem(name, begins, "", "", "card_unclosed")
    return Line(begins, _cells(card), None if is_whole else problem)


def _has_address(card: Card) -> bool:
    """Tell whether a card says where to write to, for which a person has no field."""
    return any(any(_fields(found)) for found in card.get("ADR", ()))


def _cards(text: str) -> Iterator[tuple[int, Card, bool]]:
    """Yield where each card begins, what it says, and whether it ends."""
    card: Card | None = None
    begins = 0
    for number, found in _own_lines(text):
        if _marks_card(found, "BEGIN"):
            if card is not None:
                yield begins, card, False
            card, begins = {}, number
        elif card is not None and _marks_card(found, "END"):
            yield begins, card, True
            card = None
        elif card is not None and found.name in READ:
            card.setdefault(found.name, []).append(found)
    if card is not None:
        yield begins, card, False


def _own_lines(text: str) -> Iterator[tuple[int, _Property]]:
    """Yield the lines of the cards, without cards inside them (an agent's)."""
    depth = 0
    last = ""
    for number, line in _logical(text):
        found = _property(line)
        if found is None:
            continue
        begins = _marks_card(found, "BEGIN")
        if depth or (begins and last == "AGENT"):
            depth += begins - _marks_card(found, "END")
            continue
        last = found.name
        yield number, found


def _marks_card(found: _Property, edge: str) -> bool:
    return found.name == edge and found.value.strip().upper() == _CARD


def _logical(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line with what was folded under it, and its number."""
    pieces: list[str] = []
    begins = 0
    quoted = soft = False
    for number, line in enumerate(_BREAK.split(text), 1):
        if soft:
            pieces[-1] = pieces[-1][:-1]
            pieces.append(line)
        elif pieces and line[:1] in {" ", "\t"}:
            pieces.append(line[1:])
        else:
            if pieces:
                yield begins, "".join(pieces)
            pieces, begins = [line], number
            quoted = _QUOTED in line.upper()
        soft = quoted and line.endswith("=")
    if pieces:
        yield begins, "".join(pieces)


def _property(line: str) -> _Property | None:
    """Return a line's parts, nothing where it is no property at all."""
    found = _HEAD.match(line)
    if found is None:
        return None
    name, *options = _PART.findall(found["head"]) or [""]
    marks: set[str] = set()
    charset = ""
    for option in options:
        key, _, told = option.rpartition("=")
        if key.strip().upper() == "CHARSET":
            charset = told.strip('" ')
        elif key.strip().upper() == "PREF":
            marks.add("PREF")
        else:
            marks.update(told.upper().replace('"', "").replace(" ", "").split(","))
    name = name.rpartition(".")[2].strip().upper()
    return _Property(name, frozenset(marks), charset, line[found.end() :])


def _fields(found: _Property) -> list[str]:
    """Return the parts between semicolons, every encoding and escape undone."""
    parts: list[list[str]] = [[]]
    for token in _TOKEN.findall(_decoded(found)):
        if token == ";":
            parts.append([])
        elif token.startswith("\\"):
            parts[-1].append("\n" if token[1:] in {"n", "N"} else token[1:])
        else:
            parts[-1].append(token)
    return ["".join(part).strip() for part in parts]


def _decoded(found: _Property) -> str:
    if _QUOTED not in found.marks:
        return found.value
    content = quopri.decodestring(found.value.encode("utf-8", "surrogateescape"))
    for charset in (found.charset or "utf-8", "utf-8"):
        try:
            return content.decode(charset)
        except (LookupError, UnicodeError):
            continue
    return content.decode("cp1252", "replace")


def _cells(card: Card) -> tuple[str, ...]:
    company = _first(card, "ORG")
    first, last = _names(card)
    if not first and not last:
        first, _, last = (_whole(card, "FN") or company).partition(" ")
    phones = [_number(_whole_value(one)) for one in _ranked(card.get("TEL", ()))]
    emails = [_address(_whole_value(one)) for one in _ranked(card.get("EMAIL", ()))]
    phone, phones_left = _split(phones)
    email, emails_left = _split(emails)
    return (
        first,
        last.strip(),
        company,
        _whole(card, "TITLE"),
        phone,
        phones_left,
        email,
        emails_left,
        _first(card, "LANG"),
        _notes(card),
    )


def _notes(card: Card) -> str:
    """Return all that a card notes, each note on lines of its own."""
    notes = [_whole_value(found) for found in card.get("NOTE", ())]
    return "\n".join(filter(None, notes))


def _names(card: Card) -> tuple[str, str]:
    """Return first and last name as the card parts them."""
    for found in card.get("N", ()):
        family, given, further, *_ = (*_fields(found), "", "", "")
        return given or further, family
    return "", ""


def _first(card: Card, name: str) -> str:
    """Return the first part of a property: of a company, not its departments."""
    for found in card.get(name, ()):
        return _fields(found)[0]
    return ""


def _whole(card: Card, name: str) -> str:
    for found in card.get(name, ()):
        return _whole_value(found)
    return ""


def _whole_value(found: _Property) -> str:
    return ";".join(_fields(found)).strip()


def _ranked(found: Sequence[_Property]) -> list[_Property]:
    """Return the preferred one first, the machines that nobody answers last."""

    def rank(one: _Property) -> tuple[bool, bool]:
        return bool(one.marks & MACHINES), "PREF" not in one.marks

    return sorted(found, key=rank)


def _number(text: str) -> str:
    """Return a telephone number as people write it, not as a link."""
    if not text.casefold().startswith("tel:"):
        return text
    extension = _EXTENSION.search(text)
    number = text[len("tel:") :].partition(";")[0]
    return f"{number} ext. {extension['number']}" if extension else number


def _address(text: str) -> str:
    return text[len("mailto:") :] if text.casefold().startswith("mailto:") else text


def _split(values: Sequence[str]) -> tuple[str, str]:
    """Return the first value, and the others as our exports list them."""
    told = [one for one in dict.fromkeys(values) if one]
    others = told[1:]
    rest = json.dumps(others, ensure_ascii=False) if others else ""
    return (told or [""])[0], rest
