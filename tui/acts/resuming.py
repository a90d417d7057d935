"""Opening again what was half typed when the last session ended (safety.md 3.5)."""

from tui.acts import changing
from tui.acts import editing
from tui.acts import following
from tui.dialogs import follow_up
from tui.dialogs import outcome
from tui.dialogs import slot
from tui.dialogs.note import NoteForm
from tui.drafts import Draft
from tui.screens.base import AppScreen
from tui.settings_pages.keeping import BEGINS


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
        case "quick_add":
            await screen.action_deal_new()
        case "note":
            about = NoteForm(
                draft.about,
                deal_id=ids.get("deal_id"),
                person_id=ids.get("person_id"),
                company_id=ids.get("company_id"),
            )
            screen.run_worker(changing.note_on(screen, about))
        case form if form.startswith(BEGINS):
            await _setting(screen, draft)
        case _:
            _edit(screen, draft)


def _edit(screen: AppScreen, draft: Draft) -> None:
    """Open the form of a record, or forget a draft that nothing opens."""
    ids = draft.ids
    match draft.dialog:
        case "edit_deal" if "deal_id" in ids:
            screen.run_worker(editing.edit_deal(screen, ids["deal_id"]))
        case "edit_person" if "person_id" in ids:
            screen.run_worker(editing.edit_person(screen, ids["person_id"]))
        case "edit_company" if "company_id" in ids:
            screen.run_worker(editing.edit_company(screen, ids["company_id"]))
        case _:
            screen.relance.drafts.drop(draft.key)


async def _setting(screen: AppScreen, draft: Draft) -> None:
    """Open the form of a line of the settings, or of a new one; else forget it."""
    from tui.acts import ruling
    from tui.acts import slots
    from tui.screens import settings

    kind, record_id = draft.dialog.removeprefix(BEGINS), draft.ids.get("record_id")
    match kind:
        case ruling.RULE:
            opened = await ruling.resume(screen, record_id)
        case ruling.DUTY:
            opened = await ruling.resume_duty(screen, record_id)
        case slot.KIND:
            opened = await slots.resume(screen, record_id)
        case _:
            opened = await settings.resume(screen, kind, record_id)
    if not opened:
        screen.relance.drafts.drop(draft.key)
