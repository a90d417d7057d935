"""What a write answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field

Change = tuple[object, object]


@dataclass(frozen=True, slots=True)
class Done:
    """One act that was saved: its batch, its record, the fields before and after.

    ``verb`` and ``values`` let the edge write the sentence; ``changed`` has plain
    JSON values, moments as UTC text.
    """

    batch: int
    entity: str
    id: int
    verb: str
    changed: Mapping[str, Change] = field(default_factory=dict[str, Change])
    values: Mapping[str, object] = field(default_factory=dict[str, object])
