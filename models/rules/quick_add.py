"""One line that makes a deal: a title, an amount and signs (K-04, defaults.md 8)."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.errors import BadValue
from models.money import Money
from models.money import parse_amount
from models.rules.amount_words import find_amount
from models.rules.line_words import TITLE
from models.rules.line_words import Word
from models.rules.line_words import line_words
from models.rules.matching import nearest
from models.text import NAME
from models.text import clean
from models.text import fold
from models.vocabulary import Language
from models.vocabulary import Temperature

LONGEST = 1_000
"""Characters that a line may have."""

VALUES = {
    "hot": Temperature.HOT,
    "chaud": Temperature.HOT,
    "chaude": Temperature.HOT,
    "warm": Temperature.WARM,
    "tiede": Temperature.WARM,
    "cold": Temperature.COLD,
    "froid": Temperature.COLD,
    "froide": Temperature.COLD,
    "lost": Temperature.LOST,
    "perdu": Temperature.LOST,
    "perdue": Temperature.LOST,
}

THE_RULES = frozenset({"rules", "regles"})
"""What stands for whom the rules choose, where an owner is named."""


@dataclass(frozen=True, slots=True)
class QuickAdd:
    """What a line says; names and dates as typed, to be looked up by the caller."""

    title: str
    amount: Money | None = None
    company: str | None = None
    person: str | None = None
    source: str | None = None
    value: Temperature | None = None
    step: str | None = None
    expected_close: str | None = None
    stage: str | None = None
    owner: str | None = None

    @property
    def by_rules(self) -> bool:
        """Whether it is left to the rules whose it will be (R-32)."""
        return fold(self.owner or "") in THE_RULES


def parse_quick_add(line: str, language: Language, currency: str) -> QuickAdd:
    """Return what ``line`` says, amounts in ``currency`` unless it names another."""
    words = list(line_words(clean(line, LONGEST)))
    told = _told(words)
    amount, words = _amount(words, told.pop("amount", None), language, currency)
    title = " ".join(word.text for word in words if word.field == TITLE).strip()
    if not title:
        raise BadValue("quick_add_title_missing", TITLE)
    value = told.pop("value", None)
    return QuickAdd(
        title=_short(title, TITLE),
        amount=amount,
        value=None if value is None else read_temperature(value),
        **{name: _short(text, name) for name, text in told.items()},
    )


def read_temperature(word: str) -> Temperature:
    """Return the value of a prospect from its word in either language (R-10)."""
    plain = fold(word)
    if plain not in VALUES:
        meant = nearest(plain, VALUES)
        likely = VALUES[meant] if meant else None
        raise BadValue("value_unknown", "value", text=word, nearest=likely)
    return VALUES[plain]


def _told(words: Sequence[Word]) -> dict[str, str]:
    told: dict[str, str] = {}
    for word in words:
        if word.field in told:
            raise BadValue("quick_add_twice", word.field, text=word.text)
        if word.field != TITLE:
            told[word.field] = word.text
    return told


def _amount(
    words: list[Word], told: str | None, language: Language, currency: str
) -> tuple[Money | None, list[Word]]:
    """Return the amount, and the words without it."""
    if told is not None:
        money = parse_amount(told, language, currency)
        _refuse_another(words, language, currency)
        return money, words
    found = find_amount(words, language, currency)
    if found is None:
        return None, words
    _refuse_another(words[found.stop :], language, currency)
    return found.money, words[: found.start] + words[found.stop :]


def _refuse_another(words: list[Word], language: Language, currency: str) -> None:
    another = find_amount(words, language, currency)
    if another:
        text = " ".join(word.text for word in words[another.start : another.stop])
        raise BadValue("quick_add_twice", "amount", text=text)


def _short(text: str, field: str) -> str:
    try:
        return clean(text.strip(), NAME)
    except BadValue as error:
        error.field = field
        raise
