"""Shows an edit form until it is saved, left or settled by field (rulings 13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from typing import Generic
from typing import Protocol
from typing import TypeVar
from zoneinfo import ZoneInfo

from models import queries
from models.errors import Conflict
from models.errors import RelanceError
from models.views.done import Done
from tui import formats
from tui.acts import choosing
from tui.dialogs.base import Accept
from tui.dialogs.candidates import Candidates
from tui.dialogs.confirm import ConfirmDialog
from tui.dialogs.conflict import Clash
from tui.dialogs.conflict import ConflictDialog
from tui.dialogs.edit import EditDialog
from tui.drafts import Draft
from tui.i18n import N_
from tui.i18n import _
from tui.i18n import language
from tui.screens.base import AppScreen
from tui.screens.slowly import patiently
from tui.words.fields import LABELS
from tui.words.fields import shown_value

if TYPE_CHECKING:
    from models.history import Writer

Typed = TypeVar("Typed")
Edit = TypeVar("Edit")
Change = tuple[str, object, object, object]
"""A field that both changed: its name, as it was, theirs, mine."""

CHANGED = "fields_changed"
OWN = "custom."
LINKS = {
    "company_id": ("company", "organization"),
    "parent_id": ("parent", "organization"),
    "person_id": ("person", "person"),
    "source_id": ("source", "source"),
}
"""Fields that hold a record's id: their word, and the kind of record."""


class Editing(Protocol[Typed, Edit]):
    """How one kind of record is edited."""

    def open(self, accept: Accept[Typed], draft: Draft) -> EditDialog[Typed]:
        """Make the form, with what was typed before."""
        ...

    async def meant(self, typed: Typed) -> Edit | Candidates:
        """Look up who is named, or say whom to ask about."""
        ...

    async def settle(self, edit: Edit, mine: Mapping[str, bool]) -> Edit | None:
        """Take what stands there now as shown, and mine or theirs as typed."""
        ...

    def warning(self, typed: Typed) -> str:
        """Return what to ask before it is saved, empty where nothing is."""
        ...

    def save(self, writer: "Writer", edit: Edit, typed: Typed) -> Done:
        """Write the edit, with the records that it makes."""
        ...


@dataclass(slots=True)
class _Unsaved(Generic[Edit]):
    """An edit that is not saved yet: a question comes first."""

    edit: Edit | None = None
    error: RelanceError | None = None
    """Somebody else changed the same field."""
    warning: str = ""
    """What saving it would end."""


async def run(screen: AppScreen, editing: Editing[Typed, Edit], draft: Draft) -> None:
    """Show the form until what it says is saved, or it is left with its draft kept."""
    drafts = screen.relance.drafts
    while True:
        unsaved = _Unsaved[Edit]()
        form = _Form(screen, editing, unsaved)
        form.dialog = dialog = editing.open(form.accept, draft)
        typed = await screen.relance.push_screen_wait(dialog)
        if typed is None:
            _left(screen, dialog, draft)
            return
        if unsaved.edit is None or await _asked(screen, editing, unsaved, typed):
            drafts.drop(draft.key)
            return
        draft = draft._replace(texts=dialog.last_typed.texts)


async def _asked(
    screen: AppScreen,
    editing: Editing[Typed, Edit],
    unsaved: _Unsaved[Edit],
    typed: Typed,
) -> bool:
    """Ask what comes first, then save; say whether the form is done with."""
    edit, error = unsaved.edit, unsaved.error
    if edit is None:
        return True
    if unsaved.warning:
        question = ConfirmDialog(_("Sure?"), unsaved.warning, N_("save"))
        if not await screen.relance.push_screen_wait(question):
            return False
        error = await _saved(screen, editing, edit, typed)
    if isinstance(error, Conflict) and error.code == CHANGED:
        chosen = await _ask(screen, error)
        if chosen is None:
            return False
        settled = await editing.settle(edit, chosen)
        if settled is None:
            return True
        error = await _saved(screen, editing, settled, typed)
    if isinstance(error, RelanceError):
        screen.refuse(error)
        return False
    return True


