"""A day of follow-ups and the app opened on it, for tests of Today and its dialogs."""

from collections.abc import Sequence
from datetime import UTC
from datetime import date
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlmodel import col
from textual import events
from textual.app import App

from models.access import Reader
from models.money import Money
from models.store import Store
from models.tables import Deal
from models.tables import FollowUp
from models.tables import Invoice
from models.tables import Person
from models.vocabulary import FollowUpStatus
from models.vocabulary import Temperature
from tests import factories
from tui.app import RelanceApp
from tui.preferences.settings import Settings
from tui.screens.today import TodayScreen

WIDE = (120, 36)
SMALL = (80, 24)


def paris(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of November 2026 by the clocks of Paris."""
    return datetime(2026, 11, day, hour - 1, minute, tzinfo=UTC)


def november(day: int) -> date:
    """Return a day of November 2026."""
    return date(2026, 11, day)


def a_prospect(  # noqa: PLR0913
    store: Store,
    title: str,
    due: date | datetime,
    *,
    type: str | None = None,  # noqa: A002
    amount: int | None = None,
    person: str | None = None,
    temperature: Temperature | None = Temperature.WARM,
    comment: str = "",
    owner: str | None = None,
) -> int:
    """Write a deal with its person and a planned follow-up; return the follow-up."""
    login = owner or store.actor.login
    who = factories.a_person(
        store,
        person or "Julie Martin",
        temperature=temperature,
        phone="+33 6 12 34 56 78",
        email="julie@boreal.example",
        owner=login,
    )
    deal = factories.a_deal(
        store,
        title,
        person=who,
        amount=Money(amount * 100, "EUR") if amount else None,
        owner=login,
    )
    return factories.a_follow_up(
        store, deal=deal, due=due, type=type, comment=comment, assignee=login
    )


def a_day(store: Store) -> list[int]:
    """Plan two late ones, two for today and one for Wednesday."""
    return [
        a_prospect(store, "Boréal Fitness", november(20), amount=12_000),
        a_prospect(store, "Lycée Faidherbe", november(21)),
        a_prospect(store, "Hôtel du Parc", paris(23, 9, 30), type="Meeting"),
        a_prospect(store, "Kiné Plus", november(23)),
        a_prospect(store, "Mairie de Lens", november(25)),
    ]


def opened(store: Store, drafts: Path | None = None) -> RelanceApp:
    """Return the app on Today."""
    return RelanceApp(store, Settings(), drafts=drafts)


def today(app: RelanceApp) -> TodayScreen:
    """Return the screen that is shown, as Today."""
    screen = app.screen
    assert isinstance(screen, TodayScreen)
    return screen


def follow_up(store: Store, follow_up_id: int) -> FollowUp:
    """Return a follow-up as it is stored now."""

    def query(reader: Reader) -> FollowUp:
        return reader.session.get_one(FollowUp, follow_up_id)

    return store.read(query)


def after(store: Store, follow_up_id: int) -> FollowUp | None:
    """Return the follow-up that came of another one."""

    def query(reader: Reader) -> FollowUp | None:
        wanted = select(FollowUp).where(col(FollowUp.previous_id) == follow_up_id)
        return reader.session.scalars(wanted).one_or_none()

    return store.read(query)


def deal(store: Store, follow_up_id: int) -> Deal:
    """Return the deal of a follow-up as it is stored now."""

    def query(reader: Reader) -> Deal:
        found = reader.session.get_one(FollowUp, follow_up_id)
        assert found.deal_id is not None
        return reader.session.get_one(Deal, found.deal_id)

    return store.read(query)


def planned(store: Store, deal_id: int) -> FollowUp | None:
    """Return what is planned for a deal."""

    def query(reader: Reader) -> FollowUp | None:
        wanted = select(FollowUp).where(
            col(FollowUp.deal_id) == deal_id,
            col(FollowUp.status) == FollowUpStatus.PLANNED,
        )
        return reader.session.scalars(wanted).one_or_none()

    return store.read(query)


def stored_deal(store: Store, deal_id: int) -> Deal:
    """Return a deal as it is stored now."""

    def query(reader: Reader) -> Deal:
        return reader.session.get_one(Deal, deal_id)

    return store.read(query)


def person(store: Store, follow_up_id: int) -> Person:
    """Return the person of a follow-up as it is stored now."""

    def query(reader: Reader) -> Person:
        found = reader.session.get_one(FollowUp, follow_up_id)
        assert found.person_id is not None
        return reader.session.get_one(Person, found.person_id)

    return store.read(query)


def invoice(store: Store, follow_up_id: int) -> Invoice | None:
    """Return the invoice that a follow-up led to."""

    def query(reader: Reader) -> Invoice | None:
        found = reader.session.get_one(FollowUp, follow_up_id)
        return reader.session.get(Invoice, found.invoice_id)

    return store.read(query)


def type_ahead(app: App[None], keys: Sequence[str]) -> None:
    """Send keys in one go, as one packet of a slow line brings them."""
    for key in keys:
        character = "\r" if key == "enter" else key if len(key) == 1 else None
        event = events.Key(key, character)
        event.set_sender(app)
        app.post_message(event)
