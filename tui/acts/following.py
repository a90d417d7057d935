"""Planning, postponing and finishing follow-ups, from wherever one is selected."""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from models import operations
from models import queries
from models.errors import RelanceError
from models.views.drafts import Due
from models.views.drafts import LogOutcome
from models.views.drafts import PlanFollowUp
from models.vocabulary import ActionKind
from tui.acts.booking import desk
from tui.acts.choosing import almanac
from tui.acts.choosing import looked_up
from tui.acts.choosing import mounted
from tui.acts.choosing import remind
from tui.acts.choosing import saved
from tui.acts.choosing import say_change
from tui.acts.choosing import say_done
from tui.acts.choosing import say_missing
from tui.dialogs import outcome
from tui.dialogs.outcome import Asked
from tui.dialogs.outcome import OutcomeDialog
from tui.drafts import Draft
from tui.i18n import _
from tui.screens.base import AppScreen
from tui.widgets.message_line import MessageKind

if TYPE_CHECKING:
    from models.views.asking import PlanForm

GONE = frozenset({"followup_already_done", "followup_cancelled", "record_unknown"})
"""Why a draft about a follow-up can never be saved any more."""


async def ready(screen: AppScreen) -> None:
    """Load and mount what opens often, away from the keys."""
    await asyncio.to_thread(_load)
    await mounted(screen, OutcomeDialog)


async def done(screen: AppScreen) -> None:
    """Ask how the selected follow-up went (R-15)."""
    follow_up_id = _selected(screen)
    if follow_up_id is not None:
        await log(screen, follow_up_id)


async def log(
    screen: AppScreen, follow_up_id: int, texts: Mapping[str, str] | None = None
) -> bool:
    """Open the outcome dialog before the next key; a kept draft comes back."""
    drafts = screen.relance.drafts
    key = Draft(outcome.KIND, "", {"follow_up_id": follow_up_id}).key
    try:
        form = queries.outcome_form.outcome_form(screen.store, follow_up_id)
    except RelanceError as error:
        _too_late(screen, error, key)
        return False
    dialog = await mounted(screen, OutcomeDialog)
    deal_id = screen.selection.deal_id if screen.selection else None

    async def accept(answer: LogOutcome) -> str:
        refusal = await saved(screen, dialog, operations.outcomes.log_outcome, answer)
        if refusal:
            screen.relance.look_for_changes()
        else:
            drafts.drop(key)
            remind(screen, deal_id)
        return refusal

    if texts is None:
        kept = drafts.find(key)
        texts = kept.texts if kept is not None else {}
    asked = Asked(form, almanac(screen), texts, desk(screen))
    dialog.open(asked, accept, drafts.keep)
    return True


async def snooze(screen: AppScreen) -> None:
    """Put the selected follow-up off; ``z t`` is tomorrow (B1.5)."""
    from tui.dialogs.snooze import SnoozeDialog

    follow_up_id = _selected(screen)
    if follow_up_id is None:
        return
    try:
        form = screen.store.read(queries.asking.snooze_form, follow_up_id)
    except RelanceError as error:
        _too_late(screen, error, "")
        return

    async def accept(due: Due) -> str:
        return await saved(
            screen, dialog.frame, operations.following.snooze, follow_up_id, due
        )

    dialog = SnoozeDialog(form, almanac(screen), accept)
    await screen.relance.push_screen(dialog)


async def assign(screen: AppScreen) -> None:
    """Give the selected follow-up alone to someone; the deal stays (R-09)."""
    from tui.dialogs.pick import PickDialog
    from tui.widgets.pick_list import Pick

    follow_up_id = _selected(screen)
    people = await looked_up(screen, queries.choices.assignees)
    if follow_up_id is None or people is None:
        return
    selection = screen.selection
    picks = [Pick(one.id, one.name, f"{one.login} · {one.team}") for one in people]
    about = selection.title if selection is not None else ""
    chosen = await screen.relance.push_screen_wait(
        PickDialog(_("Give the follow-up to"), picks, context=about)
    )
    if chosen is None:
        return
    give = operations.following.reassign_follow_up
    say_change(screen, await screen.write(give, follow_up_id, chosen))


