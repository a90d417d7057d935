"""The alerts of a user, each a named list with its count (R-26)."""

from collections.abc import Iterator
from collections.abc import Mapping

from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.access import visible
from models.actor import Whose
from models.queries import people_lists
from models.queries.views import views
from models.rules import alerts as built_in
from models.rules.alerts import Alert
from models.rules.filters import parse
from models.rules.people import PeopleAsk
from models.tables import AlertSwitch
from models.views.desk import AlertLine
from models.views.desk import Shape
from models.vocabulary import Scope


def alerts(reader: Reader) -> tuple[AlertLine, ...]:
    """Return the alerts by name, not counted yet: built-in ones, then views."""
    return tuple(_lines(reader))


def counts(reader: Reader) -> Mapping[str, int]:
    """Count the lists of the alerts that the actor wants, by code.

    What the header counts is counted there: Today is its list.
    """
    return {
        line.code: people_lists.count(reader, asked(line.shape))
        for line in _lines(reader)
        if line.wanted and line.shape is not None
    }


def asked(shape: Shape) -> PeopleAsk:
    """Return the list of a shape over all that the actor sees, told or not."""
    filters = parse(shape.filters, shape.of).filters
    return PeopleAsk(shape.of, filters, whose=Whose(Scope.ALL))


def _lines(reader: Reader) -> Iterator[AlertLine]:
    off = set(_switched_off(reader))
    for alert in Alert:
        yield AlertLine(str(alert), "", alert not in off, None, _shape(alert))
    for line in views(reader):
        if line.as_alert:
            code = built_in.code_of(line.id)
            yield AlertLine(code, line.name, code not in off, None, line.shape)


def _switched_off(reader: Reader) -> Iterator[str]:
    query = select(col(AlertSwitch.alert)).where(
        visible(reader.actor, AlertSwitch), col(AlertSwitch.wanted).is_(False)
    )
    yield from reader.session.scalars(query)


def _shape(alert: Alert) -> Shape | None:
    if alert not in built_in.LISTS:
        return None
    of, filters = built_in.LISTS[alert]
    return Shape(of, filters.to_json())
