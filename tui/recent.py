"""What was chosen last in this session: the palette offers it first (B1.7)."""

from dataclasses import dataclass
from dataclasses import field
from typing import Final

from models.views.hits import Hit
from tui.commands import Command

MOST: Final = 5


@dataclass(slots=True)
class Recent:
    """The latest commands and records, the newest first, each once."""

    commands: list[Command] = field(default_factory=list[Command])
    records: list[Hit] = field(default_factory=list[Hit])

    def note(self, chosen: Command | Hit) -> None:
        """Remember a choice; the oldest one goes when there are too many."""
        match chosen:
            case Command():
                kept = [one for one in self.commands if one.id != chosen.id]
                self.commands = [chosen, *kept][:MOST]
            case Hit():
                same = (chosen.kind, chosen.id)
                others = [one for one in self.records if (one.kind, one.id) != same]
                self.records = [chosen, *others][:MOST]
