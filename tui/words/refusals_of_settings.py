"""Refusals of what a manager sets up: names, letters, what is in use (R-01)."""

from collections.abc import Mapping

from tui.i18n import N_
from tui.words.refusal_words import Words

WORDS: Mapping[str, Words] = {
    "name_taken": Words(N_("{text} is there already."), N_("Choose another name.")),
    "name_taken_off": Words(
        N_("{text} is there, switched off."), N_("Switch that one on again.")
    ),
    "setting_changed": Words(
        N_("{who} has changed this line."),
        N_("`Enter` again keeps yours, `Esc` theirs."),
    ),
    "type_used": Words(
        N_("{name} has follow-ups, so it cannot be deleted."),
        N_("`x` puts it out of use."),
    ),
    "setting_used": Words(
        N_("{name} is used, so it cannot be deleted."), N_("`x` puts it out of use.")
    ),
    "letter_bad": Words(
        N_("“{text}” cannot pick a reason."),
        N_("Type one letter, but not h, j, k, l or q."),
    ),
    "letter_taken": Words(
        N_("Another reason has the letter {text}."),
        N_("Type another, or none for a free one."),
    ),
    "letters_used_up": Words(
        N_("Every letter has its reason."), N_("Put one out of use first.")
    ),
    "activity_has_slots": Words(
        N_("{name} has slots, so its kind stays."), N_("Make another activity.")
    ),
    "activity_kind_none": Words(
        N_("An activity is tried or an appointment."), N_("Choose one of both.")
    ),
    "delay_range": Words(N_("That is no delay."), N_("Give 0 to {limit} days.")),
    "text_empty": Words(N_("The text {name} says nothing."), N_("Type a few words.")),
    "text_field_unknown": Words(
        N_("There is no field {{{text}}}."),
        N_("Type another one."),
        N_("Did you mean {{{nearest}}}?"),
    ),
    "team_root_stays": Words(
        N_("{team} is the top of the tree."), N_("Rename it, or move another team.")
    ),
    "team_below_itself": Words(
        N_("{team} would be part of itself."), N_("Choose another team.")
    ),
}
"""What is said of each code of the settings."""
