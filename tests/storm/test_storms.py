"""The storms of a release in short: ``make storm`` runs them in full."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "storm",
    [
        ("tests.storm.killing", "--rounds", "6", "--seed", "1"),
        ("tests.storm.crowding", "--writers", "20", "--saves", "2"),
    ],
    ids=["writers that are killed", "writers that crowd"],
)
def test_what_is_said_to_be_saved_is_there(storm: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *storm],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
