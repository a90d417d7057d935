"""Making a deal from one line (K-04)."""

from dataclasses import replace

from models import operations
from models.views.choices import PipelineChoice
from models.views.drafts import Named
from tui.acts import choosing
from tui.acts import naming
from tui.dialogs.quick_add import DRAFT
from tui.dialogs.quick_add import QuickAddDialog
from tui.dialogs.quick_add import QuickAnswer
from tui.dialogs.quick_add import QuickForm
from tui.dialogs.quick_facts import Names
from tui.i18n import _
from tui.quick_line import Surroundings
from tui.screens.base import AppScreen
from tui.screens.board import BoardScreen


async def ready(screen: AppScreen) -> None:
    """Mount the dialog before it is asked for, away from the keys."""
    await choosing.mounted(screen, QuickAddDialog)
    await _surroundings(screen, _plain(screen))


async def new_deal(screen: AppScreen) -> None:
    """Ask for a line; nothing that was typed is lost before the deal is there."""
    drafts = screen.relance.drafts
    kept = drafts.find(DRAFT.key)
    text = kept.texts.get("line", "") if kept else ""
    dialog = await choosing.mounted(screen, QuickAddDialog)

    async def look(company: str | None, person: str | None) -> Names:
        return Names(
            await naming.said_of_company(screen, company),
            await naming.said_of_person(screen, person, company or ""),
        )

    async def accept(answer: QuickAnswer) -> str:
        return await _save(screen, dialog, answer)

    around = await _surroundings(screen, _plain(screen))
    asking = dialog.open(QuickForm(around, look, text), accept, drafts.keep)
    if await asking is not None:
        drafts.drop(DRAFT.key)
    elif dialog.unsaved:
        screen.say(_("Your line is kept."), _("`n` goes on with it."))
    else:
        drafts.drop(DRAFT.key)


async def _save(screen: AppScreen, dialog: QuickAddDialog, answer: QuickAnswer) -> str:
    """Ask who is meant where a name may be known; else make the deal."""
    deal = answer.deal
    company, person = deal.company, deal.person
    if company is not None and "company" not in answer.settled:
        found = await naming.company(screen, company.name)
        if not isinstance(found, Named):
            return dialog.offer(found)
        company = found
    if person is not None and "person" not in answer.settled:
        met = await naming.person(screen, person.name, company.name if company else "")
        if not isinstance(met, Named):
            return dialog.offer(met)
        person = met
    draft = replace(deal, company=company, person=person)
    return await choosing.saved(screen, dialog, operations.creating.create_deal, draft)


def _plain(screen: AppScreen) -> Surroundings:
    currency = screen.relance.settings.currency or screen.store.house.currency
    return Surroundings(choosing.almanac(screen), currency)


async def _surroundings(screen: AppScreen, plain: Surroundings) -> Surroundings:
    """Read what the words of a line may mean, while it is being typed."""
    found = await choosing.choices(screen)
    pipeline = _pipeline(screen, found.pipelines if found else ())
    return replace(
        plain,
        sources=found.sources if found else (),
        stages=pipeline.stages if pipeline else (),
        owners=found.owners if found else (),
        pipeline_id=pipeline.id if pipeline else None,
        complete=True,
    )


def _pipeline(
    screen: AppScreen, pipelines: tuple[PipelineChoice, ...]
) -> PipelineChoice | None:
    """Return the pipeline that is on the screen, else the workspace's own."""
    shown = screen.pipeline_id if isinstance(screen, BoardScreen) else None
    here = [one for one in pipelines if one.id == shown]
    default = [one for one in pipelines if one.is_default]
    return next(iter([*here, *default, *pipelines]), None)
