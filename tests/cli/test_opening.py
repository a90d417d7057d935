"""The call that opens the app is read without argparse, and as argparse reads it."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.cli.main import OPENING
from tui.cli.main import plainly_opening
from tui.cli.parser import Usage
from tui.cli.parser import build

WORDS = st.one_of(
    st.sampled_from(OPENING),
    st.sampled_from(("--json", "--version", "--db=x", "--lang=fr", "-h", "--", "-")),
    st.sampled_from(("en", "fr", "xx", "", "boss", "a b", "due")),
    st.text(max_size=5),
)
OPENS = """
import sys
from tui.cli import begin, main
def app(shell):
    print(shell.text("db"), shell.named, "argparse" in sys.modules)
begin.app = app
sys.argv[1:] = ["--db", "some.db", "--as", "boss"]
main()
"""


@given(st.lists(WORDS, max_size=8))
def test_a_call_that_opens_the_app_is_read_as_argparse_reads_it(
    words: list[str],
) -> None:
    plain = plainly_opening(words)
    if plain is not None:
        assert vars(plain) == vars(build([]).parse_args(words))


@given(st.dictionaries(st.sampled_from(OPENING), st.sampled_from(("en", "fr"))))
def test_pairs_of_options_and_values_open_the_app(told: dict[str, str]) -> None:
    words = [word for pair in told.items() for word in pair]
    plain = plainly_opening(words)
    assert plain is not None
    assert vars(plain) == vars(build([]).parse_args(words))


@pytest.mark.parametrize(
    "words",
    [
        ["--lang", "xx"],
        ["--lang", "xx", "--lang", "fr"],
        ["--db"],
        ["--db", "-x"],
        ["--db", "--db", "--db", "en"],
    ],
)
def test_what_argparse_refuses_does_not_open_the_app(words: list[str]) -> None:
    with pytest.raises(Usage):
        build([]).parse_args(words)
    assert plainly_opening(words) is None


def test_a_start_imports_no_argparse() -> None:
    command = [sys.executable, "-c", OPENS]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == "some.db boss False\n", done.stderr
