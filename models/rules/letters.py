"""Texts with fields, ``Hello {first_name}``, filled for one prospect (R-38)."""

import re
from collections.abc import Iterator
from collections.abc import Mapping

from models.errors import BadValue
from models.rules.matching import nearest

FIELDS = (
    "first_name",
    "last_name",
    "name",
    "company",
    "deal",
    "rep",
    "team",
    "workspace",
)
"""What may stand between braces; the same in every language, as in a file."""

_FIELD = re.compile(r"\{([^{}\n]*)\}")


def refuse_unknown(text: str, field: str) -> None:
    """Raise ``BadValue`` for *field* if the text names what cannot be filled in."""
    for name in fields_of(text):
        if name not in FIELDS:
            near = nearest(name, FIELDS) or FIELDS[0]
            raise BadValue("text_field_unknown", field, text=name, nearest=near)


def fields_of(text: str) -> Iterator[str]:
    """Yield the names between braces, in their order."""
    for found in _FIELD.finditer(text):
        yield found.group(1).strip()


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with its fields filled in; what nobody knows is left out.

    Raises ``BadValue`` naming a field that does not exist.
    """
    refuse_unknown(text, "body")

    def value(found: re.Match[str]) -> str:
        return values.get(found.group(1).strip(), "")

    return _FIELD.sub(value, text)
