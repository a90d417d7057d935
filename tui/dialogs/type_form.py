"""The form of a follow-up type, complete in one place (R-01 to R-05, R-38)."""

import json
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import astuple
from dataclasses import dataclass
from dataclasses import fields
from dataclasses import replace
from typing import TypeVar

from textual import on
from textual import work
from textual.widget import Widget

from models.text import NAME
from models.views.choices import Ref
from models.views.configuring import ActivityRow
from models.views.configuring import NewType
from models.views.configuring import NextDraft
from models.views.configuring import TextDraft
from models.views.configuring import TypeFields
from models.vocabulary import ActionKind
from tui.dialogs.base import Accept
from tui.dialogs.edit import AROUND
from tui.dialogs.edit import FieldScroll
from tui.dialogs.keeping import KeepingDialog
from tui.dialogs.listed import switch
from tui.dialogs.pick import SAVE_OR_CANCEL
from tui.dialogs.type_parts import NewTypeDialog
from tui.dialogs.type_parts import TextDialog
from tui.dialogs.type_parts import told_days
from tui.dialogs.type_parts import whole_days
from tui.drafts import Draft
from tui.i18n import N_
from tui.i18n import _
from tui.widgets.check_list import CheckLine
from tui.widgets.check_list import CheckList
from tui.widgets.choice_field import Choice
from tui.widgets.choice_field import ChoiceField
from tui.widgets.hint_line import Hint
from tui.widgets.text_field import SHORT_WELL
from tui.widgets.text_field import TextField
from tui.widgets.text_lines import TextLines
from tui.words.configured import action

Made = TypeVar("Made")

USUAL_DELAY = 2
TEXTS, MADE = "texts", "made"
"""Under which names a draft keeps what was made inside the form."""
MADE_OF = 3
HALVES, OPEN = "halves", "open"
"""Under which names it keeps what is half typed in small forms, and the open one."""
HALF_OF = 3
KEYS = (Hint(("space",), N_("tick")), Hint(("<", ">"), N_("order")), *SAVE_OR_CANCEL)


@dataclass(frozen=True, slots=True)
class TypeForm:
    """A type as it is, the types that may follow, and the activities there are."""

    was: TypeFields
    types: Sequence[Ref]
    activities: Sequence[ActivityRow]
    own_id: int | None = None
    """The type itself; none while it is new."""
    off: Sequence[str] = ()
    """The names of the types that are switched off."""


