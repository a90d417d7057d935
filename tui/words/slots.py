"""The words of slots: when, what, how many places are left, what the host has."""

from zoneinfo import ZoneInfo

from models.views.bookings import PlannedSlot
from models.views.bookings import SlotLine
from tui import formats
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext


def slot_name(line: SlotLine, zone: str) -> str:
    """Return ``Tue 24 Nov 18:00  Discovery class``."""
    local = line.starts_at.astimezone(ZoneInfo(zone))
    return f"{formats.header_date(local, language())}  {line.activity}"


def slot_hour(line: SlotLine, zone: str) -> str:
    """Return ``18:00 Discovery class``, where the day stands beside it already."""
    local = line.starts_at.astimezone(ZoneInfo(zone))
    return f"{formats.clock(local)} {line.activity}"


def places_left(line: SlotLine | PlannedSlot) -> str:
    """Return ``3 of 12 places left``, ``full``."""
    if not line.free:
        return _("full")
    sentence = ngettext(
        "{free} of {count} place left", "{free} of {count} places left", line.capacity
    )
    return sentence.format(free=line.free, count=line.capacity)


def clash_words(line: SlotLine, zone: str) -> str:
    """Return ``Alice has Yoga at 18:00 too``, nothing where nothing clashes (R-13)."""
    if line.clash is None:
        return ""
    at = formats.clock(line.clash.at.astimezone(ZoneInfo(zone)))
    sentence = _("{host} has {what} at {at} too")
    return sentence.format(host=line.host, what=line.clash.what, at=at)
