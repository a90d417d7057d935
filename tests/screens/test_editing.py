"""Edit forms: what is typed is saved, merged with others', or kept as a draft."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from models import operations
from models import queries
from models.clock import Clock
from models.money import Money
from models.store import Store
from models.store import open_store
from models.views.drafts import EditDeal
from models.views.records import PersonScreen
from models.vocabulary import Priority
from models.vocabulary import Role
from models.vocabulary import Temperature
from models.vocabulary_rest import ForecastCategory
from tests.conftest import NOW
from tests.factories import a_company
from tests.factories import a_deal
from tests.factories import a_follow_up
from tests.factories import a_person
from tests.factories import a_user
from tests.screens.acts import SIZE
from tests.screens.acts import AppPilot
from tests.screens.acts import companies
from tests.screens.acts import load
from tests.screens.acts import paste
from tests.screens.acts import press
from tests.screens.acts import said
from tests.screens.acts import shown
from tests.screens.places import board_app
from tui.app import RelanceApp
from tui.preferences.settings import Settings
from tui.preferences.settings import StartScreen
from tui.screens.record import CompanyScreen as CompanyPlace
from tui.screens.record import PersonScreen as PersonPlace
from tui.widgets.text_field import TextField


@pytest.fixture
def deal(store: Store) -> int:
    """A deal of 12,000 euros with a company and a person."""
    company = a_company(store, "Boréal")
    return a_deal(
        store,
        "Boréal Fitness",
        amount=Money(1_200_000, "EUR"),
        company=company,
        person=a_person(store, "Julie Martin", company=company),
    )


@pytest.fixture
def colleague(store: Store) -> Iterator[Store]:
    """Another admin's session on the same file."""
    a_user(store, "bob", Role.ADMIN, name="Bob Diallo")
    opened = open_store(store.path, "bob", Clock(start=NOW, ticking=False))
    yield opened
    opened.close()


async def retype(pilot: AppPilot, field: str, text: str) -> None:
    """Replace the text of a field of the dialog that is open."""
    found = pilot.app.screen.query_one(f"#{field}", TextField)
    found.value = ""
    found.focus()
    await pilot.pause()
    await paste(pilot, text)


async def test_a_new_amount_and_chance_are_saved(store: Store, deal: int) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "e")
        await retype(pilot, "amount", "15k€")
        await retype(pilot, "probability", "40 %")
        await retype(pilot, "expected_close", "15/12")
        await press(pilot, "enter")
        now = load(store, deal).editable
        assert now.amount == Money(1_500_000, "EUR")
        assert now.probability == 40
        assert now.expected_close == date(2026, 12, 15)
        assert "Boréal Fitness saved." in said(app)


async def test_what_was_not_touched_stays(store: Store, deal: int) -> None:
    before = load(store, deal).editable
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "e", "enter")
        assert load(store, deal).editable == before


async def test_an_empty_title_is_refused_beside_it(store: Store, deal: int) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "e")
        await retype(pilot, "title", " ")
        await press(pilot, "enter")
        assert "A title is missing. Type what is sold." in shown(app)
        assert load(store, deal).title == "Boréal Fitness"


async def test_a_wrong_chance_keeps_its_text(store: Store, deal: int) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "e")
        await retype(pilot, "probability", "140")
        await press(pilot, "enter")
        assert "Type a whole number from 0 to 100." in shown(app)
        assert app.screen.query_one("#probability", TextField).value == "140"
        assert load(store, deal).editable.probability is None


async def test_a_new_company_is_made_with_the_edit(store: Store, deal: int) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "e")
        await retype(pilot, "company", "Nord Conseil")
        await press(pilot, "enter")
        linked = load(store, deal).company
        assert linked is not None
        assert linked.name == "Nord Conseil"
        await press(pilot, "u")
        assert [one.name for one in companies(store)] == ["Boréal"]


async def test_a_similar_company_is_asked_about(store: Store, deal: int) -> None:
    nord = a_company(store, "Nord SARL")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "e")
        await retype(pilot, "company", "Nord")
        await press(pilot, "enter", "l", "enter")
        linked = load(store, deal).company
        assert linked is not None
        assert linked.id == nord


async def test_an_emptied_company_is_unlinked(store: Store, deal: int) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "e")
        app.screen.query_one("#company", TextField).value = ""
        await press(pilot, "enter")
        assert load(store, deal).company is None


async def test_the_priority_is_chosen_by_its_letter(store: Store, deal: int) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "e")
        app.screen.query_one("#priority").focus()
        await press(pilot, "h", "enter")
        assert load(store, deal).priority is Priority.HIGH


