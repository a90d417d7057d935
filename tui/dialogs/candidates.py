"""Records that may be meant by a name: link one of them, or keep them separate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from models.views.drafts import Named
from models.views.hits import Similar
from models.views.hits import Why
from tui.i18n import _
from tui.widgets.facts import Fact
from tui.widgets.letter_choices import LetterChoice
from tui.widgets.letter_choices import LetterChoices

LINK = "l"
KEEP = "k"
LETTERS = "abcdefg"
"""What picks one among several; the list is no longer than this."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """For which field, what was typed, and who may be meant."""

    field: str
    typed: str
    similar: Sequence[Similar]
    exact: bool
    """Whether they have exactly that name: then one of several is to be chosen."""


def question(found: Candidates) -> list[Fact]:
    """Return what is asked, above the letters."""
    if found.exact:
        asked = _("Which {name} is meant?")
    else:
        asked = _("Is {name} one that is known already?")
    return [Fact("", asked.format(name=found.typed), role="strong", wide=True)]


class CandidateList(LetterChoices[Named]):
    """A letter links one, ``k`` makes a new one; nothing is chosen at first."""

    def offer(self, found: Candidates) -> None:
        """Show who may be meant by the name that was typed."""
        shown = found.similar[: len(LETTERS)]
        letters = LINK if len(shown) == 1 else LETTERS
        links = [
            LetterChoice(Named(one.name, one.id), letter, one.name, _why(one))
            for letter, one in zip(letters, shown, strict=False)
        ]
        own = Named(found.typed)
        keep = LetterChoice(own, KEEP, _("Keep separate"), _new(found))
        self.set_choices([*links, keep])

    def clear(self) -> None:
        """Show nobody."""
        self.set_choices(())


def _new(found: Candidates) -> str:
    if found.field == "company":
        return _("a new company, {name}").format(name=found.typed)
    return _("a new person, {name}").format(name=found.typed)


def _why(one: Similar) -> str:
    match one.why:
        case Why.EMAIL:
            shared = _("same e-mail")
        case Why.PHONE:
            shared = _("same phone")
        case Why.DOMAIN:
            shared = _("same domain")
        case Why.NAME:
            shared = _("same name")
        case _:
            assert_never(one.why)
    return f"{one.detail} · {shared}" if one.detail else shared
