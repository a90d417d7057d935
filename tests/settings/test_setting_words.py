"""What a person is told about a settings file."""

from pathlib import Path

import pytest

from tui.preferences.settings import load_settings
from tui.words.settings import explain


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('thme = "x"', ", line 1: “thme” is no setting; did you mean “theme”?"),
        ("zzz = 1", ", line 1: “zzz” is no setting."),
        ("mouse = 3", ", line 1: “3” does not fit mouse; these do: auto, on, off."),
        ('zone = "[b]"', ", line 1: “[b]” does not fit zone."),
        ("a =", ", line 1: it is not valid TOML."),
        ("#" * 70_000, ": it is larger than 64 KiB."),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_would_do(
    tmp_path: Path, content: str, sentence: str
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(content, encoding="utf-8")
    told = [explain(problem) for problem in load_settings(file).problems]
    assert told == [f"{file}{sentence}"]


def test_a_folder_or_a_missing_link_is_told(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "nowhere")
    told = [
        explain(problem)
        for file in (tmp_path, link)
        for problem in load_settings(file).problems
    ]
    assert told == [
        f"{tmp_path}: it is not a plain file.",
        f"{link}: it cannot be read.",
    ]
