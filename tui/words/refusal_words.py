"""The shape of a refusal's words: the reason, and what would be accepted."""

from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences marked for translation; only ``then`` may name keys, in backticks."""

    text: str
    then: str = ""
    when_told: str = ""
    """Takes the place of ``then`` where the error has a value for all it names."""
    by_command: str = ""
    """Takes the place of ``then`` on the command line, where no key acts."""

    @property
    def needs(self) -> frozenset[str]:
        """The values that ``when_told`` names."""
        return placeholders(self.when_told)

    @property
    def named(self) -> frozenset[str]:
        """Every value that any of the sentences names."""
        said = (self.text, self.then, self.by_command)
        return self.needs.union(*(placeholders(sentence) for sentence in said))


def placeholders(sentence: str) -> frozenset[str]:
    """Return the names in braces of a sentence."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)
