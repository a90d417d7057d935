"""Makes a database: the workspace, its first user and its template (rulings 11)."""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import available_timezones

from sqlalchemy import insert
from sqlmodel import Session

from models import engine
from models import history
from models import upgrade
from models.access import Reader
from models.actor import Actor
from models.actor import House
from models.clock import Clock
from models.errors import BadValue
from models.history import Writer
from models.money import known_currency
from models.operations.templates import write_template
from models.rules.workdays import holidays_of
from models.tables import Event
from models.tables import Team
from models.tables import User
from models.tables import Workspace
from models.tables.base import Record
from models.templates import Template
from models.templates import template
from models.text import NAME
from models.text import clean
from models.views.foundation import Foundation
from models.vocabulary import BatchKind
from models.vocabulary import Origin
from models.vocabulary import Role

LOGIN = re.compile(r"[a-z][a-z0-9_-]{0,31}")
MONDAY = 1
WORKING_DAYS = "12345"


def found(path: Path, plan: Foundation, clock: Clock | None = None) -> None:
    """Create the file and write the workspace, its admin and its template.

    One batch of events tells of it. Raises ``BadValue`` before anything is made,
    and leaves no file behind when something fails.
    """
    checked = _checked(plan)
    chosen = template(checked.template)
    upgrade.create(path)
    try:
        _write(path, checked, chosen, (clock or Clock()).now())
    except BaseException:
        take_away(path)
        raise


def take_away(path: Path) -> None:
    """Remove a database that was just begun, and what SQLite put beside it."""
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def country_of(zone: str) -> str:
    """Return the country whose holidays count in a time zone, empty if none is known.

    ``Europe/Paris`` is in ``FR``.
    """
    from babel.core import get_global  # noqa: PLC0415 - 15 ms, once in a database

    present = get_global("zone_aliases").get(zone, zone)
    territory = get_global("zone_territories").get(present)
    if not isinstance(territory, str):
        return ""
    try:
        holidays_of(territory, [])
    except BadValue:
        return ""
    return territory


def _checked(plan: Foundation) -> Foundation:
    if not LOGIN.fullmatch(plan.login):
        raise BadValue("login_bad", "login", text=plan.login)
    if not known_currency(plan.currency):
        raise BadValue("currency_unknown", "currency", text=plan.currency)
    if plan.zone not in available_timezones():
        raise BadValue("zone_unknown", "zone", text=plan.zone)
    name = clean(plan.name, NAME).strip()
    if not name:
        raise BadValue("name_missing", "name")
    workspace = clean(plan.workspace, NAME).strip()
    return replace(plan, name=name, workspace=workspace or name)


def _write(path: Path, plan: Foundation, chosen: Template, now: datetime) -> None:
    writing = engine.writing(path)
    try:
        with engine.session(writing, path) as session:
            engine.begin_write(session, path)
            writer = _begin(session, plan, now)
            workspace = Workspace(
                id=1,
                name=plan.workspace,
                base_currency=plan.currency,
                time_zone=plan.zone,
                language=plan.language,
                country=writer.house.country,
                week_start=MONDAY,
                working_days=WORKING_DAYS,
            )
            writer.save(workspace, "workspace.created")
            write_template(writer, chosen, plan.language)
            writer.done(workspace, "workspace.created", name=plan.workspace)
            session.commit()
    finally:
        writing.dispose()


def _begin(session: Session, plan: Foundation, now: datetime) -> Writer:
    """Open the batch of the first user, who must stand before it can name them."""
    team = Team(name=plan.workspace, created_at=now, updated_at=now)
    session.add(team)
    session.flush()
    user = User(
        name=plan.name,
        login=plan.login,
        role=Role.ADMIN,
        team_id=team.pk,
        created_at=now,
        updated_at=now,
    )
    session.add(user)
    session.flush()
    actor = Actor(user.pk, user.login, user.name, user.role, team.pk)
    reader = Reader(session, actor, _house(plan), now)
    writer = history.begin(reader, Origin.UI, BatchKind.SETUP)
    _tell(writer, "team", team)
    _tell(writer, "user", user)
    return writer


def _tell(writer: Writer, entity: str, record: Record) -> None:
    """Write the event of a row that was there before the batch."""
    values = history.columns(record)
    after = {
        name: history.plain(value)
        for name, value in values.items()
        if name not in history.UNTOLD and value is not None
    }
    row = history.event_row(writer, entity, values, f"{entity}.created", None, after)
    writer.session.connection().execute(insert(Event), [row])


def _house(plan: Foundation) -> House:
    return House(
        name=plan.workspace,
        currency=plan.currency,
        zone=plan.zone,
        language=plan.language,
        country=country_of(plan.zone),
        week_start=MONDAY,
        working_days=WORKING_DAYS,
        reason_required=True,
    )
