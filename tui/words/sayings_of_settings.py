"""What was set up, in words: types, reasons, sources, activities, teams."""

from collections.abc import Mapping

from tui.i18n import N_
from tui.i18n import _
from tui.words.telling import Say
from tui.words.telling import Told


def _named(sentence: str) -> Say:
    return lambda told: _(sentence).format(
        name=told.text("name") or told.text("team"), letter=told.text("letter")
    )


def _asked(told: Told) -> str:
    if told.done.values.get("required"):
        return _("Losing asks for a reason now.")
    return _("Losing asks for no reason any more.")


def _placed(told: Told) -> str:
    sentence = _("The team {team} is part of {parent} now.")
    return sentence.format(team=told.text("team"), parent=told.text("parent"))


_NEW = N_("{name} is new.")
_SAVED = N_("{name} saved.")
_MOVED = N_("{name} stands elsewhere in the list now.")
_OFF = N_("{name} is offered no more.")
_ON = N_("{name} is offered again.")
_GONE = N_("{name} is deleted.")
_LIST: Mapping[str, str] = {
    "created": _NEW,
    "updated": _SAVED,
    "moved": _MOVED,
    "deactivated": _OFF,
    "activated": _ON,
    "removed": _GONE,
}
_LISTS = ("activity", "follow_up_type", "loss_reason", "source")

SAYINGS: Mapping[str, Say] = {
    **{
        f"{entity}.{verb}": _named(sentence)
        for entity in _LISTS
        for verb, sentence in _LIST.items()
    },
    "loss_reason.created": _named(N_("{name} is new, with the letter {letter}.")),
    "team.moved": _placed,
    "team.renamed": _named(N_("The team is called {name} now.")),
    "workspace.updated": _asked,
}
"""The sentence of every verb of the settings."""

_UNDONE: Mapping[str, str] = {
    "created": N_("the new line {name}"),
    "updated": N_("the edit of {name}"),
    "moved": N_("the new place of {name}"),
    "deactivated": N_("the switching off of {name}"),
    "activated": N_("the switching on of {name}"),
    "removed": N_("the deleting of {name}"),
}

UNDONE: Mapping[str, str] = {
    **{
        f"{entity}.{verb}": words
        for entity in _LISTS
        for verb, words in _UNDONE.items()
    },
    "team.moved": N_("the new place of {name}"),
    "team.renamed": N_("the new name of {name}"),
    "workspace.updated": N_("whether losing asks for a reason"),
}
"""What an act of the settings was, where it is taken back."""
