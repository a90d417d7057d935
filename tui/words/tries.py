"""Which try a follow-up is, in words."""

from models.vocabulary import Language
from tui.i18n import _
from tui.i18n import language

ENDINGS = {1: "st", 2: "nd", 3: "rd"}
TEEN = 10
TENS = 10
HUNDRED = 100


def nth_try(attempt: int) -> str:
    """Return ``2nd try``; nothing for a first one."""
    if attempt <= 1:
        return ""
    return _("{ordinal} try").format(ordinal=ordinal(attempt, language()))


def ordinal(number: int, spoken: Language) -> str:
    """Return ``2nd``, ``2e``."""
    if spoken is Language.FR:
        return f"{number}{'er' if number == 1 else 'e'}"
    teen = number % HUNDRED // TENS * TENS == TEEN
    return f"{number}{'th' if teen else ENDINGS.get(number % TENS, 'th')}"
