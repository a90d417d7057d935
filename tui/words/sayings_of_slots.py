"""What was done with slots and places, in words (R-12, R-13)."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from tui import formats
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext
from tui.words.telling import Say
from tui.words.telling import Told


def with_place(told: Told) -> str:
    """Return what is added of a place that was taken or given back, else nothing.

    A clash of the host is worth more than how many places are left.
    """
    added = ""
    if told.text("released"):
        sentence = _("The place in {activity} is free again.")
        added += " " + sentence.format(activity=told.text("released"))
    left, clash = told.done.values.get("left"), _clash(told)
    if isinstance(left, int) and not clash:
        sentence = ngettext("{count} place left.", "{count} places left.", left)
        added += " " + sentence.format(count=left)
    return added + clash


def _clash(told: Told) -> str:
    what = told.text("clash")
    sentence = _("The host has {what} at that time too.")
    return " " + sentence.format(what=what) if what else ""


def _booked(told: Told) -> str:
    said = _("{about} has a place.").format(about=told.text("about"))
    return said + with_place(told)


def _place(sentence: str) -> Say:
    return lambda told: _(sentence).format(
        about=told.text("about"), activity=told.text("slot")
    )


def _slot(sentence: str) -> Say:
    def say(told: Told) -> str:
        starts, when = told.done.values.get("starts"), ""
        if isinstance(starts, datetime):
            local = starts.astimezone(ZoneInfo(told.zone or "UTC"))
            when = formats.moment_full(local, language())
        said = _(sentence).format(activity=told.text("activity"), when=when)
        return said + _clash(told)

    return say


def _called_off(told: Told) -> str:
    booked = told.done.values.get("booked")
    said = _("{activity} is called off.").format(activity=told.text("activity"))
    if not isinstance(booked, int) or not booked:
        return said
    sentence = ngettext(
        "{count} follow-up has no place now.",
        "{count} follow-ups have no place now.",
        booked,
    )
    return f"{said} {sentence.format(count=booked)}"


SLOTS: Mapping[str, Say] = {
    "booking.attended": _place(N_("{about} came to {activity}.")),
    "booking.cancelled": _place(N_("{about}: the place in {activity} is free again.")),
    "booking.made": _booked,
    "booking.no_show": _place(N_("{about} did not come to {activity}.")),
    "slot.cancelled": _called_off,
    "slot.created": _slot(N_("{activity} is new: {when}.")),
    "slot.updated": _slot(N_("{activity} is changed: {when}.")),
}
"""The sentence of each act on slots and places."""
