"""What each event of a timeline says: its mark, what was done, and the rest (B1.10)."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from models.clock import from_text
from models.views.bookings import BookingLine
from models.views.records import FollowUpLine
from models.views.records import TimelineEntry
from models.vocabulary import BatchKind
from models.vocabulary import BookingStatus
from models.vocabulary import InteractionKind
from models.vocabulary import Lifecycle
from models.vocabulary import Status
from tui import glyphs
from tui.i18n import _
from tui.i18n import pgettext
from tui.ink import Ink
from tui.words.codes import touch
from tui.words.due import days
from tui.words.fields import changed_fields
from tui.words.fields import shown_change
from tui.words.fields import shown_value
from tui.words.follow_ups import cancelled
from tui.words.follow_ups import done
from tui.words.follow_ups import due
from tui.words.follow_ups import place_words

TAKEN_BACK = frozenset({"undone", "redone", "reverted"})
"""How the verbs end of what an undo, a redo or a revert did to a row."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a timeline."""

    mark: str
    what: str
    detail: str = ""
    ink: Ink = Ink.MUTED
    """The colour of the mark."""
    loud: bool = False
    """Whether the detail is a person's own words, which are read first."""


@dataclass(frozen=True, slots=True)
class History:
    """What the sentences need beyond the event itself."""

    zone: ZoneInfo
    entity: str = "deal"
    """The kind of record whose timeline it is."""
    followups: Mapping[int, FollowUpLine] = field(
        default_factory=dict[int, FollowUpLine]
    )
    bookings: Mapping[int, BookingLine] = field(default_factory=dict[int, BookingLine])
    stays: Mapping[int, int] = field(default_factory=dict[int, int])
    """Event of a move → days spent in the stage that was left."""


def history(
    zone: str,
    timeline: tuple[TimelineEntry, ...],
    followups: tuple[FollowUpLine, ...] = (),
    entity: str = "deal",
) -> History:
    """Gather what the sentences of a timeline need."""
    calendar = ZoneInfo(zone)
    return History(
        zone=calendar,
        entity=entity,
        followups={line.id: line for line in followups},
        bookings={place.id: place for line in followups for place in line.bookings},
        stays=_stays(timeline, calendar),
    )


def tell(entry: TimelineEntry, known: History) -> Told | None:
    """Say what an event was; nothing of one that only follows from another."""
    taken_back = entry.verb.partition(".")[2] in TAKEN_BACK
    say = _taken_back if taken_back else _SAID.get(entry.verb)
    said = say(entry, known) if say else None
    if said is None:
        return None
    if entry.batch_kind in (BatchKind.UNDO, BatchKind.REVERT):
        return replace(said, detail=_joined(_("undone"), said.detail), ink=Ink.MUTED)
    if entry.batch_kind is BatchKind.REDO:
        return replace(said, detail=_joined(_("done again"), said.detail))
    return said


def _created(entry: TimelineEntry, known: History) -> Told:
    after = entry.after
    source = after.get("source")
    told = shown_value("source", source) if source else ""
    how = _("by import") if entry.batch_kind is BatchKind.IMPORT else ""
    what, which = _("created"), ""
    if entry.entity != known.entity:
        what = {
            "deal": _("deal created"),
            "person": _("person created"),
            "organization": _("company created"),
        }.get(entry.entity, what)
        person = f"{after.get('first_name') or ''} {after.get('last_name') or ''}"
        named = after.get("title") if entry.entity == "deal" else after.get("name")
        which = str(named or person.strip())
    detail = _joined(which, told, how, entry.actor)
    return Told(glyphs.current().created, what, detail)


def _moved(entry: TimelineEntry, known: History) -> Told:
    marks = glyphs.current()
    stages = [shown_value("stage", side.get("stage")) for side in _sides(entry)]
    stayed = known.stays.get(entry.id)
    after = "" if stayed is None else _("after {days}").format(days=days(stayed))
    what = f" {marks.arrow} ".join(stages)
    return Told(marks.moved, what, _joined(entry.actor, after), Ink.ACCENT)


def _won(entry: TimelineEntry, known: History) -> Told:
    del known
    amount = entry.after.get("amount")
    worth = shown_value("amount", amount) if amount else ""
    detail = _joined(worth, entry.actor)
    return Told(glyphs.current().done, _("deal won"), detail, Ink.WON)


def _lost(entry: TimelineEntry, known: History) -> Told:
    del known
    reason = entry.after.get("loss_reason") or entry.after.get("reason")
    told = shown_value("reason", reason) if reason else ""
    note = str(entry.after.get("loss_note") or "")
    detail = _joined(told, note, entry.actor)
    return Told(glyphs.current().attempt, _("deal lost"), detail, Ink.LOST)


