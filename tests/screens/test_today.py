"""Today: the queue, its cursor, skipping, live refresh, and what it opens."""

from datetime import timedelta

from sqlalchemy import select

from models import operations
from models.clock import Clock
from models.clock import end_of_day
from models.history import Writer
from models.store import Store
from models.store import open_store
from models.tables import FollowUp
from models.tables import FollowUpType
from models.tables import Person
from models.tables import Tunnel
from models.views.counts import read_counts
from models.views.drafts import LogOutcome
from models.vocabulary import FollowUpStatus
from models.vocabulary import Outcome
from models.vocabulary import Role
from tests import factories
from tests.conftest import NOW
from tests.conftest import AsUser
from tests.screens import day
from tests.screens.stage import rows
from tui.messages import DataChanged
from tui.screens.deal import DealScreen
from tui.screens.record import PersonScreen


def shown(store_rows: list[str], text: str) -> bool:
    return any(text in row for row in store_rows)


def many_follow_ups(store: Store, count: int) -> None:
    def write(writer: Writer) -> None:
        kind = writer.session.scalars(select(FollowUpType)).first()
        assert kind is not None
        late = end_of_day(day.november(20), "Europe/Paris")
        for number in range(count):
            person = Person(first_name="N", last_name=f"{number}", folded_name="n")
            writer.save(person, "person.created")
            tunnel = Tunnel(person_id=person.pk, opened_at=writer.now)
            writer.save(tunnel, "tunnel.opened")
            writer.session.add(
                FollowUp(
                    tunnel_id=tunnel.pk,
                    person_id=person.pk,
                    type_id=kind.pk,
                    planned_at=late,
                    planned_on=day.november(20),
                    original_planned_at=late,
                    assignee_id=writer.actor.id,
                )
            )

    store.write(write)


async def test_the_queue_stands_in_the_order_of_the_counts(store: Store) -> None:
    day.a_day(store)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.pause()
        lines = [row.split("│")[0].strip() for row in rows(app)]
        kept = [line for line in lines if line]
        assert kept[1].startswith("0 of 4 done")
        assert kept[2] == "Overdue  2"
        assert kept[3].split() == [
            "▌",
            "!",
            "3",
            "days",
            "Call",
            "Boréal",
            "Fitness",
            "W",
        ]
        names = ("Lycée", "Today  2", "09:30  Meeting", "Kiné", "Next 7 days  1", "Wed")
        places = [next(i for i, line in enumerate(kept) if n in line) for n in names]
        assert places == sorted(places)
        counts = read_counts(store)
        assert (counts.overdue, counts.today, counts.next_days) == (2, 2, 1)


async def test_the_pane_shows_what_acting_needs(store: Store) -> None:
    day.a_prospect(
        store, "Boréal", day.november(20), amount=900, comment="Call after 5 pm."
    )
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.pause()
        told = "\n".join(day.today(app).pane.texts)
        for words in (
            "+33 6 12 34 56 78",
            "julie@boreal.example",
            "€900",
            "3 days late",
            "“Call after 5 pm.”",
            "logs a note",
        ):
            assert words in told


async def test_under_100_columns_the_list_stands_alone(store: Store) -> None:
    day.a_day(store)
    app = day.opened(store)
    async with app.run_test(size=day.SMALL) as pilot:
        await pilot.pause()
        assert not day.today(app).pane.display
        assert not shown(rows(app), "History")


async def test_a_skipped_item_goes_to_the_end_for_this_session(store: Store) -> None:
    first, second, *_ = day.a_day(store)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("s")
        screen = day.today(app)
        assert screen.list.item is not None
        assert screen.list.item.id == second
        await pilot.press("end")
        assert screen.list.item is not None
        assert screen.list.item.id == first
        assert shown(rows(app), "Skipped  1")
    assert day.follow_up(store, first).status is FollowUpStatus.PLANNED


async def test_enter_opens_the_deal_and_escape_comes_back(store: Store) -> None:
    day.a_day(store)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("down", "enter")
        assert isinstance(app.screen, DealScreen)
        await pilot.press("escape")
        item = day.today(app).list.item
        assert item is not None
        assert item.deal == "Lycée Faidherbe"


async def test_enter_opens_the_person_where_there_is_no_deal(store: Store) -> None:
    zoe = factories.a_person(store, "Zoé Martin")
    factories.a_follow_up(store, person=zoe, due=day.november(23))
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("enter")
        assert isinstance(app.screen, PersonScreen)


async def test_a_colleagues_change_leaves_the_cursor_on_its_item(
    store: Store, as_user: AsUser
) -> None:
    first, second, third, *_ = day.a_day(store)
    factories.a_user(store, "chief", Role.ADMIN)
    other = as_user(store, "chief")
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("down", "down")
        other.write(
            operations.outcomes.log_outcome, LogOutcome(first, Outcome.RESCHEDULE)
        )
        app.look_for_changes()
        await pilot.pause()
        screen = day.today(app)
        assert screen.list.item is not None
        assert screen.list.item.id == third
        assert screen.header.heading.overdue == 1
        assert second in {item.id for item in screen.list.items}


async def test_what_becomes_due_moves_up_at_its_minute(store: Store) -> None:
    day.a_day(store)
    later = open_store(
        store.path, "boss", Clock(start=NOW + timedelta(minutes=20), ticking=False)
    )
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        assert day.today(app).header.heading.overdue == 2
        app.store.clock = later.clock
        day.today(app).minute_turned()
        await pilot.pause()
        assert day.today(app).header.heading.overdue == 3
    later.close()


async def test_an_empty_queue_teaches(store: Store) -> None:
    app = day.opened(store)
    async with app.run_test(size=day.SMALL) as pilot:
        await pilot.press("d", "z", "s", "enter", "down", "end")
        told = rows(app)
        assert shown(told, "Nothing is due in the next 7 days.")
        assert shown(told, "opens the board")


async def test_a_thousand_items_are_read_when_the_cursor_gets_there(
    store: Store,
) -> None:
    many_follow_ups(store, 450)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        screen = day.today(app)
        assert len(screen.list.items) == 200
        await pilot.press("end")
        assert len(screen.list.items) == 450
        assert screen.list.at == 449
        assert screen.list.item is screen.list.items[-1]


async def test_a_change_is_read_again_only_once(store: Store) -> None:
    day.a_day(store)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        screen = day.today(app)
        before = screen.list.items
        screen.post_message(DataChanged())
        await pilot.pause()
        assert screen.list.items is before
