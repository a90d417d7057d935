"""What a write answers."""

from collections.abc import Mapping
from typing import NamedTuple

Change = tuple[object, object]


NOTHING: Mapping[str, Change] = {}
NO_NAMES: Mapping[str, object] = {}


class Done(NamedTuple):
    """One act that was saved: its batch, its record, the fields before and after.

    ``verb`` and ``values`` let the edge write the sentence; ``changed`` has plain
    JSON values, moments as UTC text.
    """

    batch: int
    entity: str
    id: int
    verb: str
    changed: Mapping[str, Change] = NOTHING
    values: Mapping[str, object] = NO_NAMES
