"""What the lines of people tell, read from the records they are derived from."""

import json
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from sqlalchemy import RowMapping
from sqlalchemy import text
from sqlmodel import Session

from models.clock import from_text
from models.clock import local_day
from models.money import scaled
from models.tables.people_line import LAST
from models.tables.people_line import LISTS
from models.tables.people_line import NO_ONE
from models.text import fold
from models.views.people import integer
from models.views.people import maybe_integer
from models.views.people import string
from models.vocabulary import Lifecycle
from models.vocabulary import Temperature
from models.vocabulary import ViewOf

Row = dict[str, object]
Rows = Iterator[Row]
Worths = Mapping[int, int]

VALUES: Final = (
    Temperature.HOT,
    Temperature.WARM,
    Temperature.COLD,
    None,
    Temperature.LOST,
)
"""The values from the most promising on (L-11)."""
LIFECYCLES: Final = tuple(Lifecycle)
PERCENT: Final = 100

_PLANNED = """
    SELECT planned.id FROM follow_up AS planned
    LEFT JOIN deal AS own
        ON own.id = planned.deal_id AND own.owner_id IS person.owner_id
    WHERE planned.{whose} AND planned.status = 'planned'
    AND planned.deleted_at IS NULL
    ORDER BY planned.deal_id IS NOT NULL AND own.id IS NULL,
        planned.planned_at, planned.id LIMIT 1
"""
_DONE = """
    SELECT done.id FROM follow_up AS done
    WHERE done.{whose} AND done.status = 'done' AND done.deleted_at IS NULL
    ORDER BY done.done_at DESC, done.id DESC LIMIT 1
"""
_LAST_OF = f"coalesce(({_PLANNED}), ({_DONE}))"
"""The follow-up to do, else the one that was finalised last (R-23)."""
_IDS = "SELECT value FROM json_each(:ids)"
_PEOPLE = f"""
    SELECT person.id, person.first_name, person.last_name, person.lifecycle,
        person.temperature, person.owner_id, person.team_id AS own_team,
        person.source_id, person.do_not_contact, person.came_on, person.created_at,
        person.customer_since, has.name AS rep,
        has.team_id AS rep_team, organization.name AS company, source.name AS source,
        follow_up.id AS follow_up_id, follow_up.status AS follow_up_status,
        planned_at, type_id, follow_up_type.name AS step,
        follow_up.deal_id AS deal_id, of_deal.owner_id AS deal_owner,
        (SELECT min(closed_at IS NOT NULL) FROM tunnel
         WHERE tunnel.person_id = person.id AND deleted_at IS NULL) AS closed
    FROM person
    LEFT JOIN "user" AS has ON has.id = person.owner_id
    LEFT JOIN organization ON organization.id = person.organization_id
    LEFT JOIN source ON source.id = person.source_id
    LEFT JOIN follow_up ON follow_up.id = {
    _LAST_OF.format(whose="person_id = person.id")
}
    LEFT JOIN follow_up_type ON follow_up_type.id = type_id
    LEFT JOIN deal AS of_deal ON of_deal.id = follow_up.deal_id
    WHERE person.deleted_at IS NULL
"""
_TUNNELS = f"""
    SELECT person.first_name, person.last_name, person.came_on, person.lifecycle,
        person.customer_since, person.source_id, person.do_not_contact,
        person.temperature, person.owner_id, person.team_id AS own_team,
        coalesce(person.created_at, of_deal.created_at) AS created_at,
        of_deal.title, of_deal.owner_id AS deal_owner, of_deal.team_id AS deal_team,
        of_deal.temperature AS deal_value, of_deal.source_id AS deal_source,
        tunnel.id, tunnel.person_id, tunnel.deal_id, tunnel.owner_id AS tunnel_owner,
        tunnel.closed_at IS NOT NULL AS closed,
        has.id AS rep_id, has.name AS rep, has.team_id AS rep_team,
        organization.name AS company, source.name AS source,
        follow_up.id AS follow_up_id, follow_up.status AS follow_up_status,
        planned_at, type_id, follow_up_type.name AS step
    FROM tunnel
    LEFT JOIN person ON person.id = tunnel.person_id
    LEFT JOIN deal AS of_deal ON of_deal.id = tunnel.deal_id
    LEFT JOIN follow_up ON follow_up.id = {
    _LAST_OF.format(whose="tunnel_id = tunnel.id")
}
    LEFT JOIN follow_up_type ON follow_up_type.id = type_id
    LEFT JOIN "user" AS has
        ON has.id = coalesce(follow_up.assignee_id, tunnel.owner_id)
    LEFT JOIN organization ON organization.id = iif(
        person.id IS NULL, of_deal.organization_id, person.organization_id)
    LEFT JOIN source ON source.id = iif(
        person.id IS NULL, of_deal.source_id, person.source_id)
    WHERE tunnel.deleted_at IS NULL
    AND person.deleted_at IS NULL AND of_deal.deleted_at IS NULL
"""
_WORTH = """
    SELECT deal.{by} AS id, currency,
        sum(amount_minor * coalesce(deal.probability, stage.probability, 0)) AS sum
    FROM deal JOIN stage ON stage.id = stage_id
    {join}
    WHERE status = 'open' AND deal.deleted_at IS NULL AND amount_minor > 0
    AND currency IS NOT NULL AND deal.{by} IN ({ids}) GROUP BY deal.{by}, currency
"""
_BY_PERSON = """JOIN person ON person.id = person_id
                AND person.owner_id IS deal.owner_id"""


