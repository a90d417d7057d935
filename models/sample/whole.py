"""Writes the sample: one workspace, two years, work that is due now (defaults 11)."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from sqlmodel import Session
from sqlmodel import col
from sqlmodel import select

from models import engine
from models import indexing
from models import tables
from models.access import Reader
from models.actor import Actor
from models.actor import House
from models.clock import Clock
from models.clock import local_day
from models.history import Writer
from models.history import begin
from models.operations.setup import found
from models.operations.setup import take_away
from models.operations.templates import write_types
from models.sample import names
from models.sample.cast import Cast
from models.sample.cast import Stageful
from models.sample.cast import make_cast
from models.sample.lines import Act
from models.sample.lines import Lines
from models.sample.lives import Ground
from models.sample.lives import Life
from models.sample.lives import PersonChange
from models.sample.lives import Rates
from models.sample.lives import begin_life
from models.sample.past import OPEN_DAYS
from models.sample.past import WON_OF_TEN
from models.sample.past import leave_open
from models.sample.past import live
from models.sample.past import moment_of_end
from models.sample.planning import write_planning
from models.sample.work import wait
from models.sample.work import waiting
from models.tables import FollowUpType
from models.tables import FxRate
from models.tables import LossReason
from models.tables import Pipeline
from models.tables import Source
from models.tables import Stage
from models.tables import User
from models.tables import Workspace
from models.templates import CLUB
from models.views.foundation import Foundation
from models.vocabulary import BatchKind
from models.vocabulary import Language
from models.vocabulary import Origin
from models.vocabulary import StageKind
from models.vocabulary import Status
from models.vocabulary import Temperature

ACTING = names.SELLERS[0][0]
CAST = (
    tables.Team,
    tables.User,
    tables.FxRate,
    tables.Organization,
    tables.ContactPoint,
)
"""What changes no more when everybody is there; people do."""
LIFE = (
    tables.Deal,
    tables.StageVisit,
    tables.CloseEvent,
    tables.Tunnel,
    tables.FollowUp,
    tables.Interaction,
)
"""What changes no more when the life of a deal has been told."""
TOGETHER = 500
"""Lives that are written together."""
PATH = {
    Language.EN: ("Call", "Meeting", "Chase offer", "Chase signature"),
    Language.FR: (
        "Appel",
        "Rendez-vous",
        "Relance de l'offre",
        "Relance de signature",
    ),
}
USD = {0: Decimal("0.9150"), 200: Decimal("0.9240"), 500: Decimal("0.9310")}
FOREIGN_EVERY = 41
YEAR = 365
REOPENED = 25
"""The place of the deal that was lost and opened again."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How large a sample, how old, in which language; equal seeds give equal files."""

    seed: int = 1
    deals: int = 300
    years: int = 2
    language: Language = Language.EN


def write_sample(path: Path, wanted: Wanted, clock: Clock) -> str:
    """Make a database at ``path`` with the sample; return the login that acts.

    No file is left behind when something fails.
    """
    now = clock.now()
    began = now - timedelta(days=YEAR * wanted.years)
    plan = Foundation(
        template="sales",
        currency="EUR",
        zone="Europe/Paris",
        login="admin",
        name="Camille Aubry",
        language=wanted.language,
        workspace="Relance",
    )
    found(path, plan, Clock(start=began, ticking=False))
    writing = engine.writing(path)
    try:
        with engine.session(writing, path) as session:
            engine.begin_write(session, path)
            _fill(_writer(session, now), wanted, began)
            session.commit()
    except BaseException:
        take_away(path)
        raise
    finally:
        writing.dispose()
    return ACTING


def _writer(session: Session, now: datetime) -> Writer:
    user = session.exec(select(User)).one()
    house = session.exec(select(Workspace)).one()
    reader = Reader(
        session=session,
        actor=Actor(user.pk, user.login, user.name, user.role, user.team_id),
        house=House(
            name=house.name,
            currency=house.base_currency,
            zone=house.time_zone,
            language=house.language,
            country=house.country,
            week_start=house.week_start,
            working_days=house.working_days,
            reason_required=house.reason_required,
        ),
        now=now,
    )
    return begin(reader, Origin.SAMPLE, BatchKind.SETUP)


