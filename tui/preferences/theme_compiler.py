"""Writes the shipped themes down complete, so that a start reads no TOML.

``python -m tui.preferences.theme_compiler`` writes the file, which a test compares with
the themes.
"""

import json
from dataclasses import asdict
from pathlib import Path

from tui import theming
from tui.preferences.theme_files import read_theme
from tui.theme_variables import completed


def whole_file() -> str:
    """Return the text of the file that is shipped."""
    themes = (
        completed(read_theme(theming.builtin_themes() / f"{name}.toml"))
        for name in (*sorted(theming.TRUECOLOUR_THEMES), theming.SIXTEEN)
    )
    stored = (json.dumps(asdict(theme), ensure_ascii=False) for theme in themes)
    return "".join(f"{theme}\n" for theme in stored)


def main() -> None:
    """Write the file beside the code that reads it."""
    (Path(theming.__file__).parent / theming.COMPILED).write_text(
        whole_file(), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
