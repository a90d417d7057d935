"""Today: the queue, its cursor, skipping, live refresh, and what it opens."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from models import operations
from models.actor import Whose
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
from models.views.drafts import Due
from models.views.drafts import LogOutcome
from models.vocabulary import DueBucket
from models.vocabulary import FollowUpStatus
from models.vocabulary import Language
from models.vocabulary import Outcome
from models.vocabulary import Role
from models.vocabulary import Scope
from tests import factories
from tests.conftest import NOW
from tests.conftest import AsUser
from tests.screens import acts
from tests.screens import day
from tests.screens.places import board_app
from tests.screens.places import title_at_cursor
from tests.screens.resting import settled
from tests.screens.stage import rows
from tests.screens.stage import until
from tui import glyphs
from tui.app import RelanceApp
from tui.i18n import set_language
from tui.messages import DataChanged
from tui.screens.deal import DealScreen
from tui.screens.record import PersonScreen
from tui.screens.today import TodayScreen
from tui.widgets.header_line import HeaderLine


def shown(store_rows: list[str], text: str) -> bool:
    return any(text in row for row in store_rows)


def drawn(app: RelanceApp) -> list[str]:
    """Return the lines of the pane as they stand on the screen."""
    region = day.today(app).pane.region
    lines = rows(app)[region.y : region.bottom]
    return [line[region.x : region.right].strip() for line in lines]


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
    """B1.4, R-21: overdue, today, the next days, under the counts of the header."""
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


@pytest.mark.parametrize(
    ("spoken", "drawn", "quoted"),
    [
        (Language.EN, glyphs.UNICODE, "“Call after 5 pm.”"),
        (Language.FR, glyphs.UNICODE, "«\u202fCall after 5 pm.\u202f»"),
        (Language.FR, glyphs.ASCII, '"Call after 5 pm."'),
    ],
)
async def test_a_comment_is_quoted_as_the_language_quotes(
    store: Store, spoken: Language, drawn: glyphs.Glyphs, quoted: str
) -> None:
    day.a_prospect(store, "Boréal", day.november(20), comment="Call after 5 pm.")
    set_language(spoken)
    glyphs.use(drawn)
    try:
        app = day.opened(store)
        async with app.run_test(size=day.WIDE) as pilot:
            await pilot.pause()
            assert any(quoted in text for text in day.today(app).pane.texts)
    finally:
        glyphs.use(glyphs.UNICODE)


async def test_the_pane_shows_what_acting_needs(store: Store) -> None:
    """R-11, B1.4: the comment and all that a call needs stand beside the item."""
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


async def test_the_hour_of_what_is_timed_is_told_before_its_day(store: Store) -> None:
    """R-08, L-02: beside the queue, in the dialog and on the deal; its day once."""
    day.a_prospect(store, "Boréal", day.paris(24, 15), type="Meeting")
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.pause()
        assert any("Tue 24 Nov 15:00" in line for line in day.today(app).pane.texts)
        await pilot.press("d")
        await until(pilot, lambda: shown(rows(app), "Boréal  Tue 24 Nov 15:00"))
        await pilot.press("escape", "enter")
        await until(pilot, lambda: shown(rows(app), "Meeting · Tue 24 Nov 15:00"))
        await pilot.press("tab")
        await until(pilot, lambda: shown(rows(app), "Planned"))
        planned = next(row for row in rows(app) if "▌△" in row)
        assert planned.count("24 Nov") == 1


async def test_under_100_columns_the_pane_stands_under_the_list(store: Store) -> None:
    """R-11: what acting needs is there at 80 columns too."""
    day.a_prospect(
        store, "Boréal", day.november(20), amount=900, comment="Call after 5 pm."
    )
    app = day.opened(store)
    async with app.run_test(size=day.SMALL) as pilot:
        await pilot.pause()
        screen = day.today(app)
        assert screen.pane.region.y >= screen.list.region.bottom
        told = "\n".join(rows(app)[screen.pane.region.y : screen.pane.region.bottom])
        for words in (
            "+33 6 12 34 56 78 · julie@boreal.example",
            "€900 · W warm",
            "3 days late",
            "“Call after 5 pm.”",
        ):
            assert words in told


async def test_where_rows_are_few_too_the_list_stands_alone(store: Store) -> None:
    day.a_day(store)
    app = day.opened(store)
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.pause()
        assert not shown(rows(app), "+33 6 12")
        assert shown(rows(app), "Mairie de Lens")


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36), (200, 50)])
@pytest.mark.parametrize("spoken", list(Language))
async def test_nothing_that_acting_needs_is_cut(
    store: Store, size: tuple[int, int], spoken: Language
) -> None:
    """B1.4: address, value, dates and what was said are whole at every width."""
    set_language(spoken)
    first = day.a_prospect(
        store, "Boréal Fitness — yearly contract", day.november(19), amount=1_250_000
    )
    said = "wants the figures before the board meets, and the price for three sites"
    store.write(
        operations.outcomes.log_outcome,
        LogOutcome(first, Outcome.RESCHEDULE, said, due=Due(day.november(24))),
    )
    app = day.opened(store)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        whole = " ".join(drawn(app))
        for words in ("+33 6 12 34 56 78", "julie@boreal.example"):
            assert words in whole
        if size != day.SMALL:
            assert said in " ".join(whole.split())
            assert "…" not in whole


async def test_the_pane_is_never_drawn_before_its_width_is_known(
    store: Store,
) -> None:
    """No frame holds lines that were broken for no room at all."""
    comment = "Wants figures before the board meets."
    day.a_prospect(store, "Boréal", day.november(20), comment=comment)
    frames: list[list[str]] = []
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        pane = day.today(app).pane
        frames.append(pane.texts)
        await pilot.resize_terminal(200, 50)
        frames.append(pane.texts)
    for frame in frames:
        assert any(comment in line for line in frame)


async def test_a_skipped_item_goes_to_the_end_for_this_session(store: Store) -> None:
    """B1.4: ``s`` leaves an item for later, and the next one is selected."""
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
    """R-22: Enter drills down, Escape comes back to the same cursor."""
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
    """R-21: the counts follow another session, the cursor stays where it is."""
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
    """R-21: a timed item becomes overdue at its minute, in list and count."""
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
        await settled(pilot)
        before = screen.list.items
        screen.post_message(DataChanged())
        await pilot.pause()
        assert screen.list.items is before


async def test_the_key_of_the_counts_opens_the_list_that_they_count(
    store: Store,
) -> None:
    """R-22: ``A`` on the board opens it, and Escape leads back to the same card."""
    day.a_day(store)
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await acts.press(pilot, "down", "down")
        card = title_at_cursor(app)
        header = app.screen.query_one(HeaderLine).heading
        await acts.press(pilot, "A", "enter")
        counted = Counter(item.bucket for item in day.today(app).list.items)
        assert counted == {DueBucket.OVERDUE: header.overdue}
        await acts.press(pilot, "F", *"every", "enter")
        counted = Counter(item.bucket for item in day.today(app).list.items)
        assert (header.overdue, header.today, header.next_days) == (
            counted[DueBucket.OVERDUE],
            counted[DueBucket.TODAY],
            counted[DueBucket.LATER],
        )
        await acts.press(pilot, "escape", "escape")
        assert title_at_cursor(app) == card


async def test_how_often_an_item_was_put_off_stands_beside_it(store: Store) -> None:
    """B1.5: snoozing is counted and the count is shown."""
    first = day.a_prospect(store, "Boréal", day.november(20))
    for later in (24, 25):
        due = Due(day.november(later))
        store.write(operations.following.snooze, first, due)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.pause()
        assert "put off 2 times" in "\n".join(day.today(app).pane.texts)


async def test_two_hundred_columns_show_a_teams_titles_whole(store: Store) -> None:
    factories.a_user(store, "ana", Role.SELLER, "North", "Ana Ruiz")
    title = "North Quay Fitness York — second site"
    due = day.november(20)
    day.a_prospect(store, title, due, type="Chase signature", owner="ana")
    app = day.opened(store)
    async with app.run_test(size=(200, 50)) as pilot:
        day.today(app).whose = Whose(Scope.ALL)
        day.today(app).load()
        await pilot.pause()
        listed = [row.split("│")[0] for row in rows(app)]
    (line,) = [row for row in listed if "3 days" in row]
    assert title in line
    assert "Ana Ruiz" in line


async def test_an_empty_today_offers_only_what_can_be_done(store: Store) -> None:
    """B1.3: no key of an item where there is none; they come with the first one."""
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.pause()
        hints = rows(app)[-1]
        for key in ("d done", "z snooze", "s skip", "y copy"):
            assert key not in hints
        assert "n new" in hints
        day.a_prospect(store, "Boréal", day.november(23), type="Call")
        await until(pilot, lambda: "d done" in rows(app)[-1])


async def test_what_a_colleague_puts_off_under_the_dialog_passes_over_nothing(
    store: Store, as_user: AsUser
) -> None:
    """R-21: after it is saved the next one that is due is selected."""
    first, second, *_ = day.a_day(store)
    factories.a_user(store, "chief", Role.ADMIN)
    other = as_user(store, "chief")
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("d", "r")
        later = Due((NOW + timedelta(days=3)).date())
        other.write(operations.following.snooze, first, later)
        app.look_for_changes()
        screen = day.today(app)
        await until(pilot, lambda: screen.list.items[0].id == second)
        assert screen.list.item is not None
        assert screen.list.item.id == first
        await pilot.press("enter")
        await settled(pilot)
        assert day.follow_up(store, first).status is FollowUpStatus.DONE
        assert screen.list.item.id == second


async def test_what_a_colleague_gives_away_under_the_dialog_passes_over_nothing(
    store: Store, as_user: AsUser
) -> None:
    """R-21: what stands at the cursor then is the next one itself."""
    first, second, *_ = day.a_day(store)
    factories.a_user(store, "chief", Role.ADMIN)
    other = as_user(store, "chief")
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("d", "r")
        chief = other.actor.id
        other.write(operations.following.reassign_follow_up, first, chief)
        app.look_for_changes()
        screen = day.today(app)
        await until(pilot, lambda: screen.list.items[0].id == second)
        await pilot.press("enter")
        await settled(pilot)
        assert day.follow_up(store, first).status is FollowUpStatus.DONE
        assert screen.list.item is not None
        assert screen.list.item.id == second


async def test_what_was_refused_is_gone_when_the_list_is_come_back_to(
    store: Store,
) -> None:
    """B1.4: what was said on a place belongs to the visit in which it was said."""
    day.a_day(store)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        await pilot.press("f")
        await settled(pilot)
        assert screen.message.message is not None
        await pilot.press("ctrl+p")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert screen.message.message is not None
        await pilot.press("B")
        await settled(pilot)
        await pilot.press("T")
        await settled(pilot)
        assert screen.message.message is None
