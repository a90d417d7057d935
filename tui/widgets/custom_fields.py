"""The fields that a workspace added, as fields of a form (B1.23)."""

from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from typing import assert_never

from models.errors import BadValue
from models.rules.matching import nearest
from models.text import NOTE
from models.views.choices import FieldChoice
from models.vocabulary import FieldType
from models.vocabulary import Language
from tui.i18n import language
from tui.widgets.text_field import TextField
from tui.words.refusals import explain_under_a_field

PREFIX = "own-"
"""Before the key in the id of its field."""


class CustomField(TextField):
    """Takes what its type allows, and says what that is."""

    def __init__(self, field: FieldChoice, place: int) -> None:
        label = field.label_fr if language() is Language.FR else field.label_en
        super().__init__(label or field.key, limit=NOTE, id=f"{PREFIX}{place}")
        self.field = field

    def begin(self, value: object) -> None:
        """Start anew with the value that there is."""
        self.clear()
        self.value = "" if value is None else str(value)

    def read(self) -> object:
        """Return the value as it is stored, nothing where the field is empty.

        Raises ``BadValue`` with the reason and what would be accepted.
        """
        text = self.value.strip()
        if not text:
            return None
        match self.field.type:
            case FieldType.TEXT:
                return text
            case FieldType.INTEGER:
                return _integer(text)
            case FieldType.NUMBER:
                return _number(text)
            case FieldType.DATE:
                return _day(text)
            case FieldType.CHOICE:
                return self._choice(text)
            case _:
                assert_never(self.field.type)

    def _choice(self, text: str) -> str:
        options = self.field.options
        if self.field.open_options or text in options:
            return text
        near = nearest(text, options)
        raise BadValue("value_unknown", "own", text=text, nearest=near)


def read_all(fields: Sequence[CustomField]) -> dict[str, object] | None:
    """Return the values by key; refuse the first field that will not do."""
    found: dict[str, object] = {}
    for field in fields:
        try:
            value = field.read()
        except BadValue as error:
            field.refuse(explain_under_a_field(error))
            return None
        if value is not None:
            found[field.field.key] = value
    return found


def begin_all(fields: Sequence[CustomField], values: Mapping[str, object]) -> None:
    """Fill every field with the value of its key."""
    for field in fields:
        field.begin(values.get(field.field.key))


def _integer(text: str) -> int:
    plain = "".join(text.split())
    try:
        return int(plain)
    except ValueError:
        raise BadValue("field_integer", "own", text=text) from None


def _number(text: str) -> float:
    plain = "".join(text.split()).replace(",", ".")
    try:
        number = float(plain)
    except ValueError:
        raise BadValue("field_number", "own", text=text) from None
    if number != number or abs(number) == float("inf"):  # noqa: PLR0124 - not a number
        raise BadValue("field_number", "own", text=text)
    return int(number) if number.is_integer() else number


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise BadValue("field_date", "own", text=text) from None
