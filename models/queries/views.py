"""The saved views that the actor may open (B1.14)."""

from collections.abc import Iterator

from sqlalchemy import and_
from sqlalchemy import func
from sqlmodel import col
from sqlmodel import select

from models.access import Reader
from models.access import visible
from models.errors import NotFound
from models.tables import SavedView
from models.tables import User
from models.tables import ViewChoice
from models.views.desk import Shape
from models.views.desk import ViewLine
from models.vocabulary import Role
from models.vocabulary import ViewOf


def views(reader: Reader, of: ViewOf | None = None) -> tuple[ViewLine, ...]:
    """Return one's own and the shared views: pinned ones first, then one's own."""
    lines = [line for line in _lines(reader) if of is None or line.shape.of is of]
    return tuple(sorted(lines, key=lambda line: (not line.pinned, not line.mine)))


def view(reader: Reader, view_id: int) -> ViewLine:
    """Return one view that the actor may open."""
    for line in _lines(reader):
        if line.id == view_id:
            return line
    raise NotFound("record_unknown", entity="SavedView", id=view_id)


def first_view(reader: Reader, of: ViewOf) -> ViewLine | None:
    """Return the view with which the actor's list is opened, if any."""
    return next((line for line in views(reader, of) if line.first), None)


def shape_of(found: SavedView) -> Shape:
    """Return how the list of a view is shown."""
    shown = found.columns.get("shown")
    columns = shown if isinstance(shown, list) else []
    return Shape(
        of=found.of,
        filters=found.filters,
        sort=found.sort,
        columns=tuple(name for name in columns if isinstance(name, str)),
    )


def _lines(reader: Reader) -> Iterator[ViewLine]:
    me = reader.actor
    query = (
        select(
            SavedView,
            col(User.name),
            func.coalesce(col(ViewChoice.pinned), 0),
            func.coalesce(col(ViewChoice.first), 0),
        )
        .join(User, col(User.id) == col(SavedView.owner_id))
        .outerjoin(
            ViewChoice,
            and_(
                col(ViewChoice.view_id) == col(SavedView.id),
                visible(me, ViewChoice),
            ),
        )
        .where(visible(me, SavedView))
        .order_by(func.lower(col(SavedView.name)), col(SavedView.id))
    )
    for found, owner, pinned, first in reader.session.exec(query):
        mine = found.owner_id == me.id
        yield ViewLine(
            id=found.pk,
            name=found.name,
            shape=shape_of(found),
            owner=owner,
            mine=mine,
            may_edit=mine or me.role is Role.ADMIN,
            shared=found.shared,
            as_alert=found.as_alert,
            pinned=bool(pinned),
            first=bool(first),
        )