class TypeDialog(KeepingDialog[TypeFields]):
    """What may come next is ticked here, and made here where it is missing (R-05)."""

    def __init__(
        self, form: TypeForm, accept: Accept[TypeFields] | None = None
    ) -> None:
        super().__init__(_("Follow-up type"), form.was.name, accept)
        self._form = form
        self._halves: dict[str, dict[str, str]] = {}
        """What is half typed in the small forms, by what they are about."""
        self._open: tuple[str, Callable[[], None]] | None = None
        """What the small form that is open is about, and how it keeps its text."""
        self.name_field = TextField(N_("Name"), limit=NAME, id="name")
        self.begins = ChoiceField[bool](N_("Comes first"), id="first")
        self.action = ChoiceField[ActionKind](N_("Action"), id="action")
        self.retry = TextField(
            N_("Try again"), well=SHORT_WELL, understand=told_days, id="retry"
        )
        self.next = CheckList[NextDraft](
            N_("Next types"), adds=N_("new type"), id="next"
        )
        self.activities = CheckList[int](N_("Activities"), id="activities")
        self.guide = TextLines(N_("Guide"), id="description")
        self.texts = CheckList[TextDraft](
            N_("Texts"), adds=N_("new text"), opens=True, id="texts"
        )
        self.scroll = FieldScroll(
            self.name_field,
            self.begins,
            self.action,
            self.activities,
            self.retry,
            self.next,
            self.guide,
            self.texts,
        )

    def fields(self) -> list[Widget]:
        return [self.scroll]

    def first(self) -> Widget:
        return self.name_field

    def reset(self) -> None:
        was = self._form.was
        self.scroll.styles.max_height = max(self.size.height - AROUND, 4)
        self.frame.keys.offered = KEYS
        self.name_field.value = was.name
        self.begins.set_choices(switch(), int(was.is_first))
        kinds = list(ActionKind)
        self.action.set_choices(
            [Choice(one, action(one)) for one in kinds], kinds.index(was.action_kind)
        )
        self.retry.value = str(was.retry_days)
        self.next.set_lines(_next_lines(self._form))
        self.guide.value = was.description
        self.texts.set_lines(
            [CheckLine(text, text.name, checked=True) for text in was.texts]
        )
        self._offer_activities(was.activity_ids)

    @on(ChoiceField.Changed, "#action")
    def follow_the_kind(self, event: ChoiceField.Changed) -> None:
        """Offer the activities of the kind that is chosen now."""
        event.stop()
        self._offer_activities(tuple(line.value for line in self.activities.checked))

    @on(CheckList.Wanted, "#next")
    def make_a_type(self, event: CheckList.Wanted) -> None:
        """Make a next type without leaving the form."""
        event.stop()
        self._make_a_type()

    @on(CheckList.Wanted, "#texts")
    def write_a_text(self, event: CheckList.Wanted) -> None:
        """Write a text, or change the one under the cursor."""
        event.stop()
        self._write_a_text(event.at)

    @work
    async def _make_a_type(self) -> None:
        form = NewTypeDialog(self._names(), self._form.off)
        made = await self._inside(form, MADE)
        if made is not None:
            draft = NextDraft(made.delay_days, new=made.type)
            line = CheckLine(draft, made.type.name, True, made.delay_days)  # noqa: FBT003
            self.next.put(line)

    def _names(self) -> list[str]:
        """Return the names that types have, those that wait to be saved too."""
        made = (one.value.new for one in self.next.lines)
        return [
            self.name_field.value.strip(),
            *(one.name for one in self._form.types if one.id != self._form.own_id),
            *(new.name for new in made if new is not None),
        ]

    @work
    async def _write_a_text(self, at: int | None) -> None:
        before = self.texts.lines[at].value if at is not None else TextDraft("", "")
        about = TEXTS if at is None else f"{TEXTS} {at}"
        text = await self._inside(TextDialog(before), about)
        if text is not None:
            self.texts.put(CheckLine(text, text.name, checked=True), at)

    async def _inside(self, form: KeepingDialog[Made], about: str) -> Made | None:
        """Ask in a small form, which goes on with what was half typed into it."""
        form.keep_as(Draft(about, "", texts=self._halves.get(about, {})), self._half)
        self._open = (about, form.keep_drafts)
        made = await self.app.push_screen_wait(form)  # pyright: ignore[reportUnknownMemberType]
        self._open = None
        if made is not None or form.left is None:
            self._halves.pop(about, None)
        return made

    def _half_typed(self) -> dict[str, str]:
        """Tell what stands in the small forms, and which one is open."""
        about, keep = self._open or ("", None)
        if keep is not None:
            keep()
        rows = [
            (about, name, text)
            for about, half in self._halves.items()
            for name, text in half.items()
        ]
        return {HALVES: _written(rows), OPEN: about if about in self._halves else ""}

    def _half(self, draft: Draft) -> None:
        self._halves[draft.dialog] = {**draft.texts}

    def _go_on_inside(self, about: str) -> None:
        """Open the small form again that was open."""
        name, _gap, at = about.partition(" ")
        if name == MADE:
            self._make_a_type()
        elif name == TEXTS and not at:
            self._write_a_text(None)
        elif name == TEXTS and at.isdecimal() and int(at) < len(self.texts.lines):
            self._write_a_text(int(at))

    def standing(self) -> dict[str, str]:
        """Tell in full what was made inside the form, for no list offers it."""
        texts = [astuple(line.value) for line in self.texts.checked]
        made = [
            (line.words, str(line.value.new.action_kind), str(line.days or 0))
            for line in self.next.checked
            if line.value.new is not None
        ]
        inside = {TEXTS: _written(texts), MADE: _written(made), **self._half_typed()}
        return {**super().standing(), **inside}

    def put_back(self, texts: Mapping[str, str]) -> None:
        super().put_back(texts)
        if TEXTS in texts:
            found = [_text(*row) for row in _rows(texts[TEXTS], len(fields(TextDraft)))]
            self.texts.set_lines([CheckLine(one, one.name, True) for one in found])  # noqa: FBT003
        for name, kind, days in _rows(texts.get(MADE, ""), MADE_OF):
            if str(kind) in set(ActionKind) and str(days).isdecimal():
                new = NewType(str(name), ActionKind(str(kind)))
                draft = NextDraft(int(str(days)), new=new)
                self.next.put(CheckLine(draft, new.name, True, draft.delay_days))  # noqa: FBT003
        for about, name, text in _rows(texts.get(HALVES, ""), HALF_OF):
            self._halves.setdefault(str(about), {})[str(name)] = str(text)
        self._go_on_inside(texts.get(OPEN, ""))

    def answer(self) -> TypeFields | None:
        """Read the fields; the first that will not do is refused."""
        name = self.name_field.value.strip()
        if not name:
            self.name_field.refuse(_("A name is missing. Type one."))
            return None
        retry = whole_days(self.retry)
        if retry is None:
            return None
        return replace(
            self._form.was,
            name=name,
            is_first=bool(self.begins.value),
            action_kind=self.action.value or ActionKind.NONE,
            activity_ids=tuple(sorted(one.value for one in self.activities.checked)),
            retry_days=retry,
            next=tuple(
                replace(line.value, delay_days=line.days or 0)
                for line in self.next.checked
            ),
            description=self.guide.value.strip(),
            texts=tuple(line.value for line in self.texts.checked),
        )

    def _offer_activities(self, chosen: Sequence[int]) -> None:
        kind = self.action.value
        self.activities.set_lines(
            [
                CheckLine(one.id, one.fields.name, one.id in chosen)
                for one in self._form.activities
                if one.fields.kind is kind and (one.active or one.id in chosen)
            ]
        )
        self.activities.display = bool(self.activities.lines)


