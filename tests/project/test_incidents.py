"""A crash tells nothing of anybody's records (safety.md 0 no 4, E 37)."""

import stat
from pathlib import Path

import pytest

from models.store import Store
from tests.screens.places import board_app
from tests.screens.places import board_of

SECRET = "ben's customer Dupont"


async def test_a_crash_leaves_one_line_and_a_private_trace_without_values(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Safety case 37: on the screen."""
    app = board_app(store)
    app.logs_folder = tmp_path / "logs"

    def fail() -> None:
        customer = SECRET
        raise ValueError(customer)

    async def crash() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            board_of(app).action_cursor_down = fail  # type: ignore[method-assign]
            await pilot.press("j")
            await pilot.pause()

    with pytest.raises(ValueError, match="Dupont"):
        await crash()
    assert app.return_code == 1
    told = capsys.readouterr().err
    assert "Dupont" not in told
    assert "incident 261123-" in told
    (log,) = (tmp_path / "logs").iterdir()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert "ValueError" in log.read_text()
    assert "Dupont" not in log.read_text()
