"""The record of a lead that a file brought in, years after it was won."""

from pathlib import Path

import pytest

from models.store import Store
from models.vocabulary import Language
from tests.exchange.real_files import imported
from tests.factories import a_follow_up
from tests.screens.places import board_app
from tests.screens.resting import settled
from tests.screens.stage import rows
from tui import i18n
from tui.screens.record import PersonScreen

LEADS = """\
mql_id,first_contact_date,landing_page_id,origin
lead-17,2018-02-21,b48ec5,organic_search
"""
WON = """\
mql_id,seller_id,sdr_id,sr_id,won_date,business_segment,lead_type,lead_behaviour_profile,has_company,has_gtin
lead-17,2c43fb,Sid Rey,Ana Ruiz,2018-02-26 19:58:54,pet,online_medium,cat,,
"""


@pytest.mark.parametrize(
    ("language", "tabs"),
    [
        (
            Language.EN,
            (
                ("Mon 26 Feb 2018", "enrolled · Ana Ruiz"),
                ("✓ 26 Feb 2018 19:58 ", "enrolled"),
                ("Sales development representative Sid Rey",),
            ),
        ),
        (
            Language.FR,
            (
                ("lun. 26 févr. 2018", "inscription · Ana Ruiz"),
                ("✓ 26 févr. 2018 19:58 ", "inscription"),
                ("Chargé de prospection  Sid Rey", "Secteur d’activité     pet"),
            ),
        ),
    ],
)
async def test_what_was_done_long_ago_says_who_did_it_and_in_which_year(
    store: Store, tmp_path: Path, language: Language, tabs: tuple[tuple[str, ...], ...]
) -> None:
    """R-27, B1.10, B1.23: done by the rep of the file; no label of a field is cut."""
    files = tmp_path / "leads.csv", tmp_path / "won.csv"
    for file, text in zip(files, (LEADS, WON), strict=True):
        file.write_text(text)
    report = imported(store, "olist-funnel.toml", *files).report
    assert (report.created, report.rejected) == (2, 0)
    i18n.set_language(language)
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(PersonScreen(app.store, 1))
        await pilot.pause()
        for steps, told in zip((0, 2, 1), tabs, strict=True):
            await pilot.press(*("tab",) * steps)
            await pilot.pause()
            shown = "\n".join(rows(app))
            for said in told:
                assert said in shown, shown


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (Language.EN, "26 Feb 2018 Call  enrolled"),
        (Language.FR, "26 févr. 2018 Call  inscription"),
    ],
)
async def test_today_tells_the_year_of_what_was_done_long_ago(
    store: Store, tmp_path: Path, language: Language, told: str
) -> None:
    """R-11: what was done before stands beside what is due, each under its day."""
    files = tmp_path / "leads.csv", tmp_path / "won.csv"
    for file, text in zip(files, (LEADS, WON), strict=True):
        file.write_text(text)
    imported(store, "olist-funnel.toml", *files)
    a_follow_up(store, person=1)
    i18n.set_language(language)
    app = board_app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("T")
        await settled(pilot)
        shown = "\n".join(rows(app))
        assert told in shown, shown
