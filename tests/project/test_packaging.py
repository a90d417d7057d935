"""What a person gets who installs the wheel."""

import os
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import REPOSITORY


@pytest.fixture
def packed() -> list[str]:
    """The files of the wheel that RELANCE_WHEEL names."""
    wheel = os.environ.get("RELANCE_WHEEL")
    if not wheel:
        pytest.skip("no wheel was built; RELANCE_WHEEL names one")
    with ZipFile(wheel) as archive:
        return archive.namelist()


def sources(*folders: str) -> set[str]:
    return {
        str(path.relative_to(REPOSITORY))
        for folder in folders
        for path in (REPOSITORY / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_models_and_tui_and_nothing_else(packed: list[str]) -> None:
    tops = {Path(name).parts[0] for name in packed}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"models", "tui"}


def test_the_wheel_holds_every_module_and_data_file(packed: list[str]) -> None:
    wanted = {
        name
        for name in sources("models", "tui")
        if not name.endswith((".po", ".pot", ".mo"))
    }
    assert wanted - set(packed) == set()


def test_the_wheel_holds_the_themes_inside_tui(packed: list[str]) -> None:
    shipped = {f"tui/{name}" for name in sources("themes")}
    assert shipped
    assert shipped - set(packed) == set()


def test_the_wheel_speaks_french_without_its_sources(packed: list[str]) -> None:
    catalogs = [name for name in packed if name.startswith("tui/locale/")]
    assert catalogs == ["tui/locale/fr/LC_MESSAGES/relance.mo"]
