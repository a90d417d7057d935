"""A board with one deal, and what is stored of it, for tests of the acts."""

from sqlalchemy import select
from sqlmodel import col
from textual import events
from textual.pilot import Pilot

from models import queries
from models.access import Reader
from models.store import Store
from models.tables import Deal
from models.tables import Organization
from models.tables import Person
from models.views.records import DealScreen
from tests.screens.resting import settled
from tests.screens.stage import rows
from tui.app import RelanceApp
from tui.widgets.message_line import MessageLine

SIZE = (120, 36)
AppPilot = Pilot[None]


async def press(pilot: AppPilot, *keys: str) -> None:
    """Press keys one by one and let every act come to its end or its dialog."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def paste(pilot: AppPilot, text: str) -> None:
    """Send a text to where the keys go, as a terminal sends what is pasted."""
    focused = pilot.app.screen.focused
    assert focused is not None
    focused.post_message(events.Paste(text))
    await settled(pilot)


def said(app: RelanceApp) -> str:
    """Return the message line as text."""
    return app.screen_stack[0].query_one(MessageLine).render_line(0).text.strip()


def shown(app: RelanceApp) -> str:
    """Return the whole screen as text."""
    return "\n".join(rows(app))


def load(store: Store, deal_id: int) -> DealScreen:
    """Return a deal as it is stored now."""
    found: DealScreen = store.read(queries.deal.load_deal, deal_id)
    return found


def deals(store: Store) -> list[Deal]:
    """Return every deal, the oldest first."""

    def query(reader: Reader) -> list[Deal]:
        return list(reader.session.scalars(select(Deal).order_by(col(Deal.id))))

    return store.read(query)


def companies(store: Store) -> list[Organization]:
    """Return every company, the oldest first."""

    def query(reader: Reader) -> list[Organization]:
        found = select(Organization).order_by(col(Organization.id))
        return list(reader.session.scalars(found))

    return store.read(query)


def people(store: Store) -> list[Person]:
    """Return every person, the oldest first."""

    def query(reader: Reader) -> list[Person]:
        return list(reader.session.scalars(select(Person).order_by(col(Person.id))))

    return store.read(query)
