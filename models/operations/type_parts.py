"""What belongs to a follow-up type: its next types, its activities, its texts."""

from collections.abc import Iterable
from collections.abc import Sequence

from sqlmodel import col
from sqlmodel import select

from models.access import Reader
from models.errors import BadValue
from models.errors import NotFound
from models.history import Writer
from models.operations import configuring
from models.rules import letters
from models.tables import Activity
from models.tables import FollowUpType
from models.tables import FollowUpTypeActivity
from models.tables import FollowUpTypeNext
from models.tables import TextTemplate
from models.text import NAME
from models.text import NOTE
from models.text import clean
from models.text import fold
from models.views.configuring import NewType
from models.views.configuring import NextDraft
from models.views.configuring import TextDraft
from models.views.configuring import TypeFields

LONGEST_DELAY = 3_650
"""Days that a delay may have: ten years."""


def fields_now(reader: Reader, kind: FollowUpType) -> TypeFields:
    """Return a type as its form shows it."""
    return TypeFields(
        name=kind.name,
        description=kind.description,
        is_first=kind.is_first,
        action_kind=kind.action_kind,
        retry_days=kind.retry_days,
        next=tuple(
            NextDraft(edge.delay_days, edge.next_type_id)
            for edge in _edges(reader, kind.pk)
        ),
        activity_ids=tuple(one.activity_id for one in _activities(reader, kind.pk)),
        texts=tuple(
            TextDraft(text.name, text.body, text.subject, text.id)
            for text in _texts(reader, kind.pk)
        ),
    )


def days(count: int, field: str) -> int:
    """Return a delay that is one."""
    if not 0 <= count <= LONGEST_DELAY:
        raise BadValue("delay_range", field, limit=LONGEST_DELAY)
    return count


def write_next(writer: Writer, kind: FollowUpType, wanted: Iterable[NextDraft]) -> None:
    """Let these types follow, in this order; loops and cycles are welcome (R-04)."""
    aims = {_aim(writer, kind, one): one.delay_days for one in wanted}
    kept = {edge.next_type_id: edge for edge in _edges(writer, kind.pk)}
    for aim, edge in kept.items():
        if aim not in aims:
            writer.session.delete(edge)
    writer.session.flush()
    for position, (aim, delay) in enumerate(aims.items()):
        edge = kept.get(aim) or FollowUpTypeNext(type_id=kind.pk, next_type_id=aim)
        edge.delay_days, edge.position = days(delay, "next"), position
        writer.session.add(edge)
    writer.session.flush()


def write_activities(writer: Writer, kind: FollowUpType, wanted: Sequence[int]) -> None:
    """Offer the slots of these activities, as far as they are of the type's kind."""
    found = writer.session.scalars(
        select(Activity).where(col(Activity.id).in_(list(wanted)))
    )
    fitting = {one.pk for one in found if one.kind is kind.action_kind}
    kept = {one.activity_id: one for one in _activities(writer, kind.pk)}
    for activity_id, link in kept.items():
        if activity_id not in fitting:
            writer.session.delete(link)
    for activity_id in sorted(fitting - set(kept)):
        writer.session.add(
            FollowUpTypeActivity(type_id=kind.pk, activity_id=activity_id)
        )
    writer.session.flush()


def write_texts(
    writer: Writer, kind: FollowUpType, wanted: Iterable[TextDraft]
) -> None:
    """Keep these texts and no other (R-38); their fields must be known ones."""
    drafts = list(wanted)
    _refuse_same_name(drafts)
    kept = {text.pk: text for text in _texts(writer, kind.pk)}
    for text_id, text in kept.items():
        if text_id not in {draft.id for draft in drafts}:
            writer.session.delete(text)
    writer.session.flush()
    for position, draft in enumerate(drafts):
        known = kept.get(draft.id) if draft.id is not None else None
        text = known or TextTemplate(type_id=kind.pk, name="", body="")
        text.name = clean(draft.name, NAME).strip()
        text.subject = clean(draft.subject, NAME).strip()
        text.body = clean(draft.body, NOTE, lines=True).strip()
        text.position = position
        _check_text(text)
        writer.session.add(text)
    writer.session.flush()


def _aim(writer: Writer, kind: FollowUpType, draft: NextDraft) -> int:
    """Return the type that a draft names, made now if it is a new one (R-05)."""
    if draft.new is not None:
        return _made(writer, draft.new).pk
    if draft.type_id is None:
        return kind.pk
    aim = writer.session.get(FollowUpType, draft.type_id)
    if aim is None:
        raise NotFound("record_unknown", entity="FollowUpType", id=draft.type_id)
    return aim.pk


def _made(writer: Writer, new: NewType) -> FollowUpType:
    made = FollowUpType(
        name=_new_name(writer, new.name),
        action_kind=new.action_kind,
        position=configuring.after_all(writer, FollowUpType),
    )
    writer.save(made, "follow_up_type.created")
    return made


def _new_name(writer: Writer, typed: str) -> str:
    try:
        return configuring.named(writer, FollowUpType, typed)
    except BadValue as error:
        raise BadValue(error.code, "next", **error.values) from error


def _check_text(text: TextTemplate) -> None:
    if not text.name:
        raise BadValue("name_empty", "texts")
    if not text.body:
        raise BadValue("text_empty", "texts", name=text.name)
    for words in (text.subject, text.body):
        letters.refuse_unknown(words, "texts")


def _refuse_same_name(drafts: Iterable[TextDraft]) -> None:
    seen: set[str] = set()
    for draft in drafts:
        name = fold(draft.name.strip())
        if name in seen:
            raise BadValue("name_taken", "texts", text=draft.name.strip())
        seen.add(name)


def _edges(reader: Reader, type_id: int) -> Sequence[FollowUpTypeNext]:
    of = FollowUpTypeNext
    query = select(of).where(col(of.type_id) == type_id)
    order = query.order_by(col(of.position), col(of.id))
    return reader.session.exec(order).all()


def _activities(reader: Reader, type_id: int) -> Sequence[FollowUpTypeActivity]:
    of = FollowUpTypeActivity
    query = select(of).where(col(of.type_id) == type_id)
    return reader.session.exec(query.order_by(col(of.activity_id))).all()


def _texts(reader: Reader, type_id: int) -> Sequence[TextTemplate]:
    of = TextTemplate
    query = select(of).where(col(of.type_id) == type_id)
    return reader.session.exec(query.order_by(col(of.position), col(of.id))).all()
