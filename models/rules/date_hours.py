"""An hour of the day as people type it: 10am, 10h30, 14:30, noon (R-08)."""

import re
from datetime import time

from models.errors import BadValue
from models.rules.date_words import HOURS

NOON = 12

_JOIN = re.compile(r"(?:at|a|vers|le|in the|@) |l'|@")
_CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2})(?: ?(?P<sign>:|h|heures?) ?(?P<minute>[0-9]{2})?)?"
    r"(?::(?P<second>[0-9]{2}))?(?: ?(?P<half>[ap])m)?"
)


def read_hour(text: str, *, bare: bool = False) -> time | None:
    """Return the hour, None if it is none; ``bare`` also takes a number alone."""
    joined = _JOIN.match(text)
    if joined:
        text = text[joined.end() :]
    if text in HOURS:
        return time(HOURS[text])
    found = _CLOCK.fullmatch(text)
    if found is None or (found["sign"] == ":" and not found["minute"]):
        return None
    if not (bare or found["sign"] or found["half"]):
        return None
    hour = _of_24(int(found["hour"]), found["half"])
    minute, second = int(found["minute"] or 0), int(found["second"] or 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        raise BadValue("date_no_hour", text=text) from None


def _of_24(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= NOON:
        raise BadValue("date_no_hour", text=f"{hour}{half}m")
    return hour % NOON + (NOON if half == "p" else 0)
