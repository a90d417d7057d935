"""The form of a rule of assignment: whom it takes, how it chooses, from whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from textual.widget import Widget

from models.text import NAME
from models.views.assigning import RuleChoices
from models.views.assigning import RuleFields
from models.vocabulary import Strategy
from tui.dialogs.base import Accept
from tui.dialogs.edit import AROUND
from tui.dialogs.edit import FieldScroll
from tui.dialogs.keeping import KeepingDialog
from tui.dialogs.type_form import KEYS
from tui.i18n import N_
from tui.i18n import _
from tui.widgets.check_list import CheckLine
from tui.widgets.check_list import CheckList
from tui.widgets.choice_field import Choice
from tui.widgets.choice_field import ChoiceField
from tui.widgets.text_field import SHORT_WELL
from tui.widgets.text_field import TextField
from tui.words.rules import strategy_words

CODE = 12
"""Characters of a postcode's beginning, or of a language."""


@dataclass(frozen=True, slots=True)
class RuleForm:
    """A rule as it stands, and what it may be made of."""

    was: RuleFields
    choices: RuleChoices
    known: tuple[tuple[int, str], ...] = ()
    """Its reps, those too who are not offered any more."""


class RuleDialog(KeepingDialog[RuleFields]):
    """Space ticks a seller, ``<`` and ``>`` put them in the order of the round."""

    def __init__(
        self, title: str, form: RuleForm, accept: Accept[RuleFields] | None = None
    ) -> None:
        super().__init__(title, form.was.name, accept)
        self._form = form
        self.name_field = TextField(N_("Name"), limit=NAME, id="name")
        self.source = ChoiceField[int | None](N_("Source"), id="source")
        self.team = ChoiceField[int | None](N_("Team"), id="team")
        self.postcode = TextField(
            N_("Postcode"), well=SHORT_WELL, limit=CODE, understand=_begins, id="code"
        )
        self.language = TextField(
            N_("Language"), well=SHORT_WELL, limit=CODE, id="language"
        )
        self.strategy = ChoiceField[Strategy](N_("Chooses"), id="strategy")
        self.reps = CheckList[int](N_("Sellers"), id="reps")
        self._scroll = FieldScroll(
            self.name_field,
            self.source,
            self.team,
            self.postcode,
            self.language,
            self.strategy,
            self.reps,
        )

    def fields(self) -> list[Widget]:
        """Put what makes a prospect the rule's before whom they go to."""
        return [self._scroll]

    def reset(self) -> None:
        """Begin with the rule as it stands."""
        self._scroll.styles.max_height = max(self.size.height - AROUND, 4)
        was, offered = self._form.was, self._form.choices
        self.name_field.value = was.name
        self.postcode.value = was.postcode
        self.language.value = was.language
        sources = [(one.id, one.name) for one in offered.sources]
        _offer(self.source, sources, was.source_id)
        _offer(self.team, [(one.id, one.name) for one in offered.teams], was.team_id)
        ways = [Choice(one, strategy_words(one)) for one in Strategy]
        self.strategy.set_choices(ways, list(Strategy).index(was.strategy))
        self.reps.set_lines(self._lines())
        self.frame.keys.offered = KEYS

    def answer(self) -> RuleFields | None:
        """Read the form; a rule without a name or without anybody is refused."""
        name = self.name_field.value.strip()
        if not name:
            self.name_field.refuse(_("A name is missing. Type the rule's."))
            return None
        members = tuple(line.value for line in self.reps.checked)
        if not members:
            self.reps.refuse(_("Nobody is ticked. Space ticks a seller."))
            return None
        return replace(
            self._form.was,
            name=name,
            source_id=self.source.value,
            team_id=self.team.value,
            postcode=self.postcode.value.strip(),
            language=self.language.value.strip(),
            strategy=self.strategy.value or self._form.was.strategy,
            members=members,
        )

    def _lines(self) -> list[CheckLine[int]]:
        """Put the rule's own reps first, in the order of the round."""
        known = self._form.known
        lines = [CheckLine(user, name, checked=True) for user, name in known]
        own = {user for user, _name in known}
        others = [one for one in self._form.choices.users if one.id not in own]
        return [*lines, *(CheckLine(one.id, one.name) for one in others)]


def _offer(
    field: ChoiceField[int | None],
    values: Sequence[tuple[int, str]],
    chosen: int | None,
) -> None:
    """Offer values after the one that asks for nothing; keep one no longer offered."""
    offered: dict[int | None, str] = {None: _("any"), **dict(values)}
    offered.setdefault(chosen, _("not used any more"))
    choices = [Choice(value, words) for value, words in offered.items()]
    field.set_choices(choices, list(offered).index(chosen))


def _begins(typed: str) -> str:
    """Say what a postcode's beginning means."""
    return _("all that begin so") if typed.strip() else ""
