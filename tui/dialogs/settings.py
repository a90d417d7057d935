"""What a person may choose while working: language, theme, mouse, start, cursor."""

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from textual import on
from textual.widget import Widget

from tui.dialogs.base import Dialog
from tui.dialogs.frame import DialogFrame
from tui.i18n import N_
from tui.i18n import _
from tui.preferences.settings import Cursor
from tui.preferences.settings import LanguageChoice
from tui.preferences.settings import Settings
from tui.preferences.settings import StartScreen
from tui.preferences.settings import Switch
from tui.theming import AUTOMATIC
from tui.theming import CONTRAST
from tui.theming import DARK
from tui.theming import LIGHT
from tui.theming import SIXTEEN
from tui.widgets.choice_field import Choice
from tui.widgets.choice_field import ChoiceField
from tui.widgets.hint_line import Hint

Value = TypeVar("Value")

SAVE_OR_CANCEL = (Hint(("enter",), N_("save")), Hint(("escape",), N_("cancel")))

Preview = Callable[[Settings], None]
"""Shows how it would look, or how it was."""


@dataclass(frozen=True, slots=True)
class SettingsForm:
    """The settings in force and the themes that there are."""

    settings: Settings
    themes: Sequence[str]
    preview: Preview


class SettingsDialog(Dialog[Settings]):
    """Every choice shows at once what it does; leaving puts everything back."""

    def __init__(self, form: SettingsForm, field: int = 0) -> None:
        """Make the dialog; the keys go to the field of that place."""
        super().__init__(_("Settings"))
        self._form = form
        self._first = field
        self.language = ChoiceField(N_("Language"), _languages(), id="language")
        self.theme = ChoiceField(N_("Theme"), _themes(form.themes), id="theme")
        self.start = ChoiceField(N_("Start on"), _starts(), id="start")
        self.cursor = ChoiceField(N_("Cursor"), _cursors(), id="cursor")
        self.mouse = ChoiceField(N_("Mouse"), _switches(), id="mouse")

    def fields(self) -> list[Widget]:
        """Put what changes the look first."""
        return [self.language, self.theme, self.start, self.cursor, self.mouse]

    def first(self) -> Widget:
        return self.fields()[self._first]

    def reset(self) -> None:
        """Begin with the settings in force."""
        now = self._form.settings
        _choose(self.language, _languages(), now.language)
        _choose(self.theme, _themes(self._form.themes), now.theme)
        _choose(self.start, _starts(), now.start_screen)
        _choose(self.cursor, _cursors(), now.cursor)
        _choose(self.mouse, _switches(), now.mouse)
        self.frame.keys.offered = SAVE_OR_CANCEL

    @on(ChoiceField.Changed)
    def show_how_it_looks(self) -> None:
        """Wear the theme and speak the language that are chosen now."""
        chosen = self.answer()
        self._form.preview(chosen)
        self.frame.entitle(_("Settings"))
        self._say_again()

    @on(DialogFrame.Left)
    def put_back(self) -> None:
        """Look as before."""
        self._form.preview(self._form.settings)

    def answer(self) -> Settings:
        """Return the settings as they are chosen."""
        before = self._form.settings
        return before._replace(
            language=self.language.value or before.language,
            theme=self.theme.value or before.theme,
            start_screen=self.start.value or before.start_screen,
            cursor=self.cursor.value or before.cursor,
            mouse=self.mouse.value or before.mouse,
        )

    def _say_again(self) -> None:
        """Say the choices in the language that was just chosen."""
        self.language.set_choices(_languages(), self.language.at)
        self.theme.set_choices(_themes(self._form.themes), self.theme.at)
        self.start.set_choices(_starts(), self.start.at)
        self.cursor.set_choices(_cursors(), self.cursor.at)
        self.mouse.set_choices(_switches(), self.mouse.at)
        for field in self.fields():
            field.refresh()
        self.frame.keys.refresh()


def chosen_words(settings: Settings) -> list[tuple[str, str]]:
    """Return the name of each choice with what is chosen, in the language in use."""
    chosen = (
        (_("Language"), _words(_languages(), settings.language)),
        (_("Theme"), _words(_themes((settings.theme,)), settings.theme)),
        (_("Start on"), _words(_starts(), settings.start_screen)),
        (_("Cursor"), _words(_cursors(), settings.cursor)),
        (_("Mouse"), _words(_switches(), settings.mouse)),
    )
    return list(chosen)


def changed(before: Settings, after: Settings) -> dict[str, str]:
    """Return the keys of the settings file that differ, with what to write."""
    pairs = {
        "language": (before.language.value, after.language.value),
        "theme": (before.theme, after.theme),
        "start_screen": (before.start_screen.value, after.start_screen.value),
        "cursor": (before.cursor.value, after.cursor.value),
        "mouse": (before.mouse.value, after.mouse.value),
    }
    return {key: now for key, (was, now) in pairs.items() if was != now}


def _languages() -> tuple[Choice[LanguageChoice], ...]:
    return (
        Choice(LanguageChoice.AUTO, _("as the terminal")),
        Choice(LanguageChoice.EN, "English"),
        Choice(LanguageChoice.FR, "français"),
    )


def _themes(names: Sequence[str]) -> tuple[Choice[str], ...]:
    words = {
        AUTOMATIC: _("as the terminal"),
        DARK: _("dark"),
        LIGHT: _("light"),
        CONTRAST: _("high contrast"),
        SIXTEEN: _("the terminal's 16 colours"),
    }
    return tuple(Choice(name, words.get(name, name)) for name in names)


def _starts() -> tuple[Choice[StartScreen], ...]:
    return (
        Choice(StartScreen.TODAY, _("Today")),
        Choice(StartScreen.BOARD, _("Board")),
    )


def _cursors() -> tuple[Choice[Cursor], ...]:
    return (
        Choice(Cursor.BOLD, _("bar and bold name")),
        Choice(Cursor.BAR, _("bar alone, for slow lines")),
    )


def _switches() -> tuple[Choice[Switch], ...]:
    return (
        Choice(Switch.AUTO, _("on here, off over SSH")),
        Choice(Switch.ON, _("on, from the next start")),
        Choice(Switch.OFF, _("off, from the next start")),
    )


def _words(choices: Sequence[Choice[Value]], value: Value) -> str:
    return next((one.words for one in choices if one.value == value), "")


def _choose(
    field: ChoiceField[Value], choices: Sequence[Choice[Value]], value: Value
) -> None:
    values = [choice.value for choice in choices]
    field.set_choices(choices, values.index(value) if value in values else 0)
