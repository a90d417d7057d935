"""What was done to rules of assignment, and by them, in words (R-32)."""

from collections.abc import Mapping
from typing import Final

from tui import formats
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext
from tui.words.telling import Say
from tui.words.telling import Told


def _rule(sentence: str) -> Say:
    return lambda told: _(sentence).format(rule=told.text("rule"))


def _moved(told: Told) -> str:
    sentence = _("The rule {rule} is asked as number {place} now.")
    return sentence.format(rule=told.text("rule"), place=told.text("place"))


def _on_duty(told: Told) -> str:
    name, most = told.text("name"), told.done.values.get("capacity")
    if told.done.values.get("paused"):
        return _("Rules give {name} nothing for now.").format(name=name)
    if isinstance(most, int):
        sentence = ngettext(
            "Rules give {name} {count} prospect within 30 days at most.",
            "Rules give {name} {count} prospects within 30 days at most.",
            most,
        )
        return sentence.format(name=name, count=formats.number(most, language()))
    return _("Rules give {name} as many prospects as come.").format(name=name)


def _given(told: Told) -> str:
    if told.count() == 1:
        sentence = _("{name} is now {owner}'s.")
        given = sentence.format(name=told.text("person"), owner=told.text("owner"))
    else:
        given = ngettext(
            "{count} prospect given by the rules.",
            "{count} prospects given by the rules.",
            told.count(),
        ).format(count=formats.number(told.count(), language()))
    left = told.done.values.get("left")
    if not isinstance(left, int) or not left:
        return given
    stays = ngettext(
        "{count} stays without a seller.", "{count} stay without a seller.", left
    )
    return f"{given} {stays.format(count=formats.number(left, language()))}"


SAYINGS: Mapping[str, Say] = {
    "assignment_rule.created": _rule(N_("The rule {rule} is new.")),
    "assignment_rule.deleted": _rule(N_("The rule {rule} is deleted.")),
    "assignment_rule.moved": _moved,
    "assignment_rule.paused": _rule(N_("The rule {rule} is paused.")),
    "assignment_rule.resumed": _rule(N_("The rule {rule} is asked again.")),
    "assignment_rule.updated": _rule(N_("The rule {rule} is saved.")),
    "person.given_by_rules": _given,
    "user.duty_changed": _on_duty,
}
"""The sentence of every verb of rules of assignment."""

UNDONE: Final[Mapping[str, str]] = {
    "assignment_rule.created": N_("the new rule {name}"),
    "assignment_rule.deleted": N_("the deletion of the rule {name}"),
    "assignment_rule.moved": N_("the place of the rule {name}"),
    "assignment_rule.paused": N_("the pause of the rule {name}"),
    "assignment_rule.resumed": N_("the end of the pause of {name}"),
    "assignment_rule.updated": N_("the edit of the rule {name}"),
    "person.given_by_rules": N_("what the rules gave"),
    "user.duty_changed": N_("what rules give {name}"),
}
"""What was undone of them."""
