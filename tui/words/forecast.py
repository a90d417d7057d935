"""The words of what a rep expects of a deal (B1.19)."""

from typing import assert_never

from models.vocabulary_rest import ForecastCategory
from tui.i18n import pgettext


def expected(code: ForecastCategory) -> str:
    """Return the word for what a rep expects of a deal (B1.19)."""
    match code:
        case ForecastCategory.PIPELINE:
            return pgettext("forecast", "pipeline")
        case ForecastCategory.BEST_CASE:
            return pgettext("forecast", "best case")
        case ForecastCategory.COMMIT:
            return pgettext("forecast", "commit")
        case ForecastCategory.OMITTED:
            return pgettext("forecast", "left out")
        case _:
            assert_never(code)
