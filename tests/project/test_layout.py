"""Small files, small classes, small functions; one place for each thing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import REPOSITORY

LONGEST_FILE = 400
LONGEST_CLASS = 300
LONGEST_FUNCTION = 40
GENERATED = REPOSITORY / "models" / "migrations" / "versions"
"""Migrations are written by alembic, statement after statement."""


def modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for module in sorted((REPOSITORY / folder).rglob("*.py")):
            if module.parent != GENERATED:
                yield module


def lines_of(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def oversized(module: Path) -> Iterator[str]:
    """Name what is too long in a module, with its lines."""
    text = module.read_text(encoding="utf-8")
    place = module.relative_to(REPOSITORY)
    if text.count("\n") > LONGEST_FILE:
        yield f"{place}: {text.count(chr(10))} lines"
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.ClassDef() if lines_of(node) > LONGEST_CLASS:
                yield f"{place}: class {node.name}, {lines_of(node)} lines"
            case ast.FunctionDef() | ast.AsyncFunctionDef() if (
                lines_of(node) > LONGEST_FUNCTION
            ):
                yield f"{place}: {node.name}(), {lines_of(node)} lines"
            case _:
                pass


def test_no_file_class_or_function_is_too_long() -> None:
    found = [what for module in modules("models", "tui") for what in oversized(module)]
    assert found == []


def test_every_module_says_what_it_does_in_one_line() -> None:
    silent = [
        str(module.relative_to(REPOSITORY))
        for module in modules("models", "tui")
        if not ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_a_rule_is_only_switched_off_by_its_name() -> None:
    unnamed = re.compile(
        r"#\s*(noqa(?!: [A-Z])|type: ignore(?!\[)|pyright: ignore(?!\[))"
    )
    found = [
        f"{module.relative_to(REPOSITORY)}:{number}"
        for module in modules("models", "tui", "tests")
        for number, line in enumerate(
            module.read_text(encoding="utf-8").splitlines(), start=1
        )
        if unnamed.search(line)
    ]
    assert found == []


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {module.parent for module in modules("tests")}
    assert [
        folder for folder in folders if not (folder / "__init__.py").is_file()
    ] == []


def test_only_the_chart_module_names_plotext() -> None:
    naming = [
        str(module.relative_to(REPOSITORY))
        for module in modules("models", "tui")
        if '"plotext"' in module.read_text(encoding="utf-8")
    ]
    assert naming == ["tui/widgets/chart.py"]
