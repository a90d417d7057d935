"""What a timeline says of a field that was changed."""

import pytest

from tui.words.fields import shown_change


@pytest.mark.parametrize(
    ("name", "was", "now", "told"),
    [
        ("title", "", "Roof", "Roof"),
        ("title", "Roof", "", "Roof → –"),
        ("forecast_category", None, "commit", "pipeline → commit"),
        ("forecast_category", "commit", None, "commit → pipeline"),
    ],
)
def test_a_change_tells_what_was_and_what_is(
    name: str, was: str | None, now: str | None, told: str
) -> None:
    """B1.19: a deal of which nobody says anything else is the pipeline's."""
    assert shown_change(name, was, now) == told