def _reopened(entry: TimelineEntry, known: History) -> Told:
    del known
    return Told(glyphs.current().moved, _("deal reopened"), entry.actor, Ink.ACCENT)


def _assigned(entry: TimelineEntry, known: History) -> Told | None:
    del known
    if "owner" not in entry.after:
        return None
    change = _change(entry, "owner")
    return Told(glyphs.current().changed, _("owner"), _joined(change, entry.actor))


def _edited(entry: TimelineEntry, known: History) -> Told | None:
    del known
    changes = changed_fields(entry.before, entry.after)
    if not changes:
        return None
    mark = glyphs.current().changed
    if len(changes) == 1:
        ((label, change),) = changes
        return Told(mark, label, _joined(change, entry.actor))
    listed = ", ".join(f"{label} {change}" for label, change in changes)
    return Told(mark, _("edited"), _joined(listed, entry.actor))


def _became(entry: TimelineEntry, known: History) -> Told | None:
    del known
    words = {
        Lifecycle.PROSPECT: _("prospect again"),
        Lifecycle.CUSTOMER: _("became a customer"),
        Lifecycle.FORMER: _("former customer"),
    }
    after = entry.after.get("lifecycle")
    said = words.get(Lifecycle(str(after))) if after else None
    return Told(glyphs.current().milestone, said, entry.actor) if said else None


def _planned(entry: TimelineEntry, known: History) -> Told | None:
    line = known.followups.get(entry.entity_id)
    if line is None:
        return None
    when = _due_then(entry, line, known)
    detail = _joined(_("planned for {when}").format(when=when), line.comment)
    return Told(glyphs.current().later, line.type, _joined(detail, entry.actor))


def _done(entry: TimelineEntry, known: History) -> Told | None:
    line = known.followups.get(entry.entity_id)
    if line is None or line.outcome is None:
        return None
    said = done(line)
    detail = _joined(said.words, line.outcome_comment, line.done_by or entry.actor)
    return Told(said.mark, line.type, detail, said.ink)


def _postponed(entry: TimelineEntry, known: History) -> Told | None:
    line = known.followups.get(entry.entity_id)
    change = _change(entry, "planned_on")
    what = _("postponed")
    return Told(
        glyphs.current().later,
        what,
        _joined(line.type if line else "", change, entry.actor),
    )


def _handed_over(entry: TimelineEntry, known: History) -> Told | None:
    line = known.followups.get(entry.entity_id)
    change = _change(entry, "assignee")
    detail = _joined(line.type if line else "", change, entry.actor)
    return Told(glyphs.current().changed, _("follow-up reassigned"), detail)


def _cancelled(entry: TimelineEntry, known: History) -> Told | None:
    line = known.followups.get(entry.entity_id)
    if line is None:
        return None
    detail = _joined(_("cancelled"), cancelled(line.cancel_reason), entry.actor)
    return Told(glyphs.current().attempt, line.type, detail)


def _booked(entry: TimelineEntry, known: History) -> Told | None:
    """Say what became of a place then, whatever became of it since."""
    place = known.bookings.get(entry.entity_id)
    status = entry.after.get("status")
    if place is None or not status:
        return None
    then = replace(place, status=BookingStatus(str(status)))
    ink = Ink.WON if then.status is BookingStatus.ATTENDED else Ink.MUTED
    mark = glyphs.current().milestone
    detail = _joined(place_words(then, known.zone), entry.actor)
    return Told(mark, pgettext("place in a slot", "place"), detail, ink)


def _touched(entry: TimelineEntry, known: History) -> Told:
    del known
    kind = InteractionKind(str(entry.after.get("kind") or InteractionKind.NOTE))
    marks = glyphs.current()
    mark = {
        InteractionKind.NOTE: marks.note,
        InteractionKind.EMAIL: marks.mail,
        InteractionKind.MESSAGE: marks.mail,
    }.get(kind, marks.done)
    ink = Ink.WON if mark == marks.done else Ink.MUTED
    body = str(entry.after.get("body") or "")
    what = (
        f"{touch(kind)} {marks.separator} {entry.actor}" if entry.actor else touch(kind)
    )
    return Told(mark, what, body, ink, loud=True)


def _invoiced(entry: TimelineEntry, known: History) -> Told:
    del known
    number = str(entry.after.get("number") or "")
    amount = entry.after.get("amount")
    worth = shown_value("amount", amount) if amount else ""
    detail = _joined(number, worth, entry.actor)
    return Told(glyphs.current().created, _("invoice"), detail)


