"""The page of commands names all of them, and every option."""

from tests.conftest import REPOSITORY
from tui.cli.commands import commands

PAGE = (REPOSITORY / "docs" / "commands.md").read_text("utf-8")


def test_the_page_names_every_command_and_option() -> None:
    for command in commands():
        assert f"relance {command.name}" in PAGE, command.name
        for argument in command.arguments:
            if argument.name.startswith("--"):
                assert argument.name in PAGE, f"{command.name} {argument.name}"
        assert command.help
