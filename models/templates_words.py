"""A name or a sentence in the languages that a workspace may be made in."""

from dataclasses import dataclass
from typing import assert_never

from models.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in English and in French."""

    en: str
    fr: str

    def in_language(self, language: Language) -> str:
        """Return the words of one language."""
        match language:
            case Language.EN:
                return self.en
            case Language.FR:
                return self.fr
        assert_never(language)


NOTHING = Words("", "")
