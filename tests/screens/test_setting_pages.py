"""What a manager sets up in the settings, by keys alone (R-01 to R-06, R-14, R-35)."""

import os
from datetime import date
from email import message_from_bytes
from email.policy import SMTP

import pytest
from sqlmodel import select

from models import queries
from models.access import Reader
from models.operations import types
from models.store import Store
from models.tables import Activity
from models.tables import LossReason
from models.views.configuring import EditType
from models.views.configuring import TextDraft
from models.views.configuring import TypeFields
from models.views.configuring import TypeRow
from models.vocabulary import ActionKind
from models.vocabulary import Role
from models.vocabulary import SourceKind
from tests.conftest import AsUser
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.screens.acts import SIZE
from tests.screens.acts import AppPilot
from tests.screens.acts import press
from tests.screens.acts import shown
from tests.screens.places import CountingApp
from tests.screens.places import board_app
from tests.screens.stage import rows
from tui import glyphs
from tui.preferences.locations import locations
from tui.screens.settings import SettingsScreen

TYPES = ("comma", "tab")
WORKFLOW = (*TYPES, "tab")
REASONS = (*WORKFLOW, "tab")
SOURCES = (*REASONS, "tab")
ACTIVITIES = (*SOURCES, "tab")
USERS = (*ACTIVITIES, "tab")
TEAMS = (*USERS, "tab")


def listed(store: Store) -> dict[str, TypeRow]:
    found = store.read(queries.configuring.types)
    return {row.fields.name: row for row in found}


def told(app: CountingApp) -> str:
    """Return the message line of the settings."""
    return rows(app)[-2].strip()


async def typed(pilot: AppPilot, text: str) -> None:
    await press(pilot, *("space" if letter == " " else letter for letter in text))


async def test_a_type_is_made_with_a_next_type_that_is_made_inside_its_form(
    store: Store,
) -> None:
    """R-01, R-05: one form, one save, no going back and forth."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *TYPES, "n")
        await typed(pilot, "Visit")
        await press(pilot, "tab", "y", "tab", "tab", "tab", "n")
        await typed(pilot, "Free trial")
        await press(pilot, "tab", "t", "tab", "backspace", "4", "enter")
        assert "[✓] Free trial" in shown(app)
        assert "after 4 days" in shown(app)
        await press(pilot, "enter")
        assert told(app).startswith("Visit is new.")
        assert "◆ Visit" in shown(app)
    visit, trial = listed(store)["Visit"], listed(store)["Free trial"]
    assert visit.fields.is_first
    (step,) = visit.fields.next
    assert (step.type_id, step.delay_days) == (trial.id, 4)
    assert trial.fields.action_kind is ActionKind.TRIAL


@pytest.mark.parametrize("name", ["CALL", "visit", "Démo"])
async def test_a_next_type_of_a_known_name_is_refused_where_it_is_typed(
    store: Store, name: str
) -> None:
    """R-01, R-05: neither a type that is there nor the one whose form it is."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *TYPES, "n")
        await typed(pilot, "Visit")
        await press(pilot, *["tab"] * 4, "n")
        await typed(pilot, name)
        await press(pilot, "enter")
        assert "is there already. Choose another name." in shown(app)
        assert "after 2 days" in shown(app)
        await typed(pilot, " again")
        await press(pilot, "enter")
        assert f"[✓] {name} again" in shown(app)


async def test_a_name_of_a_type_that_is_off_is_refused_where_it_is_typed(
    store: Store,
) -> None:
    """R-01, R-05: both forms say that switching it on again is what is meant."""
    store.write(types.deactivate_type, listed(store)["Demo"].id)
    app = board_app(store)
    said = "Demo is there, switched off. Switch that one on again."
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *TYPES, "n")
        await typed(pilot, "Visit")
        await press(pilot, *["tab"] * 4, "n")
        await typed(pilot, "démo")
        await press(pilot, "enter")
        assert said in shown(app)
        assert "after 2 days" in shown(app)
        await press(pilot, "escape", *["shift+tab"] * 4, *["backspace"] * 5)
        await typed(pilot, "DEMO")
        await press(pilot, "enter")
        below = next(n for n, row in enumerate(rows(app)) if "Name" in row) + 1
        assert said in rows(app)[below]


