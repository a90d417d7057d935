"""The report ``levers``: the velocity of a window, with the deals open at its end.

It stands beside that of the window before, which ``velocity`` cannot: its deals are
those open now (C.10).
"""

from datetime import datetime

from sqlalchemy import func
from sqlalchemy import select

from models.access import Reader
from models.queries.first_terms import chosen
from models.reports.closings import NONE
from models.reports.closings import in_play
from models.reports.listed import CellAt
from models.reports.listed import Listed
from models.reports.listed import listed
from models.reports.report import Asked
from models.reports.report import Report
from models.reports.velocity import report_of
from models.reports.velocity import velocity_list
from models.reports.velocity import window_of


def levers(reader: Reader, asked: Asked) -> Report:
    """Return one row: the four levers, what they bring a day, and the steps."""
    deals = in_play(reader, asked, NONE, _ended(reader, asked))
    query = select(func.count()).select_from(deals)
    number = reader.session.scalars(query).one()
    return report_of(reader, asked, "levers", number)


def levers_list(reader: Reader, asked: Asked, cell: CellAt) -> Listed:
    """Return the deals behind a lever."""
    if cell.column != "deals":
        return velocity_list(reader, asked, cell)
    deals = in_play(reader, asked, NONE, _ended(reader, asked))
    return listed(reader.session.connection().execute(chosen(deals.c.deal_id)))


def _ended(reader: Reader, asked: Asked) -> datetime | None:
    """Return when the window ended; nothing while it lasts."""
    end = window_of(reader, asked).end
    return None if end is None or end > reader.now else end
