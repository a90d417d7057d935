"""What a refusal's sentence names beyond the values that the error carries."""

import calendar
from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import UTC
from datetime import date
from datetime import datetime
from pathlib import Path
from typing import TypeGuard

from models import backups
from models.errors import RelanceError
from models.lock import Session
from models.money import COMMON
from models.rules.matching import nearest
from tui import formats
from tui.i18n import _
from tui.i18n import language
from tui.i18n import ngettext

Values = Mapping[str, object]

ADDED: Mapping[str, frozenset[str]] = {
    "date_impossible": frozenset({"month_name", "days"}),
    "date_wrong_weekday": frozenset({"said"}),
    "date_past": frozenset({"said"}),
    "date_future": frozenset({"said"}),
    "date_bare_number": frozenset({"day_of_month"}),
    "currency_unknown": frozenset({"nearest"}),
    "database_damaged": frozenset({"newest"}),
    "database_empty": frozenset({"backups"}),
    "database_in_use": frozenset({"waiting"}),
    "database_mendable": frozenset({"newest"}),
    "database_missing": frozenset({"backups"}),
    "upgrade_waits": frozenset({"waiting"}),
}
"""The names that are added to the values of a code."""
LISTED = 8
"""How many of the names that there are a sentence tells."""


NAMES = frozenset(
    {
        "about",
        "activity",
        "changed",
        "choices",
        "column",
        "deal",
        "headers",
        "host",
        "inputs",
        "key",
        "known",
        "login",
        "name",
        "nearest",
        "option",
        "owner",
        "path",
        "person",
        "reason",
        "rule",
        "stage",
        "team",
        "text",
        "type",
        "unknown",
        "value",
        "view",
        "what",
        "who",
    }
)
"""The values that are names or were typed, which a long sentence shortens."""


def values_of(error: RelanceError) -> Values:
    """Return the values of an error and what its sentence says of them."""
    add = _ADD.get(error.code)
    known = names_known(error.values)
    listed = {"known": _listed(known)} if known else {}
    return {**error.values, **listed, **(add(error.values) if add else {})}


def names_known(values: Values) -> Sequence[object]:
    """Return the names that there are, of an error that tells them."""
    known = values.get("known")
    return known if _are_names(known) else ()


def _are_names(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, (list, tuple))


def _listed(names: Sequence[object]) -> str:
    """Return the first of the names that there are, and how many more."""
    told = ", ".join(str(name) for name in names[:LISTED])
    rest = len(names) - LISTED
    if rest <= 0:
        return told
    more = ngettext("and {count} more", "and {count} more", rest)
    return f"{told} {more.format(count=rest)}"


def _month_and_days(values: Values) -> Values:
    year, month = values.get("year"), values.get("month")
    if not isinstance(year, int) or not isinstance(month, int):
        return {"month_name": month, "days": None}
    try:
        name = formats.month_full(date(year, month, 1), language())
        days = calendar.monthrange(year, month)[1]
    except (OverflowError, ValueError):
        return {"month_name": f"{month}/{year}", "days": None}
    return {"month_name": name, "days": days}


def _day_with_weekday(values: Values) -> Values:
    day = _day(values)
    return {"said": formats.day_full(day, language()) if day else None}


def _numbered_day(values: Values) -> Values:
    day = _day(values)
    return {"day_of_month": f"{day.day}/{day.month}" if day else None}


def _nearest_currency(values: Values) -> Values:
    return {"nearest": nearest(str(values.get("text")).upper(), COMMON)}


def _day(values: Values) -> date | None:
    day = values.get("day")
    if isinstance(day, datetime) or not isinstance(day, date):
        return None
    return day


def _backups_found(values: Values) -> Values:
    copies = backups.found(_path(values))
    newest = backups.newest_good(_path(values))
    if newest is None:
        return {"backups": None}
    said = ngettext(
        "Backups found: {count}. relance restore {path} puts back that of {day}.",
        "Backups found: {count}. relance restore {path} puts back that of {day}.",
        len(copies),
    )
    told = said.format(count=len(copies), path=newest.path, day=_day_of(newest))
    return {"backups": told}


def _newest_good(values: Values) -> Values:
    newest = backups.newest_good(_path(values))
    if newest is None:
        return {"newest": None}
    said = _("Newest good backup: {path} ({day}).")
    return {"newest": said.format(path=newest.path, day=_day_of(newest))}


def _path(values: Values) -> Path:
    return Path(str(values.get("path", "")))


def _day_of(backup: backups.Backup) -> str:
    return formats.day_year(backup.at.astimezone().date(), language())


def _who_waits_for_whom(values: Values) -> Values:
    live = values.get("live")
    if not isinstance(live, tuple) or not live:
        return {"waiting": _("another session")}
    told = [
        _("{login} since {time}").format(
            login=one.login,
            time=formats.clock(datetime.fromtimestamp(one.since, UTC).astimezone()),
        )
        for one in live  # pyright: ignore[reportUnknownVariableType]
        if isinstance(one, Session)
    ]
    said = ngettext(
        "{count} session ({names})", "{count} sessions ({names})", len(told)
    )
    return {"waiting": said.format(count=len(told), names=", ".join(told))}


_ADD: Mapping[str, Callable[[Values], Values]] = {
    "date_impossible": _month_and_days,
    "date_wrong_weekday": _day_with_weekday,
    "date_past": _day_with_weekday,
    "date_future": _day_with_weekday,
    "date_bare_number": _numbered_day,
    "currency_unknown": _nearest_currency,
    "database_damaged": _newest_good,
    "database_empty": _backups_found,
    "database_in_use": _who_waits_for_whom,
    "database_mendable": _newest_good,
    "database_missing": _backups_found,
    "upgrade_waits": _who_waits_for_whom,
}
