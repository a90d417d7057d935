"""Fields keep what is typed, show what they understood and refuse beside it."""

import pytest
from textual import events
from textual.widget import Widget

from tests.screens.stage import Stage
from tests.screens.stage import rows
from tui import theming
from tui.theming import PLAIN
from tui.widgets.choice_field import Choice
from tui.widgets.choice_field import ChoiceField
from tui.widgets.letter_choices import LetterChoice
from tui.widgets.letter_choices import LetterChoices
from tui.widgets.text_field import TextField

REASONS = (
    LetterChoice("price", "p", "Price", "too dear for them"),
    LetterChoice("competitor", "c", "Competitor", "they chose another"),
)


def first_rows(widget: Widget, count: int = 2) -> list[str]:
    return [widget.render_line(y).text.rstrip() for y in range(count)]


def understood(text: str) -> str:
    return f"→ {text.upper()}" if text else ""


async def test_a_field_shows_what_it_understood_while_one_types() -> None:
    field = TextField("When", well=24, understand=understood)
    async with Stage(field).run_test(size=(76, 10)) as pilot:
        field.focus()
        await pilot.press(*"tomorrow")
        assert field.value == "tomorrow"
        assert field.understood == "→ TOMORROW"
        await pilot.pause()
        line = rows(pilot.app)[0]
    assert line.startswith("When         ▌tomorrow ")
    assert "  → TOMORROW" in line


async def test_a_refusal_stands_under_the_field_and_the_text_stays() -> None:
    field, other = TextField("When", id="when"), TextField("Comment")
    async with Stage(field, other).run_test(size=(76, 10)) as pilot:
        field.value = "yesterday 18"
        other.focus()
        await pilot.pause()
        field.refuse("That moment has passed. Try “tomorrow 18”.")
        await pilot.pause()
        shown = rows(pilot.app)
        assert field.active
        assert field.value == "yesterday 18"
        assert shown[0].startswith("When         ▌yesterday 18 ")
        assert shown[1].rstrip() == (
            " " * 13 + "! That moment has passed. Try “tomorrow 18”."
        )
        assert shown[2].startswith("Comment ")
        await pilot.press("x")
        assert field.value == "yesterday 18x"
        assert field.refusal == ""


async def test_a_paste_of_several_lines_becomes_one_line() -> None:
    field = TextField("Comment", limit=20)
    async with Stage(field).run_test(size=(76, 10)) as pilot:
        field.focus()
        await pilot.pause()
        pilot.app.post_message(events.Paste("likes\nthe\tsmall \x1b[31mgroups"))
        await pilot.pause()
        assert field.value == "likes the small [31m"


async def test_a_field_takes_no_more_than_its_limit() -> None:
    field = TextField("Title", limit=3)
    async with Stage(field).run_test(size=(76, 10)) as pilot:
        field.focus()
        await pilot.press(*"abcdef")
        assert field.value == "abc"


async def test_what_looks_like_markup_is_text() -> None:
    field = TextField("[b]When[/b]", understand=lambda text: f"[red]{text}[/]")
    async with Stage(field).run_test(size=(76, 10)) as pilot:
        field.focus()
        await pilot.press(*"[/]")
        await pilot.pause()
        assert field.value == "[/]"
        assert rows(pilot.app)[0].startswith("[b]When[/b]  ▌[/]")


async def test_clearing_a_field_leaves_nothing_of_the_last_question() -> None:
    field = TextField("When", understand=understood)
    async with Stage(field).run_test(size=(76, 10)):
        field.value = "x"
        field.refuse("No.")
        field.clear()
        assert (field.value, field.understood, field.refusal) == ("", "", "")


def type_field() -> ChoiceField[str]:
    choices = [
        Choice("call", "Call"),
        Choice("trial", "Trial session"),
        Choice("echeance", "Échéance"),
        Choice("queue", "Queue"),
    ]
    return ChoiceField("Next type", choices)


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (["right"], "trial"),
        (["left"], "queue"),
        (["t"], "trial"),
        (["e"], "echeance"),
        (["q"], "call"),
        (["z"], "call"),
    ],
)
async def test_arrows_and_first_letters_choose_a_value(
    keys: list[str], value: str
) -> None:
    field = type_field()
    async with Stage(field).run_test(size=(76, 10)) as pilot:
        field.focus()
        await pilot.press(*keys)
        assert field.value == value


async def test_a_choice_stands_between_its_marks() -> None:
    field = type_field()
    async with Stage(field).run_test(size=(76, 10)):
        assert first_rows(field) == ["Next type    ▌‹ Call ›", ""]
        field.set_choices([], 0)
        assert field.value is None


async def test_a_letter_chooses_a_line_and_says_so() -> None:
    reasons = LetterChoices(REASONS)
    async with Stage(reasons).run_test(size=(76, 10)) as pilot:
        reasons.focus()
        assert reasons.value is None
        await pilot.press("c")
        assert reasons.value == "competitor"
        assert first_rows(reasons) == [
            " p  Price            too dear for them",
            "▌c  Competitor       they chose another",
        ]
        await pilot.press("up")
        assert reasons.value == "price"
        assert reasons.size.height == 2


@pytest.mark.parametrize("theme", [theming.SIXTEEN, theming.LIGHT, PLAIN])
async def test_fields_draw_in_every_kind_of_theme(theme: str) -> None:
    field = TextField("When")
    async with Stage(field, LetterChoices(REASONS), theme=theme).run_test() as pilot:
        field.focus()
        await pilot.press("x")
        await pilot.pause()
        assert rows(pilot.app)[0].startswith("When         ▌x")