@pytest.mark.parametrize(
    ("name", "said"),
    [("", "A name is missing"), ("call", "Call is there already.")],
)
async def test_an_empty_or_doubled_name_is_refused_beside_it_and_nothing_is_lost(
    store: Store, name: str, said: str
) -> None:
    """R-01: empty or duplicate name refused with a message."""
    app = board_app(store)
    before = listed(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *TYPES, "n")
        await typed(pilot, name)
        await press(pilot, "enter")
        below = next(n for n, row in enumerate(rows(app)) if "Name" in row) + 1
        assert said in rows(app)[below]
        assert "Follow-up type" in shown(app)
    assert listed(store) == before


async def test_next_types_are_ticked_ordered_and_given_their_days(
    store: Store,
) -> None:
    """R-04, R-05: any order, loops to itself; the first is the default."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *TYPES, "e", *["tab"] * 4)
        # Meeting, Demo, Chase offer are ticked; then Call (itself) and the others.
        await press(pilot, ">", "right", "right", "down", "down", "space", "enter")
    call = listed(store)["Call"]
    names = {row.id: name for name, row in listed(store).items()}
    told_steps = [(names[s.type_id or 0], s.delay_days) for s in call.fields.next]
    assert told_steps == [("Demo", 5), ("Meeting", 5), ("Chase offer", 5), ("Call", 2)]


async def test_a_row_names_the_next_types_it_has_room_for_and_the_line_below_all(
    store: Store,
) -> None:
    """R-04: nothing of what may come next is cut without a word."""
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *TYPES)
        call = next(row for row in rows(app) if "Call" in row)
        assert "Meeting +3, 2 more" in call
        assert told(app) == "Call, then: Meeting +3, Demo +5, Chase offer +5"
        await press(pilot, "down")
        assert "Call" not in told(app)
        await press(pilot, "up", *["tab"] * 2)
        assert told(app) == ""
    wide = board_app(store)
    async with wide.run_test(size=(120, 36)) as pilot:
        await press(pilot, *TYPES)
        assert "Meeting +3, Demo +5, Chase offer +5" in shown(wide)
        assert told(wide) == ""


async def test_a_type_is_moved_switched_off_and_never_deleted_once_used(
    store: Store,
) -> None:
    """R-01: reorder, deactivate; a used type can never be deleted."""
    a_follow_up(store, deal=a_deal(store), type="Call")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *TYPES, "delete")
        assert "Call has follow-ups, so it cannot be deleted." in told(app)
        await press(pilot, "x")
        assert "Call is offered no more." in told(app)
        await press(pilot, ">")
        assert list(listed(store))[:2] == ["E-mail", "Call"]
        await press(pilot, "u")
        assert next(iter(listed(store))) == "Call"
        await press(pilot, "end", "delete")
        assert "Chase signature is deleted." in told(app)
    assert not listed(store)["Call"].active


async def test_without_a_first_type_a_banner_says_so_and_f_leads_here(
    store: Store,
) -> None:
    """R-02: the start dialog explains why and offers a manager a jump."""
    for name in ("Call", "E-mail"):
        store.write(types.deactivate_type, listed(store)[name].id)
    a_deal(store, "Boréal")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "f")
        assert "No type of follow-up may come first" in shown(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, SettingsScreen)
        assert "! No type comes first" in shown(app)
        await press(pilot, "escape")
        assert "Board" in rows(app)[0]


async def test_a_seller_is_told_why_no_follow_up_can_begin(
    store: Store, as_user: AsUser
) -> None:
    """R-02, R-37: the jump is a manager's."""
    for name in ("Call", "E-mail"):
        store.write(types.deactivate_type, listed(store)[name].id)
    a_user(store, "ana")
    a_deal(store, "Boréal", owner="ana")
    app = board_app(as_user(store, "ana"))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "f")
        assert "No type of follow-up may come first." in told(app)


async def test_a_seller_has_own_settings_and_reads_the_workflow(
    store: Store, as_user: AsUser
) -> None:
    """R-37: hidden commands; D.5: types are read by sellers."""
    a_user(store, "ana")
    app = board_app(as_user(store, "ana"))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "comma")
        assert isinstance(app.screen, SettingsScreen)
        words = [page.word for page in app.screen.pages]
        assert words == ["My own", "Workflow"]
        await press(pilot, "tab", "n", "x", "delete", "e")
        assert isinstance(app.screen, SettingsScreen)
        assert "◆ Call" in shown(app)
        assert "e edit" not in rows(app)[-1]