def _fill(writer: Writer, wanted: Wanted, began: datetime) -> None:
    write_types(writer, CLUB.types, wanted.language, after=len(CLUB.types) * 10)
    writer.session.flush()
    dice = Random(wanted.seed)
    lines = Lines(writer, writer.batch.pk)
    lines.begin()
    act = Act(began, writer.actor.id, "team.created")
    rates = _write_rates(lines, began, writer.actor.id)
    ground = _ground(writer, lines, dice, wanted.language, rates)
    cast = make_cast(
        Stageful(lines, dice, wanted.language, act),
        companies=max(wanted.deals * 3 // 10, 1),
        people=max(wanted.deals * 6 // 10, 1),
    )
    lines.let_go(CAST)
    changes = _lives(ground, cast, wanted)
    _apply(lines, changes)
    lines.let_go((tables.Person, *LIFE))
    lines.finish()
    write_planning(writer, cast.sellers[0].id, wanted.language)
    indexing.rebuild(writer.session)


def _write_rates(lines: Lines, began: datetime, by: int) -> Rates:
    dollars: list[tuple[datetime, Decimal]] = []
    for days, rate in USD.items():
        at = began + timedelta(days=days)
        if at > lines.writer.now:
            break
        act = Act(at, by, "fx_rate.created")
        day = date(at.year, at.month, at.day)
        lines.add(FxRate, act, currency="USD", on_day=day, rate=rate)
        dollars.append((at, rate))
    return {"USD": tuple(dollars), "EUR": ((began, Decimal(1)),)}


def _ground(
    writer: Writer,
    lines: Lines,
    dice: Random,
    language: Language,
    rates: Rates,
) -> Ground:
    session = writer.session
    pipeline = session.exec(select(Pipeline)).one()
    stages = session.exec(select(Stage).order_by(col(Stage.position))).all()
    types = {kind.name: kind.pk for kind in session.exec(select(FollowUpType))}
    reasons = session.exec(select(LossReason).where(~col(LossReason.note_required)))
    return Ground(
        lines=lines,
        dice=dice,
        language=language,
        now=writer.now,
        zone=writer.house.zone,
        currency=writer.house.currency,
        pipeline_id=pipeline.pk,
        open_stages=tuple(s.pk for s in stages if s.kind is StageKind.OPEN),
        post_sale=next((s.pk for s in stages if s.kind is StageKind.POST_SALE), None),
        types=tuple(types[name] for name in PATH[language]),
        reasons=tuple(reason.pk for reason in reasons),
        sources=tuple(source.pk for source in session.exec(select(Source))),
        rates=rates,
    )


def _lives(ground: Ground, cast: Cast, wanted: Wanted) -> list[PersonChange]:
    changes: list[PersonChange] = []
    came: dict[int, PersonChange] = {}
    hopes: set[int] = set()
    work = list(waiting(ground.now, ground.zone))
    acting = cast.sellers[0]
    for place in range(wanted.deals):
        person = cast.people[place % len(cast.people)]
        title = _title(ground, cast, place)
        if place < len(work):
            began = ground.now - timedelta(days=work[place].age)
            life = begin_life(ground, person, acting, began, title)
            wait(life, work[place])
        else:
            owner = cast.sellers[place % len(cast.sellers)]
            days = ground.dice.uniform(2, YEAR * wanted.years - 2)
            if owner is acting:
                days = max(days, 2.0 * OPEN_DAYS)
            began = (ground.now - timedelta(days=days)).replace(microsecond=0)
            life = begin_life(ground, person, owner, began, title)
            _live_past(life, place, keep_open=owner is not acting)
        changes += life.changes
        _came(came, life)
        if life.deal.values["status"] is Status.OPEN:
            hopes.add(person.id)
        if place % TOGETHER == TOGETHER - 1:
            ground.lines.let_go(LIFE)
    kept = [change for change in changes if not _dashes(change, hopes)]
    return [*came.values(), *kept]


def _came(came: dict[int, PersonChange], life: Life) -> None:
    """Let a person have come with the first deal, and from where that came."""
    at, person = life.deal.moment("opened_at"), life.person
    known = came.get(person.id)
    if known is None or at < known.act.at:
        first = {
            "came_on": local_day(at, life.ground.zone),
            "source_id": life.deal.values["source_id"],
        }
        came[person.id] = PersonChange(life.act(at, "person.updated"), person, first)


def _dashes(change: PersonChange, hopes: set[int]) -> bool:
    """Tell whether a person would be lost while a later deal with them is open."""
    lost = change.values.get("temperature") is Temperature.LOST
    return lost and change.person.id in hopes


def _live_past(life: Life, place: int, *, keep_open: bool) -> None:
    ground = life.ground
    if place % FOREIGN_EVERY == 0:
        _in_dollars(life)
    began = life.deal.moment("opened_at")
    if place == REOPENED:
        _reopen(life)
        return
    recent = ground.now - began < timedelta(days=OPEN_DAYS)
    if recent and keep_open:
        live(life, ground.now - timedelta(hours=3), won=None)
        ahead = timedelta(days=ground.dice.uniform(-2, 20))
        leave_open(life, ground.now + ahead)
        return
    ended = moment_of_end(ground, began).replace(microsecond=0)
    live(life, ended, won=place * 3 % 10 < WON_OF_TEN)


def _reopen(life: Life) -> None:
    """Lose a deal early, open it again, and leave it with a next step."""
    now = life.ground.now
    began = life.deal.moment("opened_at")
    life.plan(began + timedelta(hours=20), began)
    life.lose(began + (now - began) / 2, refused=False)
    again = now - (now - began) / 4
    life.reopen(again)
    life.plan(now + timedelta(days=9), again)
    life.rest()


def _in_dollars(life: Life) -> None:
    at = life.deal.moment("opened_at")
    life.ground.lines.change(life.deal, life.act(at, "deal.updated"), currency="USD")


def _title(ground: Ground, cast: Cast, place: int) -> str:
    person = cast.people[place % len(cast.people)]
    firm = cast.companies[(place % len(cast.people)) % len(cast.companies)]
    subject = ground.dice.choice(names.SUBJECTS[ground.language])
    if place % 9 == 0:
        return f"{person.values['first_name']} {person.values['last_name']} — {subject}"
    return f"{firm.values['name']} — {subject}"


def _apply(lines: Lines, changes: list[PersonChange]) -> None:
    """Change the people in the order of time; a customer's value is not lost again."""
    for change in sorted(changes, key=lambda change: change.act.at):
        lines.change(change.person, change.act, **change.values)
