"""Dates as people type them: every row of defaults.md 6 (R-08, safety 77 to 79)."""

from datetime import UTC
from datetime import date
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from models.errors import BadValue
from models.rules.dates import When
from models.rules.dates import parse_when

PARIS = "Europe/Paris"
NOW = datetime(2026, 11, 23, 8, 14, tzinfo=UTC)


def local(text: str, now: datetime = NOW, zone: str = PARIS, **kind: bool) -> str:
    """Return what was understood, on the clock of the zone."""
    when = parse_when(text, now, zone, **kind)
    if when.moment is None:
        return when.day.isoformat()
    there = when.moment.astimezone(ZoneInfo(zone))
    assert there.date() == when.day
    return there.strftime("%Y-%m-%d %H:%M")


ROWS = {
    "2026-11-23": "today | aujourd'hui | auj | Aujourd\u2019hui",
    "2026-11-24": "tomorrow | tom | demain | DEMAIN | +1d | 1d | 1j | tue | mar",
    "2026-11-25": "après-demain | apres-demain | après demain | mer",
    "2026-11-24 10:00": (
        "tomorrow 10 | tomorrow 10am | demain 10h | tomorrow 10:00 | tomorrow at 10"
        " | demain à 10h | 10h demain | tomorrow 10 am | mar 10h"
    ),
    "2026-11-24 09:00": "tomorrow morning | demain matin | 9:00 | 9h | 9am",
    "2026-11-24 12:00": "tomorrow noon | demain midi",
    "2026-11-24 14:00": (
        "tomorrow afternoon | demain après-midi | demain apres midi | tomorrow 2pm"
    ),
    "2026-11-24 18:00": "tomorrow evening | demain soir | tomorrow 18 | demain 18h",
    "2026-11-23 18:00": "tonight | ce soir | this evening | 6pm | soir",
    "2026-11-23 14:30": "14:30 | 14h30 | today 14:30 | 2:30pm",
    "2026-11-27": "fri | ven | vendredi | friday | on friday | this fri",
    "2026-11-30": (
        "mon | lun | next week | semaine prochaine | la semaine prochaine | +1w | 1w"
        " | +1s | end of month | eom | fin de mois | in a week | dans une semaine"
    ),
    "2026-11-30 10:00": "lun 10h | mon 10 | monday 10am | lundi 10",
    "2026-12-04": "next fri | ven prochain | vendredi prochain | next friday",
    "2026-12-01": "next month | mois prochain | le mois prochain",
    "2026-11-26": "+3d | in 3 days | +3j | dans 3 jours | 3d | 3j",
    "2026-11-26 18:00": "+3d 18:00 | dans 3 jours 18h",
    "2026-12-07": "in 2 weeks | dans 2 semaines | dans deux semaines",
    "2026-12-08": "in 15 days | dans 15 jours | dans quinze jours",
    "2026-12-23": "+1m | dans 1 mois | in a month",
    "2027-11-23": "+1y | +1a | dans un an",
    "2026-11-23 11:14": "+2h | in 2 hours | dans 2 heures",
    "2026-11-23 10:44": "+90min | dans 90 minutes | +1h30",
    "2026-12-31": "end of quarter | fin de trimestre | end of year | fin d'année",
    "2026-12-15": (
        "15/12 | 15 dec | dec 15 | 15 déc | 15.12. | 15.12.2026 | 15/12/2026"
        " | 2026-12-15 | 15 décembre 2026 | december 15th, 2026 | le 15 décembre"
        " | Tue 15 Dec | mar. 15 déc."
    ),
    "2027-01-15": "15/1 | 15/01 | 15 janv.",
    "2027-01-01": "1er janvier | next quarter | next year | l'année prochaine",
    "2026-12-15 14:30": (
        "2026-12-15T14:30 | 2026-12-15 14:30 | 15/12 14:30 | Tue 15 Dec, 14:30"
        " | mar. 15 déc. 14:30 | 2026-12-15T13:30:00Z | 2026-12-15T14:30+01:00"
    ),
    "2027-03-10": "mar 10 | 10 mar | 10 mars",
}
UNDERSTOOD = [
    (typed.strip(), meant) for meant, row in ROWS.items() for typed in row.split("|")
]