def _next_lines(form: TypeForm) -> list[CheckLine[NextDraft]]:
    """Return what may follow: the ticked ones in their order, then the others."""
    names = {one.id: one.name for one in form.types}
    if form.own_id is not None:
        itself = _("{name} (itself)").format(name=names.get(form.own_id, ""))
        names[form.own_id] = itself
    ticked = [
        CheckLine(step, names.get(step.type_id or 0, ""), True, step.delay_days)  # noqa: FBT003
        for step in form.was.next
        if step.type_id in names
    ]
    known = {line.value.type_id for line in ticked}
    others = [
        CheckLine(NextDraft(USUAL_DELAY, one), name, days=USUAL_DELAY)
        for one, name in names.items()
        if one not in known
    ]
    if form.own_id is None:
        loop = NextDraft(USUAL_DELAY)
        others.append(CheckLine(loop, _("this type itself"), days=USUAL_DELAY))
    return [*ticked, *others]


def _written(rows: Sequence[Sequence[object]]) -> str:
    return json.dumps(rows, ensure_ascii=False) if rows else ""


def _rows(text: str, cells: int) -> Iterator[Sequence[object]]:
    """Yield the rows of a draft; what is none is left out."""
    try:
        found: object = json.loads(text or "[]")
    except ValueError:
        return
    for row in found if isinstance(found, list) else ():  # pyright: ignore[reportUnknownVariableType]
        if isinstance(row, list) and len(row) == cells:  # pyright: ignore[reportUnknownArgumentType]
            yield row


def _text(name: object, body: object, subject: object, text_id: object) -> TextDraft:
    known = text_id if isinstance(text_id, int) else None
    return TextDraft(str(name), str(body), str(subject), known)
