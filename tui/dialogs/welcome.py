"""What is asked before the first database is made (rulings 31, R-34)."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from textual import on
from textual.widget import Widget

from models.text import slug
from models.views.foundation import Foundation
from models.vocabulary import Language
from tui import formats
from tui.dialogs.base import Accept
from tui.dialogs.base import Dialog
from tui.dialogs.frame import Rule
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import language
from tui.i18n import set_language
from tui.widgets.choice_field import Choice
from tui.widgets.choice_field import ChoiceField
from tui.widgets.hint_line import Hint
from tui.widgets.letter_choices import LetterChoice
from tui.widgets.letter_choices import LetterChoices
from tui.widgets.text_field import SHORT_WELL
from tui.widgets.text_field import TextField

BEGIN_OR_LEAVE = (Hint(("enter",), N_("begin")), Hint(("escape",), N_("leave")))
LANGUAGES = (Choice(Language.EN, "English"), Choice(Language.FR, "français"))
NAME_LENGTH = 80


class WelcomeDialog(Dialog[Foundation]):
    """Everything is filled in already; Enter begins."""

    def __init__(
        self, proposed: Foundation, now: datetime, accept: Accept[Foundation]
    ) -> None:
        super().__init__(_("Welcome to Relance"), accept=accept)
        self._proposed = proposed
        self._now = now
        self.name_field = TextField(N_("Your name"), limit=NAME_LENGTH, id="name")
        self.language = ChoiceField(N_("Language"), LANGUAGES, id="language")
        self.templates = LetterChoices(_templates(), id="template")
        self.currency = TextField(
            N_("Currency"), well=SHORT_WELL, understand=_currency_words, id="currency"
        )
        self.zone = TextField(
            N_("Time zone"), well=SHORT_WELL, understand=self._hour_in, id="zone"
        )

    def fields(self) -> list[Widget]:
        """Put the person first, then the work, then the place."""
        return [
            self.name_field,
            self.language,
            self.templates,
            Rule(),
            self.currency,
            self.zone,
        ]

    def reset(self) -> None:
        """Begin with what the system tells."""
        proposed = self._proposed
        self.name_field.value = proposed.name
        codes = [choice.value for choice in LANGUAGES]
        self.language.set_choices(LANGUAGES, codes.index(proposed.language))
        kinds = [choice.value for choice in _templates()]
        self.templates.set_choices(_templates(), kinds.index(proposed.template))
        self.currency.value = proposed.currency
        self.zone.value = proposed.zone
        self.frame.keys.offered = BEGIN_OR_LEAVE

    @on(ChoiceField.Changed, "#language")
    def speak(self) -> None:
        """Say everything in the language that was chosen."""
        set_language(self.language.value or Language.EN)
        self.templates.set_choices(_templates(), self.templates.at)
        self.frame.entitle(_("Welcome to Relance"))
        self.currency.understood = _currency_words(self.currency.value)
        self.zone.understood = self._hour_in(self.zone.value)
        for widget in self.query("*"):
            widget.refresh()

    def answer(self) -> Foundation | None:
        """Read the fields; the rules of a foundation refuse beside each."""
        name = self.name_field.value.strip()
        return Foundation(
            template=self.templates.value or self._proposed.template,
            currency=self.currency.value.strip().upper(),
            zone=self.zone.value.strip(),
            login=self._proposed.login or slug(name),
            name=name,
            language=self.language.value or self._proposed.language,
        )

    def _hour_in(self, text: str) -> str:
        """Tell the hour in a zone, by which a person knows that it is the right one."""
        try:
            local = self._now.astimezone(ZoneInfo(text.strip()))
        except (OSError, ValueError, KeyError):
            return ""
        return f"→ {formats.header_date(local, language())}"


def _currency_words(text: str) -> str:
    """Name a currency by its code, nothing while it is none."""
    from babel.numbers import get_currency_name  # noqa: PLC0415 - once in a database

    code = text.strip().upper()
    name = get_currency_name(code, locale=language().value)
    return f"→ {name}" if name not in ("", code) else ""


def _templates() -> Sequence[LetterChoice[str]]:
    return (
        LetterChoice(
            "sales", "s", _("Sales"), _("from an opportunity to payment and delivery")
        ),
        LetterChoice(
            "lifecycle",
            "y",
            _("Sales cycle"),
            _("six stages, from prospecting to closing"),
        ),
        LetterChoice(
            "club", "c", _("Club"), _("calls, visits, trial sessions, memberships")
        ),
    )
