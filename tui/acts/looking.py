"""Looking without changing: guides, copies, whose records, search, help, settings."""

from collections.abc import Iterator
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from models import queries
from models.actor import Whose
from models.clock import local_day
from models.views.choices import StageChoice
from models.views.records import DealScreen
from models.views.records import Point
from models.vocabulary import ContactKind
from models.vocabulary import Role
from models.vocabulary import Scope
from models.vocabulary import StageKind
from tui import formats
from tui import overruns
from tui.acts import choosing
from tui.acts import letters
from tui.acts import nudging
from tui.acts.letters import Mail
from tui.acts.letters import Offered
from tui.dialogs.guide import GuideDialog
from tui.dialogs.guide import GuideForm
from tui.dialogs.pick import PickDialog
from tui.i18n import _
from tui.i18n import language
from tui.screens import help as help_screen
from tui.screens import palette as palette_screen
from tui.screens import search as search_screen
from tui.screens import settings as settings_screen
from tui.screens.base import AppScreen
from tui.screens.base import Scoped
from tui.screens.board import BoardScreen
from tui.widgets.message_line import MessageKind
from tui.widgets.pick_list import Pick
from tui.words.briefs import deal_brief
from tui.words.briefs import person_brief

Copy = tuple[str, str]
"""What is copied, and the word for it."""


async def guide(screen: AppScreen) -> None:
    """Show what the stage of the column or of the deal asks (K-09)."""
    form = await _guide(screen)
    if form is None:
        screen.say(_("No stage is selected."), kind=MessageKind.HINT)
        return
    answer = await screen.relance.push_screen_wait(GuideDialog(form))
    if answer is not None and screen.selection is not None:
        await nudging.answered(screen, screen.selection, answer)


async def copy(screen: AppScreen) -> None:
    """Send a phone number, a brief or a text of the follow-up to the clipboard.

    A text of the follow-up may be written as the draft of a mail instead (R-38).
    """
    found = await _copies(screen)
    selection = screen.selection
    texts = letters.offered(screen, selection) if selection is not None else []
    if not found and not texts:
        screen.say(_("There is nothing to copy here."), kind=MessageKind.HINT)
        return
    picks = [*_plain_picks(found), *_picks(texts)]
    title = selection.title if selection else ""
    chosen = await screen.relance.push_screen_wait(
        PickDialog(_("Copy"), picks, context=title)
    )
    if isinstance(chosen, Mail):
        letters.write_draft(screen, chosen)
    elif chosen is not None:
        text, word = chosen
        screen.relance.copy_to_clipboard(text)
        told = _("{what} sent to the terminal's clipboard.")
        screen.say(told.format(what=word))


async def scope(screen: AppScreen) -> None:
    """Choose whose records are shown, as far as the role allows (D.5)."""
    if not isinstance(screen, Scoped):
        screen.say(_("This screen shows one record."), kind=MessageKind.HINT)
        return
    actor = screen.store.actor
    picks: list[Pick[tuple[Whose, str]]] = [
        Pick((Whose(Scope.ME), ""), _("Me"), actor.name)
    ]
    if actor.role is not Role.SELLER:
        picks.append(Pick((Whose(Scope.TEAM), ""), _("My team")))
        people = await choosing.looked_up(screen, queries.choices.assignees)
        others = [one for one in people or () if one.id != actor.id]
        for one in others:
            whose = Whose(Scope.ME, one.id)
            picks.append(Pick((whose, one.name), one.name, f"{one.login} · {one.team}"))
    if actor.role is Role.ADMIN:
        picks.insert(2, Pick((Whose(Scope.ALL), ""), _("Everyone")))
    at = next((n for n, one in enumerate(picks) if one.value[0] == screen.whose), 0)
    chosen = await screen.relance.push_screen_wait(PickDialog(_("Whose"), picks, at=at))
    if chosen is not None:
        screen.relance.whose = chosen
        screen.set_whose(*chosen)


async def search(screen: AppScreen) -> None:
    """Open the search."""
    await search_screen.open_search(screen)


async def palette(screen: AppScreen) -> None:
    """Open the palette."""
    await palette_screen.open_palette(screen)


async def show_help(screen: AppScreen) -> None:
    """Open the keys of this place."""
    await help_screen.open_help(screen)


async def settings(screen: AppScreen) -> None:
    """Open the settings."""
    await settings_screen.open_settings(screen)


