"""Keeping a queue to a part of it, and showing all of it again (R-22)."""

from models.vocabulary import DueBucket
from tui.dialogs.pick import PickDialog
from tui.i18n import _
from tui.screens.today import TodayScreen
from tui.widgets.pick_list import Pick

PARTS = (None, DueBucket.OVERDUE, DueBucket.TODAY, DueBucket.LATER)


async def today(screen: TodayScreen) -> None:
    """Choose which part of the queue is shown."""
    words = {
        None: _("Everything that is due"),
        DueBucket.OVERDUE: _("Overdue"),
        DueBucket.TODAY: _("Today"),
        DueBucket.LATER: _("Next 7 days"),
    }
    picks = [Pick(part or DueBucket.NONE, words[part]) for part in PARTS]
    at = PARTS.index(screen.only) if screen.only in PARTS else 0
    chosen = await screen.relance.push_screen_wait(
        PickDialog(_("Show"), picks, at=at),
    )
    if chosen is not None:
        screen.show_only(None if chosen is DueBucket.NONE else chosen)
