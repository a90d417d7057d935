"""A deal in one line, read while it is typed; its title alone is enough (K-04)."""

from collections.abc import Awaitable
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace

from textual import on
from textual import work

from models.errors import BadValue
from models.rules.quick_add import LONGEST
from models.views.drafts import Named
from models.views.drafts import NewDeal
from tui.dialogs.base import MountedDialog
from tui.dialogs.candidates import CandidateList
from tui.dialogs.candidates import Candidates
from tui.dialogs.candidates import question
from tui.dialogs.frame import Rule
from tui.dialogs.pick import Gap
from tui.dialogs.quick_facts import Names
from tui.dialogs.quick_facts import facts_of
from tui.drafts import Draft
from tui.i18n import N_
from tui.i18n import _
from tui.quick_line import Surroundings
from tui.quick_line import Understood
from tui.quick_line import understand
from tui.widgets.facts import Facts
from tui.widgets.text_field import TextField
from tui.words.refusals import explain_under_a_field

DRAFT = Draft("quick_add", "")

Look = Callable[[str | None, str | None], Awaitable[Names]]
"""Looks a company and a person up by name, for the lines below the field."""


@dataclass(frozen=True, slots=True)
class QuickForm:
    """What the words may mean, how names are looked up, what was half typed."""

    around: Surroundings
    look: Look
    text: str = ""


@dataclass(frozen=True, slots=True)
class QuickAnswer:
    """A deal to be made; of its names, those that the person has settled."""

    deal: NewDeal
    settled: frozenset[str]
    """Fields whose company or person was chosen: no further question."""


class QuickAddDialog(MountedDialog[QuickForm, QuickAnswer]):
    """Shows what was understood below the line; names that may be known are asked."""

    DEFAULT_CSS = """
    QuickAddDialog CandidateList, QuickAddDialog #question { display: none; }
    QuickAddDialog.-asking CandidateList { display: block; }
    QuickAddDialog.-asking #question { display: block; }
    QuickAddDialog.-asking #understood { display: none; }
    """

    def __init__(self) -> None:
        self.line = TextField(N_("New deal"), limit=LONGEST, id="line")
        self.facts = Facts(id="understood")
        self.candidates = CandidateList(id="candidates")
        self.question = Facts(id="question")
        super().__init__(
            self.line,
            Rule(),
            self.facts,
            self.question,
            self.candidates,
            Gap(),
            id="quick-add",
        )
        self._form: QuickForm | None = None
        self._names = Names()
        self._asked: Candidates | None = None
        self._settled: dict[tuple[str, str], Named] = {}
        self._hurried = False
        """Enter was pressed before the meanings were read: they come first."""

    @on(TextField.Changed, "#line")
    def read_along(self, event: TextField.Changed) -> None:
        """Show what the line says now, in the frame of the key."""
        event.stop()
        self._stop_asking()
        self._show()
        self._look()

    def reset(self, asked: QuickForm) -> None:
        """Begin an empty line, or go on with the one that was left."""
        self.entitle(_("New deal"), _("a title is enough"))
        self._form = asked
        self._names = Names()
        self._settled = {}
        self._hurried = False
        self._stop_asking()
        self.line.clear()
        self.line.value = asked.text
        self._show()

    def answer(self) -> QuickAnswer | None:
        """Take what the line says, or say what is wrong with it."""
        said = self._read()
        if self._form is not None and not self._form.around.complete:
            self._hurried = True
            return None
        if self._asked is not None and not self._settle(self._asked):
            return None
        if said.problems or said.typed is None:
            self._refuse(said.problems)
            return None
        typed = said.typed
        company = self._named("company", typed.company)
        person = self._named("person", typed.person)
        return QuickAnswer(
            NewDeal(
                title=typed.title,
                amount=typed.amount,
                company=company,
                person=person,
                source_id=said.source.id if said.source else None,
                temperature=typed.value,
                step=said.step,
                expected_close=said.expected_close.day if said.expected_close else None,
                pipeline_id=None if said.stage else self._pipeline,
                stage_id=said.stage.id if said.stage else None,
                owner_id=said.owner.id if said.owner else None,
                by_rules=typed.by_rules,
            ),
            frozenset(field for field, _name in self._settled),
        )

    def surround(self, around: Surroundings) -> None:
        """Learn what the words may mean, once it has been read."""
        if self._form is not None:
            self._form = replace(self._form, around=around)
            self._show()
        if self._hurried:
            self._hurried = False
            self.action_save()

    def offer(self, found: Candidates) -> str:
        """Ask who is meant by a name; return what to say beside the keys."""
        self._asked = found
        self.candidates.offer(found)
        self.question.show(question(found))
        self.add_class("-asking")
        self.candidates.focus()
        return _("Press a letter.")

    def draft(self) -> Draft | None:
        """Keep the line until it is saved."""
        if not self.line.value.strip():
            return None
        return Draft(DRAFT.dialog, DRAFT.about, texts={"line": self.line.value})

    @property
    def _pipeline(self) -> int | None:
        return self._form.around.pipeline_id if self._form else None

    def _read(self) -> Understood:
        if self._form is None:
            return Understood()
        return understand(self.line.value, self._form.around)

    def _show(self) -> None:
        if self._form is not None:
            facts = facts_of(self._read(), self._names, self._form.around.almanac)
            self.facts.show(facts)

    @work(exclusive=True)
    async def _look(self) -> None:
        """Say of the company and the person whether they are known."""
        said = self._read().typed
        form = self._form
        if form is None or said is None or not (said.company or said.person):
            return
        names = await form.look(said.company, said.person)
        if self.asking and self._read().typed == said:
            self._names = names
            self._show()

    def _settle(self, asked: Candidates) -> bool:
        """Take the letter that was pressed; without one, ask for it."""
        chosen = self.candidates.value
        if chosen is None:
            self.keys.refusal = _("Press a letter.")
            self.candidates.focus()
            return False
        self._settled[asked.field, asked.typed] = chosen
        self._stop_asking()
        self.line.focus()
        return True

    def _named(self, field: str, typed: str | None) -> Named | None:
        if typed is None:
            return None
        return self._settled.get((field, typed), Named(typed))

    def _refuse(self, problems: tuple[BadValue, ...]) -> None:
        if problems:
            self.line.refuse(explain_under_a_field(problems[0]))

    def _stop_asking(self) -> None:
        self._asked = None
        self.remove_class("-asking")
        self.candidates.clear()
