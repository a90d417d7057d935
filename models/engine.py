"""Sessions on a database: one engine that reads, one that writes at once or waits."""

import random
import sqlite3
import time
from collections.abc import Generator
from contextlib import ExitStack
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy import Engine
from sqlalchemy import create_engine
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.pool import NullPool
from sqlalchemy.pool import Pool
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from models import door
from models import turns
from models.errors import Conflict
from models.errors import RelanceError
from models.errors import Unsaved
from models.errors import Unsuitable
from models.turns import Turn

TURN = "turn"
"""The name under which a connection keeps its turn to save."""
SHORTEST, LONGEST = 0.0005, 0.004
"""Seconds between two tries for the write lock."""


def reading(path: Path) -> Engine:
    """Return an engine whose connections cannot write; they stay open and warm.

    All statements of one session see one moment of the database, whatever others save.
    """
    engine = _engine(path, writable=False, pool=QueuePool)

    def begin(connection: Connection) -> None:
        connection.connection.cursor().execute("BEGIN")

    event.listen(engine, "begin", begin)
    return engine


def writing(path: Path, *, queues: bool = False) -> Engine:
    """Return an engine whose transactions take the write lock when they begin.

    A deferred transaction that reads first and writes later fails at once when
    another session saves in between, whatever the patience. Where others may save
    too, one *queues* with them, and keeps the turn until all is saved: who is next
    need not ask again and again.
    """
    engine = _engine(path, writable=True, pool=NullPool)

    def begin(connection: Connection) -> None:
        with ExitStack() as held:
            turn = held.enter_context(turns.turn(path if queues else None))
            _begin(connection.connection.cursor(), turn)
            connection.info[TURN] = held.pop_all()

    def end(_connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
        held: object = record.info.pop(TURN, None)
        if isinstance(held, ExitStack):
            held.close()

    event.listen(engine, "begin", begin)
    event.listen(engine, "close", end)
    return engine


def migrating(path: Path) -> Engine:
    """Return an engine for a migration: a table that is made anew is dropped first.

    With foreign keys on, all that points at it would go with it.
    """
    engine = writing(path)

    def let_be(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys=OFF")

    event.listen(engine, "connect", let_be)
    return engine


@contextmanager
def session(engine: Engine, path: Path) -> Generator[Session]:
    """Yield a session; errors of the database come out as ours."""
    try:
        with Session(engine, expire_on_commit=False) as opened:
            yield opened
    except StaleDataError as stale:
        raise Conflict("record_changed") from stale
    except DBAPIError as error:
        raise _ours(error, path) from error
    except sqlite3.Error as error:
        raise door.explain(error, path) from error


def begin_write(opened: Session, path: Path) -> None:
    """Take the write lock, which may need our whole patience, and check the schema."""
    schema = opened.connection().exec_driver_sql("PRAGMA user_version").scalar()
    _check_schema(schema, path)


def _begin(cursor: DBAPICursor, turn: Turn) -> None:
    """Take the write lock, which whoever saved before us may still hold.

    SQLite would ask ever less often; only the first in the queue asks at all.
    """
    cursor.execute("PRAGMA busy_timeout=0")
    while True:
        try:
            cursor.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if not door.is_busy(error) or not turn.is_hopeful():
                raise
            time.sleep(random.uniform(SHORTEST, LONGEST))
        else:
            break
    turn.served()
    cursor.execute(f"PRAGMA busy_timeout={int(door.PATIENCE * 1000)}")


def _check_schema(schema: object, path: Path) -> None:
    """Refuse a file that is no longer the one that was opened: emptied, or upgraded."""
    if schema == 0:
        raise Unsaved("database_replaced", path=str(path))
    if schema != door.SCHEMA:
        raise Unsuitable("database_upgraded", path=str(path))


def _engine(path: Path, *, writable: bool, pool: type[Pool]) -> Engine:
    def creator() -> sqlite3.Connection:
        return door.connect(path, writable=writable)

    return create_engine("sqlite://", creator=creator, poolclass=pool)


def _ours(error: DBAPIError, path: Path) -> RelanceError:
    original = error.orig
    if isinstance(original, sqlite3.IntegrityError):
        raise error
    if isinstance(original, sqlite3.Error):
        return door.explain(original, path)
    raise error
