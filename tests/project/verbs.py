"""Every verb with which an operation answers."""

import ast
from collections.abc import Iterator
from pathlib import Path

OPERATIONS = Path(__file__).parent.parent.parent / "models" / "operations"


def verbs_told() -> set[str]:
    """Return the verbs that are given to ``writer.done`` or kept for it by name."""
    return {verb for file in OPERATIONS.glob("*.py") for verb in _in_file(file)}


def _in_file(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = {
        target.id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or len(node.args) < 2:
            continue
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else ""
        own = function.id if isinstance(function, ast.Name) else ""
        if name == "done" or own == "_done":
            yield from _verbs(node, names)


def _verbs(call: ast.Call, names: dict[str, str]) -> Iterator[str]:
    for argument in call.args:
        match argument:
            case ast.Constant(value=str(verb)) if "." in verb:
                yield verb
            case ast.Name(id=name) if "." in names.get(name, ""):
                yield names[name]
            case _:
                continue
