"""AppScreen: the frame of every place, its store, its acts and its refresh."""

from collections.abc import Callable
from collections.abc import Iterable
from typing import TYPE_CHECKING
from typing import ClassVar
from typing import Concatenate
from typing import ParamSpec
from typing import TypeVar
from zoneinfo import ZoneInfo

from textual import events
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.geometry import Size
from textual.getters import query_one
from textual.messages import Prune
from textual.screen import ModalScreen
from textual.widget import Widget

from models.actor import Whose
from models.errors import RelanceError
from models.store import Store
from models.views.counts import read_counts
from models.views.counts import read_unread
from tui import formats
from tui.commands import Command
from tui.commands import Place
from tui.commands import bindings
from tui.commands import in_place
from tui.enduring import Endures
from tui.i18n import _
from tui.i18n import language
from tui.messages import DataChanged
from tui.preferences.keymap import Keymap
from tui.screens.acting import Acting
from tui.screens.slowly import patiently
from tui.widgets.header_line import HeaderLine
from tui.widgets.header_line import Heading
from tui.widgets.hint_line import HintLine
from tui.widgets.hint_line import hints
from tui.widgets.message_line import LineMessage
from tui.widgets.message_line import MessageKind
from tui.widgets.message_line import MessageLine

if TYPE_CHECKING:
    from models.history import Writer
    from models.views.done import Done
    from tui.app import RelanceApp
    from tui.drafts import Draft

READY_AFTER = 1.5
"""Seconds after a screen opens at which its dialogs are mounted, away from the keys."""

LEAST = Size(40, 10)
"""The smallest window that any screen can use."""

P = ParamSpec("P")
T = TypeVar("T")


