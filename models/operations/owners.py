"""Whom a record may be given to (D.5, safety.md rulings 3)."""

from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.access import owned
from models.errors import Denied
from models.errors import NotFound
from models.errors import RuleBroken
from models.tables import User
from models.vocabulary import Role


def colleague(reader: Reader, user_id: int) -> User:
    """Return a user who may be given records; hidden and unknown are alike."""
    query = select(User).where(
        col(User.id) == user_id, owned(reader.actor, col(User.id))
    )
    user = reader.session.scalars(query).one_or_none()
    if user is None:
        raise NotFound("user_unknown", login=f"#{user_id}")
    if not user.active:
        raise RuleBroken("owner_inactive", name=user.name)
    return user


def in_reach(reader: Reader, user_id: int | None) -> int | None:
    """Return a user whom the actor may give records to, nothing for anyone else."""
    query = select(col(User.id)).where(
        col(User.id) == user_id, owned(reader.actor, col(User.id))
    )
    return reader.session.scalars(query).one_or_none()


def owner_of_new(reader: Reader, user_id: int | None) -> User:
    """Return the owner of a new record: the actor unless somebody is named."""
    if user_id not in {None, reader.actor.id} and reader.actor.role is Role.SELLER:
        raise Denied("owner_not_allowed")
    return colleague(reader, user_id or reader.actor.id)
