"""Saving lists under a name: private or shared, pinned, opened first (B1.14)."""

from sqlalchemy import select
from sqlmodel import col

from models.access import find
from models.access import require
from models.errors import BadValue
from models.errors import Denied
from models.errors import RuleBroken
from models.history import Writer
from models.history import plain
from models.tables import SavedView
from models.tables import User
from models.tables import ViewChoice
from models.tables.base import JsonObject
from models.text import NAME
from models.text import clean
from models.views.desk import NewView
from models.views.desk import Shape
from models.views.done import Done
from models.vocabulary import Role
from models.vocabulary import ViewOf


def save_view(writer: Writer, draft: NewView) -> Done:
    """Save a list under a name; one's own view of that name is written anew."""
    name = _named(draft.name)
    view = _own(writer, draft.shape.of, name)
    if view is None:
        view = SavedView(owner_id=writer.actor.id, of=draft.shape.of, name=name)
    _shape(view, draft.shape)
    view.shared = draft.shared
    view.as_alert = view.as_alert and draft.shared
    writer.save(view, "view.saved")
    return writer.done(view, "view.saved", view=name)


def change_view(writer: Writer, view_id: int, shape: Shape) -> Done:
    """Keep in a view how its list is shown now."""
    view = _editable(writer, view_id)
    if shape.of is not view.of:
        raise BadValue("view_of_other_list", "view", view=view.name)
    _shape(view, shape)
    writer.save(view, "view.saved")
    return writer.done(view, "view.saved", view=view.name)


def rename_view(writer: Writer, view_id: int, name: str) -> Done:
    """Give a view another name, which its owner has for no other view."""
    view = _editable(writer, view_id)
    told, was = _named(name), view.name
    if told != was:
        if _own(writer, view.of, told, view.owner_id) is not None:
            raise RuleBroken("view_name_taken", name=told)
        view.name = told
        writer.save(view, "view.renamed")
    return writer.done(view, "view.renamed", view=told, was=was)


def remove_view(writer: Writer, view_id: int) -> Done:
    """Take a view away, for everybody where it is shared; undo brings it back."""
    view = _editable(writer, view_id)
    view.deleted_at = writer.now
    writer.save(view, "view.removed")
    return writer.done(view, "view.removed", view=view.name)


def share_view(writer: Writer, view_id: int, *, shared: bool) -> Done:
    """Show a view to everybody, or to its owner alone; then it is no alert either."""
    view = _editable(writer, view_id)
    view.shared = shared
    view.as_alert = view.as_alert and shared
    verb = "view.shared" if shared else "view.withdrawn"
    writer.save(view, verb)
    return writer.done(view, verb, view=view.name)


def pin_view(writer: Writer, view_id: int, *, pinned: bool) -> Done:
    """Keep a view at the head of one's own panel, or no more."""
    view = find(writer, SavedView, view_id)
    choice = _choice(writer, view)
    choice.pinned = pinned
    verb = "view.pinned" if pinned else "view.unpinned"
    writer.save(choice, verb)
    return writer.done(choice, verb, view=view.name)


def open_first(writer: Writer, view_id: int, *, first: bool) -> Done:
    """Open one's own list with this view, or with everything again."""
    view = find(writer, SavedView, view_id)
    verb = "view.first" if first else "view.not_first"
    if first:
        _clear_first(writer, view)
    choice = _choice(writer, view)
    choice.first = first
    writer.save(choice, verb)
    return writer.done(choice, verb, view=view.name)


def count_view(writer: Writer, view_id: int, *, counted: bool) -> Done:
    """Count a view among everybody's alerts, which shares it, or no more (R-26)."""
    require(writer.actor, Role.MANAGER)
    view = find(writer, SavedView, view_id)
    view.as_alert = counted
    view.shared = view.shared or counted
    verb = "view.counted" if counted else "view.uncounted"
    writer.save(view, verb)
    return writer.done(view, verb, view=view.name)


def _named(name: str) -> str:
    told = clean(name, NAME).strip()
    if not told:
        raise BadValue("name_empty", "name")
    return told


def _shape(view: SavedView, shape: Shape) -> None:
    view.filters = _json(shape.filters)
    view.sort = shape.sort
    view.columns = {"shown": [*shape.columns]} if shape.columns else {}


def _json(values: object) -> JsonObject:
    held = plain(values)
    return held if isinstance(held, dict) else {}


def _own(
    writer: Writer, of: ViewOf, name: str, owner_id: int | None = None
) -> SavedView | None:
    query = select(SavedView).where(
        col(SavedView.owner_id) == (owner_id or writer.actor.id),
        col(SavedView.of) == of,
        col(SavedView.name) == name,
        col(SavedView.deleted_at).is_(None),
    )
    return writer.session.scalars(query).one_or_none()


def _editable(writer: Writer, view_id: int) -> SavedView:
    """Return a view that the actor may change: one's own, or any for an admin."""
    view = find(writer, SavedView, view_id)
    if view.owner_id != writer.actor.id and writer.actor.role is not Role.ADMIN:
        owner = writer.session.get_one(User, view.owner_id)
        raise Denied("view_of_another", view=view.name, owner=owner.name)
    return view


def _choice(writer: Writer, view: SavedView) -> ViewChoice:
    query = select(ViewChoice).where(
        col(ViewChoice.user_id) == writer.actor.id, col(ViewChoice.view_id) == view.pk
    )
    found = writer.session.scalars(query).one_or_none()
    return found or ViewChoice(user_id=writer.actor.id, view_id=view.pk)


def _clear_first(writer: Writer, view: SavedView) -> None:
    """Let no other view of the same list be opened first."""
    query = (
        select(ViewChoice)
        .join(SavedView, col(SavedView.id) == col(ViewChoice.view_id))
        .where(
            col(ViewChoice.user_id) == writer.actor.id,
            col(ViewChoice.view_id) != view.pk,
            col(ViewChoice.first),
            col(SavedView.of) == view.of,
        )
    )
    for other in writer.session.scalars(query).all():
        other.first = False
        writer.save(other, "view.not_first")
