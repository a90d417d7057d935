"""Which events a record's timeline shows, and in which order (B1.10)."""

from tui.dialogs.pick import PickDialog
from tui.i18n import _
from tui.screens.tabbed import TabbedScreen
from tui.widgets.pick_list import Pick
from tui.words.timeline_kinds import TimelineKind
from tui.words.timeline_kinds import kind_words


async def choose(screen: TabbedScreen) -> None:
    """Ask which kind of events the timeline shows; the first line is everything."""
    counts = screen.timeline_counts()
    total = str(sum(counts.values()))
    picks = [
        Pick(kind, kind_words(kind), str(counts[kind]) if kind in counts else "")
        for kind in TimelineKind
    ]
    picks[0] = Pick(TimelineKind.ALL, kind_words(TimelineKind.ALL), total)
    at = list(TimelineKind).index(screen.shown.kind)
    chosen = await screen.relance.push_screen_wait(
        PickDialog(_("Show in the timeline"), picks, at=at)
    )
    if chosen is not None:
        screen.narrow_timeline(chosen)