async def _guide(screen: AppScreen) -> GuideForm | None:
    selection = screen.selection
    if selection is not None and selection.deal_id is not None:
        load = queries.deal.load_deal
        deal = await choosing.looked_up(screen, load, selection.deal_id, 1)
        return _guide_of_deal(screen, deal) if deal else None
    column = screen.board.column if isinstance(screen, BoardScreen) else None
    pipelines = await choosing.looked_up(screen, queries.choices.pipelines)
    for pipeline in pipelines or ():
        for stage in pipeline.stages:
            if column is not None and stage.id == column.head.stage_id:
                return _guide_of_stage(stage, pipeline.name)
    return None


def _guide_of_deal(screen: AppScreen, deal: DealScreen) -> GuideForm:
    told = deal.guide
    zone = screen.store.house.zone
    over = overruns.of_deal(deal, local_day(screen.store.now(), zone), zone)
    return GuideForm(
        stage=told.stage,
        pipeline=deal.pipeline.name,
        chance="",
        description=told.description,
        guidance=told.guidance,
        exit_criteria=told.exit_criteria,
        buyer_step=told.buyer_step,
        idle_days=told.idle_days,
        stuck_days=told.stuck_days,
        nudge=overruns.told(over, told.stage) if over else "",
    )


def _guide_of_stage(stage: StageChoice, pipeline: str) -> GuideForm:
    known = stage.kind is StageKind.OPEN and stage.probability is not None
    chance = formats.percent(stage.probability or 0, language()) if known else ""
    return GuideForm(
        stage=stage.name,
        pipeline=pipeline,
        chance=chance,
        description=stage.description,
        guidance=stage.guidance,
        exit_criteria=stage.exit_criteria,
        buyer_step=stage.buyer_step,
    )


def _plain_picks(found: Sequence[Copy]) -> Iterator[Pick[Copy | Mail]]:
    for text, word in found:
        yield Pick((text, word), word, text.splitlines()[0])


def _picks(texts: Sequence[Offered]) -> Iterator[Pick[Copy | Mail]]:
    """Offer each text twice: to be copied, and as the draft of a mail."""
    for one in texts:
        mail, wrong = one.mail, one.wrong
        begun = wrong or " ".join(mail.body.split())
        yield Pick((mail.body, mail.name), mail.name, begun, wrong)
        named = _("{name}: mail draft").format(name=mail.name)
        yield Pick(mail, named, wrong or mail.to, wrong)


async def _copies(screen: AppScreen) -> list[Copy]:
    """Return what can be copied of the selection, the phone first."""
    selection = screen.selection
    if selection is None:
        return []
    if selection.deal_id is not None:
        load = queries.deal.load_deal
        deal = await choosing.looked_up(screen, load, selection.deal_id, 1)
        return _of_deal(screen, deal) if deal else []
    if selection.person_id is not None:
        look = queries.record.load_person
        person = await choosing.looked_up(screen, look, selection.person_id, 1)
        if person is None:
            return []
        return [*_of_points(person.points), (person_brief(person), _("Brief"))]
    if selection.company_id is not None:
        find = queries.record.load_company
        company = await choosing.looked_up(screen, find, selection.company_id, 1)
        return (
            [*_of_points(company.points), (company.name, _("Name"))] if company else []
        )
    return []


def _of_deal(screen: AppScreen, deal: DealScreen) -> list[Copy]:
    found: list[Copy] = []
    for one in deal.people:
        found += [(one.phone, _("Phone"))] if one.phone else []
        found += [(one.email, _("E-mail"))] if one.email else []
    step = ""
    if deal.next is not None:
        local = deal.next.planned_at.astimezone(ZoneInfo(screen.store.zone))
        spoken = language()
        when = (
            formats.day_full(deal.next.planned_on, spoken)
            if deal.next.all_day
            else formats.moment_full(local, spoken)
        )
        step = f"{deal.next.type}, {when}"
    return [*found, (deal_brief(deal, step), _("Brief"))]


def _of_points(points: Sequence[Point]) -> list[Copy]:
    words = {
        ContactKind.PHONE: _("Phone"),
        ContactKind.EMAIL: _("E-mail"),
        ContactKind.URL: _("Link"),
    }
    first = sorted(points, key=lambda point: list(ContactKind).index(point.kind))
    return [(point.value, words[point.kind]) for point in first]
