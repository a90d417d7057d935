"""The form of a slot: a new one, or one that is changed (R-12, R-13)."""

from collections.abc import Awaitable
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from textual import on
from textual.widget import Widget

from models.clock import local_day
from models.views.bookings import ActivityLine
from models.views.bookings import SlotForm
from models.views.drafts import Due
from models.views.drafts import SlotDraft
from tui.dialogs.keeping import KeepingDialog
from tui.i18n import N_
from tui.i18n import _
from tui.widgets.choice_field import Choice
from tui.widgets.choice_field import ChoiceField
from tui.widgets.date_field import Almanac
from tui.widgets.date_field import DateField
from tui.widgets.hint_line import Hint
from tui.widgets.text_field import TextField

KIND = "slot"
"""The name under which the drafts of the form are kept."""
NUMBER = 5
PLACE = 200
MINUTE = 60
SAVE_OR_CANCEL = (Hint(("enter",), N_("save")), Hint(("escape",), N_("cancel")))


class SlotDialog(KeepingDialog[SlotDraft]):
    """A slot as it stands, or a new one, proposed like the latest of its activity."""

    def __init__(
        self,
        form: SlotForm,
        almanac: Almanac,
        accept: Callable[[SlotDraft], Awaitable[str]],
    ) -> None:
        super().__init__(_("Slot") if form.was else _("New slot"), "", accept)
        self._form = form
        self._almanac = almanac
        self._tried: SlotDraft | None = None
        self.activity = ChoiceField[int](N_("Activity"), id="activity")
        self.starts = DateField(N_("When"), id="starts")
        self.minutes = TextField(N_("Minutes"), limit=NUMBER, id="minutes")
        self.capacity = TextField(N_("Places"), limit=NUMBER, id="capacity")
        self.host = ChoiceField[int | None](N_("Host"), id="host")
        self.place = TextField(N_("Place"), limit=PLACE, id="place")

    def fields(self) -> list[Widget]:
        return [
            self.activity,
            self.starts,
            self.minutes,
            self.capacity,
            self.host,
            self.place,
        ]

    def first(self) -> Widget:
        """Start on the date: the rest is proposed."""
        return self.starts

    def reset(self) -> None:
        form = self._form
        self.frame.keys.offered = SAVE_OR_CANCEL
        names = [Choice(one.id, one.name) for one in form.activities]
        self.activity.set_choices(names, _place_of(form))
        hosts: list[Choice[int | None]] = [Choice(None, _("no one"))]
        for one in form.hosts:
            hosts.append(Choice(one.id, one.name))  # noqa: PERF401 - typed so
        ids = [choice.value for choice in hosts]
        at = ids.index(form.host_id) if form.host_id in ids else 0
        self.host.set_choices(hosts, at)
        if form.was is None:
            self.starts.begin(self._almanac)
            self._propose(form.activities[0])
        else:
            self._show(form.was)

    @on(ChoiceField.Changed, "#activity")
    def propose_as_before(self, event: ChoiceField.Changed) -> None:
        """Propose what the latest slot of another activity was like."""
        event.stop()
        if self._form.was is not None:
            return
        for one in self._form.activities:
            if one.id == self.activity.value:
                self._propose(one)

    def answer(self) -> SlotDraft | None:
        """Read the fields; the same again accepts what the host has beside it."""
        due = self.starts.read()
        if due is None:
            return None
        if due.moment is None:
            self.starts.refuse(_("A slot begins at an hour: tomorrow 18:00."))
            return None
        minutes, capacity = self._number(self.minutes), self._number(self.capacity)
        activity = self.activity.value
        if minutes is None or capacity is None or activity is None:
            return None
        draft = SlotDraft(
            activity_id=activity,
            starts_at=due.moment,
            ends_at=due.moment + timedelta(minutes=minutes),
            capacity=capacity,
            host_id=self.host.value,
            place=self.place.value,
        )
        again, self._tried = draft == self._tried, draft
        return replace(draft, despite=again)

    def _propose(self, activity: ActivityLine) -> None:
        self.minutes.value = str(activity.minutes)
        self.capacity.value = str(activity.capacity)
        self.place.value = activity.place

    def _show(self, was: SlotDraft) -> None:
        """Put a slot into the fields as it stands."""
        day = local_day(was.starts_at, self._almanac.zone)
        self.starts.begin(self._almanac, Due(day, was.starts_at))
        lasts = was.ends_at - was.starts_at
        self.minutes.value = str(int(lasts.total_seconds()) // MINUTE)
        self.capacity.value = str(was.capacity)
        self.place.value = was.place

    def _number(self, field: TextField) -> int | None:
        typed = field.value.strip()
        if not typed.isdecimal():
            field.refuse(_("Write a whole number: 60."))
            return None
        return int(typed)


def _place_of(form: SlotForm) -> int:
    """Return where the activity of a slot stands among those offered."""
    ids = [one.id for one in form.activities]
    return ids.index(form.was.activity_id) if form.was is not None else 0
