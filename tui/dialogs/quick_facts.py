"""The lines under a quick add: what was understood, and the sign for what was not."""

from dataclasses import dataclass

from models.errors import BadValue
from models.rules.quick_add import QuickAdd
from models.views.drafts import Due
from tui import formats
from tui import glyphs
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import language
from tui.quick_line import Understood
from tui.widgets.date_field import Almanac
from tui.widgets.facts import Fact
from tui.words import codes
from tui.words.refusals import explain


@dataclass(frozen=True, slots=True)
class Names:
    """What is known of the company and of the person that were typed."""

    company: str = ""
    person: str = ""


def facts_of(said: Understood, names: Names, almanac: Almanac) -> list[Fact]:
    """Return a line for everything that a deal may begin with."""
    typed = said.typed or QuickAdd("")
    amount = formats.amount(typed.amount, language()) if typed.amount else ""
    value = codes.temperature(typed.value) if typed.value else ""
    lines = [
        _fact(said, "title", N_("Title"), typed.title, _("what is sold")),
        _fact(said, "amount", N_("Amount"), amount, "12k€   =900"),
        _name(N_("Company"), typed.company, names.company, _("@name")),
        _name(N_("Person"), typed.person, names.person, _('&"first last"')),
        _fact(
            said,
            "source",
            N_("Source"),
            said.source.name if said.source else "",
            _("#web"),
        ),
        _fact(said, "value", N_("Value"), value, _("!hot"), value and str(typed.value)),
        _fact(said, "step", N_("Follow-up"), _day(said.step, almanac), _("~fri")),
        _fact(
            said,
            "expected_close",
            N_("Close date"),
            _day(said.expected_close, almanac),
            _("close:15/12"),
        ),
        _fact(
            said,
            "stage",
            N_("Stage"),
            said.stage.name if said.stage else "",
            _("stage:offer"),
        ),
    ]
    if typed.owner or said.problem("owner"):
        owner = said.owner.name if said.owner else ""
        owner = _("The rules") if typed.by_rules else owner
        lines.append(_fact(said, "owner", N_("Owner"), owner, ""))
    return lines


def _fact(
    said: Understood, field: str, label: str, value: str, sample: str, role: str = ""
) -> Fact:
    problem = said.problem(field)
    if problem is not None and not _only_empty(problem):
        mark = glyphs.current().overdue
        return Fact(label, f"{mark} {explain(problem).text}", role="overdue")
    if value:
        return Fact(label, value, role=role or "text")
    return Fact(label, "", sample, aside_role="faint")


def _only_empty(problem: BadValue) -> bool:
    """Tell what is no mistake yet: the title is still to be typed."""
    return problem.code == "quick_add_title_missing"


def _name(label: str, typed: str | None, known: str, sample: str) -> Fact:
    if typed is None:
        return Fact(label, "", sample, aside_role="faint")
    return Fact(label, typed, known)


def _day(due: Due | None, almanac: Almanac) -> str:
    return almanac.words(due) if due else ""
