"""What can go wrong, as a code and values; words are chosen at the edge."""

from collections.abc import Mapping
from typing import ClassVar


class RelanceError(Exception):
    """Something refused: a stable ``code`` and the ``values`` its sentence needs."""

    status: ClassVar[int] = 1
    """The exit status of a command that ends with it (sysexits)."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values: Mapping[str, object] = values

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.code}({told})"


class RuleBroken(RelanceError):
    """A rule of the product says no."""


class BadValue(RelanceError):
    """What was typed cannot be understood or accepted; ``field`` says where."""

    status = 64

    def __init__(self, code: str, field: str = "", **values: object) -> None:
        super().__init__(code, **values)
        self.field = field


class BadData(RelanceError):
    """A file holds what cannot be taken, or is not what it says it is."""

    status = 65


class NoInput(RelanceError):
    """A file or database that was named does not exist."""

    status = 66


class Unsaved(RelanceError):
    """The disk or the file refused the save; nothing was written."""

    status = 74


class Busy(RelanceError):
    """Another session holds the database longer than we wait."""

    status = 75


class Conflict(RelanceError):
    """Someone else changed the record meanwhile; nothing was written."""

    status = 75


class NotFound(RelanceError):
    """No such record for this actor: absent and hidden are never told apart."""

    status = 77


class Unsuitable(RelanceError):
    """A newer database, or a place that cannot hold one."""

    status = 78


class Denied(RelanceError):
    """The person, or the account on this machine, may not do that."""

    status = 77
