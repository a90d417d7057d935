"""``relance show``: one record with its timeline, as text or JSON."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from models import queries
from models.views.records import DealLine
from models.views.records import FieldValue
from models.views.records import FollowUpLine
from models.views.records import PersonLine
from models.views.records import Point
from models.views.records import TimelineEntry
from models.vocabulary import Language
from tui import formats
from tui.cli import record_json
from tui.cli.shell import Shell
from tui.i18n import _
from tui.i18n import language
from tui.words import follow_ups
from tui.words.codes import status
from tui.words.codes import temperature
from tui.words.timeline import history
from tui.words.timeline import tell


def show_record(shell: Shell, kind: str, record_id: int) -> int:
    """Show a deal, a person or a company."""
    show = {"deal": _deal, "person": _person, "company": _company}[kind]
    return show(shell, record_id)


def _deal(shell: Shell, record_id: int) -> int:
    deal = shell.store.read(queries.deal.load_deal, record_id, None)
    if shell.as_json:
        shell.json(record_json.deal_json(deal, shell.store.house.zone))
        return 0
    amount = formats.amount(deal.amount, language()) if deal.amount else ""
    value = temperature(deal.temperature) if deal.temperature else ""
    owner = deal.owner.name if deal.owner else ""
    shell.line(f"#{deal.id}  {deal.title}")
    _facts(
        shell,
        (
            (_("Stage"), f"{deal.pipeline.name} · {deal.stage.name}"),
            (_("Status"), status(deal.status)),
            (_("Amount"), amount),
            (_("Value"), value),
            (_("Owner"), owner),
            (_("Company"), deal.company.name if deal.company else ""),
            (_("Source"), deal.source.name if deal.source else ""),
            (_("Reason"), deal.reason.name if deal.reason else ""),
            *_own(deal.fields),
        ),
    )
    _people(shell, deal.people)
    _timeline(shell, deal.timeline, deal.followups)
    return 0


def _person(shell: Shell, record_id: int) -> int:
    person = shell.store.read(queries.record.load_person, record_id, None)
    if shell.as_json:
        shell.json(record_json.person_json(person, shell.store.house.zone))
        return 0
    shell.line(f"#{person.id}  {person.name}")
    value = temperature(person.temperature) if person.temperature else ""
    _facts(
        shell,
        (
            (_("Company"), person.company.name if person.company else ""),
            (_("Title"), person.title),
            (_("Value"), value),
            (_("Owner"), person.owner.name if person.owner else ""),
            *_reach(person.points),
            *_own(person.fields),
        ),
    )
    _deals(shell, person.deals)
    _timeline(shell, person.timeline, person.followups)
    return 0


def _company(shell: Shell, record_id: int) -> int:
    company = shell.store.read(queries.record.load_company, record_id, None)
    if shell.as_json:
        shell.json(record_json.company_json(company, shell.store.house.zone))
        return 0
    shell.line(f"#{company.id}  {company.name}")
    _facts(
        shell,
        (
            (_("Industry"), company.industry),
            (_("Place"), company.place),
            (_("Domain"), company.domain),
            (_("Parent company"), company.parent.name if company.parent else ""),
            (_("Owner"), company.owner.name if company.owner else ""),
            *_reach(company.points),
            *_own(company.fields),
        ),
    )
    _people(shell, company.people)
    _deals(shell, company.deals)
    _timeline(shell, company.timeline, ())
    return 0


def _facts(shell: Shell, facts: Iterable[tuple[str, str]]) -> None:
    rows = [[label, value] for label, value in facts if value]
    if rows:
        shell.rows(rows)


def _own(values: Iterable[FieldValue]) -> list[tuple[str, str]]:
    french = language() is Language.FR
    return [
        (field.label_fr if french else field.label_en, str(field.value))
        for field in values
        if field.value is not None
    ]


def _reach(points: Iterable[Point]) -> list[tuple[str, str]]:
    return [(str(point.kind), point.value) for point in points]


def _people(shell: Shell, people: Iterable[PersonLine]) -> None:
    rows = [[f"#{one.id}", one.name, one.title, one.phone, one.email] for one in people]
    if rows:
        shell.line()
        shell.line(_("People"))
        shell.rows(rows)


def _deals(shell: Shell, deals: Iterable[DealLine]) -> None:
    rows = [
        [
            f"#{deal.id}",
            deal.title,
            deal.stage,
            status(deal.status),
            formats.amount(deal.amount, language()) if deal.amount else "",
        ]
        for deal in deals
    ]
    if rows:
        shell.line()
        shell.line(_("Deals"))
        shell.rows(rows)


def _timeline(
    shell: Shell,
    timeline: tuple[TimelineEntry, ...],
    followups: tuple[FollowUpLine, ...],
) -> None:
    zone, now = ZoneInfo(shell.store.zone), shell.store.now()
    known = history(shell.store.zone, timeline, followups)
    rows = [
        [follow_ups.due(line, zone, now), follow_ups.try_words(line), ""]
        for line in followups
        if line.outcome is None and line.cancel_reason is None
    ]
    for entry in timeline:
        told = tell(entry, known)
        if told is not None:
            when = entry.at.astimezone(zone)
            day = formats.day_year(when.date(), language())
            rows.append([f"{day} {formats.clock(when)}", told.what, told.detail])
    if rows:
        shell.line()
        shell.line(_("Timeline"))
        shell.rows(rows)
