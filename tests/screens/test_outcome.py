"""The outcome dialog: its budget of keys, its four outcomes, what it refuses."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from models import operations
from models.money import Money
from models.operations.types import edit_type
from models.queries.configuring import types
from models.store import Store
from models.views.configuring import EditType
from models.views.drafts import LogOutcome
from models.vocabulary import FollowUpStatus
from models.vocabulary import Language
from models.vocabulary import NoContact
from models.vocabulary import Outcome
from models.vocabulary import Role
from models.vocabulary import Status
from models.vocabulary import Temperature
from tests import factories
from tests.conftest import AsUser
from tests.screens import day
from tests.screens.places import board_app
from tests.screens.resting import settled
from tests.screens.stage import rows
from tests.screens.stage import until
from tui.app import RelanceApp
from tui.dialogs.outcome import OutcomeDialog
from tui.i18n import set_language
from tui.screens.board import BoardScreen


def dialog(app: RelanceApp) -> OutcomeDialog:
    return app.screen.query_one(OutcomeDialog)


BUDGET = (
    (("d", "r", "enter"), Outcome.RESCHEDULE),
    (("d", "n", "enter"), Outcome.NEXT_STEP),
    (("d", "x", "p", "enter"), Outcome.NOT_INTERESTED),
    (("d", "e", "enter"), Outcome.ENROLLED),
)


@pytest.mark.parametrize(("keys", "outcome"), BUDGET)
async def test_an_outcome_takes_as_many_keys_as_promised(
    store: Store, keys: Sequence[str], outcome: Outcome
) -> None:
    """R-16, B1.4: four outcomes, a letter each; the next item is selected."""
    first, second, *_ = day.a_day(store)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press(*keys)
        saved = day.follow_up(store, first)
        assert saved.status is FollowUpStatus.DONE
        assert saved.outcome is outcome
        item = day.today(app).list.item
        assert item is not None
        assert item.id == second


@pytest.mark.parametrize(("keys", "outcome"), BUDGET)
async def test_keys_that_arrive_in_one_packet_act_one_after_another(
    store: Store, keys: Sequence[str], outcome: Outcome
) -> None:
    first, second, *_ = day.a_day(store)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        day.type_ahead(app, [*keys, *keys])
        for _turn in range(100):
            await pilot.pause(0.05)
            if day.follow_up(store, second).outcome is not None:
                break
        await pilot.pause(0.2)
        for follow_up_id in (first, second):
            assert day.follow_up(store, follow_up_id).outcome is outcome


async def test_an_outcome_of_the_board_takes_the_same_keys(store: Store) -> None:
    first, *_ = day.a_day(store)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("B")
        board = app.screen
        assert isinstance(board, BoardScreen)
        assert board.selection is not None
        assert board.selection.follow_up_id == first
        await pilot.press("d", "r", "enter")
        assert day.follow_up(store, first).outcome is Outcome.RESCHEDULE


async def test_ten_follow_ups_are_worked_through_by_keys_alone(store: Store) -> None:
    """B1.4: the queue is worked through one item after another."""
    made = [
        day.a_prospect(store, f"Prospect {number:02}", day.november(20))
        for number in range(10)
    ]
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        for number in range(10):
            await pilot.press("d", "rnex"[number % 4])
            await pilot.press(*("p" if number % 4 == 3 else ""), "enter")
        assert rows(app)[2].split("│")[0].strip().startswith("10 of 10 done")
        assert day.today(app).header.heading.overdue == 0
    outcomes = [day.follow_up(store, each).outcome for each in made]
    assert outcomes == [*list(Outcome), *list(Outcome), *list(Outcome)[:2]]


async def test_not_reached_is_tried_again_at_the_delay_of_its_type(
    store: Store,
) -> None:
    """R-17: the default date is by the delay of the type."""
    first = day.a_prospect(store, "Boréal", day.november(20))
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("d", "r")
        assert dialog(app).lines.when.understood == "→ Wed 25 Nov 2026"
        await pilot.press("enter")
    saved, following = day.follow_up(store, first), day.after(store, first)
    assert saved.no_contact_kind is NoContact.NO_CONTACT
    assert following is not None
    assert (following.planned_on, following.attempt_no) == (day.november(25), 2)


async def test_tab_switches_between_no_show_and_no_contact(store: Store) -> None:
    """R-17: no contact or no-show is asked."""
    first = day.a_prospect(store, "Hôtel", day.paris(23, 9, 30), type="Meeting")
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("d", "r")
        assert dialog(app).lines.result.value is NoContact.NO_SHOW
        await pilot.press("tab", "enter")
    assert day.follow_up(store, first).no_contact_kind is NoContact.NO_CONTACT


async def test_another_next_type_proposes_its_own_day(store: Store) -> None:
    """R-19: the next type is chosen among the allowed ones."""
    first = day.a_prospect(store, "Boréal", day.november(20))
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("d", "n")
        assert dialog(app).lines.when.understood == "→ Thu 26 Nov 2026"
        await pilot.press("right")
        assert dialog(app).lines.when.understood == "→ Mon 30 Nov 2026"
        await pilot.press("down", *"tomorrow 18", "left", "enter")
    following = day.after(store, first)
    assert following is not None
    assert following.planned_at == day.paris(24, 18)


async def test_a_date_is_typed_as_people_say_it_in_french(store: Store) -> None:
    """R-08: natural input, resolved before it is saved."""
    set_language(Language.FR)
    first = day.a_prospect(store, "Boréal", day.november(20))
    app = day.opened(store)
    async with app.run_test(size=day.SMALL) as pilot:
        await pilot.press("d", "r", *"demain 10h")
        assert dialog(app).lines.when.understood == "→ mar. 24 nov. 2026, 10:00"
        await pilot.press("enter")
    following = day.after(store, first)
    assert following is not None
    assert following.planned_at == day.paris(24, 10)


async def test_a_past_date_is_refused_in_its_field_and_stays(store: Store) -> None:
    """R-08, R-16: nothing is written, nothing typed is lost."""
    first = day.a_prospect(store, "Boréal", day.november(20))
    app = day.opened(store)
    async with app.run_test(size=day.SMALL) as pilot:
        await pilot.press("d", "r", *"yesterday 18", "down", *"likes it", "enter")
        shown = dialog(app)
        assert shown.display
        assert shown.lines.when.value == "yesterday 18"
        assert "has passed" in shown.lines.when.refusal
        assert shown.lines.comment.value == "likes it"
        assert day.follow_up(store, first).status is FollowUpStatus.PLANNED
        await pilot.press("ctrl+u", *"tomorrow 18", "enter")
        assert not shown.display
    assert day.follow_up(store, first).outcome_comment == "likes it"


async def test_a_reason_is_asked_and_then_its_note(store: Store) -> None:
    """R-20: a reason of the list, then its note."""
    first = day.a_prospect(store, "Boréal", day.november(20), amount=900)
    app = day.opened(store)
    async with app.run_test(size=day.SMALL) as pilot:
        await pilot.press("d", "x", "enter")
        assert "Press the letter" in dialog(app).lines.reason.refusal
        await pilot.press("o", "enter")
        assert "asks for a note" in dialog(app).lines.note.refusal
        await pilot.press(*"moved away", "enter")
    lost = day.deal(store, first)
    assert lost.status is Status.LOST
    assert day.person(store, first).temperature is Temperature.LOST


async def test_the_deal_can_be_left_open(store: Store) -> None:
    first = day.a_prospect(store, "Boréal", day.november(20))
    app = day.opened(store)
    async with app.run_test(size=day.SMALL) as pilot:
        await pilot.press("d", "x", "p", "down", "right", "enter")
    assert day.deal(store, first).status is Status.OPEN
    assert day.follow_up(store, first).outcome is Outcome.NOT_INTERESTED


async def test_an_enrolment_takes_the_invoice_and_wins_the_deal(store: Store) -> None:
    """R-18: number, day and amount of the invoice."""
    first = day.a_prospect(store, "Boréal", day.november(20), amount=900)
    app = day.opened(store)
    async with app.run_test(size=day.SMALL) as pilot:
        await pilot.press("d", "e", "down", "ctrl+u", *"1200", "down", *"F-17")
        await pilot.press("down", *"22/11", "down", *"1k€", "enter")
    won = day.deal(store, first)
    assert (won.status, won.amount_minor) == (Status.WON, 120_000)
    invoice = day.invoice(store, first)
    assert invoice is not None
    assert (invoice.number, invoice.issued_on) == ("F-17", day.november(22))
    assert Money(invoice.amount_minor or 0, "EUR") == Money(100_000, "EUR")


async def test_after_the_fifth_try_not_interested_is_proposed(store: Store) -> None:
    """R-17: the attempt is counted, and the fifth proposes to give up."""
    day.a_prospect(store, "Boréal", day.november(20))
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        for _try in range(4):
            await pilot.press("d", "r", *"today", "enter")
        await pilot.press("d")
        assert dialog(app).outcomes.value is Outcome.NOT_INTERESTED
        assert "5th try" in str(dialog(app).border_title)


async def test_a_type_without_a_next_one_does_not_offer_it(store: Store) -> None:
    """R-04: no listed next type, no such outcome."""
    day.a_prospect(store, "Boréal", day.november(20), type="Chase signature")
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("d")
        assert not any("Next step" in row for row in rows(app))


async def test_the_dialog_forgets_the_last_question(store: Store) -> None:
    day.a_day(store)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press(
            "d", "e", "down", *"999", "down", *"F-1", "down", "x", "enter"
        )
        await pilot.press("escape", "down", "d")
        shown = dialog(app)
        assert shown.outcomes.value is Outcome.RESCHEDULE
        assert (
            shown.lines.invoice.value
            == shown.lines.comment.value
            == shown.lines.note.value
            == ""
        )
        assert shown.lines.reason.value is None
        assert not shown.lines.invoiced_on.refusal
        assert "Lycée" in str(shown.border_title)
        assert shown.lines.when.understood == "→ Wed 25 Nov 2026"


async def test_a_second_enter_saves_nothing_twice(store: Store) -> None:
    """R-15: a double submit is harmless."""
    first, second, *_ = day.a_day(store)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("d", "r")
        shown = dialog(app)
        shown.action_save()
        shown.action_save()
        await pilot.pause(0.3)
        assert app.screen is day.today(app)
    assert day.after(store, first) is not None
    assert day.follow_up(store, second).status is FollowUpStatus.PLANNED


@pytest.mark.parametrize("language", list(Language))
async def test_a_colleague_who_was_faster_is_named(
    store: Store, as_user: AsUser, language: Language
) -> None:
    """R-15: message and refresh, no second outcome; a long name is told as well."""
    first, *_ = day.a_day(store)
    factories.a_user(store, "chief", Role.ADMIN, name="Marie-Christine Roy")
    other = as_user(store, "chief")
    app = day.opened(store)
    async with app.run_test(size=day.SMALL) as pilot:
        set_language(language)
        await pilot.press("d", "r", "down", *"spoke to her")
        missed = LogOutcome(first, Outcome.RESCHEDULE)
        other.write(operations.outcomes.log_outcome, missed)
        await pilot.press("enter")
        shown = dialog(app)
        assert shown.display
        assert any("Marie-Christine Roy" in row for row in rows(app))
        assert shown.lines.comment.value == "spoke to her"
        await pilot.press("escape")
        assert first not in {item.id for item in day.today(app).list.items}


async def test_one_undo_takes_the_whole_outcome_back(store: Store) -> None:
    """R-16: one undo reverts follow-up, tunnel, person and deal."""
    first = day.a_prospect(store, "Boréal", day.november(20), amount=900)
    app = day.opened(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("d", "x", "p", "enter")
        assert "`u`" in str(day.today(app).message.message)
        await pilot.press("u")
        await pilot.pause(0.2)
        item = day.today(app).list.item
        assert item is not None
        assert item.id == first
    assert day.deal(store, first).status is Status.OPEN
    assert day.follow_up(store, first).status is FollowUpStatus.PLANNED


async def test_what_was_written_of_it_is_read_while_it_is_done(store: Store) -> None:
    """R-11: from the board too, where nothing else shows the comment."""
    day.a_prospect(store, "Boréal", day.november(20), comment="Call after 5 pm.")
    app = board_app(store)
    async with app.run_test(size=day.WIDE) as pilot:
        await pilot.press("d")
        assert dialog(app).asking
        assert any("“Call after 5 pm.”" in row for row in rows(app))


async def test_guide_and_comment_leave_room_for_every_field(store: Store) -> None:
    """R-11, R-38: a line each where rows are few; all the fields stay in sight."""
    kind = next(one for one in store.read(types) if one.fields.name == "Call")
    guided = replace(kind.fields, description="Ask for the goal. " * 9)
    store.write(edit_type, EditType(kind.id, kind.fields, guided))
    day.a_prospect(store, "Boréal", day.november(20), comment="Call after 5 pm. " * 9)
    app = day.opened(store)
    async with app.run_test(size=day.SMALL) as pilot:
        await pilot.press("d", "x")
        await pilot.pause()
        for words in ("Ask for the goal.", "“Call after 5 pm.", "Comment", "save"):
            assert any(words in row for row in rows(app))
        await pilot.press("o")
        await pilot.pause()
        for words in ("Note", "Comment", "save"):
            assert any(words in row for row in rows(app))


async def test_a_long_comment_never_pushes_the_keys_off_a_small_screen(
    store: Store,
) -> None:
    """R-11, R-16: it grows as far as there are rows, for every outcome."""
    first = day.a_prospect(store, "Boréal", day.november(20), amount=900)
    app = day.opened(store)
    said = "\n".join(f"line {number}" for number in range(9))
    async with app.run_test(size=day.SMALL) as pilot:
        await pilot.press("d", "r")
        shown = dialog(app)
        shown.lines.comment.value = said
        await until(pilot, lambda: shown.lines.comment.outer_size.height == 5)
        for outcome in "enx":
            shown.outcomes.focus()
            await until(pilot, lambda: shown.outcomes.has_focus)
            await pilot.press(outcome)
            shown.lines.invoice.value = "F-1"
            await settled(pilot)
            await until(pilot, lambda: any("save" in row for row in rows(app)))
            assert shown.outer_size.height <= day.SMALL[1] - 2
        await pilot.press("p", "enter")
        await settled(pilot)
    assert day.follow_up(store, first).outcome_comment == said


async def test_the_number_of_the_attempt_is_read_beside_the_longest_title(
    store: Store,
) -> None:
    """R-17: the title gives way, how often it was tried does not."""
    name = "The yearly contract of " + "a very long name " * 5
    first = factories.a_follow_up(store, deal=factories.a_deal(store, name))
    again = LogOutcome(first, Outcome.RESCHEDULE)
    store.write(operations.outcomes.log_outcome, again)
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("d")
        await until(pilot, lambda: any("╭─ Call" in row for row in rows(app)))
        (title,) = (row for row in rows(app) if "╭─ Call" in row)
    assert "a very long" in title
    assert "2nd try" in title
