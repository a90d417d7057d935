"""People who became customers: when, whose, and whether followed up (C.8, C.9)."""

from sqlalchemy import CTE
from sqlalchemy import case
from sqlalchemy import exists
from sqlalchemy import literal_column
from sqlalchemy import or_
from sqlmodel import col

from models.access import Reader
from models.queries.first_terms import Test
from models.queries.first_terms import chosen
from models.queries.first_terms import text
from models.reports.at_the_time import rep_at_conversion
from models.reports.days import date_number
from models.reports.days import local_day_number
from models.reports.followed import customers_within
from models.reports.followed import of_live_deal
from models.reports.followed import people_passed
from models.reports.report import Asked
from models.tables import FollowUp
from models.tables import Person


def conversions(reader: Reader, asked: Asked) -> CTE:
    """Return one row a person who became a customer in the period.

    Columns: id, since (the day as text), rep (at that moment), followed (1 where a
    follow-up had been done by that day), temperature.
    """
    rep = rep_at_conversion(reader, asked.period)
    return (
        chosen(
            col(Person.id).label("id"),
            text(col(Person.customer_since)).label("since"),
            rep.label("rep"),
            case((followed_before(reader), 1), else_=0).label("followed"),
            text(col(Person.temperature)).label("temperature"),
        )
        .where(
            col(Person.customer_since).is_not(None),
            customers_within(reader, asked.period),
            people_passed(reader, asked, rep),
        )
        .cte("conversions")
    )


def followed_before(reader: Reader) -> Test:
    """Tell whether a person was followed up before being a customer, or at all.

    What was done before that day began in UTC is at the latest of that local day: for
    most, two texts are compared and no day is worked out. The person is not in the bin.
    """
    done, since = col(FollowUp.done_at), col(Person.customer_since)
    on = local_day_number(done, reader.house.zone, reader.now)
    before = text(done) < text(since)
    return (
        exists(literal_column("1"))
        .where(
            col(FollowUp.person_id) == col(Person.id),
            done.is_not(None),
            or_(since.is_(None), before, on <= date_number(since)),
            of_live_deal(),
        )
        .correlate(Person)
    )
