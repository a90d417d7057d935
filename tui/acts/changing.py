"""Changing what is selected: its value, its owner, a note, its fields."""

from collections.abc import Sequence
from dataclasses import replace

from models import operations
from models import queries
from models.views.drafts import LogTouch
from models.vocabulary import Role
from tui.acts import choosing
from tui.acts import editing
from tui.dialogs.assign import AssignDialog
from tui.dialogs.assign import Given
from tui.dialogs.note import NoteDialog
from tui.dialogs.note import NoteForm
from tui.i18n import _
from tui.i18n import ngettext
from tui.screens.base import AppScreen
from tui.selection import Selection
from tui.widgets.pick_list import Pick


async def value(screen: AppScreen) -> None:
    """Go on to the next value: hot, warm, cold; undo takes it back (R-10)."""
    selection = _someone(screen)
    if selection is None:
        return
    deal_id, person_id = selection.deal_id, selection.person_id
    cycle = operations.editing.cycle_value
    done = await (
        screen.write(cycle, deal_id=deal_id)
        if deal_id is not None
        else screen.write(cycle, person_id=person_id)
    )
    choosing.say_done(screen, done)


BY_RULES = 0
"""Stands for whom the rules choose, where a colleague is asked for (R-32)."""


async def assign(screen: AppScreen) -> None:
    """Give to someone, or take over; a seller has nobody else to choose (D.5)."""
    selection = screen.selection
    ids = choosing.deals_of(selection) if selection is not None else ()
    if selection is None or not (ids or selection.person_id):
        choosing.nothing_here(screen)
        return
    people = await choosing.looked_up(screen, queries.choices.assignees)
    if people is None:
        return
    me = screen.store.actor
    picks = [
        Pick(
            one.id,
            one.name,
            _("me") if one.id == me.id else f"{one.login} · {one.team}",
        )
        for one in sorted(people, key=lambda one: one.id != me.id)
    ]
    if not ids and me.role is not Role.SELLER:
        picks.append(Pick(BY_RULES, _("The rules"), _("whose turn it is")))
    told = ngettext("{count} deal", "{count} deals", len(ids)).format(count=len(ids))
    context = told if len(ids) > 1 else selection.title
    title = _("Take over") if me.role is Role.SELLER else _("Assign to")
    asks = me.role is not Role.SELLER
    chosen = await screen.relance.push_screen_wait(
        AssignDialog(title, picks, context=context, asks=asks)
    )
    if chosen is not None:
        await _give(screen, ids, selection.person_id, chosen)


async def note(screen: AppScreen) -> None:
    """Log a note, a call, a mail or a meeting on what is selected."""
    selection = screen.selection
    if selection is None:
        choosing.nothing_here(screen)
        return
    await note_on(
        screen,
        NoteForm(
            about=selection.title,
            deal_id=selection.deal_id,
            person_id=selection.person_id if selection.deal_id is None else None,
            company_id=selection.company_id if _only_company(selection) else None,
        ),
    )


async def note_on(screen: AppScreen, form: NoteForm) -> None:
    """Open the dialog with what was half typed; Escape keeps what is typed now."""
    drafts = screen.relance.drafts
    kept = drafts.find(form.draft.key)
    text = kept.texts.get("body", "") if kept else ""

    async def accept(draft: LogTouch) -> str:
        log = operations.logging.log_touch
        refusal = await choosing.saved(screen, dialog.frame, log, draft)
        if not refusal:
            choosing.remind(screen, form.deal_id)
        return refusal

    dialog = NoteDialog(replace(form, text=text), accept, drafts.keep)
    if await screen.relance.push_screen_wait(dialog) is not None:
        drafts.drop(form.draft.key)
    elif dialog.draft() is not None:
        screen.say(_("Your text is kept."), _("`t` goes on with it."))
    else:
        drafts.drop(form.draft.key)


async def edit(screen: AppScreen) -> None:
    """Open the form of what is selected: a deal, a person or a company."""
    selection = screen.selection
    if selection is None:
        choosing.nothing_here(screen)
    elif selection.deal_id is not None:
        await editing.edit_deal(screen, selection.deal_id)
    elif selection.person_id is not None:
        await editing.edit_person(screen, selection.person_id)
    elif selection.company_id is not None:
        await editing.edit_company(screen, selection.company_id)


def _someone(screen: AppScreen) -> Selection | None:
    selection = screen.selection
    if selection is None or (selection.deal_id or selection.person_id) is None:
        choosing.nothing_here(screen)
        return None
    return selection


def _only_company(selection: Selection) -> bool:
    return selection.deal_id is None and selection.person_id is None


async def _give(
    screen: AppScreen, deal_ids: Sequence[int], person_id: int | None, given: Given
) -> None:
    give = operations.assigning
    user_id, along = given
    if user_id == BY_RULES and person_id is not None:
        choose = operations.assigning_by_rules.apply_rules
        done = await screen.write(choose, [person_id])
    elif deal_ids:
        done = await screen.write(
            give.assign_deals, deal_ids, user_id, follow_ups=along
        )
    elif person_id is not None:
        done = await screen.write(
            give.assign_person, person_id, user_id, follow_ups=along
        )
    else:
        return
    choosing.say_change(screen, done)
