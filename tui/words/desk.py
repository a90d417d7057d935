"""What a person has laid out, in words: alerts, and what others told them (R-26)."""

from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from typing import Final
from typing import TypeGuard
from typing import assert_never
from zoneinfo import ZoneInfo

from models import clock
from models.rules.alerts import Alert
from models.views.desk import AlertLine
from models.views.desk import Notice
from models.vocabulary import NotificationKind
from tui import formats
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext

ALERTS: Final[Mapping[str, str]] = {
    Alert.OVERDUE: N_("Overdue follow-ups"),
    Alert.TODAY: N_("Follow-ups due today"),
    Alert.NEXT_DAYS: N_("Follow-ups of the next 7 days"),
    Alert.CLIENTS_IN_TUNNEL: N_("Customers with an open tunnel"),
    Alert.WITHOUT_TUNNEL: N_("Prospects without an open tunnel"),
    Alert.WEB_WITHOUT_TUNNEL: N_("Web prospects without an open tunnel"),
    Alert.WITHOUT_REP: N_("Prospects without an active rep"),
}


def alert_words(line: AlertLine) -> str:
    """Return the name of an alert: a built-in one's, or its view's own."""
    return line.name or _(ALERTS[line.code])


def notice_words(notice: Notice, zone: str) -> str:
    """Say what was done, to what, and by whom."""
    count = _count(notice)
    name, by = _text(notice, "name"), notice.by
    match notice.kind:
        case NotificationKind.TAKEN_OVER if count > 1:
            return ngettext(
                "{by} gave {count} deal of yours to {owner}.",
                "{by} gave {count} deals of yours to {owner}.",
                count,
            ).format(by=by, count=count, owner=_text(notice, "owner"))
        case NotificationKind.TAKEN_OVER if _text(notice, "owner") == by:
            return _("{by} took {name} over.").format(by=by, name=name)
        case NotificationKind.TAKEN_OVER:
            return _("{by} gave {name} to {owner}.").format(
                by=by, name=name, owner=_text(notice, "owner")
            )
        case NotificationKind.GIVEN:
            return _gave(notice, count)
        case NotificationKind.FOLLOW_UP_GIVEN:
            return _given(notice, name, zone)
        case _:
            assert_never(notice.kind)


def _gave(notice: Notice, count: int) -> str:
    """Say what was given: one record by its name, more of them as a count."""
    told = {"by": notice.by, "count": formats.number(count, language())}
    if count <= 1:
        name = _text(notice, "name")
        return _("{by} gave you {name}.").format(by=notice.by, name=name)
    if notice.entity == "person":
        sentence = ngettext(
            "{by} gave you {count} prospect.", "{by} gave you {count} prospects.", count
        )
        return sentence.format(**told)
    sentence = ngettext(
        "{by} gave you {count} deal.", "{by} gave you {count} deals.", count
    )
    return sentence.format(**told)


def _given(notice: Notice, name: str, zone: str) -> str:
    """Say which follow-up was given, with whom and for when."""
    sentence = _("{by} gave you a follow-up: {type} with {name}, {when}.")
    if not name:
        sentence = _("{by} gave you a follow-up: {type}, {when}.")
    return sentence.format(
        by=notice.by, type=_text(notice, "type"), name=name, when=_when(notice, zone)
    )


def _when(notice: Notice, zone: str) -> str:
    moment = _text(notice, "moment")
    if moment:
        local = clock.from_text(moment).astimezone(ZoneInfo(zone))
        return formats.moment_full(local, language())
    day = _text(notice, "day")
    return formats.day_full(date.fromisoformat(day), language()) if day else ""


def _text(notice: Notice, name: str) -> str:
    value = notice.values.get(name)
    return value if isinstance(value, str) else ""


def _count(notice: Notice) -> int:
    return len(ids_of(notice))


def ids_of(notice: Notice) -> tuple[int, ...]:
    """Return the records that were given or taken together."""
    ids = notice.values.get("ids")
    if not _is_list(ids):
        return ()
    return tuple(one for one in ids if isinstance(one, int))


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, list)