class AppScreen(Endures, Acting):
    """A place: header, body, message line, hints; loads itself when data change.

    A subclass says its ``PLACE`` and ``HINTS``, makes its ``body``, reads in
    ``load`` and tells its part of the ``heading``.
    """

    DEFAULT_CSS = """
    AppScreen.-small > * { display: none; }
    AppScreen.-small > TooSmall { display: block; }
    """

    PLACE: ClassVar[Place]
    HINTS: ClassVar[tuple[Command, ...]] = ()

    header = query_one("#header", HeaderLine)
    message = query_one("#message", MessageLine)
    hint = query_one("#hints", HintLine)

    def __init_subclass__(cls) -> None:
        place = getattr(cls, "PLACE", None)
        if place is not None:
            cls.BINDINGS = [*bindings(*in_place(place))]  # pyright: ignore[reportConstantRedefinition]
        super().__init_subclass__()

    BINDINGS: ClassVar[list[Binding]] = []  # type: ignore[assignment]

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.store = store
        self.whose = Whose()
        self.shown_revision = -1
        self.shown_language = language()
        self._offered: Draft | None = None

    def compose(self) -> ComposeResult:
        yield HeaderLine(id="header")
        yield from self.body()
        yield MessageLine(id="message")
        yield HintLine(id="hints")

    def on_mount(self) -> None:
        self.hint.hints = hints(self.HINTS, self.keymap)
        self.shown_revision = self.store.revision
        self.load()
        self.show_heading()
        self.call_after_refresh(self.offer_draft)
        self.set_timer(READY_AFTER, self.make_ready)

    @on(Prune)
    def drop_reads(self) -> None:
        """Drop what is still read: its parts go before its own work would end."""
        self.workers.cancel_node(self)  # pyright: ignore[reportUnknownMemberType]

    @on(events.ScreenResume)
    @on(DataChanged)
    def load_if_stale(self) -> None:
        """Read again when something was committed since this screen last read.

        A screen that is still being made reads when it is; one that goes needs not.
        """
        if not self.is_there:
            return
        if self.shown_language is not language():
            self.say_again()
        elif self.shown_revision != self.store.revision:
            self.reload()

    @on(events.ScreenSuspend)
    def fall_silent(self) -> None:
        """Let what was said go when the screen is left, not when a dialog covers it."""
        if not isinstance(self.relance.screen, ModalScreen):
            self.message.clear()

    @on(events.Resize)
    def fit(self, event: events.Resize) -> None:
        """Put one sentence in place of everything where nothing fits."""
        size = event.size
        small = size.width < LEAST.width or size.height < LEAST.height
        if small != self.has_class("-small"):
            from tui.widgets.too_small import TooSmall

            self.set_class(small, "-small")
            if small:
                self.mount(TooSmall(LEAST))
            else:
                self.query(TooSmall).remove()

    def body(self) -> Iterable[Widget]:
        """Make the widgets between the header and the message line."""
        raise NotImplementedError

    def load(self) -> None:
        """Read what the body shows; quick reads run here, in the handler."""
        raise NotImplementedError

    def heading(self) -> Heading:
        """Say where this is and whose records it shows; the rest is added."""
        raise NotImplementedError

    @property
    def here(self) -> "AppScreen":
        """The screen itself, as what it is."""
        return self

    @property
    def keymap(self) -> Keymap:
        """The person's own keys."""
        return self.relance.own_keys

    @property
    def relance(self) -> "RelanceApp":
        """The application, as what it is."""
        from tui.app import RelanceApp

        app: object = self.app  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        if not isinstance(app, RelanceApp):
            raise TypeError
        return app

    def reload(self) -> None:
        """Read and show everything again, the cursor where it was."""
        self.shown_revision = self.store.revision
        self.shown_language = language()
        try:
            self.load()
            self.show_heading()
        except RelanceError as error:
            self.shown_revision = -1
            self.relance.trouble(error)

    def read_again(self) -> None:
        """Read what another session kept from being read, if this is still shown."""
        if self.is_current:
            self.load_if_stale()

    def say_again(self) -> None:
        """Say everything in the language that was chosen meanwhile."""
        self.reload()
        for widget in self.query("*"):
            widget.refresh()

    def minute_turned(self) -> None:
        """Refresh what depends on the time: the clock, due marks, midnight."""
        if self.is_there:
            self.reload()

    @property
    def is_there(self) -> bool:
        """Whether its widgets have been made and not been taken down."""
        return self.is_mounted and self.is_attached

    def show_heading(self) -> None:
        """Put the counts that are due and the clock beside the screen's own part."""
        now = self.store.now()
        counts = read_counts(self.store, Whose())
        local = now.astimezone(ZoneInfo(self.store.zone))
        self.header.heading = self.heading()._replace(
            overdue=counts.overdue,
            today=counts.today,
            next_days=counts.next_days,
            unread=read_unread(self.store),
            user=self.store.actor.name,
            date=formats.day_short(local.date(), language()),
            clock=formats.clock(local) if self.relance.settings.clock else "",
        )

    async def write(
        self,
        operation: "Callable[Concatenate[Writer, P], T]",
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T | None:
        """Save away from the keys; a refusal is told in words and answers nothing."""
        try:
            result = await patiently(self, operation, *args, **kwargs)
        except RelanceError as error:
            self.refuse(error)
            return None
        from models.views.done import Done

        if isinstance(result, Done):
            self.wrote(result)
        if self.relance.note_changes():
            self.reload()
        return result

    def wrote(self, done: "Done") -> None:
        """Note what was just saved, before the screen reads again."""

    def refuse(self, error: RelanceError) -> None:
        """Say why not, and what would be accepted, on the message line."""
        from tui.screens.trouble import is_trouble

        if is_trouble(error):
            self.relance.trouble(error)
            return
        self.message.refuse(error, self.store.zone)

    def say(
        self, text: str, then: str = "", kind: MessageKind = MessageKind.NOTICE
    ) -> None:
        """Tell one thing on the message line until the next act."""
        self.message.say(LineMessage(kind, text, then))

    async def make_ready(self) -> None:
        """Mount the dialogs that open often, so that they show at once (ruling 23)."""
        from tui.acts import creating
        from tui.acts import following
        from tui.acts import moving

        for act in (following, creating, moving):
            await act.ready(self)

    def offer_draft(self) -> None:
        """Offer once what was half typed when the last session ended."""
        draft = self._offered = self.relance.take_unfinished()
        if draft is not None:
            told = _("A draft of {name} was kept.").format(name=draft.about)
            self.say(told, _("`Enter` opens it."))
        elif self.relance.notices:
            told, self.relance.notices = self.relance.notices[0], []
            self.say(told, _("`relance doctor` tells all."), MessageKind.REFUSAL)

    async def on_key(self, event: events.Key) -> None:
        """Open the draft that is offered, or let the offer go with another key."""
        draft, self._offered = self._offered, None
        if draft is None or event.key != "enter":
            return
        from tui.acts.resuming import resume

        event.stop()
        event.prevent_default()
        self.message.clear()
        await resume(self, draft)

    def keep_drafts(self) -> None:
        """Write down what is half typed in the dialog that is open."""
        from tui.dialogs.base import MountedDialog
        from tui.dialogs.frame import DialogFrame

        for dialog in self.query(DialogFrame):
            if isinstance(dialog, MountedDialog):
                dialog.keep_draft()

    def action_go_today(self) -> None:
        self.relance.go(Place.TODAY)

    def action_go_board(self) -> None:
        self.relance.go(Place.BOARD)

    def action_go_alerts(self) -> None:
        """Open the alerts over this place; Esc comes back to it."""
        from tui.screens.alerts import AlertsScreen

        if not isinstance(self, AlertsScreen):
            self.relance.push_screen(AlertsScreen(self.store))

    async def action_go_views(self) -> None:
        from tui.acts import views

        await self.until_asked(views.choose(self))

    def action_go_people(self) -> None:
        self.relance.go(Place.PEOPLE)

    def action_go_statistics(self) -> None:
        self.relance.go(Place.STATISTICS)

    def action_quit(self) -> None:
        self.relance.exit()

    def action_back(self) -> None:
        """Go back to exactly where I was."""
        if len(self.relance.screen_stack) > 1:
            self.dismiss()


class Scoped(AppScreen):
    """A place whose ``O`` chooses whose records it shows, for its like too (C-03)."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.whose_name = ""
        """Whose records are shown, where they are one colleague's."""
        self.follows = True
        """Whether it shows whose records were chosen elsewhere."""

    def set_whose(self, whose: Whose, name: str = "") -> None:
        """Show these people's records."""
        raise NotImplementedError

    @on(events.ScreenResume)
    def follow_scope(self) -> None:
        """Show whose records were chosen in another place meanwhile."""
        chosen = self.relance.whose if self.follows else None
        if chosen is not None and chosen != (self.whose, self.whose_name):
            self.set_whose(*chosen)
