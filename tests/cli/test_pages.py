"""Every call that README and the pages show, run in their order on a new database."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.conftest import REPOSITORY

PEOPLE = "name,email\nJulie Martin,j@dupont.example\nPaul,p@p.example,one too many\n"


def shown_in(page: str) -> list[str]:
    """Return the calls in the blocks of a page, without what a shell does around."""
    text = (REPOSITORY / page).read_text("utf-8")
    blocks = "\n".join(re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    calls: list[str] = []
    for line in blocks.splitlines():
        plain = re.split(r" +#| [|>] ", line)[0].replace("$(date +%F)", "2026-11-23")
        calls += [part for part in plain.split(" && ") if part.startswith("relance ")]
    return [call for call in calls if not re.search(r"\[|…|\.toml|maven", call)]


@pytest.mark.parametrize(
    ("page", "least"), [("README.md", 12), ("docs/commands.md", 4)]
)
def test_every_call_that_a_page_shows_works(
    call: Call, tmp_path: Path, page: str, least: int
) -> None:
    assert call("init", "--user", "mia", "--name", "Mia Roth").status == 0
    for number in range(12):
        assert call("add", "deal", f"Licence {number}").status == 0
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    calls = shown_in(page)
    assert len(calls) >= least, calls
    batch = ""
    for line in calls:
        words = shlex.split(line)[1:]
        if "--revert" in words:
            words[words.index("--revert") + 1] = batch
        done = call(*words)
        wanted = 65 if words[:2] == ["import", "people.csv"] else 0
        assert done.status == wanted, (line, done.out, done.err)
        found = re.search(r"--revert (\d+)", done.out)
        batch = found[1] if found else batch