async def book(screen: AppScreen) -> None:
    """Take a place for the selected follow-up, or another one (R-12)."""
    from tui.dialogs.slots import SlotListDialog

    follow_up_id = _selected(screen)
    if follow_up_id is None:
        return
    try:
        kind = queries.outcome_form.outcome_form(screen.store, follow_up_id).type
    except RelanceError as error:
        _too_late(screen, error, "")
        return
    if kind.kind is ActionKind.NONE:
        said = _("{type} takes place in no slot.")
        screen.say(said.format(type=kind.name), kind=MessageKind.HINT)
        return
    dialog = SlotListDialog(kind.id, desk(screen), almanac(screen))
    slot_id = await screen.relance.push_screen_wait(dialog)
    if slot_id is None:
        return
    done = await screen.write(operations.bookings.book, follow_up_id, slot_id)
    say_done(screen, done)


async def give_back(screen: AppScreen) -> None:
    """Give the place of the selected follow-up back; its moment stays (R-12)."""
    follow_up_id = _selected(screen)
    if follow_up_id is None:
        return
    done = await screen.write(operations.bookings.give_back, follow_up_id)
    say_done(screen, done)


async def plan(screen: AppScreen) -> None:
    """Plan a follow-up for the selected deal or person (R-07)."""
    selection = screen.selection
    deal_id = selection.deal_id if selection else None
    person_id = selection.person_id if selection else None
    if deal_id is None and person_id is None:
        said = _("No deal or person is selected.")
        say_missing(screen, said, _("`n` makes a deal."))
        return
    await plan_for(screen, deal_id, person_id if deal_id is None else None)


async def plan_for(
    screen: AppScreen,
    deal_id: int | None,
    person_id: int | None,
    texts: Mapping[str, str] | None = None,
) -> bool:
    """Open the dialog of a new follow-up; a kept draft comes back."""
    from tui.acts.setting_up import cannot_plan
    from tui.dialogs import follow_up

    try:
        form = screen.store.read(
            queries.asking.plan_form, deal_id=deal_id, person_id=person_id
        )
    except RelanceError as error:
        cannot_plan(screen, error)
        return False
    drafts, key = screen.relance.drafts, _plan_key(form)

    async def accept(answer: PlanFollowUp) -> str:
        refusal = await saved(
            screen, dialog.frame, operations.following.plan_follow_up, answer
        )
        if refusal:
            screen.relance.look_for_changes()
        else:
            drafts.drop(key)
        return refusal

    if texts is None:
        kept = drafts.find(key)
        texts = kept.texts if kept is not None else {}
    saving = follow_up.Saving(accept, drafts.keep, texts, desk(screen))
    dialog = follow_up.FollowUpDialog(form, almanac(screen), saving)
    await screen.relance.push_screen(dialog)
    return True


def _load() -> None:
    """Import the modules that answer the keys of this one."""
    _ = (queries.asking, operations.outcomes, operations.following)


def _selected(screen: AppScreen) -> int | None:
    """Return what is planned for the selected record, else say what can be done."""
    selection = screen.selection
    if selection is None:
        say_missing(screen, _("Nothing is selected."))
        return None
    waiting = selection.follow_up_id or screen.store.read(
        queries.planned.planned_for,
        deal_id=selection.deal_id,
        person_id=selection.person_id,
    )
    if waiting is None:
        screen.say(
            _("Nothing is planned here."), _("`f` plans one."), kind=MessageKind.HINT
        )
    return waiting


def _plan_key(form: "PlanForm") -> str:
    from tui.dialogs import follow_up

    ids = {"deal_id": form.deal_id, "person_id": form.person_id}
    known = {name: value for name, value in ids.items() if value is not None}
    return Draft(follow_up.KIND, "", known).key


def _too_late(screen: AppScreen, error: RelanceError, key: str) -> None:
    """Say who was faster, show what is true now, and what had been typed (R-15)."""
    screen.refuse(error)
    drafts = screen.relance.drafts
    kept = drafts.find(key) if key and error.code in GONE else None
    if kept is not None:
        drafts.drop(key)
        typed = kept.texts.get("comment", "").replace("`", "'")
        if typed:
            said = screen.message.message
            screen.say(
                said.text if said is not None else "",
                _("You had typed: {text}").format(text=typed),
                kind=MessageKind.REFUSAL,
            )
    screen.relance.look_for_changes()
