"""Refusals about slots and the places in them (R-12, R-13)."""

from collections.abc import Mapping

from tui.i18n import N_
from tui.words.refusal_words import Words

_ANOTHER = N_("Choose another slot.")

WORDS: Mapping[str, Words] = {
    "activity_inactive": Words(
        N_("{activity} is not offered any more."), N_("Choose another activity.")
    ),
    "followup_not_booked": Words(
        N_("No place is booked for {about}."), N_("There is nothing to give back.")
    ),
    "slot_booked": Words(
        N_("{activity} ({starts}) is booked already."),
        N_("Keep its activity, or call it off."),
    ),
    "slot_cancelled": Words(N_("{activity} ({starts}) was called off."), _ANOTHER),
    "slot_capacity": Words(
        N_("That number of places cannot be."), N_("Write one from 1 to {most}.")
    ),
    "slot_clash": Words(
        N_("{host} has {what} at that time ({at})."), N_("`enter` again keeps both.")
    ),
    "slot_ends_early": Words(
        N_("A slot ends after it begins."), N_("Write how many minutes it lasts.")
    ),
    "slot_full": Words(
        N_("{activity} ({starts}) is full: {capacity} booked."), _ANOTHER
    ),
    "slot_in_past": Words(N_("That moment has passed."), N_("Name one to come.")),
    "slot_of_colleagues": Words(
        N_("Others are booked in {activity} ({starts})."), N_("Ask a manager.")
    ),
    "slot_of_other_type": Words(
        N_("{type} does not take place in {activity}."), _ANOTHER
    ),
    "slot_past": Words(N_("{activity} ({starts}) has begun already."), _ANOTHER),
    "slot_to_come": Words(
        N_("{activity} ({starts}) has not begun yet."), N_("Say it afterwards.")
    ),
    "slot_too_long": Words(
        N_("A slot lasts a day at most."), N_("Write minutes, up to {most}.")
    ),
    "slot_too_small": Words(
        N_("Booked already: {taken}."), N_("Write no fewer places than that.")
    ),
}
"""What is said of each code of slots."""