def people(session: Session, ids: Sequence[int]) -> Rows:
    """Return the lines of these people, in the list in which they stand."""
    here = _House(session)
    worths = here.worths("person_id", _BY_PERSON, ids)
    teams = _names(session, "team")
    for row in _read(session, f"{_PEOPLE} AND person.id IN ({_IDS})", ids):
        prospect = row["lifecycle"] == Lifecycle.PROSPECT
        of = ViewOf.PROSPECTS if prospect else ViewOf.CUSTOMERS
        team = maybe_integer(row["own_team"]) or maybe_integer(row["rep_team"])
        apart = row["deal_id"] is not None and row["deal_owner"] != row["owner_id"]
        person = integer(row["id"])
        yield {
            **_shared(row, here.zone),
            "list": LISTS[of],
            "id": person,
            "person_id": person,
            "deal_id": None,
            "rep_id": row["owner_id"],
            "team_id": team,
            "team": _key(teams.get(team or NO_ONE)),
            "source_id": row["source_id"],
            "aside": _aside(row) if apart else None,
            "name": _key(f"{string(row['last_name'])} {string(row['first_name'])}"),
            "value": VALUES.index(_value(row["temperature"])),
            "worth": -worths.get(person, 0),
            "status": 0 if row["closed"] is None else 1 + integer(row["closed"]),
        }


def tunnels(session: Session, ids: Sequence[int]) -> Rows:
    """Return the lines of these tunnels."""
    here = _House(session)
    teams = _names(session, "team")
    rows = _read(session, f"{_TUNNELS} AND tunnel.id IN ({_IDS})", ids)
    of_deals = here.worths("id", "", _ids(rows, "deal_id"))
    of_people = here.worths("person_id", _BY_PERSON, _ids(rows, "person_id"))
    for row in rows:
        yield _tunnel(row, here.zone, teams, (of_deals, of_people))


def _tunnel(
    row: RowMapping,
    zone: str,
    teams: Mapping[int, str],
    worths: tuple[Worths, Worths],
) -> Row:
    deal, person = maybe_integer(row["deal_id"]), maybe_integer(row["person_id"])
    rep = row["rep_id"]
    apart = deal is not None and row["deal_owner"] != rep
    told = f"{string(row['last_name'])} {string(row['first_name'])}"
    title = "" if apart else string(row["title"])
    value = row["temperature"]
    source = row["source_id"]
    if person is None:
        value = None if apart else row["deal_value"]
        source = None if apart else row["deal_source"]
    worth = 0
    if deal is not None and not apart:
        worth = worths[0].get(deal, 0)
    elif deal is None and row["owner_id"] == rep:
        worth = worths[1].get(person or NO_ONE, 0)
    team = _team(row)
    hidden = {"company": LAST, "source": LAST} if apart and person is None else {}
    return {
        **_shared(row, zone),
        **hidden,
        "list": LISTS[ViewOf.TUNNELS],
        "id": row["id"],
        "person_id": person,
        "deal_id": deal,
        "rep_id": rep,
        "team_id": team,
        "team": _key(teams.get(team or NO_ONE)),
        "source_id": source,
        "aside": _aside(row) if apart else None,
        "name": _key(title if person is None else told),
        "value": VALUES.index(_value(value)),
        "worth": -worth,
        "status": 1 + integer(row["closed"]),
    }


