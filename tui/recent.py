"""What was chosen last in this session: the palette offers it first (B1.7)."""

from typing import TYPE_CHECKING
from typing import Final

from tui.commands import Command

if TYPE_CHECKING:
    from models.views.hits import Hit

MOST: Final = 5


class Recent:
    """The latest commands and records, the newest first, each once."""

    def __init__(self) -> None:
        self.commands: list[Command] = []
        self.records: list[Hit] = []

    def note(self, chosen: "Command | Hit") -> None:
        """Remember a choice; the oldest one goes when there are too many."""
        if isinstance(chosen, Command):
            kept = [one for one in self.commands if one.id != chosen.id]
            self.commands = [chosen, *kept][:MOST]
        else:
            same = (chosen.kind, chosen.id)
            others = [one for one in self.records if (one.kind, one.id) != same]
            self.records = [chosen, *others][:MOST]
