"""Refusals of rows and mapping files: what an import could not take, and why."""

from collections.abc import Mapping

from tui.i18n import N_
from tui.words.refusal_words import Words

WORDS: Mapping[str, Words] = {
    "card_unclosed": Words(
        N_("This card never ends."), N_("Export that contact again.")
    ),
    "row_short": Words(N_("This row has {found} cells, the headers {expected}.")),
    "row_long": Words(N_("This row has {found} cells, the headers only {expected}.")),
    "quote_broken": Words(
        N_("A quotation mark is never closed or stands in the wrong place.")
    ),
    "cell_too_long": Words(N_("This cell has more than 100,000 characters.")),
    "value_missing": Words(N_("This field must not be empty.")),
    "about_no_one": Words(N_("The row names no deal, person or company.")),
    "attempts_unclear": Words(
        N_("{text} is no number of attempts."), N_("Write one from 1 to {most}.")
    ),
    "done_and_cancelled": Words(
        N_("A follow-up is done or cancelled, not both."), N_("Leave one of them out.")
    ),
    "done_in_future": Words(
        N_("{day} is still to come."), N_("What is done was done today or before.")
    ),
    "open_with_close_date": Words(N_("An open deal has no closing date.")),
    "close_before_open": Words(N_("The deal closes before it opens.")),
    "visit_backwards": Words(N_("The deal leaves the stage before it enters it.")),
    "mapping_format": Words(N_("{path}: format must be {known}.")),
    "mapping_date_format": Words(
        N_("{path}: {value} is no date format."), N_("Write one such as %d/%m/%Y.")
    ),
    "mapping_field_key": Words(
        N_("{path}: {value} cannot be the key of a field."),
        N_("Use a to z, 0 to 9 and _."),
    ),
    "mapping_no_custom": Words(N_("{path}: {entity} has no custom fields.")),
    "mapping_reference": Words(
        N_("{path}: {key} cannot refer to that kind of record.")
    ),
    "mapping_template": Words(
        N_("{path}: {value} names no column in braces."), N_("Write {{column}}.")
    ),
}
"""What is said of each code."""