@pytest.mark.parametrize(("typed", "meant"), UNDERSTOOD)
def test_words_of_both_languages_are_understood(typed: str, meant: str) -> None:
    assert local(typed) == meant


def test_a_day_alone_has_no_moment() -> None:
    assert parse_when("tomorrow", NOW, PARIS) == When(date(2026, 11, 24), None, False)


REFUSED = [
    ("yesterday", "date_past"),
    ("hier", "date_past"),
    ("today 9:00", "date_past"),
    ("today 9:14", "date_past"),
    ("ce matin", "date_past"),
    ("22/11", "date_past"),
    ("24/10", "date_past"),
    ("22 nov", "date_past"),
    ("22/11/2026", "date_past"),
    ("-3d", "date_past"),
    ("last fri", "date_past"),
    ("il y a 2 jours", "date_past"),
    ("30/2", "date_impossible"),
    ("29/02", "date_impossible"),
    ("45/12", "date_impossible"),
    ("12/15", "date_no_month"),
    ("2026-13-01", "date_no_month"),
    ("03/04/05", "date_ambiguous"),
    ("10", "date_bare_number"),
    ("2027", "date_bare_number"),
    ("tomorrow 25:00", "date_no_hour"),
    ("demain 24h", "date_no_hour"),
    ("tomorrow 13pm", "date_no_hour"),
    ("wed 15 dec", "date_wrong_weekday"),
    ("+9999y", "date_too_far"),
    ("31/12/9999", "date_too_far"),
    ("soon", "date_unknown"),
    ("bientôt", "date_unknown"),
    ("30m", "date_unknown"),
    ("mars", "date_unknown"),
    ("tomorrow 14:", "date_unknown"),
    ("1²/12", "date_unknown"),
    ("9" * 5_000, "date_unknown"),
    ("2026-13-01T10:00Z", "date_no_month"),
    ("", "date_empty"),
    (" \u00a0", "date_empty"),
]


@pytest.mark.parametrize(("typed", "code"), REFUSED)
def test_a_date_is_refused_with_its_reason(typed: str, code: str) -> None:
    with pytest.raises(BadValue) as refused:
        parse_when(typed, NOW, PARIS)
    assert refused.value.code == code


def values(typed: str, **kind: bool) -> dict[str, object]:
    with pytest.raises(BadValue) as refused:
        parse_when(typed, NOW, PARIS, **kind)
    return dict(refused.value.values)


def test_a_day_just_gone_by_proposes_the_next_year() -> None:
    told = values("22/11")
    assert told["day"] == date(2026, 11, 22)
    assert told["suggestion"] == date(2027, 11, 22)


def test_a_day_gone_by_for_longer_means_the_next_year() -> None:
    assert local("22/10") == "2027-10-22"


def test_a_day_of_last_december_is_just_gone_by_in_january() -> None:
    with pytest.raises(BadValue, match="date_past") as refused:
        parse_when("28/12", datetime(2027, 1, 5, 9, tzinfo=UTC), PARIS)
    assert refused.value.values["suggestion"] == date(2027, 12, 28)


def test_an_hour_gone_by_proposes_tomorrow() -> None:
    told = values("today 9:00")
    assert told["moment"] == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert told["suggestion"] == date(2026, 11, 24)


def test_refusals_name_the_parts_that_are_wrong() -> None:
    assert values("30/2") == {"day": 30, "month": 2, "year": 2027}
    assert values("29/02") == {"day": 29, "month": 2, "year": 2027}
    assert values("12/15") == {"month": 15, "suggestion": date(2026, 12, 15)}
    assert values("03/04/27") == {"suggestion": date(2027, 4, 3)}
    assert values("wed 15 dec") == {"day": date(2026, 12, 15), "weekday": 2}
    assert values("soon") == {"text": "soon"}


def test_a_number_alone_may_be_an_hour_or_a_day() -> None:
    assert values("10") == {"number": 10, "hour": 10, "day": date(2026, 12, 10)}
    assert values("31") == {"number": 31, "hour": None, "day": date(2026, 12, 31)}
    assert values("99") == {"number": 99, "hour": None, "day": None}


