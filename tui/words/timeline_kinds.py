"""The kinds of events that a timeline may be narrowed to (B1.10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.views.records import TimelineEntry
from tui import glyphs
from tui.i18n import _


class TimelineKind(StrEnum):
    """What a timeline shows: everything, or events of one kind."""

    ALL = "all"
    TOUCHES = "touches"
    FOLLOW_UPS = "follow_ups"
    PATH = "path"
    CHANGES = "changes"


PATH = frozenset(
    (
        "deal.created",
        "deal.ingested",
        "deal.converted",
        "deal.unconverted",
        "deal.moved",
        "deal.won",
        "deal.lost",
        "deal.disqualified",
        "deal.reopened",
    )
)
"""The verbs of a deal's way through its stages."""

_BY_ENTITY: Mapping[str, TimelineKind] = {
    "booking": TimelineKind.FOLLOW_UPS,
    "interaction": TimelineKind.TOUCHES,
    "follow_up": TimelineKind.FOLLOW_UPS,
    "invoice": TimelineKind.FOLLOW_UPS,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """Which events a timeline shows, and from which end."""

    kind: TimelineKind = TimelineKind.ALL
    oldest_first: bool = False

    @property
    def words(self) -> str:
        """Say what differs from the usual: everything, the newest first."""
        told = [] if self.kind is TimelineKind.ALL else [kind_words(self.kind)]
        if self.oldest_first:
            told.append(_("the oldest first"))
        return f" {glyphs.current().separator} ".join(told)


def kind_of(entry: TimelineEntry) -> TimelineKind:
    """Return the one kind that an event is of."""
    if entry.verb in PATH:
        return TimelineKind.PATH
    return _BY_ENTITY.get(entry.entity, TimelineKind.CHANGES)


def kind_words(kind: TimelineKind) -> str:
    """Name a kind of events."""
    words = {
        TimelineKind.ALL: _("Everything"),
        TimelineKind.TOUCHES: _("Notes, calls and meetings"),
        TimelineKind.FOLLOW_UPS: _("Follow-ups"),
        TimelineKind.PATH: _("Stages and closing"),
        TimelineKind.CHANGES: _("Other changes"),
    }
    return words[kind]
