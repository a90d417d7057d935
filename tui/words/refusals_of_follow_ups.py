"""Refusals about follow-ups: whom they may be planned with, and who was faster."""

from collections.abc import Mapping

from tui.i18n import N_
from tui.words.refusal_words import Words

WORDS: Mapping[str, Words] = {
    "followup_already_done": Words(
        N_("{who} was faster: it is done already ({when}).")
    ),
    "followup_cancelled": Words(
        N_("This follow-up was cancelled meanwhile."),
        N_("`f` plans another one."),
        by_command=N_("`relance add` plans another one."),
    ),
    "followup_already_planned:due": Words(
        N_("A follow-up is planned there already."), N_("Finish that one first.")
    ),
    "followup_already_planned": Words(
        N_("{type} is planned already with {about}."),
        N_("`d` says how it went, `z` puts it off."),
        by_command=N_("`relance done` says how it went, `relance snooze` puts it off."),
    ),
    "followup_of_no_one": Words(
        N_("A follow-up is about a deal or a person."), N_("Select one.")
    ),
    "no_first_type": Words(
        N_("No type of follow-up may come first."),
        N_("A manager flags one in the settings."),
    ),
    "type_not_first": Words(
        N_("{type} may not come first."), N_("Choose a type that begins a tunnel.")
    ),
    "type_inactive": Words(
        N_("{type} is not used any more."), N_("Choose another type.")
    ),
    "do_not_contact": Words(
        N_("{person} does not want to be contacted."),
        N_("A manager can plan it and say why."),
    ),
    "do_not_contact_stays": Words(
        N_("{person} does not want to be contacted."),
        N_("A manager can take it back."),
    ),
    "do_not_contact_why": Words(
        N_("{person} does not want to be contacted."), N_("Say why in the comment.")
    ),
    "handover_needs_manager": Words(
        N_("Only a manager gives records to others."), N_("Keep it, or ask a manager.")
    ),
    "invoice_number_empty": Words(
        N_("The invoice has no number."), N_("Type one, or leave the invoice out.")
    ),
}
"""What is said of each code of follow-ups."""