def test_slashes_may_be_month_first_and_nothing_else_is() -> None:
    assert local("12/15", month_first=True) == "2026-12-15"
    assert local("2/1", month_first=True) == "2027-02-01"
    assert local("2.1.", month_first=True) == "2027-01-02"
    assert values("15/12", month_first=True)["month"] == 15


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", "2026-11-23"),
        ("yesterday", "2026-11-22"),
        ("hier", "2026-11-22"),
        ("22/11", "2026-11-22"),
        ("23/11", "2026-11-23"),
        ("2026-11-20", "2026-11-20"),
        ("fri", "2026-11-20"),
        ("lun", "2026-11-16"),
        ("vendredi dernier", "2026-11-20"),
        ("3 days ago", "2026-11-20"),
        ("-3d", "2026-11-20"),
        ("25/12", "2025-12-25"),
        ("yesterday 18:00", "2026-11-22 18:00"),
        ("9:00", "2026-11-23 09:00"),
        ("18:00", "2026-11-22 18:00"),
    ],
)
def test_a_closing_date_looks_back(typed: str, meant: str) -> None:
    assert local(typed, past=True) == meant


@pytest.mark.parametrize("typed", ["tomorrow", "24/11", "+1d", "2026-12-01", "tonight"])
def test_a_closing_date_is_never_in_the_future(typed: str) -> None:
    with pytest.raises(BadValue, match="date_future"):
        parse_when(typed, NOW, PARIS, past=True)


def test_a_closing_date_soon_to_come_proposes_the_last_year() -> None:
    assert values("15/12", past=True)["suggestion"] == date(2025, 12, 15)


def test_an_hour_that_the_clocks_skip_is_moved_and_said() -> None:
    when = parse_when("28/03/2027 02:30", NOW, PARIS)
    assert when == When(
        date(2027, 3, 28), datetime(2027, 3, 28, 1, 30, tzinfo=UTC), shifted=True
    )
    assert local("28/03/2027 02:30") == "2027-03-28 03:30"


@pytest.mark.parametrize(
    "now",
    [
        datetime(2027, 3, 27, 8, 0, tzinfo=UTC),
        datetime(2027, 10, 30, 7, 0, tzinfo=UTC),
    ],
)
def test_nine_o_clock_stays_nine_across_a_change_of_clocks(now: datetime) -> None:
    """Safety case 78: both days in Paris."""
    for typed in ("in 1 day at 9:00", "dans 1 jour à 9h", "tomorrow 9:00"):
        assert local(typed, now).endswith("09:00")
        assert not parse_when(typed, now, PARIS).shifted


@pytest.mark.parametrize(
    ("now", "typed", "meant"),
    [
        (datetime(2027, 1, 31, 9, tzinfo=UTC), "+1m", "2027-02-28"),
        (datetime(2028, 1, 31, 9, tzinfo=UTC), "+1m", "2028-02-29"),
        (datetime(2028, 2, 29, 9, tzinfo=UTC), "+1y", "2029-02-28"),
        (datetime(2028, 2, 29, 9, tzinfo=UTC), "+12m", "2029-02-28"),
        (datetime(2026, 12, 31, 9, tzinfo=UTC), "eom", "2026-12-31"),
        (datetime(2026, 12, 31, 9, tzinfo=UTC), "next month", "2027-01-01"),
        (datetime(2026, 11, 29, 9, tzinfo=UTC), "next week", "2026-11-30"),
        (datetime(2026, 11, 29, 9, tzinfo=UTC), "next fri", "2026-12-04"),
    ],
)
def test_ends_of_months_weeks_and_years(now: datetime, typed: str, meant: str) -> None:
    """Safety case 78: ends of months, leap years."""
    assert local(typed, now) == meant


def test_today_is_the_day_of_the_persons_zone() -> None:
    """Safety case 79: by the zone of the person."""
    late = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    assert local("today", late, "America/Montreal") == "2026-11-23"
    assert local("today", late, PARIS) == "2026-11-24"
    assert local("24/11", late, "America/Montreal") == "2026-11-24"


def test_any_text_is_answered() -> None:
    odd = ["1" * 60, "in " * 20, "a " * 30, "mar " * 15, "10h " * 15, "x" * 100_000]
    for text in odd:
        with pytest.raises(BadValue):
            parse_when(text, NOW, PARIS)
