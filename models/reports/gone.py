"""Who had been deactivated at the ends of months, walked back from now (C.7)."""

import json
from collections.abc import Sequence

from sqlmodel import col

from models.access import Reader
from models.clock import to_text
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.queries.first_terms import whole
from models.reports.at_the_time import changes
from models.reports.at_the_time import recorded
from models.rules.metrics_followups import Month
from models.tables import Event
from models.tables import User
from models.views.people import integer
from models.views.people import string


def deactivated(reader: Reader, months: Sequence[Month]) -> list[frozenset[int]]:
    """Return the users who were deactivated at each end."""
    users = chosen(whole(col(User.id)), col(User.active))
    active = {
        integer(user): bool(state)
        for user, state in reader.session.connection().execute(users)
    }
    events = _changes(reader)
    found: list[frozenset[int]] = []
    for month in months:
        end = to_text(month.end)
        back = {user: past for _event, user, at, past in events if at >= end}
        then = active | back
        found.append(frozenset(user for user, state in then.items() if not state))
    return found


def _changes(reader: Reader) -> list[tuple[int, int, str, bool]]:
    """Return what changed, the newest first: event, user, moment, active before."""
    query = chosen(
        whole(col(Event.id)),
        whole(col(Event.entity_id)),
        text(col(Event.at)),
        text(col(Event.before)),
    ).where(
        col(Event.entity) == "user",
        col(Event.before).is_not(None),
        changes(Event, "active"),
        recorded(Event),
    )
    rows = [
        (
            integer(event),
            integer(user),
            string(at),
            bool(json.loads(string(past))["active"]),
        )
        for event, user, at, past in reader.session.connection().execute(query)
    ]
    return sorted(rows, reverse=True)
