"""Refusals about rules of assignment: whose they are, what they need (R-32)."""

from collections.abc import Mapping

from tui.i18n import N_
from tui.words.refusal_words import Words

WORDS: Mapping[str, Words] = {
    "capacity_negative": Words(
        N_("{value} prospects cannot be given."), N_("Type a number, or nothing.")
    ),
    "rule_of_others": Words(
        N_("The rule {rule} gives to sellers of other teams too."),
        N_("Ask an administrator."),
    ),
    "rule_too_many_reps": Words(
        N_("A rule takes {most} sellers at most."), N_("Make two rules.")
    ),
    "rule_unknown": Words(
        N_("There is no such rule any more."), N_("`n` makes a new one.")
    ),
    "rule_without_reps": Words(
        N_("A rule needs somebody to give to."), N_("Tick a seller.")
    ),
    "rules_give_nothing": Words(
        N_("No rule has anybody available."),
        N_("Look at who is paused or full."),
    ),
    "rules_need_person": Words(
        N_("Rules give people: this deal has none."), N_("Name a person.")
    ),
    "rules_nothing_waiting": Words(
        N_("Every prospect has a seller."), N_("There is nothing to give.")
    ),
}
"""What is said of each code of rules."""
