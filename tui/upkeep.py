"""What is done for the database once nobody presses a key (safety.md 3.3, 3.4)."""

import gc
import time
from threading import Thread
from typing import TYPE_CHECKING

from models import backups
from models.copying import DOUBTFUL
from models.errors import RelanceError
from tui.i18n import _

if TYPE_CHECKING:
    from tui.app import RelanceApp

QUIET = 3.0
"""Seconds without a key after which a copy slows nobody down."""

LOOK_EVERY = 1.0


class Upkeep:
    """Looks at the pages once, lets go of waste, and makes the copy of the day."""

    def __init__(self, app: "RelanceApp") -> None:
        self._app = app
        self._store = app.store

    def begin(self) -> None:
        """Look at the pages now, and copy them in a quiet moment.

        The thread is a daemon: nobody who leaves waits for a copy.
        """
        Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        try:
            self._store.look_at_pages()
            while self._app.quiet_for() < QUIET:
                time.sleep(LOOK_EVERY)
            _let_go()
            store = self._store
            made = backups.keep_daily(store.path, store.now(), store.zone)
        except RelanceError as error:
            self._app.call_later(self._refuse, error)
            return
        if made is not None and made.suffix == DOUBTFUL:
            self._app.call_later(self._doubt)

    def _refuse(self, error: RelanceError) -> None:
        from tui.screens.base import AppScreen  # noqa: PLC0415

        for screen in self._app.screen_stack:
            if isinstance(screen, AppScreen):
                screen.refuse(error)
                return

    def _doubt(self) -> None:
        from tui.screens.base import AppScreen  # noqa: PLC0415

        for screen in self._app.screen_stack:
            if isinstance(screen, AppScreen):
                screen.say(
                    _("Some records break rules."), _("`relance doctor` names them.")
                )
                return


def _let_go() -> None:
    """Free what the start left behind, half a megabyte; no key waits for it now.

    What stays is never looked through again.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