def _given(entry: TimelineEntry, known: History) -> Told:
    """Say which rule chose the owner (R-32)."""
    del known
    rule, user = str(entry.after.get("rule") or ""), entry.after.get("user")
    chosen = f"{glyphs.current().arrow} {user}" if user else ""
    return Told(glyphs.current().changed, _("by a rule"), _joined(rule, chosen))


def _reached(entry: TimelineEntry, known: History) -> Told | None:
    del known
    change = _change(entry, "value")
    kind = str(entry.after.get("kind") or entry.before.get("kind") or "")
    words = {"phone": _("phone number"), "email": _("e-mail address")}
    what = words.get(kind, _("contact point"))
    return Told(glyphs.current().changed, what, _joined(change, entry.actor))


def _taken_back(entry: TimelineEntry, known: History) -> Told | None:
    """Say what an undo or a redo did to a row, in the words of the act itself."""
    match entry.entity:
        case "deal" if "stage" in entry.before and "stage" in entry.after:
            return _moved(entry, known)
        case "deal" | "person" | "organization":
            return _edited(entry, known) or _closed_or_not(entry)
        case "follow_up":
            line = known.followups.get(entry.entity_id)
            what = line.type if line else _("follow-up")
            return Told(glyphs.current().changed, what, entry.actor)
        case "interaction":
            sides = replace(entry, after={**entry.before, **entry.after})
            return _touched(sides, known)
        case "contact_point" | "booking":
            say = _booked if entry.entity == "booking" else _reached
            return say(entry, known)
        case _:
            return None


def _closed_or_not(entry: TimelineEntry) -> Told | None:
    """Name the act that was taken back by what it made of the deal, or done again."""
    again = entry.verb.endswith(".redone")
    status = (entry.after if again else entry.before).get("status")
    if not status:
        return None
    words = {
        Status.OPEN: _("deal reopened"),
        Status.WON: _("deal won"),
        Status.LOST: _("deal lost"),
    }
    return Told(glyphs.current().changed, words[Status(str(status))], entry.actor)


_SAID: Mapping[str, Callable[[TimelineEntry, History], Told | None]] = {
    "booking.attended": _booked,
    "booking.cancelled": _booked,
    "booking.made": _booked,
    "booking.no_show": _booked,
    "contact_point.created": _reached,
    "contact_point.removed": _reached,
    "contact_point.updated": _reached,
    "contact_point.written": _reached,
    "deal.assigned": _assigned,
    "deal.converted": _moved,
    "deal.created": _created,
    "deal.lost": _lost,
    "deal.moved": _moved,
    "deal.reopened": _reopened,
    "deal.temperature_changed": _edited,
    "deal.updated": _edited,
    "deal.won": _won,
    "followup.cancelled": _cancelled,
    "followup.done": _done,
    "followup.planned": _planned,
    "followup.postponed": _postponed,
    "followup.reassigned": _handed_over,
    "interaction.created": _touched,
    "interaction.logged": _touched,
    "invoice.linked": _invoiced,
    "organization.assigned": _assigned,
    "organization.created": _created,
    "organization.updated": _edited,
    "person.assigned": _assigned,
    "person.created": _created,
    "person.lifecycle_changed": _became,
    "person.temperature_changed": _edited,
    "person.updated": _edited,
    "rule.fired": _given,
}


def _due_then(entry: TimelineEntry, line: FollowUpLine, known: History) -> str:
    """Return when it was due as it was planned, whatever became of it since."""
    at, day = entry.after.get("planned_at"), entry.after.get("planned_on")
    if not isinstance(at, str) or not isinstance(day, str):
        return due(line, known.zone, entry.at)
    all_day = bool(entry.after.get("all_day"))
    planned_at, planned_on = from_text(at), date.fromisoformat(day)
    then = replace(line, planned_at=planned_at, planned_on=planned_on, all_day=all_day)
    return due(then, known.zone, entry.at)


def _sides(
    entry: TimelineEntry,
) -> tuple[Mapping[str, object], Mapping[str, object]]:
    return entry.before, entry.after


def _change(entry: TimelineEntry, name: str) -> str:
    return shown_change(name, entry.before.get(name), entry.after.get(name))


def _joined(*parts: str) -> str:
    return f" {glyphs.current().separator} ".join(part for part in parts if part)


def _stays(timeline: tuple[TimelineEntry, ...], zone: ZoneInfo) -> Mapping[int, int]:
    """Return the days between a move and the arrival before it (rulings 16)."""
    stays: dict[int, int] = {}
    arrived = None
    for entry in sorted(timeline, key=lambda entry: (entry.at, entry.id)):
        if entry.entity != "deal" or "stage" not in entry.after:
            continue
        day = entry.at.astimezone(zone).date()
        if arrived is not None:
            stays[entry.id] = (day - arrived).days
        arrived = day
    return stays
