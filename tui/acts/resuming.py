"""Opening again what was half typed when the last session ended (safety.md 3.5)."""

from tui.acts import following
from tui.dialogs import follow_up
from tui.dialogs import outcome
from tui.drafts import Draft
from tui.screens.base import AppScreen


async def resume(screen: AppScreen, draft: Draft) -> None:
    """Open the dialog of a draft with everything that was typed."""
    ids = draft.ids
    match draft.dialog:
        case outcome.KIND if "follow_up_id" in ids:
            await following.log(screen, ids["follow_up_id"], draft.texts)
        case follow_up.KIND:
            await following.plan_for(
                screen, ids.get("deal_id"), ids.get("person_id"), draft.texts
            )
        case _:
            screen.relance.drafts.drop(draft.key)