def _shared(row: RowMapping, zone: str) -> Row:
    """Return what the lines of people and of tunnels tell alike."""
    planned = row["follow_up_status"] == "planned"
    written = local_day(from_text(string(row["created_at"])), zone).isoformat()
    stage = row["lifecycle"] or Lifecycle.PROSPECT
    return {
        "follow_up_id": row["follow_up_id"],
        "step_id": row["type_id"] if planned else None,
        "due": row["planned_at"] if planned else None,
        "first_name": _key(row["first_name"]),
        "company": _key(row["company"]),
        "step": _key(row["step"] if planned else None),
        "rep": _key(row["rep"]),
        "source": _key(row["source"]),
        "came": row["came_on"] or written,
        "since": row["customer_since"] or LAST,
        "planned": row["planned_at"] or LAST,
        "lifecycle": LIFECYCLES.index(Lifecycle(stage)),
        "refused": int(bool(row["do_not_contact"])),
    }


class _House:
    """The currency, the rates and the zone in which the lines are told."""

    def __init__(self, session: Session) -> None:
        self._session = session
        query = text("SELECT base_currency, time_zone FROM workspace")
        found = session.connection().execute(query).first()
        self._base, self.zone = (str(found[0]), str(found[1])) if found else ("", "UTC")
        rates = session.connection().execute(
            text(
                "SELECT currency, rate FROM fx_rate WHERE deleted_at IS NULL"
                " ORDER BY on_day"
            )
        )
        self._rates = {str(currency): Decimal(str(rate)) for currency, rate in rates}
        self._rates[self._base] = Decimal(1)

    def worths(self, by: str, join: str, ids: Sequence[int]) -> Worths:
        """Return the expected amount × probability, in minor units (L-11).

        Amounts without a rate are left out, as on the board (C.0).
        """
        sql = _WORTH.format(by=by, join=join, ids=_IDS)
        found: dict[int, int] = {}
        for row in _read(self._session, sql, ids):
            rate = self._rates.get(string(row["currency"]))
            if row["id"] is None or rate is None:
                continue
            worth = scaled(
                integer(row["sum"]), rate, string(row["currency"]), self._base
            )
            place = integer(row["id"])
            found[place] = found.get(place, 0) + int(worth / PERCENT)
        return found


def _read(session: Session, sql: str, ids: Sequence[int]) -> Sequence[RowMapping]:
    given = {"ids": json.dumps(list(ids))}
    return session.connection().execute(text(sql), given).mappings().all()


def _names(session: Session, table: str) -> Mapping[int, str]:
    query = text(f"SELECT id, name FROM {table}")
    return {row[0]: str(row[1]) for row in session.connection().execute(query)}


def _ids(rows: Sequence[RowMapping], column: str) -> list[int]:
    return [integer(row[column]) for row in rows if row[column] is not None]


def _team(row: RowMapping) -> int | None:
    """Return the team of the person, else of the deal, else of the rep (R-36)."""
    found = (maybe_integer(row[name]) for name in ("own_team", "deal_team", "rep_team"))
    return next((team for team in found if team is not None), None)


def _aside(row: RowMapping) -> int:
    return maybe_integer(row["deal_owner"]) or NO_ONE


def _value(code: object) -> Temperature | None:
    return None if code is None else Temperature(string(code))


@lru_cache(maxsize=1024)
def _key(name: object) -> str:
    """Return what a name sorts by; most names stand in many lines."""
    return fold(string(name)) or LAST
