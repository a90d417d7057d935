"""Texts with fields: what is filled in, and what is refused by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import BadValue
from models.rules.letters import FIELDS
from models.rules.letters import filled
from models.rules.letters import refuse_unknown

JULIE = {"first_name": "Julie", "company": "Boréal", "rep": "Alice"}


def test_fields_are_filled_with_the_words_of_the_prospect() -> None:
    """R-38: {first_name}, {company}, {rep} stand for the prospect's words."""
    text = "Hello {first_name} of {company},\n{ rep } here."
    assert filled(text, JULIE) == "Hello Julie of Boréal,\nAlice here."


def test_what_nobody_knows_is_left_out() -> None:
    assert filled("Dear {last_name}!", JULIE) == "Dear !"


def test_an_unknown_field_is_named_with_the_nearest_one() -> None:
    """R-38: the error names the field."""
    with pytest.raises(BadValue, match="text_field_unknown") as refused:
        filled("Hello {firstname}", JULIE)
    assert refused.value.values == {"text": "firstname", "nearest": "first_name"}


def test_the_words_of_a_prospect_are_not_read_as_fields() -> None:
    assert filled("{name}", {"name": "{rep} {evil}"}) == "{rep} {evil}"


@given(st.lists(st.sampled_from(FIELDS)))
def test_every_known_field_is_accepted(fields: list[str]) -> None:
    refuse_unknown(" ".join(f"{{{name}}}" for name in fields), "body")
