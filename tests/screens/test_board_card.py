"""What a card gives up as its column narrows (look.md, Board)."""

from datetime import date

import pytest
from textual.strip import Strip

from models.money import Money
from models.views.board import Card
from models.vocabulary import DueBucket
from models.vocabulary import Language
from models.vocabulary import Phase
from models.vocabulary import Priority
from models.vocabulary import Status
from models.vocabulary import Temperature
from tui import glyphs
from tui import theming
from tui.i18n import set_language
from tui.theming import palette_of
from tui.widgets.board_card import Flag
from tui.widgets.board_card import Look
from tui.widgets.board_card import draw_card
from tui.widgets.board_columns import lay_out

TODAY = date(2026, 11, 23)
CARD = Card(
    id=1,
    title="Boréal Fitness — yearly contract",
    company="",
    person="",
    amount=Money(1_200_000, "EUR"),
    temperature=Temperature.HOT,
    status=Status.OPEN,
    phase=Phase.DEAL,
    priority=Priority.NORMAL,
    bucket=DueBucket.OVERDUE,
    day=date(2026, 11, 20),
    at=None,
    step="appointment",
    follow_up_id=1,
    entered_at=None,
    touched_at=None,
    opened_at=None,
    expected_close=None,
    reach="",
    version=1,
    owner_id=1,
    stage_id=1,
    pipeline_id=1,
    next_at=None,
)


def drawn(card: Card, look: Look) -> list[str]:
    theme = theming.shipped(theming.DARK)
    colours = theme.to_color_system().generate()
    palette = palette_of({**colours, **theme.variables})
    strips: tuple[Strip, ...] = draw_card(card, look, TODAY, palette)
    assert {strip.cell_length for strip in strips} == {look.cells}
    return [strip.text for strip in strips]


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        (18, ["Boréal Fitness…", "€12,000       H", "! a… · 3 d late"]),
        (22, ["Boréal Fitness — y…", "€12,000       H hot", "! appoi… · 3 d late"]),
        (
            26,
            [
                "Boréal Fitness — yearl…",
                "€12,000           H hot",
                "! appointme… · 3 d late",
            ],
        ),
        (
            32,
            [
                "Boréal Fitness — yearly cont…",
                "€12,000                 H hot",
                "! appointment · 3 days late",
            ],
        ),
    ],
)
def test_each_width_keeps_the_amount_the_mark_and_the_when(
    cells: int, lines: list[str]
) -> None:
    shown = drawn(CARD, Look(cells))
    assert [line[2:-1].rstrip() for line in shown] == lines


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (18, "€12,000  ~9d  H"),
        (22, "€12,000  ~9d  H hot"),
        (26, "€12,000      ~9d  H hot"),
        (32, "€12,000            ~9d  H hot"),
    ],
)
def test_a_stale_card_tells_its_days_before_the_value(cells: int, line: str) -> None:
    shown = drawn(CARD, Look(cells, stale=9))[1]
    assert shown[2:-1] == line


@pytest.mark.parametrize(
    ("cells", "days", "line"),
    [
        (18, 120, "€12,000       H"),
        (22, 120, "€12,000    ~120d  H"),
        (26, 120, "€12,000    ~120d  H hot"),
    ],
)
def test_the_word_goes_first_and_then_the_days_but_never_the_amount(
    cells: int, days: int, line: str
) -> None:
    assert drawn(CARD, Look(cells, stale=days))[1][2:-1] == line


def test_the_days_of_a_stale_card_are_french_and_amber() -> None:
    set_language(Language.FR)
    shown = drawn(CARD, Look(32, stale=9))[1]
    assert shown[2:-1].endswith("~9j  C chaud")


def test_a_stale_card_without_a_value_or_an_amount_still_tells_its_days() -> None:
    bare = CARD._replace(amount=None, temperature=None)
    assert drawn(bare, Look(22, stale=9))[1].strip() == "~9d"


def test_a_stale_lead_keeps_its_phone_number() -> None:
    lead = CARD._replace(phase=Phase.LEAD, reach="+33 6 12 34 56 78")
    assert drawn(lead, Look(26, stale=9))[1][2:-1] == "+33 6 12 34 56 78   ~9d"
    assert drawn(lead, Look(22, stale=9))[1][2:-1].rstrip() == "+33 6 12 34 56 78"


@pytest.mark.parametrize(
    ("flag", "mark"),
    [(Flag.MARKED, "✓"), (Flag.MOVED, "→"), (Flag.CHANGED, "*")],
)
def test_a_flag_has_two_cells_at_the_right_of_a_cut_title(
    flag: Flag, mark: str
) -> None:
    title = drawn(CARD, Look(22, flag))[0]
    assert title == f"  Boréal Fitness —… {mark} "


def test_the_cursor_is_a_bar_on_every_line() -> None:
    assert [line[0] for line in drawn(CARD, Look(26, selected=True))] == ["▌"] * 3


def test_the_cursor_in_ascii_stands_on_the_first_line_only() -> None:
    glyphs.use(glyphs.ASCII)
    try:
        shown = drawn(CARD, Look(26, selected=True))
    finally:
        glyphs.use(glyphs.UNICODE)
    assert [line[0] for line in shown] == [">", " ", " "]


def test_a_lead_shows_how_to_reach_it_and_no_amount() -> None:
    lead = CARD._replace(phase=Phase.LEAD, reach="+33 6 12 34 56 78")
    assert drawn(lead, Look(26))[1].strip() == "+33 6 12 34 56 78"


@pytest.mark.parametrize(
    "title",
    [
        "日本語株式会社のとても長い名前",
        "👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧",
        "a\x1b[31m\u202eb\tc",
    ],
)
@pytest.mark.parametrize("cells", [10, 18, 38])
def test_no_text_however_odd_changes_the_width_of_a_card(
    title: str, cells: int
) -> None:
    drawn(CARD._replace(title=title, step=title), Look(cells, Flag.MOVED))


@pytest.mark.parametrize("cells", range(1, 260, 7))
@pytest.mark.parametrize("focus", [0, 3, 6])
def test_columns_never_overlap_leave_the_screen_or_lose_the_focus(
    cells: int, focus: int
) -> None:
    empty = [True, False, False, True, False, False, True]
    slots = lay_out(empty, focus, 0, cells)
    assert focus in {slot.column for slot in slots}
    ends = [slot.x + slot.cells for slot in slots]
    assert all(end < slot.x for end, slot in zip(ends, slots[1:], strict=False))
    assert ends[-1] <= max(cells - 1, 1)
