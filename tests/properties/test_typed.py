"""Whatever is typed as a date or a line is understood or refused, never worse."""

import itertools
from contextlib import suppress
from datetime import UTC
from datetime import date
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.clock import local_day
from models.errors import BadValue
from models.rules import date_words
from models.rules.dates import parse_when
from models.rules.quick_add import parse_quick_add
from models.vocabulary import Language
from tui import formats

ZONES = st.sampled_from(
    ["Europe/Paris", "America/Montreal", "Asia/Kathmandu", "Pacific/Apia", "UTC"]
)
MOMENTS = st.integers(1_577_836_800, 2_840_140_800).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)
TABLES = (
    date_words.WEEKDAYS,
    date_words.MONTHS,
    date_words.DAYS_AWAY,
    date_words.NEXT_PERIODS,
    date_words.ENDS,
    date_words.UNITS,
    date_words.NUMBERS,
    date_words.HOURS,
    date_words.THIS,
)
PIECES = st.sampled_from(
    [
        *itertools.chain.from_iterable(TABLES),
        *("+", "-", "/", ".", ":", ",", "h", "T", "Z", "in", "dans", "at", "à", "next"),
        *("0", "1", "9", "10", "15", "29", "31", "99", "2027", "prochain"),
    ]
)
TEXTS = st.text(max_size=80) | st.lists(PIECES, max_size=7).flatmap(
    lambda pieces: st.sampled_from(["", " "]).map(lambda gap: gap.join(pieces))
)


@given(TEXTS, MOMENTS, ZONES, st.booleans(), st.booleans())
def test_any_text_is_a_date_on_the_right_side_or_refused(
    text: str,
    now: datetime,
    zone: str,
    month_first: bool,
    past: bool,
) -> None:
    try:
        when = parse_when(text, now, zone, month_first=month_first, past=past)
    except BadValue:
        return
    today = local_day(now, zone)
    assert when.day <= today if past else when.day >= today
    if when.moment is not None:
        assert (when.moment <= now) is past
        assert local_day(when.moment, zone) == when.day


@given(st.dates(date(2026, 11, 24), date(2060, 1, 1)), st.booleans())
def test_a_day_comes_back_from_each_way_to_write_it(
    day: date,
    month_first: bool,
) -> None:
    now = datetime(2026, 11, 23, 8, 14, tzinfo=UTC)
    slashes = f"{day:%m/%d/%Y}" if month_first else f"{day:%d/%m/%Y}"
    written = [slashes, f"{day:%d.%m.%Y}", day.isoformat(), f"{day:%d %b %Y}"]
    for text in written:
        assert parse_when(text, now, "UTC", month_first=month_first).day == day


@pytest.mark.parametrize("language", list(Language))
@given(day=st.dates(date(2026, 11, 24), date(2040, 1, 1)))
def test_a_displayed_day_can_be_typed(language: Language, day: date) -> None:
    now = datetime(2026, 11, 23, 8, 14, tzinfo=UTC)
    for shown in (formats.day_year(day, language), formats.day_full(day, language)):
        assert parse_when(shown, now, "UTC").day == day


@given(
    st.text(max_size=120)
    | st.lists(
        st.sampled_from(
            ["@", "#", '"', "\\", " ", "=", "12k€", "org:", "!hot", "a", "~"]
        )
    ).map("".join),
    st.sampled_from(list(Language)),
)
def test_any_line_is_a_deal_or_refused(line: str, language: Language) -> None:
    with suppress(BadValue):
        found = parse_quick_add(line, language, "EUR")
        assert found.title.strip() == found.title != ""
