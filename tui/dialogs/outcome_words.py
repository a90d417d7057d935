"""What the outcome dialog says: its title and its four lines."""

from typing import assert_never

from models.due import horizon
from models.views.asking import OutcomeForm
from models.vocabulary import NoContact
from models.vocabulary import Outcome
from tui import glyphs
from tui.i18n import N_
from tui.i18n import _
from tui.steps import step_of
from tui.widgets.date_field import Almanac
from tui.widgets.facts import Fact
from tui.widgets.letter_choices import LetterChoice
from tui.words.due import when_forms
from tui.words.quotes import quoted
from tui.words.tries import nth_try
from tui.wrapping import wrapped

GUIDE_CELLS = 70
GUIDE_LINES = 2
"""The lines of the guide and of the comment, each; where rows are few, of both."""
NO_CONTACTS = (
    (NoContact.NO_CONTACT, N_("no contact")),
    (NoContact.NO_SHOW, N_("no-show")),
)


def title_of(form: OutcomeForm, almanac: Almanac) -> tuple[str, ...]:
    """Return ``Call · Boréal Fitness`` and ``2nd try · 3 days late``.

    Shorter wordings follow; the number of the attempt alone is always read (R-17).
    """
    dot = f" {glyphs.current().separator} "
    here = horizon(almanac.now, almanac.zone)
    step = step_of(form.planned_on, form.planned_at, here, all_day=form.all_day)
    tried = nth_try(form.attempt)
    title, forms = f"{form.type_name}{dot}{form.about}", when_forms(step)
    if not tried:
        return title, forms[0]
    return title, *(f"{tried}{dot}{when}" for when in forms), tried


def guide_of(form: OutcomeForm, *, low: bool) -> list[Fact]:
    """Return what there is to do, what was written of it, and a free line.

    The type says the one (R-38), who planned it wrote the other (R-11).
    """
    texts = [(form.guide, "muted")] if form.guide else []
    if form.comment:
        texts.append((quoted(form.comment), "text"))
    most = GUIDE_LINES // len(texts) if low and texts else GUIDE_LINES
    told = [
        Fact("", line, wide=True, role=role)
        for text, role in texts
        for line in wrapped(text, GUIDE_CELLS, most)
    ]
    return [*told, Fact("")] if told else []


def choice_of(outcome: Outcome, form: OutcomeForm) -> LetterChoice[Outcome]:
    """Return the line of an outcome: its letter, its name and what it means."""
    match outcome:
        case Outcome.RESCHEDULE:
            return LetterChoice(
                outcome, "r", _("Reschedule"), _("no contact, or no-show")
            )
        case Outcome.NEXT_STEP:
            names = [one.name for one in form.next_types]
            return LetterChoice(outcome, "n", _("Next step"), ", ".join(names))
        case Outcome.ENROLLED:
            return LetterChoice(
                outcome, "e", _("Enrolled / won"), _("it led to a sale")
            )
        case Outcome.NOT_INTERESTED:
            return LetterChoice(
                outcome,
                "x",
                _("Not interested"),
                _("close this follow-up, prospect lost"),
            )
        case _:
            assert_never(outcome)


def other_result(chosen: NoContact) -> str:
    """Return the words for what Tab switches to."""
    return next(words for kind, words in NO_CONTACTS if kind is not chosen)
