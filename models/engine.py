"""Sessions on a database: one engine that reads, one that writes at once or waits."""

import random
import sqlite3
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy import Engine
from sqlalchemy import create_engine
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import NullPool
from sqlalchemy.pool import Pool
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from models import door
from models.errors import Conflict
from models.errors import RelanceError
from models.errors import Unsaved
from models.errors import Unsuitable

ATTEMPTS = 3


def reading(path: Path) -> Engine:
    """Return an engine whose connections cannot write; they stay open and warm.

    All statements of one session see one moment of the database, whatever others save.
    """
    engine = _engine(path, writable=False, pool=QueuePool)

    def begin(connection: Connection) -> None:
        connection.connection.cursor().execute("BEGIN")

    event.listen(engine, "begin", begin)
    return engine


def writing(path: Path) -> Engine:
    """Return an engine whose transactions take the write lock when they begin.

    A deferred transaction that reads first and writes later fails at once when
    another session saves in between, whatever the patience.
    """
    engine = _engine(path, writable=True, pool=NullPool)

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine, "begin", begin)
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


def begin_write(opened: Session, path: Path) -> None:
    """Take the write lock, trying again with jitter, and check the schema.

    SQLite waits by itself, but sometimes refuses at once; all of it takes no longer
    than our patience.
    """
    until = time.monotonic() + door.PATIENCE
    for attempt in range(ATTEMPTS):
        try:
            schema = opened.connection().exec_driver_sql("PRAGMA user_version").scalar()
        except DBAPIError as error:
            busy = _ours(error, path)
            opened.rollback()
            late = attempt + 1 == ATTEMPTS or time.monotonic() >= until
            if late or busy.code != "database_busy":
                raise busy from error
            time.sleep(random.uniform(0.0005, 0.004))
        else:
            _check_schema(schema, path)
            return


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
