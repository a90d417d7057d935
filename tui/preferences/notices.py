"""What a person's own files have wrong, told once at the start and by the doctor."""

from dataclasses import replace
from pathlib import Path

from tui.preferences.keymap import checked_keymap
from tui.preferences.settings import LoadedSettings


def of_settings(loaded: LoadedSettings, *, short: bool = False) -> tuple[str, ...]:
    """Say what was left aside of the settings and their keys; *short* names no folder.

    Nothing of words is imported where nothing is wrong.
    """
    refused = checked_keymap(loaded.settings.keymap).refused
    if not loaded.problems and not refused:
        return ()
    from tui.preferences.keymap import explain as explain_key  # noqa: PLC0415
    from tui.words.settings import explain  # noqa: PLC0415

    problems = (
        problem._replace(file=Path(problem.file.name)) if short else problem
        for problem in loaded.problems
    )
    return (*map(explain, problems), *map(explain_key, refused))


def of_theme(wanted: str, themes: Path) -> tuple[str, ...]:
    """Say why the theme that the settings name is not worn."""
    from tui import theming  # noqa: PLC0415
    from tui.i18n import _  # noqa: PLC0415
    from tui.preferences.theme_files import describe  # noqa: PLC0415

    missing = _("There is no theme {theme}; Relance wears one of its own.")
    problems = theming.load((themes,)).problems
    return (
        *(
            describe(replace(problem, file=Path(problem.file.name)))
            for problem in problems
        ),
        missing.format(theme=wanted),
    )
