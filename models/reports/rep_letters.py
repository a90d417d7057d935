"""Whose prospects the scope holds, and who was gone at the ends of months (C.7)."""

from collections import Counter
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlalchemy import Text
from sqlalchemy import literal_column
from sqlmodel import col

from models.access import Reader
from models.access import colleagues
from models.queries.first_terms import chosen
from models.queries.first_terms import whole
from models.reports.ends import CODES
from models.reports.ends import FIRST
from models.reports.ends import LETTERS
from models.reports.gone import deactivated
from models.reports.report import Asked
from models.reports.scope import scope_of
from models.rules.metrics_followups import Month
from models.rules.metrics_followups import without_rep
from models.tables import User
from models.views.people import integer
from models.vocabulary import Scope

UNKNOWN = -1
Kind = tuple[bool, ...]
"""Whether prospects are in the scope, and whether they have no rep at each end."""


@dataclass(frozen=True, slots=True)
class RepLetters:
    """A letter for each user: the same for those whose prospects count alike."""

    kinds: Mapping[Kind, int]
    of: Mapping[int | None, int]

    @property
    def fit(self) -> bool:
        """Tell whether each kind has a letter of its own."""
        return len(self.kinds) <= LETTERS

    def sql(self, owner: str) -> ColumnElement[str]:
        """Return the SQL of the letter of a column that holds a user.

        Nearly all have the same one: only the others are looked up.
        """
        usual, _number = Counter(self.of.values()).most_common(1)[0]
        apart = {user: code for user, code in self.of.items() if user and code != usual}
        others = "".join(f" WHEN {user} THEN '{chr(apart[user])}'" for user in apart)
        found = f"CASE {owner}{others} END" if apart else f"'{chr(usual)}'"
        return literal_column(
            f"CASE WHEN {owner} IS NULL THEN '{chr(self.of[None])}'"
            f" WHEN {owner} IN ({', '.join(map(str, apart))}) THEN {found}"
            f" ELSE '{chr(usual)}' END",
            Text,
        )

    def letter(self, user: int | None) -> int:
        """Return the letter of a user; of one unknown, as of any who was there."""
        return self.of.get(user, self.of[UNKNOWN])

    def in_scope(self) -> bytes:
        """Return the table that translates letters to whether they are in the scope."""
        return self._table(0)

    def without_rep(self, at: int) -> bytes:
        """Return the table that translates letters to whether no rep was there."""
        return self._table(1 + at)

    def _table(self, fact: int) -> bytes:
        yes = {code for kind, code in self.kinds.items() if kind[fact]}
        return bytes(code in yes for code in CODES)


def rep_letters(reader: Reader, asked: Asked, months: Sequence[Month]) -> RepLetters:
    """Give nobody and every user the letter of how their prospects count."""
    gone, owners = deactivated(reader, months), _owners(reader, asked)
    users = reader.session.connection().execute(chosen(whole(col(User.id))))
    kinds: dict[Kind, int] = {}
    of: dict[int | None, int] = {}
    for user in (None, UNKNOWN, *(integer(one) for (one,) in users)):
        kind: Kind = (False,) * (1 + len(gone))
        if owners is None or user in owners:
            kind = (True, *(without_rep(user, then) for then in gone))
        of[user] = kinds.setdefault(kind, FIRST + len(kinds))
    return RepLetters(kinds, of)


def _owners(reader: Reader, asked: Asked) -> frozenset[int | None] | None:
    """Return whose prospects the scope holds; nothing where it holds everybody's."""
    match scope_of(reader, asked.scope):
        case Scope.ME:
            return frozenset({reader.actor.id})
        case Scope.TEAM if asked.scope is Scope.TEAM:
            return frozenset(reader.session.scalars(colleagues(reader.actor)))
        case _:
            return None
