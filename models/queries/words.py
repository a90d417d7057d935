"""The search index as a query sees it: words in, rows of visible records out."""

import re
from collections.abc import Mapping
from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import ColumnElement
from sqlalchemy import Integer
from sqlalchemy import Select
from sqlalchemy import Text
from sqlalchemy import bindparam
from sqlalchemy import case
from sqlalchemy import column
from sqlalchemy import exists
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import table
from sqlmodel import col

from models.access import Reader
from models.access import visible
from models.actor import Actor
from models.indexing import KINDS
from models.indexing import WIDTH
from models.rules.matching import normalise_phone
from models.tables import Deal
from models.tables import FollowUp
from models.tables import Interaction
from models.tables import Organization
from models.tables import Person
from models.tables.base import Record
from models.text import fold

LONGEST = 100
"""Characters of a query that are read; the rest is cut (safety.md 76)."""
MOST_WORDS = 8
PHONE_DIGITS = 6
"""From that many digits on, a query may be a telephone number."""

TABLES: Mapping[str, type[Record]] = {
    "deal": Deal,
    "person": Person,
    "organization": Organization,
    "interaction": Interaction,
    "follow_up": FollowUp,
}

_SEARCH = table(
    "search", column("rowid", Integer), column("words", Text), column("search", Text)
)
_PLACE = _SEARCH.c.rowid
_LITERAL = re.compile(r"[%_]")


def query_words(text: str) -> list[str]:
    """Return the folded words that are looked for, without what no one can see."""
    seen = (sign if sign.isprintable() else " " for sign in text[:LONGEST])
    return fold("".join(seen)).split()[:MOST_WORDS]


def places(reader: Reader, text: str, limit: int) -> list[int]:
    """Return the newest index rows that hold all words, of visible records only.

    Each word is a prefix; signs that are no part of a word are looked for literally.
    """
    words = query_words(text)
    if not words:
        return []
    tokens = " ".join(_quoted(word) for word in words if _has_token(word))
    signs = [word for word in words if not _has_token(word) or _LITERAL.search(word)]
    found = _run(reader, tokens, KINDS, limit, signs)
    number = _number(reader, text)
    if number and len(found) < limit:
        found += _run(reader, _quoted(number), KINDS, limit)
    return found


def beginning(reader: Reader, text: str, limit: int) -> list[int]:
    """Return the newest index rows that begin with the text: titles and names do."""
    words = [word for word in query_words(text) if _has_token(word)]
    if not words:
        return []
    return _run(reader, "^" + _quoted(" ".join(words)), KINDS, limit)


def records(reader: Reader, kind: str, words: Sequence[str], limit: int) -> list[int]:
    """Return the ids of visible records of one kind that hold all words."""
    tokens = " ".join(_quoted(word) for word in words if _has_token(word))
    if not tokens:
        return []
    return [place // WIDTH for place in _run(reader, tokens, (kind,), limit)]


def _run(
    reader: Reader,
    words: str,
    kinds: tuple[str, ...],
    limit: int,
    signs: Sequence[str] = (),
) -> list[int]:
    query = _visible(reader.actor, kinds, matching=bool(words))
    for sign in signs:
        query = query.where(func.instr(_SEARCH.c.words, sign) > 0)
    given = {"words": words, "limit": limit} if words else {"limit": limit}
    return [int(place) for place in reader.session.scalars(query, given)]


@lru_cache(maxsize=256)
def _visible(actor: Actor, kinds: tuple[str, ...], *, matching: bool) -> Select[int]:
    """Select index rows whose record the actor may see; the newest can stop early."""
    sort = _PLACE % WIDTH
    tests = [(sort == KINDS.index(kind), _seen(actor, kind)) for kind in kinds]
    query = select(_PLACE).where(case(*tests, else_=0) == 1)
    if matching:
        match = _SEARCH.c.search.op("MATCH", is_comparison=True)
        query = query.where(match(bindparam("words", type_=Text)))
    return query.order_by(_PLACE.desc()).limit(bindparam("limit", type_=Integer))


def _seen(actor: Actor, kind: str) -> ColumnElement[bool]:
    chosen = TABLES[kind]
    return exists().where(col(chosen.id) == _PLACE // WIDTH, visible(actor, chosen))


def _quoted(word: str) -> str:
    plain = word.replace('"', " ")
    return f'"{plain}"*'


def _has_token(word: str) -> bool:
    return any(sign.isalnum() for sign in word)


def _number(reader: Reader, text: str) -> str:
    """Return the digits under which a typed telephone number is stored."""
    if sum(sign.isdigit() for sign in text[:LONGEST]) < PHONE_DIGITS:
        return ""
    number = normalise_phone(text[:LONGEST], reader.house.country)
    return (number or "").lstrip("+")