async def _saved(
    screen: AppScreen, editing: Editing[Typed, Edit], edit: Edit, typed: Typed
) -> RelanceError | None:
    """Save and say what was done; return why not where it could not be."""
    try:
        done = await patiently(screen, editing.save, edit, typed)
    except RelanceError as error:
        return error
    choosing.tell(screen, done)
    return None


@dataclass(slots=True)
class _Form(Generic[Typed, Edit]):
    screen: AppScreen
    editing: Editing[Typed, Edit]
    unsaved: _Unsaved[Edit]
    dialog: EditDialog[Typed] | None = None

    async def accept(self, typed: Typed) -> str:
        """Save; ask who is meant, or let the form close for a question."""
        dialog, unsaved = self.dialog, self.unsaved
        edit = await self.editing.meant(typed)
        if isinstance(edit, Candidates):
            return dialog.offer(edit) if dialog else ""
        unsaved.warning = self.editing.warning(typed)
        error = None
        if not unsaved.warning:
            error = await _saved(self.screen, self.editing, edit, typed)
        if unsaved.warning or (isinstance(error, Conflict) and error.code == CHANGED):
            unsaved.edit, unsaved.error = edit, error
        elif error is not None and dialog is not None:
            return choosing.refused(self.screen, dialog.frame, error)
        return ""


async def _ask(screen: AppScreen, error: RelanceError) -> Mapping[str, bool] | None:
    names = await _names(screen, error)
    clashes = [_clash(change, names) for change in _changes(error)]
    moment = error.values.get("when")
    when = ""
    if isinstance(moment, datetime):
        local = moment.astimezone(ZoneInfo(screen.store.zone))
        when = formats.header_date(local, language())
    who = str(error.values.get("who") or _("someone else"))
    return await screen.relance.push_screen_wait(ConflictDialog(clashes, who, when))


async def _names(
    screen: AppScreen, error: RelanceError
) -> Mapping[tuple[str, int], str]:
    """Return the names of the records that the fields hold by id."""
    wanted = [
        (LINKS[name][1], value)
        for name, _was, theirs, mine in _changes(error)
        if name in LINKS
        for value in (theirs, mine)
        if isinstance(value, int)
    ]
    found = await choosing.looked_up(screen, queries.names.names_of, wanted)
    if found is None:
        return {}
    return {(kind, number): found.of(kind, number) for kind, number in wanted}


def _clash(change: Change, names: Mapping[tuple[str, int], str]) -> Clash:
    name, _was, theirs, mine = change
    if name in LINKS:
        word, kind = LINKS[name]
        return Clash(
            name,
            _(LABELS[word]),
            *(
                names.get((kind, value), _("a new one"))
                if isinstance(value, int)
                else ""
                for value in (theirs, mine)
            ),
        )
    if name.startswith(OWN):
        texts = [str(value or "") for value in (theirs, mine)]
        return Clash(name, name.removeprefix(OWN), *texts)
    label = _(LABELS[name]) if name in LABELS else name
    told = [shown_value(name, value) for value in (theirs, mine)]
    return Clash(name, label, *told)


def _changes(error: RelanceError) -> list[Change]:
    fields = error.values.get("fields")
    return [
        (str(name), was, theirs, mine)  # pyright: ignore[reportUnknownArgumentType]
        for name, was, theirs, mine in (  # pyright: ignore[reportUnknownVariableType]
            fields if isinstance(fields, list) else []
        )
    ]


def _left(screen: AppScreen, dialog: EditDialog[Typed], draft: Draft) -> None:
    if dialog.last_draft is not None:
        screen.say(_("Your text is kept."), _("`e` goes on with it."))
    else:
        screen.relance.drafts.drop(draft.key)
