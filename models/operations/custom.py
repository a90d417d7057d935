"""The fields that a workspace adds, checked where they are written (B1.23)."""

from collections.abc import Mapping
from datetime import date
from typing import assert_never

from sqlalchemy import select
from sqlmodel import col

from models.access import Reader
from models.errors import BadValue
from models.tables import CustomField
from models.tables.base import JsonObject
from models.tables.base import JsonValue
from models.text import NOTE
from models.text import clean
from models.vocabulary import FieldType


def checked(reader: Reader, entity: str, values: Mapping[str, object]) -> JsonObject:
    """Return the values as they are stored; empty ones are left out."""
    query = select(CustomField).where(col(CustomField.entity) == entity)
    known = {field.key: field for field in reader.session.scalars(query)}
    found: JsonObject = {}
    for key, value in values.items():
        if key not in known:
            raise BadValue("field_unknown", key, key=key)
        if value is not None and value != "":
            found[key] = _checked(known[key], value)
    return found


def _checked(field: CustomField, value: object) -> JsonValue:
    if isinstance(value, str):
        value = clean(value, NOTE).strip()
    if isinstance(value, date) and field.type is FieldType.DATE:
        return value.isoformat()
    if isinstance(value, str | int | float) and _fits(field, value):
        return value
    raise BadValue("field_value", field.key, key=field.key, text=str(value))


def _fits(field: CustomField, value: str | float) -> bool:
    match field.type:
        case FieldType.TEXT:
            return isinstance(value, str)
        case FieldType.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool)
        case FieldType.NUMBER:
            return not isinstance(value, str | bool)
        case FieldType.DATE:
            return isinstance(value, str) and _is_day(value)
        case FieldType.CHOICE:
            options = field.options.get("values")
            known = options if isinstance(options, list) else []
            return isinstance(value, str) and (field.open_options or value in known)
        case _:
            assert_never(field.type)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
