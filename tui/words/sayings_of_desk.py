"""What was done to views and alerts, in words (B1.14, R-26)."""

from collections.abc import Mapping
from typing import Final

from tui.i18n import N_
from tui.i18n import _
from tui.words.telling import Say
from tui.words.telling import Told


def _view(sentence: str) -> Say:
    return lambda told: _(sentence).format(view=told.text("view"))


def _renamed(told: Told) -> str:
    sentence = _("The view {was} is called {view} now.")
    return sentence.format(was=told.text("was"), view=told.text("view"))


def _alert(sentence: str) -> Say:
    def say(told: Told) -> str:
        from tui.words.desk import ALERTS  # noqa: PLC0415 - brings its rules

        code = told.text("alert")
        name = _(ALERTS[code]) if code in ALERTS else told.text("view")
        return _(sentence).format(alert=name)

    return say


def _read(told: Told) -> str:
    return _("Marked as read.") if told.done.values.get("read") else _("New again.")


SAYINGS: Mapping[str, Say] = {
    "alert.switched_off": _alert(N_("Not counted any more: {alert}.")),
    "alert.switched_on": _alert(N_("Counted again: {alert}.")),
    "notification.read": _read,
    "view.counted": _view(N_("{view} is counted among everybody's alerts.")),
    "view.first": _view(N_("Your list opens with {view} from now on.")),
    "view.not_first": _view(N_("Your list does not open with {view} any more.")),
    "view.pinned": _view(N_("{view} is pinned.")),
    "view.removed": _view(N_("The view {view} is deleted.")),
    "view.renamed": _renamed,
    "view.saved": _view(N_("The view {view} is saved.")),
    "view.shared": _view(N_("{view} is shared with everybody.")),
    "view.uncounted": _view(N_("{view} is no alert any more.")),
    "view.unpinned": _view(N_("{view} is not pinned any more.")),
    "view.withdrawn": _view(N_("{view} is yours alone now.")),
}
"""The sentence of every verb of views, alerts and notifications."""

UNDONE: Final[Mapping[str, str]] = {
    "alert.switched_off": N_("the switch of an alert"),
    "alert.switched_on": N_("the switch of an alert"),
    "view.counted": N_("the alert on {name}"),
    "view.first": N_("the choice of the first view"),
    "view.not_first": N_("the choice of the first view"),
    "view.pinned": N_("the pin of a view"),
    "view.removed": N_("the deletion of the view {name}"),
    "view.renamed": N_("the new name of {name}"),
    "view.saved": N_("the saving of the view {name}"),
    "view.shared": N_("the sharing of {name}"),
    "view.uncounted": N_("the alert on {name}"),
    "view.unpinned": N_("the pin of a view"),
    "view.withdrawn": N_("the sharing of {name}"),
}
"""What was undone of them."""
