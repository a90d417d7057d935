"""A line makes a deal: its title alone is enough, and nothing typed is lost."""

from datetime import date
from pathlib import Path

import pytest

from models.money import Money
from models.store import Store
from models.vocabulary import Language
from models.vocabulary import Temperature
from tests.data.giving import a_rule
from tests.data.giving import ids
from tests.factories import a_company
from tests.factories import a_person
from tests.factories import a_user
from tests.screens.acts import SIZE
from tests.screens.acts import AppPilot
from tests.screens.acts import companies
from tests.screens.acts import deals
from tests.screens.acts import load
from tests.screens.acts import paste
from tests.screens.acts import people
from tests.screens.acts import press
from tests.screens.acts import said
from tests.screens.acts import shown
from tests.screens.day import type_ahead
from tests.screens.places import board_app
from tests.screens.resting import settled
from tui.app import RelanceApp
from tui.dialogs.quick_add import QuickAddDialog
from tui.i18n import set_language
from tui.preferences.settings import Settings
from tui.preferences.settings import StartScreen


def line_of(app: RelanceApp) -> str:
    return app.screen.query_one(QuickAddDialog).line.value


async def typed(pilot: AppPilot, line: str, *keys: str) -> None:
    """Open the dialog, bring a line, press what follows."""
    await press(pilot, "n")
    await paste(pilot, line)
    await press(pilot, *keys)


async def test_a_title_and_enter_make_a_deal(store: Store) -> None:
    """K-04, B1.6: one key and a title are enough."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, "Acme", "enter")
        made = deals(store)
        assert [one.title for one in made] == ["Acme"]
        assert load(store, made[0].pk).stage.name == "Opportunity"
        assert said(app) == "Acme is new in Opportunity. u undoes."


async def test_a_whole_line_fills_every_field(store: Store) -> None:
    """K-04, B1.6: one line says company, amount, source, value and dates."""
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, "Acme licence 12k€ @Dupont #web !hot ~fri")
        text = shown(app)
        assert "€12,000" in text
        assert "Website" in text
        assert "Fri 27 Nov 2026" in text
        await press(pilot, "enter")
        deal = load(store, deals(store)[0].pk)
        assert deal.title == "Acme licence"
        assert deal.amount == Money(1_200_000, "EUR")
        assert deal.company is not None
        assert deal.company.name == "Dupont"
        assert deal.source is not None
        assert deal.source.name == "Website"
        assert deal.temperature is Temperature.HOT
        assert deal.next is not None
        assert deal.next.planned_on == date(2026, 11, 27)


async def test_a_known_company_is_linked(store: Store) -> None:
    dupont = a_company(store, "Dupont")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, "Acme @dupont")
        assert "known" in shown(app)
        await press(pilot, "enter")
        assert [one.pk for one in companies(store)] == [dupont]
        assert deals(store)[0].organization_id == dupont


async def test_a_similar_company_is_asked_about_and_linked(store: Store) -> None:
    """K-04: a likely duplicate is asked about in the same dialog."""
    dupont = a_company(store, "Dupont SARL")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, "Acme @Dupont", "enter")
        assert deals(store) == []
        assert "Keep separate" in shown(app)
        await press(pilot, "l", "enter")
        assert deals(store)[0].organization_id == dupont
        assert len(companies(store)) == 1


async def test_a_similar_company_may_be_kept_separate(store: Store) -> None:
    a_company(store, "Dupont SARL")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, "Acme @Dupont", "enter", "k", "enter")
        assert [one.name for one in companies(store)] == ["Dupont SARL", "Dupont"]


async def test_two_people_of_one_name_are_a_choice(store: Store) -> None:
    """K-04: of two people of one name the right one is chosen."""
    a_person(store, "Julie Martin", company=a_company(store, "Boréal"))
    second = a_person(store, "Julie Martin", company=a_company(store, "Nord"))
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, 'Acme &"Julie Martin"', "enter")
        assert "Boréal" in shown(app)
        await press(pilot, "b", "enter")
        assert deals(store)[0].person_id == second
        assert len(people(store)) == 2


async def test_no_letter_is_no_choice(store: Store) -> None:
    a_company(store, "Dupont SARL")
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, "Acme @Dupont", "enter", "enter")
        assert deals(store) == []
        assert "Press a letter." in shown(app)


async def test_an_unknown_source_is_refused_with_the_nearest(store: Store) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, "Acme #weeb", "enter")
        assert "There is no source “weeb”. Did you mean web?" in shown(app)
        assert line_of(app) == "Acme #weeb"
        assert deals(store) == []


async def test_a_line_without_a_title_is_refused_and_stays(store: Store) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, "12k€ @Dupont", "enter")
        assert "A title is missing." in shown(app)
        assert line_of(app) == "12k€ @Dupont"


async def test_a_line_that_was_left_comes_back(store: Store, tmp_path: Path) -> None:
    settings = Settings(start_screen=StartScreen.BOARD)
    app = RelanceApp(store, settings, drafts=tmp_path / "drafts")
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, "Half", "escape")
        assert said(app) == "Your line is kept. n goes on with it."
        await press(pilot, "n")
        assert line_of(app) == "Half"
        await press(pilot, "enter")
        assert deals(store)[0].title == "Half"
        await press(pilot, "n")
        assert line_of(app) == ""


async def test_what_is_typed_ahead_goes_into_the_line(store: Store) -> None:
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "n", "escape")
        type_ahead(app, ("n", *"Acme", "enter"))
        await settled(pilot)
        assert [one.title for one in deals(store)] == ["Acme"]


async def test_an_amount_alone_is_in_the_currency_of_the_settings(store: Store) -> None:
    app = RelanceApp(store, Settings(start_screen=StartScreen.BOARD, currency="USD"))
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, "Acme licence 12k", "enter")
        assert load(store, deals(store)[0].pk).amount == Money(1_200_000, "USD")


@pytest.mark.parametrize(
    ("language", "words", "told"),
    [
        (Language.EN, "own:rules", "The rules"),
        (Language.FR, "resp:règles", "Les règles"),
    ],
)
async def test_a_line_may_leave_it_to_the_rules_whose_the_deal_is(
    store: Store, language: Language, words: str, told: str
) -> None:
    """R-32, K-04: the owner is whose turn it is."""
    a_user(store, "ana")
    a_rule(store, "ana")
    set_language(language)
    app = board_app(store)
    async with app.run_test(size=SIZE) as pilot:
        await typed(pilot, f'Pack 900€ {words} &"Julie Martin"')
        assert told in shown(app)
        await press(pilot, "enter")
        await pilot.pause(0.3)
    (deal,) = deals(store)
    assert deal.owner_id == ids(store, "ana")[0]
    assert deal.title == "Pack"
