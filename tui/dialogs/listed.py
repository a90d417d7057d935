"""Forms of one line of the settings: a loss reason, a source, an activity."""

from textual.widget import Widget

from models.text import NAME
from models.views.configuring import ActivityFields
from models.views.configuring import ReasonFields
from models.views.configuring import SourceFields
from models.vocabulary import ActionKind
from models.vocabulary import SourceKind
from tui.dialogs.base import Accept
from tui.dialogs.keeping import KeepingDialog
from tui.dialogs.pick import SAVE_OR_CANCEL
from tui.i18n import N_
from tui.i18n import _
from tui.widgets.choice_field import Choice
from tui.widgets.choice_field import ChoiceField
from tui.widgets.text_field import SHORT_WELL
from tui.widgets.text_field import TextField
from tui.words.configured import action
from tui.words.configured import source_kind
from tui.words.configured import yes_or_no

BOOKABLE = (ActionKind.TRIAL, ActionKind.APPOINTMENT)


class ReasonDialog(KeepingDialog[ReasonFields]):
    """A loss reason: its letter is found where none is typed."""

    def __init__(
        self, was: ReasonFields, accept: Accept[ReasonFields] | None = None
    ) -> None:
        super().__init__(_("Loss reason"), was.name, accept)
        self._was = was
        self.name_field = TextField(N_("Name"), limit=NAME, id="name")
        self.letter = TextField(N_("Letter"), well=SHORT_WELL, id="letter")
        self.note = ChoiceField[bool](N_("Wants a note"), id="note")

    def fields(self) -> list[Widget]:
        return [self.name_field, self.letter, self.note]

    def reset(self) -> None:
        self.frame.keys.offered = SAVE_OR_CANCEL
        self.name_field.value = self._was.name
        self.letter.value = self._was.letter
        self.letter.understood = "" if self._was.letter else _("a free one")
        self.note.set_choices(switch(), int(self._was.note_required))

    def answer(self) -> ReasonFields | None:
        """Read the fields; a name is wanted."""
        name = typed_name(self.name_field)
        if name is None:
            return None
        return ReasonFields(name, self.letter.value.strip(), bool(self.note.value))


class SourceDialog(KeepingDialog[SourceFields]):
    """A source and its kind (R-35)."""

    def __init__(
        self, was: SourceFields, accept: Accept[SourceFields] | None = None
    ) -> None:
        super().__init__(_("Source"), was.name, accept)
        self._was = was
        self.name_field = TextField(N_("Name"), limit=NAME, id="name")
        self.kind = ChoiceField[SourceKind](N_("Kind"), id="kind")

    def fields(self) -> list[Widget]:
        return [self.name_field, self.kind]

    def reset(self) -> None:
        self.frame.keys.offered = SAVE_OR_CANCEL
        self.name_field.value = self._was.name
        kinds = list(SourceKind)
        self.kind.set_choices(
            [Choice(one, source_kind(one)) for one in kinds],
            kinds.index(self._was.kind),
        )

    def answer(self) -> SourceFields | None:
        """Read the fields; a name is wanted."""
        name = typed_name(self.name_field)
        if name is None:
            return None
        return SourceFields(name, self.kind.value or SourceKind.OTHER)


class ActivityDialog(KeepingDialog[ActivityFields]):
    """A class to try or a kind of appointment (R-14)."""

    def __init__(
        self, was: ActivityFields, accept: Accept[ActivityFields] | None = None
    ) -> None:
        super().__init__(_("Activity"), was.name, accept)
        self._was = was
        self.name_field = TextField(N_("Name"), limit=NAME, id="name")
        self.kind = ChoiceField[ActionKind](N_("Kind"), id="kind")

    def fields(self) -> list[Widget]:
        return [self.name_field, self.kind]

    def reset(self) -> None:
        self.frame.keys.offered = SAVE_OR_CANCEL
        self.name_field.value = self._was.name
        at = BOOKABLE.index(self._was.kind)
        self.kind.set_choices([Choice(one, action(one)) for one in BOOKABLE], at)

    def answer(self) -> ActivityFields | None:
        """Read the fields; a name is wanted."""
        name = typed_name(self.name_field)
        if name is None:
            return None
        return ActivityFields(name, self.kind.value or ActionKind.TRIAL)


def typed_name(field: TextField) -> str | None:
    """Return the name that stands in a field, else refuse it and answer nothing."""
    name = field.value.strip()
    if not name:
        field.refuse(_("A name is missing. Type one."))
        return None
    return name


def switch() -> tuple[Choice[bool], Choice[bool]]:
    """Offer no and yes, in the language in use."""
    off, on = False, True
    return Choice(off, yes_or_no(yes=off)), Choice(on, yes_or_no(yes=on))
