"""Refusals of what was typed: text, amounts, dates, the quick-add line."""

from collections.abc import Mapping

from tui.i18n import N_
from tui.words.refusal_words import Words

_DATES = N_("Type tomorrow 10, fri, +3d or 15/12.")

_TEXT: Mapping[str, Words] = {
    "text_control": Words(
        N_("A character cannot be stored ({character})."),
        N_("Delete it and type on."),
    ),
    "text_too_long": Words(
        N_("That is {length} characters long."), N_("At most {limit} are kept.")
    ),
    "name_missing": Words(N_("A name is missing."), N_("Type one.")),
    "value_unknown": Words(
        N_("“{text}” is not known."), "", N_("Did you mean {nearest}?")
    ),
    "value_unknown:value": Words(
        N_("“{text}” is no value."),
        N_("Type hot, warm, cold or lost."),
        N_("Did you mean {nearest}?"),
    ),
    "value_unknown:source": Words(
        N_("There is no source “{text}”."),
        N_("Leave it out, or name one of the settings."),
        N_("Did you mean {nearest}?"),
    ),
    "value_unknown:stage": Words(
        N_("There is no open stage “{text}”."),
        N_("Name one of this board."),
        N_("Did you mean {nearest}?"),
    ),
    "value_unknown:owner": Words(
        N_("“{text}” is nobody you may choose."),
        N_("Type a login."),
        N_("Did you mean {nearest}?"),
    ),
    "country_unknown": Words(
        N_("“{text}” is no country code."), N_("Type two letters, such as FR.")
    ),
    "zone_unknown": Words(
        N_("“{text}” is no time zone."), N_("Type one such as Europe/Paris.")
    ),
    "login_bad": Words(
        N_("“{text}” is no login."),
        N_("Use small letters, digits, - and _."),
    ),
}

_AMOUNTS: Mapping[str, Words] = {
    "amount_empty": Words(N_("An amount is missing."), N_("Type 12k€ or 1234.56.")),
    "amount_unclear": Words(
        N_("“{text}” is no amount."), N_("Type 1234.56, 12k€ or USD 900.")
    ),
    "amount_negative": Words(
        N_("An amount cannot be negative."), N_("Type it without the sign.")
    ),
    "amount_decimals": Words(
        N_("“{text}” has too many decimals."), N_("{currency} has {allowed}.")
    ),
    "amount_too_large": Words(
        N_("That amount is too large."), N_("At most {limit} {currency}.")
    ),
    "currency_unknown": Words(
        N_("“{text}” is no currency."),
        N_("Type a code such as EUR or USD."),
        N_("Did you mean {nearest}?"),
    ),
    "currency_mixed": Words(
        N_("{one} and {two} cannot be added."), N_("Use one currency.")
    ),
}

_DAYS: Mapping[str, Words] = {
    "date_empty": Words(N_("A date is missing."), _DATES),
    "date_unknown": Words(N_("“{text}” is no date."), _DATES),
    "date_past": Words(
        N_("{said} has passed."), N_("Type a later one."), N_("{suggestion}?")
    ),
    "date_future": Words(
        N_("{said} is still to come."),
        N_("Type today or a day before."),
        N_("{suggestion}?"),
    ),
    "date_impossible": Words(
        N_("There is no such day."), "", N_("{month_name} has {days} days.")
    ),
    "date_no_month": Words(
        N_("There is no month {month}."),
        N_("Write the day first, as 15/12."),
        N_("{suggestion}?"),
    ),
    "date_ambiguous": Words(
        N_("That year is unclear."),
        N_("Write all four digits of the year."),
        N_("{suggestion}? Write it in full."),
    ),
    "date_bare_number": Words(
        N_("{number}: an hour or a day?"),
        N_("Write the day and the month."),
        N_("Write {hour}h or {day_of_month}."),
    ),
    "date_no_hour": Words(
        N_("There is no hour “{text}”."), N_("Write 14:30, 14h30 or 2pm.")
    ),
    "date_too_far": Words(
        N_("That is too far away."), N_("At most 100 years from now.")
    ),
    "date_wrong_weekday": Words(
        N_("That day is {said}."), N_("Leave the weekday out.")
    ),
    "close_in_future": Words(
        N_("{day} is still to come."), N_("A deal closes today or before.")
    ),
}

_LINE: Mapping[str, Words] = {
    "quick_add_title_missing": Words(
        N_("A title is missing."), N_("Type what is sold: Acme licence 12k€ @Dupont.")
    ),
    "quick_add_twice": Words(N_("“{text}” is said twice."), N_("Keep one of them.")),
    "quick_add_empty": Words(
        N_("Nothing follows “{text}”."), N_("Type what it stands for, without a space.")
    ),
    "quick_add_quote": Words(
        N_("A quotation mark is open: {text}"), N_("Close it with another one.")
    ),
}

_FILTERS: Mapping[str, Words] = {
    "filter_column": Words(
        N_("The list has no column “{text}” to filter by."), N_("Choose one with F.")
    ),
    "filter_kind": Words(
        N_("The column cannot be filtered so."), N_("Choose one of its values.")
    ),
    "filter_code": Words(
        N_("“{text}” is no value of that column."), N_("Choose one of those offered.")
    ),
    "period_reversed": Words(
        N_("The last day lies before the first one."), N_("Type them in their order.")
    ),
    "filter_days": Words(
        N_("The last day lies before the first one."), N_("Type them in their order.")
    ),
    "filter_empty": Words(
        N_("The filter says nothing."), N_("Choose a value, or leave the filter out.")
    ),
    "slot_for_one": Words(N_("A slot has a place for one."), N_("Leave the slot out.")),
}

WORDS: Mapping[str, Words] = {**_TEXT, **_AMOUNTS, **_DAYS, **_LINE, **_FILTERS}
"""What is said of each code of typed values."""
