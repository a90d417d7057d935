"""Every error that the source raises: its code and the names of its values."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models import errors
from models.errors import RelanceError

SOURCE = Path(__file__).parent.parent.parent
PACKAGES = ("models", "tui")
ERRORS = frozenset(
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, RelanceError)
)


@dataclass(frozen=True)
class Raised:
    """One place that makes an error."""

    where: str
    codes: frozenset[str]
    """Its code, or all that it may be; empty where the source does not tell."""
    values: frozenset[str]
    field: str = ""
    """The field that it is about, where the source says it."""
    open_values: bool = False
    """Whether values are handed over that the source does not name."""


def raised() -> list[Raised]:
    """Return every place in the packages that makes one of our errors."""
    found: list[Raised] = []
    for package in PACKAGES:
        for file in sorted((SOURCE / package).rglob("*.py")):
            found += _in_file(file)
    return found


def handed_on(folder: str) -> frozenset[str]:
    """Return the texts in a folder's code: codes that a helper makes errors of."""
    return frozenset(
        node.value
        for file in (SOURCE / folder).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _in_file(file: Path) -> Iterator[Raised]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _is_ours(node):
            where = f"{file.relative_to(SOURCE)}:{node.lineno}"
            named = {one.arg for one in node.keywords}
            yield Raised(
                where,
                frozenset(_codes(node.args[0], node, tree)),
                frozenset(name for name in named if name is not None),
                field=_field(node),
                open_values=None in named,
            )


def _is_ours(call: ast.Call) -> bool:
    """Tell a new error from one that is only handed on with its code."""
    if _name(call.func) not in ERRORS or not call.args:
        return False
    code = call.args[0]
    return not (isinstance(code, ast.Attribute) and code.attr == "code")


def _field(call: ast.Call) -> str:
    field = call.args[1] if len(call.args) > 1 else None
    told = isinstance(field, ast.Constant) and isinstance(field.value, str)
    return str(field.value) if told and isinstance(field, ast.Constant) else ""


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _codes(code: ast.expr, call: ast.Call, tree: ast.Module) -> Iterator[str]:
    """Follow a code to its text: a name, a choice, what a function gives."""
    match code:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from _codes(body, call, tree)
            yield from _codes(other, call, tree)
        case ast.Name(id=name):
            yield from _of_name(name, call, tree)
        case ast.Call(func=ast.Name(id=name)):
            for value in _given_by(name, tree):
                yield from _codes(value, call, tree)
        case _:
            return


def _given_by(name: str, tree: ast.Module) -> Iterator[ast.expr]:
    for function in _functions(tree):
        for node in ast.walk(function):
            if function.name == name and isinstance(node, ast.Return) and node.value:
                yield node.value


def _of_name(name: str, call: ast.Call, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=found)], value=value):
                if found == name:
                    yield from _codes(value, call, tree)
            case _:
                continue
    around = [one for one in _functions(tree) if call in list(ast.walk(one))]
    for function in around:
        names = [one.arg for one in function.args.args]
        if name not in names:
            continue
        place = names.index(name) - ("self" in names)
        for node in ast.walk(tree):
            called = isinstance(node, ast.Call) and _name(node.func) == function.name
            if called and isinstance(node, ast.Call) and len(node.args) > place:
                yield from _codes(node.args[place], call, tree)


def _functions(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]