async def test_what_the_rep_expects_is_chosen_in_the_form_and_shown(
    store: Store, deal: int
) -> None:
    """B1.19: the category is the rep's own, apart from the stage."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "e")
        app.screen.query_one("#forecast").focus()
        await press(pilot, "c", "enter")
        assert load(store, deal).forecast is ForecastCategory.COMMIT
        await press(pilot, "u")
        assert load(store, deal).forecast is ForecastCategory.PIPELINE


async def test_two_peoples_changes_of_different_fields_merge(
    store: Store, colleague: Store, deal: int
) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "e")
        change_title(colleague, deal, "Boréal Fitness, Lens")
        await retype(pilot, "amount", "15k€")
        await press(pilot, "enter")
        now = load(store, deal)
        assert (now.title, now.amount) == (
            "Boréal Fitness, Lens",
            Money(1_500_000, "EUR"),
        )


@pytest.mark.parametrize(
    ("keys", "title"),
    [(("enter",), "Mine"), (("right", "enter"), "Theirs")],
)
async def test_one_field_changed_by_two_is_a_choice(
    store: Store, colleague: Store, deal: int, keys: tuple[str, ...], title: str
) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "e")
        change_title(colleague, deal, "Theirs")
        await retype(pilot, "title", "Mine")
        await press(pilot, "enter")
        text = shown(app)
        assert "Bob Diallo, Mon 23 Nov 09:14" in text
        assert "Theirs" in text
        assert "Mine" in text
        await press(pilot, *keys)
        assert load(store, deal).title == title


async def test_leaving_the_choice_goes_back_to_the_form_as_it_was_typed(
    store: Store, colleague: Store, deal: int
) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "e")
        change_title(colleague, deal, "Theirs")
        await retype(pilot, "title", "Mine")
        await press(pilot, "enter", "escape")
        assert app.screen.query_one("#title", TextField).value == "Mine"
        assert load(store, deal).title == "Theirs"


async def test_what_escape_left_comes_back(
    store: Store, deal: int, tmp_path: Path
) -> None:
    settings = Settings(start_screen=StartScreen.BOARD)
    app = RelanceApp(store, settings, drafts=tmp_path / "drafts")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "e")
        await retype(pilot, "title", "Half")
        await press(pilot, "escape")
        assert "Your text is kept. e goes on with it." in said(app)
        await press(pilot, "e")
        assert app.screen.query_one("#title", TextField).value == "Half"
        await press(pilot, "enter")
        assert load(store, deal).title == "Half"


async def test_a_person_is_edited(store: Store) -> None:
    who = a_person(store, "Julie Martin", phone="06 12 34 56 78")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(PersonPlace(store, who))
        await press(pilot, "e")
        await retype(pilot, "last_name", "Durand")
        await retype(pilot, "email", "julie@boreal.example")
        await press(pilot, "enter")
        person: PersonScreen = store.read(queries.record.load_person, who)
        assert person.name == "Julie Durand"
        assert person.editable.email == "julie@boreal.example"
        assert person.editable.phone == "06 12 34 56 78"


async def test_who_wants_no_contact_is_noted_in_the_form(store: Store) -> None:
    """R-20: do not contact is a flag of its own, whatever the value."""
    who = a_person(store, "Julie Martin", temperature=Temperature.HOT)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(PersonPlace(store, who))
        await press(pilot, "e")
        app.screen.query_one("#contact").focus()
        await press(pilot, "d", "enter")
        person: PersonScreen = store.read(queries.record.load_person, who)
        assert (person.do_not_contact, person.temperature) == (True, Temperature.HOT)
        assert "do not contact" in shown(app)
        await press(pilot, "f", "enter")
        assert "Say why in the comment." in shown(app)


async def test_a_company_is_edited(store: Store) -> None:
    which = a_company(store, "Boréal", owner="boss")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await app.push_screen(CompanyPlace(store, which))
        await press(pilot, "e")
        await retype(pilot, "employees", "1 200")
        await retype(pilot, "place", "Lens")
        await press(pilot, "enter")
        boreal = companies(store)[0]
        assert (boreal.employees, boreal.place) == (1200, "Lens")


def change_title(store: Store, deal: int, title: str) -> None:
    was = load(store, deal).editable
    draft = EditDeal(deal, was, replace(was, title=title))
    store.write(operations.editing.edit_deal, draft)


async def test_the_value_lost_is_confirmed_and_ends_what_is_planned(
    store: Store, deal: int
) -> None:
    """R-10: lost closes the open tunnel once it is confirmed."""
    a_follow_up(store, deal=deal)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "e")
        app.screen.query_one("#value").focus()
        await press(pilot, "l", "enter")
        assert "becomes lost" in shown(app)
        assert load(store, deal).temperature is None
        await press(pilot, "enter")
        now = load(store, deal)
        assert now.temperature is Temperature.LOST
        assert now.next is None
        await press(pilot, "u")
        assert load(store, deal).next is not None


async def test_declining_the_value_lost_goes_back_to_the_form(
    store: Store, deal: int
) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "e")
        await retype(pilot, "title", "Half")
        app.screen.query_one("#value").focus()
        await press(pilot, "l", "enter", "escape")
        assert app.screen.query_one("#title", TextField).value == "Half"
        assert load(store, deal).title == "Boréal Fitness"
