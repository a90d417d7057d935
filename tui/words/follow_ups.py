"""The words of a follow-up: when it is due, how it went, why it was cancelled."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from models.clock import local_day
from models.due import horizon
from models.views.bookings import BookingLine
from models.views.records import FollowUpLine
from models.vocabulary import BookingStatus
from models.vocabulary import CancelReason
from models.vocabulary import NoContact
from models.vocabulary import Outcome
from tui import formats
from tui import glyphs
from tui import steps
from tui.i18n import _
from tui.i18n import language
from tui.i18n import pgettext
from tui.ink import Ink
from tui.words.due import NextStep
from tui.words.tries import nth_try


@dataclass(frozen=True, slots=True)
class Went:
    """How a follow-up went, with its mark and the colour of the mark."""

    mark: str
    words: str
    ink: Ink


def due(line: FollowUpLine, zone: ZoneInfo, at: datetime) -> str:
    """Return when it is or was planned: ``Fri 20 Nov``, ``Fri 20 Nov 14:30``.

    With its year, in place of the weekday, where that is not the year of *at*.
    """
    on = line.planned_on
    same_year = on.year == local_day(at, zone.key).year
    day = (formats.day_short if same_year else formats.day_year)(on, language())
    if line.all_day:
        return day
    return f"{day} {formats.clock(line.planned_at.astimezone(zone))}"


def try_words(line: FollowUpLine) -> str:
    """Return the type, with which try it is from the second one on."""
    which = nth_try(line.attempt)
    return f"{line.type}, {which}" if which else line.type


def step_of(line: FollowUpLine, now: datetime, zone: ZoneInfo) -> NextStep:
    """Return where a planned follow-up stands now (rulings 19).

    *zone* is the reader's; a day as a whole runs where its assignee's days run.
    """
    theirs = line.zone if line.all_day and line.zone else zone.key
    here = horizon(now, theirs)
    return steps.step_of(line.planned_on, line.planned_at, here, all_day=line.all_day)


def done(line: FollowUpLine) -> Went:
    """Say how a follow-up went (R-16)."""
    marks = glyphs.current()
    match line.outcome:
        case Outcome.RESCHEDULE:
            return Went(marks.attempt, no_contact(line.no_contact), Ink.MUTED)
        case Outcome.NEXT_STEP:
            return Went(marks.done, _("next step"), Ink.WON)
        case Outcome.ENROLLED:
            return Went(marks.done, _("enrolled"), Ink.WON)
        case Outcome.NOT_INTERESTED:
            reason = f" {marks.separator} {line.reason}" if line.reason else ""
            return Went(marks.done, _("not interested") + reason, Ink.LOST)
        case None:
            return Went(marks.done, "", Ink.MUTED)
        case _:
            assert_never(line.outcome)


def no_contact(kind: NoContact | None) -> str:
    """Say why a follow-up was rescheduled (R-17)."""
    match kind:
        case NoContact.NO_CONTACT:
            return _("no contact")
        case NoContact.NO_SHOW:
            return _("no-show")
        case None:
            return _("rescheduled")
        case _:
            assert_never(kind)


def invoiced(line: FollowUpLine) -> str:
    """Return ``invoice F-17, €1,000``, nothing where no invoice is linked (R-18)."""
    if line.invoice is None:
        return ""
    named = _("invoice {number}").format(number=line.invoice.number)
    if line.invoice.amount is None:
        return named
    return f"{named}, {formats.amount(line.invoice.amount, language())}"


def booked(line: FollowUpLine, zone: ZoneInfo) -> str:
    """Return the place of a follow-up, nothing where it never had one (R-27)."""
    return place_words(line.bookings[-1], zone) if line.bookings else ""


def place_words(place: BookingLine, zone: ZoneInfo) -> str:
    """Return ``attended: Discovery class Tue 24 Nov 18:00, Studio 2``."""
    local = place.starts_at.astimezone(zone)
    when = f"{formats.day_short(local, language())} {formats.clock(local)}"
    where = f", {place.place}" if place.place else ""
    return _("{state}: {activity} {when}{place}").format(
        activity=place.activity,
        when=when,
        place=where,
        state=booking_state(place.status),
    )


def booking_state(status: BookingStatus) -> str:
    """Say what became of a place in a slot."""
    match status:
        case BookingStatus.BOOKED:
            return pgettext("place in a slot", "booked")
        case BookingStatus.ATTENDED:
            return pgettext("place in a slot", "attended")
        case BookingStatus.NO_SHOW:
            return pgettext("place in a slot", "no-show")
        case BookingStatus.CANCELLED:
            return pgettext("place in a slot", "cancelled")
        case _:
            assert_never(status)


def cancelled(reason: CancelReason | None) -> str:
    """Say why a planned follow-up was cancelled."""
    match reason:
        case CancelReason.DEAL_WON:
            return _("the deal was won")
        case CancelReason.DEAL_LOST:
            return _("the deal was lost")
        case CancelReason.TUNNEL_CLOSED:
            return _("the tunnel was closed")
        case CancelReason.PERSON_LOST:
            return _("the prospect was lost")
        case None:
            return ""
        case _:
            assert_never(reason)
