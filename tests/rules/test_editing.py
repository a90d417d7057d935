"""Merging two people's edits (rulings 13)."""

from hypothesis import given
from hypothesis import strategies as st

from models.rules.editing import merge

FIELDS = st.fixed_dictionaries({name: st.integers(0, 2) for name in "abc"})


def test_changes_of_different_fields_merge() -> None:
    merged = merge({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 3})
    assert merged.values == {"a": 2}
    assert merged.conflicts == ()


def test_changes_of_one_field_are_a_conflict_that_shows_all_three() -> None:
    merged = merge({"a": 1}, {"a": 2}, {"a": 3})
    assert merged.values == {}
    assert merged.conflicts == (("a", 1, 3, 2),)


def test_the_same_change_twice_is_no_conflict() -> None:
    merged = merge({"a": 1}, {"a": 2}, {"a": 2})
    assert (merged.values, merged.conflicts) == ({}, ())


@given(FIELDS, FIELDS, FIELDS)
def test_nothing_that_either_side_wrote_is_lost_without_a_word(
    was: dict[str, int], mine: dict[str, int], theirs: dict[str, int]
) -> None:
    merged = merge(was, mine, theirs)
    asked = {name for name, *_ in merged.conflicts}
    result = {**theirs, **merged.values}
    for name, value in was.items():
        if mine[name] != value and name not in asked:
            assert result[name] == mine[name]
        if theirs[name] != value and name not in asked:
            assert result[name] == theirs[name]
