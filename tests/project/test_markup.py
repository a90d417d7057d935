"""No data in markup: nobody writes a text that a library would read as code."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import REPOSITORY

READ_AS_MARKUP = frozenset(
    {"Label", "Static", "Button", "Collapsible", "Markdown", "RichLog", "Log", "notify"}
)
"""What reads a plain text as markup, unless told otherwise."""
MARKUP_READERS = frozenset({"from_markup", "from_ansi", "from_rich_text"})
TITLES = frozenset({"border_title", "border_subtitle", "sub_title"})
ALREADY_TEXT = frozenset({"Content", "Text", "assemble"})


def name_of(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name):
            return name
        case ast.Call(func=func):
            return name_of(func)
        case _:
            return ""


def may_be_data(node: ast.expr) -> bool:
    """Tell whether an expression may hold more than a literal or a text object."""
    if isinstance(node, ast.Constant):
        return False
    if isinstance(node, ast.IfExp):
        return may_be_data(node.body) or may_be_data(node.orelse)
    return not (isinstance(node, ast.Call) and name_of(node) in ALREADY_TEXT)


def read_as_markup(module: str) -> Iterator[int]:
    """Name the lines that hand data to what reads markup."""
    for node in ast.walk(ast.parse(module)):
        match node:
            case ast.Call(func=func) if name_of(func) in MARKUP_READERS:
                yield node.lineno
            case ast.Call(func=func, args=[first, *_], keywords=words) if (
                name_of(func) in READ_AS_MARKUP
                and may_be_data(first)
                and not any(word.arg == "markup" for word in words)
            ):
                yield node.lineno
            case ast.keyword(arg="markup", value=ast.Constant(value=True)):
                yield node.lineno
            case ast.Assign(targets=[ast.Attribute(attr=attr)], value=value) if (
                attr in TITLES and may_be_data(value)
            ):
                yield node.lineno
            case ast.Constant(value=str() as text) if "[@click" in text:
                yield node.lineno
            case _:
                pass


def screens() -> Iterator[Path]:
    yield from sorted((REPOSITORY / "tui").rglob("*.py"))


def test_no_module_hands_data_to_what_reads_markup() -> None:
    """Safety case 64: at the source; what is shown is tried on the screens."""
    found = [
        f"{module.relative_to(REPOSITORY)}:{line}"
        for module in screens()
        for line in read_as_markup(module.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_check_sees_what_it_is_for() -> None:
    """Safety case 94: one widget that reads markup is found."""
    for line in (
        'Static(f"[b]{name}[/b]")',
        "Label(deal.title)",
        "app.notify(title)",
        "self.border_title = deal.title",
        "Text.from_markup(title)",
        "RichLog(markup=True)",
        'x = f"[@click=app.open({id})]open[/]"',
    ):
        assert list(read_as_markup(line)), line
    for line in ('Static("")', "Static(Content(name))", "Label(name, markup=False)"):
        assert not list(read_as_markup(line)), line
