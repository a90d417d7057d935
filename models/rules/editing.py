"""Merging two people's changes of one record, field by field (rulings 13)."""

from collections.abc import Mapping
from dataclasses import dataclass

Field = tuple[str, object, object, object]
"""A field that both changed: its name, as it was, theirs, mine."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What is to be written, and where a person must choose."""

    values: Mapping[str, object]
    conflicts: tuple[Field, ...]


def merge(
    was: Mapping[str, object], mine: Mapping[str, object], theirs: Mapping[str, object]
) -> Merged:
    """Merge what a form showed, what was typed, and what stands there now.

    Fields that only one side changed merge; the same change on both sides is none.
    """
    values: dict[str, object] = {}
    conflicts: list[Field] = []
    for name, typed in mine.items():
        if typed == was[name] or typed == theirs[name]:
            continue
        if theirs[name] == was[name]:
            values[name] = typed
        else:
            conflicts.append((name, was[name], theirs[name], typed))
    return Merged(values, tuple(conflicts))
