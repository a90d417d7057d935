"""What was undone or done again, as a few words: 2 moves, the win of Acme."""

from collections.abc import Mapping

from tui import formats
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext
from tui.words import sayings_of_rules
from tui.words import sayings_of_settings
from tui.words.sayings_of_desk import UNDONE


def undone_words(verb: str, name: str, count: int) -> str:
    """Return what an act was, by the name of its record or by how many there were."""
    if count > 1:
        return _of_many(verb, count)
    return _(_OF_ONE.get(verb, _ANY)).format(name=name).strip()


_ANY = N_("the last change of {name}")
_OF_ONE: Mapping[str, str] = {
    "booking.attended": N_("what became of the place of {name}"),
    "booking.cancelled": N_("the place of {name} given back"),
    "booking.made": N_("the place booked for {name}"),
    "booking.no_show": N_("what became of the place of {name}"),
    "deal.assigned": N_("the handing over of {name}"),
    "deal.converted": N_("the move of {name}"),
    "deal.created": N_("the new deal {name}"),
    "deal.lost": N_("the loss of {name}"),
    "deal.moved": N_("the move of {name}"),
    "deal.reopened": N_("the reopening of {name}"),
    "deal.temperature_changed": N_("the value of {name}"),
    "deal.updated": N_("the edit of {name}"),
    "deal.won": N_("the win of {name}"),
    "followup.done": N_("the outcome for {name}"),
    "followup.planned": N_("the follow-up planned with {name}"),
    "followup.postponed": N_("the new date for {name}"),
    "followup.reassigned": N_("the handing over of {name}"),
    "interaction.logged": N_("the note on {name}"),
    "organization.created": N_("the new company {name}"),
    "organization.updated": N_("the edit of {name}"),
    "person.assigned": N_("the handing over of {name}"),
    "person.created": N_("the new person {name}"),
    "person.temperature_changed": N_("the value of {name}"),
    "person.updated": N_("the edit of {name}"),
    "slot.cancelled": N_("the calling off of a slot"),
    "slot.created": N_("the new slot"),
    "slot.updated": N_("the change of a slot"),
    "tunnel.closed": N_("the end of the follow-ups of {name}"),
    **UNDONE,
    **sayings_of_rules.UNDONE,
    **sayings_of_settings.UNDONE,
}


def _of_many(verb: str, count: int) -> str:
    match verb:
        case "deal.moved" | "deal.converted":
            words = ngettext("{count} move", "{count} moves", count)
        case "deal.won":
            words = ngettext("{count} win", "{count} wins", count)
        case "deal.lost":
            words = ngettext("{count} loss", "{count} losses", count)
        case "deal.assigned":
            words = ngettext(
                "{count} deal handed over", "{count} deals handed over", count
            )
        case "person.assigned" | "person.given_by_rules":
            words = ngettext(
                "{count} person handed over", "{count} people handed over", count
            )
        case _:
            words = ngettext("{count} change", "{count} changes", count)
    return words.format(count=formats.number(count, language()))
