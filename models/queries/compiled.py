"""Writes the first statements as SQL text: ``python -m models.queries.compiled``."""

import json

from sqlalchemy import Select
from sqlalchemy.dialects import sqlite

from models.door import SCHEMA
from models.queries.first import statements
from models.queries.first_terms import Statement
from models.statements import FILE

DIALECT = sqlite.dialect(paramstyle="named")


class Uncompilable(TypeError):
    """A statement that plain text cannot carry, with what stands in the way."""


def compiled(name: str, statement: Select[*tuple[object, ...]]) -> list[object]:
    """Return name, text, fixed values and given names; refuse what needs SQLAlchemy.

    An expanding list or a type that converts values would be read in raw form by
    plain sqlite3, so it raises ``Uncompilable``.
    """
    for column in statement.selected_columns:
        kind = column.type.dialect_impl(DIALECT)
        if kind.result_processor(DIALECT, None) is not None:
            raise Uncompilable(name, column.name, repr(column.type))
    text = statement.compile(dialect=DIALECT)
    fixed: dict[str, object] = {}
    names: list[str] = []
    for bind, key in text.bind_names.items():
        kind = bind.type.dialect_impl(DIALECT)
        if bind.expanding or kind.bind_processor(DIALECT) is not None:
            raise Uncompilable(name, key, repr(bind.type))
        if bind.required or key == "me":
            names.append(key)
        else:
            fixed[key] = bind.value
    return [name, " ".join(str(text).split()), fixed, sorted(set(names))]


def whole_file(selects: dict[str, Statement] | None = None) -> str:
    """Return the text of the shipped file."""
    chosen = selects if selects is not None else dict(statements())
    names = sorted(chosen)
    lines = [_line(compiled(name, chosen[name])) for name in names]
    lengths = {
        name: len(line.encode()) for name, line in zip(names, lines, strict=True)
    }
    return "".join([_line({"schema": SCHEMA, "statements": lengths}), *lines])


def _line(value: object) -> str:
    return f"{json.dumps(value, ensure_ascii=False)}\n"


def main() -> None:
    """Write the file beside the code that reads it."""
    FILE.write_text(whole_file(), encoding="utf-8")


if __name__ == "__main__":
    main()
