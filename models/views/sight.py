"""What a first screen looks through: the store, as far as reading goes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from models.actor import Actor
from models.actor import House
from models.actor import Row
from models.actor import Whose


class Sight(Protocol):
    """Runs the first statements for one actor, never wider than that actor sees."""

    actor: Actor
    house: House

    @property
    def zone(self) -> str:
        """The zone on whose calendar the actor's days run."""
        ...

    def now(self) -> datetime:
        """Return the present moment, UTC."""
        ...

    def run(self, name: str, values: Mapping[str, object]) -> list[Row]:
        """Run a first statement."""
        ...

    def scoped(
        self, name: str, whose: Whose, values: Mapping[str, object]
    ) -> list[Row]:
        """Run the form of a first statement that shows ``whose`` records."""
        ...
