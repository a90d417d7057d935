"""The lists of people: windows by key, counts and places (R-23, R-24, R-25, L-11).

A list may hold hundreds of thousands: a window begins at the key of a line that is
known, so that no statement walks over what stands before it.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement
from sqlalchemy import RowMapping
from sqlalchemy import Select
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import literal
from sqlalchemy import select
from sqlalchemy import tuple_
from sqlmodel import col

from models.access import Reader
from models.due import horizon
from models.money import Money
from models.queries.people_terms import Terms
from models.queries.people_tests import LINE
from models.rules.columns import Progress
from models.rules.people import EVERYTHING
from models.rules.people import Key
from models.rules.people import PeopleAsk
from models.rules.people import Start
from models.tables import Deal
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import Organization
from models.tables import Person
from models.tables import Source
from models.tables import Team
from models.tables import User
from models.tables.people_line import LISTS
from models.views.people import integer
from models.views.people import string
from models.views.people_lists import FilterChoice
from models.views.people_lists import FilterChoices
from models.views.people_lists import PeopleLine
from models.views.people_lists import Target
from models.vocabulary import DueBucket
from models.vocabulary import Lifecycle

WINDOW: Final = 64
"""How many lines are read at once."""
PROGRESS: Final = tuple(Progress)

Details = Select[*tuple[object, ...]]


def count(reader: Reader, ask: PeopleAsk) -> int:
    """Count the lines of a list; it is what its header says and what it shows."""
    connection = reader.session.connection()
    query = select(func.count()).select_from(LINE)
    parts = Terms(reader, ask).parts()
    return sum(connection.execute(query.where(*part)).scalar_one() for part in parts)


def page(
    reader: Reader, ask: PeopleAsk, start: Start, limit: int = WINDOW
) -> tuple[PeopleLine, ...]:
    """Return a window of lines in the order of the list, wherever it starts."""
    keys = _keys(reader, ask, start, limit)
    details = {one.id: one for one in _lines(reader, ask, keys)}
    return tuple(details[int(key[-1])] for key in keys if int(key[-1]) in details)


def place(reader: Reader, ask: PeopleAsk, key: Key) -> int:
    """Count the lines that come before a key."""
    terms = Terms(reader, ask)
    query, found = select(func.count()).select_from(LINE), 0
    for arm in terms.arms():
        here, given = tuple_(*terms.order(arm)), _given(key)
        before = here > given if ask.order.backwards else here < given
        told = query.where(*terms.kept(arm), before)
        found += reader.session.connection().execute(told).scalar_one()
    return found


def key_of(reader: Reader, ask: PeopleAsk, line_id: int) -> Key | None:
    """Return the key of a line as it stands now; nothing where it left the list."""
    terms = Terms(reader, ask)
    for arm in terms.arms():
        query = select(*terms.order(arm)).where(*terms.kept(arm), LINE.c.id == line_id)
        found = reader.session.connection().execute(query).first()
        if found is not None:
            return _key(found)
    return None


def targets(reader: Reader, ask: PeopleAsk) -> tuple[Target, ...]:
    """Return whom every line of a list stands for: what marks and bulk acts take."""
    terms, connection = Terms(reader, ask), reader.session.connection()
    query = select(LINE.c.id, LINE.c.person_id, LINE.c.deal_id)
    return tuple(
        Target(*row)
        for arm in terms.arms()
        for row in connection.execute(query.where(*terms.kept(arm)))
    )


def everything(reader: Reader, ask: PeopleAsk) -> list[PeopleLine]:
    """Return a whole list, read window by window, for an export."""
    found: list[PeopleLine] = []
    start = Start()
    while lines := page(reader, ask, start, 8 * WINDOW):
        found += lines
        start = Start(lines[-1].key)
    return found


def filter_choices(reader: Reader) -> FilterChoices:
    """Return the reps, teams, types and sources to filter by, the inactive too."""
    session = reader.session.connection()
    reps = session.execute(
        select(
            col(User.id), col(User.name), col(User.login), col(User.active)
        ).order_by(col(User.active).desc(), col(User.name))
    )
    teams = session.execute(
        select(col(Team.id), col(Team.name)).order_by(col(Team.name))
    )
    steps = session.execute(
        select(
            col(FollowUpType.id),
            col(FollowUpType.name),
            literal(""),
            col(FollowUpType.active),
        ).order_by(col(FollowUpType.position))
    )
    sources = session.execute(
        select(
            col(Source.id), col(Source.name), literal(""), col(Source.active)
        ).order_by(col(Source.position))
    )
    return FilterChoices(
        *(
            tuple(FilterChoice(*row) for row in found)
            for found in (reps, teams, steps, sources)
        )
    )


def _keys(reader: Reader, ask: PeopleAsk, start: Start, limit: int) -> list[Key]:
    """Return the keys of a window: of each part its first, and of those the first."""
    terms = Terms(reader, ask)
    down = ask.order.backwards is not start.backwards
    found: list[Key] = []
    for arm in terms.arms():
        columns = terms.order(arm)
        query = select(*columns).where(*terms.kept(arm))
        if start.key is not None:
            here, given = tuple_(*columns), _given(start.key)
            query = query.where(here < given if down else here > given)
        query = query.order_by(*(one.desc() if down else one for one in columns))
        rows = reader.session.connection().execute(query.limit(start.skip + limit))
        found += [_key(row) for row in rows]
    found.sort(reverse=down)
    window = found[start.skip : start.skip + limit]
    return window[::-1] if start.backwards else window


def _key(row: Iterable[object]) -> Key:
    return tuple(one if isinstance(one, int) else string(one) for one in row)


def _given(key: Key) -> ColumnElement[tuple[object, ...]]:
    return tuple_(*(literal(value) for value in key))


def _details(reader: Reader) -> Details:
    terms = Terms(reader, EVERYTHING)
    columns: Details = select(
        LINE,
        terms.shown().label("shown"),
        case((terms.own(), LINE.c.worth), else_=0).label("own_worth"),
        col(Person.first_name).label("given_name"),
        col(Person.last_name),
        col(Person.temperature),
        col(Person.do_not_contact),
        col(Person.lifecycle).label("life"),
        col(Person.customer_since),
        col(Deal.title),
        col(Deal.temperature).label("deal_value"),
        col(Organization.name).label("company_name"),
        col(Team.name).label("team_name"),
        col(User.name).label("rep_name"),
        col(User.active),
        col(FollowUpType.name).label("step_name"),
        col(FollowUp.planned_on),
        col(FollowUp.planned_at),
        col(FollowUp.all_day),
        col(Source.name).label("source_name"),
        col(Source.kind),
    )
    return _joined(columns)


def _joined(columns: Details) -> Details:
    """Join what the lines tell to them: at most one record of each."""
    return (
        columns.select_from(LINE)
        .outerjoin(Person, col(Person.id) == LINE.c.person_id)
        .outerjoin(Deal, col(Deal.id) == LINE.c.deal_id)
        .outerjoin(
            Organization,
            col(Organization.id)
            == func.iif(
                LINE.c.person_id.is_(None),
                col(Deal.organization_id),
                col(Person.organization_id),
            ),
        )
        .outerjoin(Team, col(Team.id) == LINE.c.team_id)
        .outerjoin(User, col(User.id) == LINE.c.rep_id)
        .outerjoin(FollowUp, col(FollowUp.id) == LINE.c.follow_up_id)
        .outerjoin(FollowUpType, col(FollowUpType.id) == col(FollowUp.type_id))
        .outerjoin(Source, col(Source.id) == LINE.c.source_id)
    )


def _lines(reader: Reader, ask: PeopleAsk, keys: list[Key]) -> Iterator[PeopleLine]:
    of_id = {int(key[-1]): key for key in keys}
    query = _details(reader).where(
        LINE.c.list == LISTS[ask.of], LINE.c.id.in_(list(of_id))
    )
    for row in reader.session.connection().execute(query).mappings():
        yield _line(reader, row, of_id[integer(row["id"])])


def _line(reader: Reader, row: RowMapping, key: Key) -> PeopleLine:
    """Make a line; a follow-up or a deal that is hidden leaves nothing behind."""
    seen, nobody = bool(row["shown"]), row["person_id"] is None
    told = seen or not nobody
    waiting = seen and row["due"] is not None
    here = horizon(reader.now, reader.zone)
    bucket = here.bucket(row["planned_at"]) if waiting else DueBucket.NONE
    timed = seen and not row["all_day"]
    return PeopleLine(
        id=row["id"],
        key=key,
        person_id=row["person_id"],
        deal_id=row["deal_id"] if seen else None,
        follow_up_id=row["follow_up_id"] if waiting else None,
        first_name=string(row["given_name"]),
        last_name=string(row["title" if nobody else "last_name"]) if told else "",
        company=string(row["company_name"]) if told else "",
        team=string(row["team_name"]),
        came=date.fromisoformat(row["came"]),
        value=row["deal_value" if nobody else "temperature"] if told else None,
        step=string(row["step_name"]) if waiting else "",
        planned_on=row["planned_on"] if seen else None,
        planned_at=row["planned_at"] if timed else None,
        bucket=bucket,
        progress=PROGRESS[row["status"] if seen else 0],
        rep=string(row["rep_name"]),
        rep_active=bool(row["active"]),
        source=string(row["source_name"]) if told else "",
        kind=row["kind"] if told else None,
        worth=Money(-integer(row["own_worth"]), reader.house.currency),
        do_not_contact=bool(row["do_not_contact"]),
        lifecycle=row["life"] or Lifecycle.PROSPECT,
        since=row["customer_since"],
    )
