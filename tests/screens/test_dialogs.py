"""Dialogs close with Escape and q, keep what is typed, and can be asked again."""

import pytest
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget

from models.errors import RuleBroken
from tests.screens.stage import Stage
from tests.screens.stage import rows
from tui import glyphs
from tui.dialogs.base import Dialog
from tui.dialogs.base import MountedDialog
from tui.dialogs.frame import SAVE_OR_LEAVE
from tui.dialogs.refusing import refuse
from tui.theming import Palette
from tui.widgets.choice_field import Choice
from tui.widgets.choice_field import ChoiceField
from tui.widgets.hint_line import Hint
from tui.widgets.line import Line
from tui.widgets.line import Part
from tui.widgets.text_field import TextField

KINDS = (Choice("call", "Call"), Choice("trial", "Trial"))


class NoteDialog(Dialog[str]):
    """Asks for a kind and a text, which must not be empty."""

    def fields(self) -> list[Widget]:
        return [ChoiceField("Kind", KINDS, id="kind"), TextField("Text", id="text")]

    def answer(self) -> str | None:
        text = self.query_one("#text", TextField)
        if not text.value:
            text.refuse("Nothing to save. Type a note.")
            return None
        return text.value


class QuickNote(MountedDialog[str, str]):
    """The same, mounted once."""

    def __init__(self) -> None:
        self.kind = ChoiceField("Kind", KINDS, id="kind")
        self.text = TextField("Text", id="text")
        super().__init__(self.kind, self.text)

    def reset(self, asked: str) -> None:
        self.entitle("Note", asked)
        self.kind.set_choices(KINDS)
        self.text.clear()

    def answer(self) -> str | None:
        return self.text.value or None


class Desk(Screen[None]):
    """A screen with keys of its own under the dialog."""

    BINDINGS = [Binding("n", "count", show=False), Binding("c", "count", show=False)]
    CSS = "Desk { layers: base dialogs; }"

    def __init__(self, dialog: QuickNote | None = None) -> None:
        super().__init__()
        self.dialog = dialog or QuickNote()
        self.counted = 0

    def compose(self) -> ComposeResult:
        yield FocusableLine()
        yield self.dialog

    def action_count(self) -> None:
        self.counted += 1


class FocusableLine(Line, can_focus=True):
    """Stands for the board."""

    def parts(self, palette: Palette, cells: int) -> tuple[list[Part], list[Part]]:
        del palette, cells
        return [], []


async def test_escape_closes_and_keeps_what_was_typed() -> None:
    stage = Stage()
    async with stage.run_test(size=(80, 24)) as pilot:
        dialog = NoteDialog("Note", "Boréal Fitness")
        answers: list[str | None] = []
        await stage.push_screen(dialog, answers.append)
        await pilot.press("tab", *"half q", "escape")
        assert answers == [None]
        assert dialog.unsaved.texts == {"text": "half q"}


async def test_q_closes_where_no_text_is_typed() -> None:
    stage = Stage()
    async with stage.run_test(size=(80, 24)) as pilot:
        answers: list[str | None] = []
        await stage.push_screen(NoteDialog("Note"), answers.append)
        await pilot.press("q")
        assert answers == [None]


async def test_a_refused_answer_stays_in_its_field() -> None:
    stage = Stage()
    async with stage.run_test(size=(80, 24)) as pilot:
        dialog = NoteDialog("Note")
        answers: list[str | None] = []
        await stage.push_screen(dialog, answers.append)
        await pilot.press("enter")
        assert dialog.query_one("#text", TextField).refusal.startswith("Nothing")
        await pilot.press(*"called", "enter")
        assert answers == ["called"]


async def test_an_answer_that_cannot_be_saved_loses_no_character() -> None:
    stage = Stage()
    said = ["The database is busy. Press Enter again.", ""]

    async def accept(answer: str) -> str:
        assert answer == "called"
        return said.pop(0)

    async with stage.run_test(size=(80, 24)) as pilot:
        dialog = NoteDialog("Note", accept=accept)
        answers: list[str | None] = []
        await stage.push_screen(dialog, answers.append)
        await pilot.press("tab", *"called", "enter")
        await pilot.pause()
        assert answers == []
        assert any("! The database is busy." in row for row in rows(stage))
        await pilot.press("enter")
        assert answers == ["called"]


async def test_a_dialog_is_framed_in_the_upper_third_over_the_screen() -> None:
    stage = Stage()
    async with stage.run_test(size=(80, 24)) as pilot:
        dialog = NoteDialog("Note [b]", "Boréal [/] Fitness")
        await stage.push_screen(dialog)
        await pilot.pause()
        shown = rows(stage)
        frame = dialog.frame.region
    assert (frame.x, frame.y, frame.width) == (2, 1, 76)
    assert shown[1].strip().startswith("╭─ Note [b]  Boréal [/] Fitness ─")
    assert (
        shown[frame.bottom - 3]
        .rstrip(" │")
        .endswith("Enter save   Esc cancel, keep the draft")
    )


async def test_a_dialog_follows_the_size_of_the_screen() -> None:
    stage = Stage()
    async with stage.run_test(size=(120, 36)) as pilot:
        dialog = NoteDialog("Note")
        await stage.push_screen(dialog)
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert dialog.frame.region[:3] == (2, 1, 56)


