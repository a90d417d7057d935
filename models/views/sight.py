"""What a first screen looks through: the store, as far as reading goes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from models.actor import Actor
from models.actor import House
from models.actor import Row
from models.actor import Whose

Known = dict[tuple[str, Whose, object], list[Row]]
"""Answers by the name of a statement, whose records it shows, and the stage."""


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


class Foreseen:
    """A sight that has some answers already, and gives each of them once."""

    def __init__(self, sight: Sight, known: Known) -> None:
        self.actor = sight.actor
        self.house = sight.house
        self._sight, self._known = sight, known

    @property
    def zone(self) -> str:
        """The zone on whose calendar the actor's days run."""
        return self._sight.zone

    def now(self) -> datetime:
        """Return the present moment, UTC."""
        return self._sight.now()

    def run(self, name: str, values: Mapping[str, object]) -> list[Row]:
        """Run a first statement."""
        return self._sight.run(name, values)

    def scoped(
        self, name: str, whose: Whose, values: Mapping[str, object]
    ) -> list[Row]:
        """Return what is known, else run the statement."""
        known = self._known.pop((name, whose, values.get("stage")), None)
        return self._sight.scoped(name, whose, values) if known is None else known