async def test_a_manager_has_no_users_and_teams(store: Store, as_user: AsUser) -> None:
    """D.5: users and roles are an administrator's."""
    a_user(store, "mia", Role.MANAGER)
    app = board_app(as_user(store, "mia"))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "comma")
        assert isinstance(app.screen, SettingsScreen)
        words = [page.word for page in app.screen.pages]
        assert words[-2:] == ["Sources", "Activities"]


async def test_the_workflow_is_drawn_with_its_ends_and_what_nothing_leads_to(
    store: Store,
) -> None:
    """R-04: a text graph with unreachable types flagged."""
    store.write(types.create_type, TypeFields("Lonely letter"))
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *WORKFLOW)
        picture = shown(app)
        assert "◆ Call" in picture
        assert "├─ Meeting  +3 days  · sales appointment" in picture
        assert "Chase signature  +3 days  · ends here" in picture
        assert "Chase offer  +5 days  · see its own line" in picture
        below = picture.index("Unreachable")
        assert picture.index("Lonely letter") > below


async def test_the_workflow_is_drawn_in_ascii_too(store: Store) -> None:
    glyphs.use(glyphs.ASCII)
    try:
        app = board_app(store)
        async with app.run_test(size=SIZE) as pilot:
            await press(pilot, *WORKFLOW)
            graph = "\n".join(rows(app)[4:-2])
            assert "+- Meeting" in graph
            assert "* Call" in graph
            assert graph.isascii()
    finally:
        glyphs.use(glyphs.UNICODE)


async def test_what_was_switched_off_is_no_longer_offered_as_a_next_type(
    store: Store,
) -> None:
    """R-04: the outcome next step offers the types in use only."""
    late = a_follow_up(store, deal=a_deal(store), type="Call")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *TYPES, "down", "down", "x")
        assert "Meeting is offered no more." in told(app)
        assert "Meeting (switched off) +3, Demo +5" in shown(app)
        await press(pilot, "up", "up", "e")
        assert "[✓] Meeting (switched off)" in shown(app)
    form = queries.outcome_form.outcome_form(store, late)
    assert "Meeting" not in [one.name for one in form.next_types]


async def test_an_overdue_type_without_a_next_one_stays_in_today(store: Store) -> None:
    """R-06: a leaf stays open until its result is recorded."""
    a_follow_up(
        store,
        deal=a_deal(store, "Boréal"),
        type="Chase signature",
        due=date(2026, 11, 12),
    )
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "T")
        assert "Chase signature" in shown(app)
        assert "Boréal" in shown(app)
        await press(pilot, "d")
        assert "Next step" not in shown(app)


async def test_reasons_sources_and_activities_are_kept_in_their_tabs(
    store: Store,
) -> None:
    """R-14, R-35, C-04: lists that a manager keeps."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *REASONS, "n")
        await typed(pilot, "Weather")
        await press(pilot, "enter")
        assert "Weather is new, with the letter w." in told(app)
        await press(pilot, "tab", "n")
        await typed(pilot, "Partner shop")
        await press(pilot, "tab", "r", "enter")
        await press(pilot, "tab", "n")
        await typed(pilot, "Yoga")
        await press(pilot, "enter")
        assert "Yoga" in shown(app)

    def read(reader: Reader) -> tuple[list[str], list[str]]:
        reasons = reader.session.exec(select(LossReason.name)).all()
        activities = reader.session.exec(select(Activity.name)).all()
        return list(reasons), list(activities)

    reasons, activities = store.read(read)
    assert "Weather" in reasons
    assert activities == ["Yoga"]
    sources = store.read(queries.configuring.sources)
    assert sources[-1].fields.kind is SourceKind.REFERRAL


async def test_whether_losing_asks_for_a_reason_is_switched_here(store: Store) -> None:
    """C-04: the switch acts at once, in this session too."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *REASONS, "x")
        assert "Losing asks for no reason any more." in told(app)
        assert not store.house.reason_required
        await press(pilot, "u")
        assert store.house.reason_required


