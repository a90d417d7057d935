"""docs/settings.md tells every setting, and what it tells is true."""

import re
from pathlib import Path

from tests.conftest import REPOSITORY
from tui.preferences.settings import Settings
from tui.preferences.settings import load_settings
from tui.preferences.settings import setting_keys

DOCUMENT = REPOSITORY / "docs" / "settings.md"


def test_every_setting_is_documented() -> None:
    told, _ = DOCUMENT.read_text(encoding="utf-8").split("## Environment")
    rows = re.findall(r"^\| `(\w+)`", told, flags=re.MULTILINE)
    assert tuple(rows) == setting_keys()


def test_the_example_is_a_file_without_problems(tmp_path: Path) -> None:
    told = DOCUMENT.read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", told, flags=re.DOTALL)
    file = tmp_path / "settings.toml"
    file.write_text(example, encoding="utf-8")
    loaded = load_settings(file)
    assert loaded.problems == ()
    assert loaded.settings != Settings()
