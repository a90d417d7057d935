"""Dialogs: pushed when they are rare, mounted once and shown when they are frequent."""

import asyncio
from collections.abc import Awaitable
from collections.abc import Callable
from typing import Generic
from typing import TypeVar

from textual import events
from textual import on
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widget import Widget

from tui.dialogs.frame import DialogFrame
from tui.dialogs.frame import Typed
from tui.drafts import Draft
from tui.still import show

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

Accept = Callable[[Answer], Awaitable[str]]
"""Saves an answer; returns in words why it could not, "" once it is saved."""


Keep = Callable[[Draft], None]
"""Writes a draft down, so that it outlives the session (safety.md 3.5)."""

KEEP_EVERY = 5.0
"""Seconds after which what is being typed is written down again."""


class Dialog(ModalScreen[Answer | None], Generic[Answer]):
    """A rare dialog: ``await app.push_screen_wait(EditDialog(…))``.

    A subclass says its ``fields``, its ``first`` stop and how they make an ``answer``.
    """

    DEFAULT_CSS = """
    Dialog {
        layers: base dialogs;
        background: transparent;
        &:ansi { background: transparent; }
    }
    """

    def __init__(
        self,
        title: str,
        context: str = "",
        accept: Accept[Answer] | None = None,
        keep: Keep | None = None,
    ) -> None:
        super().__init__()
        self._words = (title, context)
        self._accept = accept
        self._keep = keep
        self.unsaved = Typed({})
        """What was typed when the person left without saving."""

    def compose(self) -> ComposeResult:
        frame = DialogFrame(*self.fields())
        frame.entitle(*self._words)
        yield frame

    def on_mount(self) -> None:
        self.reset()
        self.first().focus()
        if self._keep is not None:
            self.set_interval(KEEP_EVERY, self.keep_drafts)

    @on(DialogFrame.Saved)
    async def save(self, event: DialogFrame.Saved) -> None:
        """Close with the answer once it is taken; stay, nothing lost, until then."""
        if not self.is_current:
            return
        answer = await taken(event.frame, self.answer, self._accept)
        if answer is not None:
            self.dismiss(answer)

    @on(DialogFrame.Left)
    def leave(self, event: DialogFrame.Left) -> None:
        """Close without an answer; what was typed stays in ``unsaved``."""
        self.unsaved = event.frame.typed()
        self.keep_drafts()
        self.dismiss(None)

    def draft(self) -> Draft | None:
        """Say what is worth keeping of what was typed; nothing by default."""
        return None

    def keep_drafts(self) -> None:
        """Write down what is half typed."""
        _kept(self._keep, self.draft)

    @property
    def frame(self) -> DialogFrame:
        """The frame, its title, its keys and what was typed into it."""
        return self.query_one(DialogFrame)

    def fields(self) -> list[Widget]:
        """Make the fields, from top to bottom."""
        raise NotImplementedError

    def first(self) -> Widget:
        """Say which field has the keys when the dialog opens."""
        return self.frame.stops()[0]

    def reset(self) -> None:
        """Fill the fields, when they exist."""

    def answer(self) -> Answer | None:
        """Read the fields; where one will not do, refuse it and answer nothing."""
        raise NotImplementedError


class MountedDialog(DialogFrame, Generic[Asked, Answer]):
    """A frequent dialog: mounted once with its screen, then ``await dialog.ask(…)``.

    Its screen declares ``layers: base dialogs``. A subclass gives its fields to
    ``__init__`` and says how to ``reset`` them and how they make an ``answer``.
    """

    DEFAULT_CSS = """
    MountedDialog { display: none; }
    """

    def __init__(self, *fields: Widget, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(*fields, id=id)
        self._asking: asyncio.Future[Answer | None] | None = None
        self._accept: Accept[Answer] | None = None
        self._keep: Keep | None = None
        self._before: Widget | None = None
        self.unsaved = Typed({})
        """What was typed when the person left without saving."""

    def on_mount(self) -> None:
        self._keeping = self.set_interval(KEEP_EVERY, self.keep_draft, pause=True)

    def on_key(self, event: events.Key) -> None:
        """Swallow what was pressed while the answer was saved: a second Enter."""
        if not self.asking:
            event.stop()
            event.prevent_default()

    @on(DialogFrame.Saved)
    async def save(self, event: DialogFrame.Saved) -> None:
        """Close with the answer once it is taken; stay, nothing lost, until then."""
        event.stop()
        if not self.asking:
            return
        answer = await taken(self, self.answer, self._accept)
        if answer is not None:
            self._close(answer)

    @on(DialogFrame.Left)
    def leave(self, event: DialogFrame.Left) -> None:
        """Close without an answer; what was typed stays in ``unsaved``."""
        event.stop()
        self.unsaved = self.typed()
        self.keep_draft()
        self._close(None)

    def draft(self) -> Draft | None:
        """Say what is worth keeping of what was typed; nothing by default."""
        return None

    def keep_draft(self) -> None:
        """Write down what is half typed, while the dialog is open."""
        if self.asking:
            _kept(self._keep, self.draft)

    @property
    def is_modal(self) -> bool:
        """Whether the keys stop here: those of the screen below do not act."""
        return True

    @property
    def asking(self) -> bool:
        """Whether the dialog is open."""
        return self._asking is not None

    def open(
        self,
        asked: Asked,
        accept: Accept[Answer] | None = None,
        keep: Keep | None = None,
    ) -> "asyncio.Future[Answer | None]":
        """Show the dialog in this very frame; the future has the answer.

        An earlier question that is still open is answered with nothing.
        """
        if self._asking is not None:
            self._close(None)
        self._asking = asyncio.get_running_loop().create_future()
        self._accept = accept
        self._keep = keep
        self._before = self.screen.focused
        self.unsaved = Typed({})
        self.unrefuse()
        self.reset(asked)
        show(self, shown=True)
        self.first().focus()
        if keep is not None:
            self._keeping.resume()
        return self._asking

    async def ask(
        self,
        asked: Asked,
        accept: Accept[Answer] | None = None,
        keep: Keep | None = None,
    ) -> Answer | None:
        """Show the dialog and wait, in a worker, for the answer or for nothing."""
        return await self.open(asked, accept, keep)

    def first(self) -> Widget:
        """Say which field has the keys when the dialog opens."""
        return self.stops()[0]

    def reset(self, asked: Asked) -> None:
        """Fill every field anew; nothing of the last question may stay."""
        raise NotImplementedError

    def answer(self) -> Answer | None:
        """Read the fields; where one will not do, refuse it and answer nothing."""
        raise NotImplementedError

    def _close(self, answer: Answer | None) -> None:
        asking, self._asking = self._asking, None
        self._keeping.pause()
        show(self, shown=False)
        self.screen.set_focus(self._before)
        if asking is not None and not asking.done():
            asking.set_result(answer)


def _kept(keep: Keep | None, make: Callable[[], Draft | None]) -> None:
    draft = make() if keep is not None else None
    if keep is not None and draft is not None:
        keep(draft)


async def taken(
    frame: DialogFrame,
    read: Callable[[], Answer | None],
    accept: Accept[Answer] | None,
) -> Answer | None:
    """Return the answer of the fields once nobody refuses it, else nothing."""
    frame.unrefuse()
    answer = read()
    if answer is None or accept is None:
        return answer
    refusal = await accept(answer)
    frame.keys.refusal = refusal
    return None if refusal else answer
