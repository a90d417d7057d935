"""A disk that is full, for the tests of what must hold then."""

import resource
import sys
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def full_disk(at: int = 2_000) -> Generator[None]:
    """Refuse every byte of a file past so many, as a disk does that is full.

    Modules first imported meanwhile are not written down: half of one would be read
    in place of the module ever after.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    written = sys.dont_write_bytecode
    resource.setrlimit(resource.RLIMIT_FSIZE, (at, hard))
    sys.dont_write_bytecode = True
    try:
        yield
    finally:
        sys.dont_write_bytecode = written
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
