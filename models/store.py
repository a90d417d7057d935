"""The store: opens a database for an actor, runs queries and operations on it."""

import os
import sqlite3
from collections.abc import Callable
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from typing import Concatenate
from typing import ParamSpec
from typing import TypeVar

from models import door
from models import statements
from models.actor import Actor
from models.actor import House
from models.actor import Row
from models.actor import Whose
from models.actor import variant
from models.clock import Clock
from models.errors import Denied
from models.errors import NotFound
from models.errors import Unsaved
from models.lock import SessionLock
from models.views.people import actor_of
from models.views.people import house_of
from models.vocabulary import Origin
from models.watch import ChangeWatch

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from models.access import Reader
    from models.history import Writer

P = ParamSpec("P")
T = TypeVar("T")


class Store:
    """One session of one actor on one database file.

    ``run`` answers the first statements through plain sqlite3; ``read`` and
    ``write`` load SQLModel when they are first used.
    """

    def __init__(
        self, path: Path, who: str | int | None, clock: Clock, origin: Origin
    ) -> None:
        self.path = path
        self.clock = clock
        self.origin = origin
        self.revision = 0
        """Rises whenever anything was committed by any session."""
        self.pages_seen = False
        """Whether every page was looked at, as it is before the first save."""
        self._identity = door.identity(path)
        self._texts = statements.load()
        self._engines: tuple[Engine, Engine] | None = None
        self._loading = Lock()
        try:
            self._plain = door.connect(path, writable=False)
            self.actor = self._who(who)
            self.house: House = house_of(self._rows("house", {}))
            self._lock = SessionLock(path, self.actor.login)
            self._watch = ChangeWatch(door.glance(path))
        except sqlite3.Error as error:
            raise door.explain(error, path) from error

    @property
    def zone(self) -> str:
        """The zone on whose calendar the actor's days run."""
        return self.actor.own_zone or self.house.zone

    def now(self) -> datetime:
        """Return the present moment of the session's clock, UTC."""
        return self.clock.now()

    def run(self, name: str, values: Mapping[str, object]) -> list[Row]:
        """Run a first statement for the actor; ``:me`` is never the caller's to say."""
        try:
            return self._rows(name, {**values, "me": self.actor.id})
        except sqlite3.Error as error:
            raise door.explain(error, self.path) from error

    def scoped(
        self, name: str, whose: Whose, values: Mapping[str, object]
    ) -> list[Row]:
        """Run the form of a first statement that shows ``whose`` records, no more."""
        given = {**values, "owner": whose.owner or self.actor.id}
        return self.run(f"{name}_{variant(self.actor, whose)}", given)

    def read(
        self,
        query: "Callable[Concatenate[Reader, P], T]",
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a query for the actor on a connection that cannot write."""
        from models import engine  # noqa: PLC0415  (SQLModel comes here, not before)

        reading, _ = self._both()
        with engine.session(reading, self.path) as session:
            return query(self._reader(session), *args, **kwargs)

    def write(
        self,
        operation: "Callable[Concatenate[Writer, P], T]",
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run an operation in one transaction and one batch of events.

        Raises what the operation refuses, ``Busy`` when another session saves for
        too long, ``Conflict`` when a record changed meanwhile, ``Unsaved`` when the
        file was replaced or the disk is full. Nothing is written then.
        """
        from models import engine  # noqa: PLC0415
        from models import history  # noqa: PLC0415
        from models import indexing  # noqa: PLC0415
        from models.views.done import Done  # noqa: PLC0415

        self._same_file()
        self.look_at_pages()
        _, writing = self._both()
        with engine.session(writing, self.path) as session:
            engine.begin_write(session, self.path)
            self._same_file()
            self.refresh_actor()
            writer = history.begin(self._reader(session), self.origin)
            result = operation(writer, *args, **kwargs)
            session.flush()
            if not writer.captured.events:
                session.rollback()
                return result._replace(batch=0) if isinstance(result, Done) else result
            indexing.refresh(session, writer.captured.touched)
            session.commit()
        self._same_file()
        return result

    def warm(self) -> None:
        """Load SQLModel and make the engines, away from the first screen."""
        self._both()

    def look_at_pages(self) -> None:
        """Raise ``BadData`` where a page cannot be read; once looked at, it is enough.

        A save into a damaged file may succeed, and make it worse.
        """
        if not self.pages_seen:
            if not door.sound(self.path, in_use=True):
                raise door.damaged(self.path)
            self.pages_seen = True

    def changed(self) -> bool:
        """Tell whether anything was committed since the last call, and note it."""
        try:
            moved = self._watch.changed()
            if moved:
                self.revision += 1
                self.refresh_actor()
        except sqlite3.Error as error:
            raise door.explain(error, self.path) from error
        return moved

    def refresh_actor(self) -> None:
        """Read the actor and the house again: what was set counts from now on."""
        rows = self._rows("user_by_id", {"id": self.actor.id})
        found = actor_of(rows[0]) if rows else None
        if found is None or not found.active:
            raise Denied("user_inactive", login=self.actor.login)
        self.actor = found
        self.house = house_of(self._rows("house", {}))

    def close(self) -> None:
        """Let go of the file and of the session lock."""
        self._plain.close()
        self._watch.close()
        self._lock.close()
        if self._engines is not None:
            for engine in self._engines:
                engine.dispose()

    def _reader(self, session: "Session") -> "Reader":
        from models.access import Reader  # noqa: PLC0415

        return Reader(session, self.actor, self.house, self.now())

    def _both(self) -> "tuple[Engine, Engine]":
        with self._loading:
            if self._engines is None:
                from models import engine  # noqa: PLC0415

                writing = engine.writing(self.path, queues=True)
                self._engines = (engine.reading(self.path), writing)
            return self._engines

    def _rows(self, name: str, values: Mapping[str, object]) -> list[Row]:
        if self._texts is not None:
            return statements.run(self._plain, self._texts[name], values)
        from models.queries.fallback import rows  # noqa: PLC0415

        return rows(self._both()[0], self.path, name, values)

    def _who(self, who: str | int | None) -> Actor:
        if isinstance(who, int):
            found = self._rows("user_by_id", {"id": who})
        elif who is not None:
            found = self._rows("user", {"login": who})
        else:
            found = self._rows("users_some", {})[:1]
        actor = actor_of(found[0]) if found else None
        if actor is None or not actor.active:
            raise NotFound("user_unknown", login=who)
        return actor

    def _same_file(self) -> None:
        if door.identity(self.path) != self._identity:
            raise Unsaved("database_replaced", path=str(self.path))


def acting(path: Path, named: str | None, system_login: str) -> str | int | None:
    """Return who acts: the one named, the only user, or the system's login.

    On a file of one's own nobody asks: where no user has the system's login, its
    owner acts as the first user.
    """
    if named is not None:
        return named
    texts = statements.load()
    if texts is None:
        return system_login
    try:
        with closing(door.connect(path, writable=False)) as plain:
            some = statements.run(plain, texts["users_some"], {})
            known = statements.run(plain, texts["user"], {"login": system_login})
    except sqlite3.Error as error:
        raise door.explain(error, path) from error
    if known:
        return system_login
    alone = len(some) == 1 or path.stat().st_uid == os.getuid()
    return None if alone else system_login


def open_store(
    path: Path, who: str | int | None, clock: Clock, origin: Origin = Origin.UI
) -> Store:
    """Check the file, bring it up if it is older, and open it for an actor."""
    schema = door.check(path)
    if schema < door.SCHEMA:
        from models.upgrade import upgrade  # noqa: PLC0415

        upgrade(path, schema)
    return Store(path, who, clock, origin)
