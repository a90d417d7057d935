"""Asks in a form of the settings; what was typed outlives it (safety.md 3.5)."""

from typing import TYPE_CHECKING
from typing import TypeVar

from tui.dialogs.keeping import KeepingDialog
from tui.drafts import NO_IDS
from tui.drafts import NO_TEXTS
from tui.drafts import Draft
from tui.i18n import _

if TYPE_CHECKING:
    from tui.screens.base import AppScreen

Answer = TypeVar("Answer")

BEGINS = "setting_"
"""How the names of these drafts begin; what follows names the form."""


async def ask(
    screen: "AppScreen",
    dialog: KeepingDialog[Answer],
    kind: str,
    record_id: int | None = None,
    name: str = "",
) -> Answer | None:
    """Show a form until it is saved, or left with its draft kept.

    *kind* and *record_id* say of which line it is; none is a new one.
    """
    begin(screen, dialog, kind, record_id, name)
    answer = await screen.relance.push_screen_wait(dialog)
    if end(screen, dialog, answer):
        new = record_id is None
        again = _("`n` goes on with it.") if new else _("`e` goes on with it.")
        screen.say(_("Your text is kept."), again)
    return answer


def begin(
    screen: "AppScreen",
    dialog: KeepingDialog[Answer],
    kind: str,
    record_id: int | None = None,
    name: str = "",
) -> None:
    """Let a form go on with its draft, and keep it anew."""
    drafts = screen.relance.drafts
    ids = NO_IDS if record_id is None else {"record_id": record_id}
    draft = Draft(BEGINS + kind, name or dialog.named, ids)
    found = drafts.find(draft.key)
    texts = found.texts if found is not None else NO_TEXTS
    dialog.keep_as(draft._replace(texts=texts), drafts.keep)


def end(
    screen: "AppScreen", dialog: KeepingDialog[Answer], answer: Answer | None
) -> bool:
    """Forget the draft of a form that is saved or blank; tell whether it stays."""
    stays = answer is None and dialog.left is not None
    if not stays:
        screen.relance.drafts.drop(dialog.key)
    return stays