async def test_users_and_teams_are_an_administrators_tabs(store: Store) -> None:
    """R-36, D.5: a club is a team; a user has a role and a capacity."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *TEAMS, "n")
        await typed(pilot, "Lens")
        await press(pilot, "enter", "shift+tab", "n")
        await typed(pilot, "ana")
        await press(pilot, "tab")
        await typed(pilot, "Ana Roux")
        await press(pilot, "tab", "m", "tab", "l", "enter")
        assert "Ana Roux (ana) is new." in told(app)
        await press(pilot, "e", "tab", "tab", "1", "2", "enter")
        await press(pilot, "p")
        assert "paused" in shown(app)
    found = {row.login: row for row in store.read(queries.configuring.users)}
    ana = found["ana"]
    assert (ana.role, ana.team, ana.capacity, ana.paused) == (
        Role.MANAGER,
        "Lens",
        12,
        True,
    )


def with_text(store: Store, body: str) -> int:
    """Write a text of the type Call, and what is planned with Julie."""
    call = listed(store)["Call"]
    now = TypeFields(
        "Call",
        "Ask for the goal.",
        is_first=True,
        texts=(TextDraft("Offer", body, "For {company}"),),
    )
    store.write(types.edit_type, EditType(call.id, call.fields, now))
    julie = a_person(store, email="julie@boreal.example")
    deal = a_deal(store, "Boréal", person=julie)
    a_follow_up(store, deal=deal, type="Call")
    return deal


async def test_a_text_is_copied_with_its_fields_filled(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-38: `y` copies a text through the terminal's clipboard."""
    with_text(store, "Hello {first_name}, {rep} here.")
    copied: list[str] = []
    app = board_app(store)
    monkeypatch.setattr(app, "copy_to_clipboard", copied.append)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "y")
        await typed(pilot, "Offer")
        await press(pilot, "enter")
    assert copied == ["Hello Julie, Béatrice Ossot here."]


async def test_the_description_of_a_type_guides_whoever_does_it(store: Store) -> None:
    """R-38: shown in Today and in the outcome dialog while doing it."""
    with_text(store, "Hello {first_name}")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "d")
        assert "Ask for the goal." in shown(app)
        await press(pilot, "escape", "T")
        assert "Ask for the goal." in shown(app)


async def test_the_guide_fits_on_the_smallest_screen(store: Store) -> None:
    with_text(store, "Hello {first_name}")
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "d", "e", "tab")
        await typed(pilot, "F1")
        assert "Comment" in shown(app)
        assert "save" in shown(app)


async def test_a_text_is_written_as_the_draft_of_a_mail(store: Store) -> None:
    """R-38: or opened as a mail draft file."""
    with_text(store, "Hello {first_name},\n\nà bientôt.")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "y")
        await typed(pilot, "mail draft")
        await press(pilot, "enter")
        assert "relance-offer.eml" in shown(app)
    file = locations(os.environ).exports / "relance-offer.eml"
    message = message_from_bytes(file.read_bytes(), policy=SMTP)
    assert message["To"] == "julie@boreal.example"
    assert message["X-Unsent"] == "1"
    assert message.get_content().splitlines() == ["Hello Julie,", "", "à bientôt."]
    assert file.stat().st_mode & 0o777 == 0o600


async def test_a_text_with_an_unknown_field_is_refused_in_its_form(
    store: Store,
) -> None:
    """R-38: an unknown field is named, and what was meant."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *TYPES, "e", *["shift+tab"], "n")
        await typed(pilot, "Offer")
        await press(pilot, "tab", "tab")
        await typed(pilot, "Hi {frist_name}")
        await press(pilot, "enter")
        picture = shown(app)
        assert "There is no field {frist_name}. Did you mean {first_name}?" in picture


async def test_two_managers_of_one_type_are_asked_once_whose_words_stay(
    store: Store,
) -> None:
    """D.3 no 19: Enter again keeps mine, Esc theirs."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *TYPES, "e")
        await typed(pilot, "s")
        call = listed(store)["Call"]
        theirs = TypeFields("Ring", "Theirs", is_first=True, next=call.fields.next)
        store.write(types.edit_type, EditType(call.id, call.fields, theirs))
        await press(pilot, "enter")
        assert "has changed this line" in shown(app)
        await press(pilot, "enter")
    assert listed(store)["Calls"].fields.description == "Theirs"


async def test_the_tabs_come_back_with_their_cursor(store: Store) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *TYPES, "down", "down", "tab", "shift+tab")
        assert isinstance(app.screen, SettingsScreen)
        assert app.screen.rows.value == listed(store)["Meeting"].id


async def test_no_list_is_stretched_over_a_very_wide_screen(store: Store) -> None:
    """B1.2: a name and what is told of it stay near each other at 200 columns."""
    app = board_app(store)
    async with app.run_test(size=(200, 50)) as pilot:
        await press(pilot, "comma", *["tab"] * 6)
        (user,) = [line for line in rows(app) if "administrator" in line]
        assert len(user.rstrip()) <= 145
