"""The command registry: one id, one help, one meaning of a key in one place."""

import pytest

from tui import commands
from tui import commands_of_desk
from tui import commands_of_people
from tui import commands_of_settings
from tui import commands_of_slots
from tui.commands import REGISTRY
from tui.commands import Command
from tui.docs import KEYS_PAGE
from tui.docs import keys_page
from tui.preferences.keymap import INDISTINCT
from tui.preferences.keymap import KeyProblem
from tui.preferences.keymap import canonical_key
from tui.preferences.keymap import checked_keymap
from tui.preferences.keymap import clashes
from tui.preferences.keymap import explain
from tui.preferences.keymap import key_label

MODULES = (
    commands,
    commands_of_desk,
    commands_of_people,
    commands_of_settings,
    commands_of_slots,
)


def test_the_page_of_keys_is_current() -> None:
    assert KEYS_PAGE.read_text("utf-8") == keys_page(), "run: python -m tui.docs"


def test_every_command_declared_is_in_the_registry_once() -> None:
    declared = [
        part
        for module in MODULES
        for part in vars(module).values()
        if isinstance(part, Command)
    ]
    assert sorted(command.id for command in declared) == sorted(
        command.id for command in REGISTRY
    )
    assert len(commands.BY_ID) == len(REGISTRY)


@pytest.mark.parametrize("command", REGISTRY, ids=lambda command: command.id)
def test_a_command_has_words_and_keys_that_every_terminal_knows(
    command: Command,
) -> None:
    assert command.label
    assert command.help[0].isupper()
    assert len(command.label.split()) <= 2
    for key in map(canonical_key, command.keys):
        assert key not in INDISTINCT
        assert key not in {"ctrl+a", "ctrl+b"}
        assert not key.isdigit()


def test_no_two_commands_share_a_key_in_one_place() -> None:
    assert list(clashes({})) == []


def test_bindings_carry_the_id_the_action_and_the_words() -> None:
    (binding,) = commands.bindings(commands.DEAL_MOVE_ON)
    assert binding.id == "deal.move_on"
    assert binding.action == "deal_move_on"
    assert binding.key == ">,shift+right"
    assert binding.tooltip == commands.DEAL_MOVE_ON.help


def test_a_key_of_the_settings_replaces_the_built_in_one() -> None:
    keymap = checked_keymap({"deal.move_on": "ctrl+right"})
    assert keymap.keys == {"deal.move_on": "ctrl+right"}
    assert keymap.refused == ()
    assert keymap.of(commands.DEAL_MOVE_ON) == ("ctrl+right",)
    assert keymap.of(commands.DEAL_MOVE_BACK) == ("<", "shift+left")


def test_two_commands_may_swap_their_keys() -> None:
    keymap = checked_keymap({"deal.win": "x", "deal.lose": "w"})
    assert keymap.refused == ()


def test_a_command_without_a_key_can_get_one() -> None:
    assert checked_keymap({"board.pipeline": "L"}).keys == {"board.pipeline": "L"}


@pytest.mark.parametrize(
    ("command", "key", "problem", "sentence"),
    [
        (
            "deal.moveon",
            "x",
            KeyProblem.UNKNOWN_COMMAND,
            "There is no command deal.moveon. The nearest is deal.move_on.",
        ),
        (
            "deal.win",
            "x",
            KeyProblem.TAKEN,
            "x is the key of deal.lose, so deal.win keeps its own.",
        ),
        (
            "deal.win",
            "ctrl+i",
            KeyProblem.INDISTINCT,
            "A terminal cannot tell ctrl+i from Tab.",
        ),
        (
            "deal.win",
            "hyperspace",
            KeyProblem.UNKNOWN_KEY,
            "hyperspace is no key for deal.win. Write x, f5 or ctrl+right.",
        ),
    ],
)
def test_a_key_that_will_not_do_is_refused_with_what_would(
    command: str, key: str, problem: KeyProblem, sentence: str
) -> None:
    keymap = checked_keymap({command: key})
    assert keymap.keys == {}
    assert [refusal.problem for refusal in keymap.refused] == [problem]
    assert explain(keymap.refused[0]) == sentence


def test_a_refusal_that_frees_a_key_gives_it_back_to_its_command() -> None:
    keymap = checked_keymap({"deal.win": "x", "deal.lose": "f"})
    assert keymap.keys == {}
    assert {refusal.command for refusal in keymap.refused} == {"deal.win", "deal.lose"}


def test_keys_read_as_on_the_keyboard() -> None:
    assert [key_label(key) for key in ("enter", ",", ">", "greater_than_sign")] == [
        "Enter",
        ",",
        ">",
        ">",
    ]