async def test_a_mounted_dialog_can_be_asked_twice_in_a_row() -> None:
    stage, desk = Stage(), Desk()
    async with stage.run_test(size=(80, 24)) as pilot:
        await stage.push_screen(desk)
        for text, left in (("first", "enter"), ("second", "escape"), ("", "escape")):
            future = desk.dialog.open("Boréal")
            await pilot.pause()
            assert desk.dialog.text.value == ""
            assert desk.dialog.kind.value == "call"
            await pilot.press("t", "tab", *text, left)
            await pilot.pause()
            assert future.result() == (text if left == "enter" else None)
            assert not desk.dialog.display
            assert isinstance(desk.focused, FocusableLine)
        assert desk.dialog.unsaved.texts == {"text": ""}


async def test_the_keys_of_the_screen_rest_while_a_mounted_dialog_is_open() -> None:
    stage, desk = Stage(), Desk()
    async with stage.run_test(size=(80, 24)) as pilot:
        await stage.push_screen(desk)
        await pilot.press("n")
        assert desk.counted == 1
        desk.dialog.open("Boréal")
        await pilot.press("n", "c", "tab", "n", "escape")
        await pilot.press("n")
        assert desk.counted == 2


async def test_tab_and_the_arrows_stay_within_a_mounted_dialog() -> None:
    stage, desk = Stage(), Desk()
    async with stage.run_test(size=(80, 24)) as pilot:
        await stage.push_screen(desk)
        desk.dialog.open("Boréal")
        await pilot.pause()
        seen: list[Widget | None] = []
        for key in ("tab", "down", "shift+tab", "up"):
            await pilot.press(key)
            seen.append(desk.focused)
        stops = desk.dialog.stops()
        assert seen == [stops[1], stops[0], stops[1], stops[0]]


async def test_a_draft_is_put_back_by_the_ids_of_its_fields() -> None:
    stage, desk = Stage(), Desk()
    async with stage.run_test(size=(80, 24)) as pilot:
        await stage.push_screen(desk)
        desk.dialog.open("Boréal")
        desk.dialog.text.value = "half"
        kept = desk.dialog.typed()
        assert kept
        await pilot.press("escape")
        desk.dialog.open("Boréal")
        desk.dialog.retype(kept)
        assert desk.dialog.text.value == "half"


async def test_the_screen_behind_is_not_dimmed() -> None:
    stage = Stage()
    async with stage.run_test(size=(80, 24)) as pilot:
        dialog = NoteDialog("Note")
        await stage.push_screen(dialog)
        await pilot.pause()
        assert dialog.styles.background.a == 0


async def test_a_long_refusal_takes_the_place_of_the_keys() -> None:
    stage = Stage()
    long = "Another session is saving. Your text is kept. Save again."

    async def accept(answer: str) -> str:
        del answer
        return long

    async with stage.run_test(size=(80, 24)) as pilot:
        await stage.push_screen(NoteDialog("Note", accept=accept))
        await pilot.press("tab", *"called", "enter")
        await pilot.pause()
        assert any(f"! {long}" in row for row in rows(stage))


@pytest.mark.parametrize(("height", "names_whole"), [(24, True), (11, False)])
async def test_a_refusal_in_a_dialog_is_broken_or_its_names_give_way(
    height: int, *, names_whole: bool
) -> None:
    """D.6: below a dialog that leaves no line free, the reason is read whole."""
    stage = Stage()
    rule = "Prospects du nord " * 3

    async def accept(answer: str) -> str:
        del answer
        return refuse(dialog.frame, RuleBroken("rule_of_others", rule=rule), "")

    dialog = NoteDialog("Note", accept=accept)
    async with stage.run_test(size=(80, height)) as pilot:
        await stage.push_screen(dialog)
        await pilot.press("tab", *"called", "enter")
        await pilot.pause()
        said = " ".join(" ".join(row.strip(" │").split()) for row in rows(stage))
    assert "gives to sellers of other teams too." in said
    assert (" ".join(rule.split()) in said) is names_whole


async def test_a_long_title_is_cut_with_the_mark_of_the_screen() -> None:
    stage = Stage()
    glyphs.use(glyphs.ASCII)
    try:
        async with stage.run_test(size=(80, 24)) as pilot:
            await stage.push_screen(NoteDialog("Note", "Boréal" * 12))
            await pilot.pause()
            wide = rows(stage)[1]
            await pilot.resize_terminal(60, 20)
            await pilot.pause()
            narrow = rows(stage)[1]
    finally:
        glyphs.use(glyphs.UNICODE)
    for title, cells in ((wide, 80), (narrow, 60)):
        assert "…" not in title
        assert ".. -+" in title
        assert cells - 8 < len(title.strip()) <= cells - 4


async def test_keys_that_are_too_many_say_cancel_and_no_more() -> None:
    stage = Stage()
    async with stage.run_test(size=(80, 24)) as pilot:
        dialog = NoteDialog("Note")
        await stage.push_screen(dialog)
        dialog.frame.keys.offered = (
            Hint(("tab",), "did not come to the appointment at all"),
            *SAVE_OR_LEAVE,
        )
        await pilot.pause()
        last = rows(stage)[dialog.frame.region.bottom - 3]
    assert last.rstrip(" │").endswith("Enter save   Esc cancel")
