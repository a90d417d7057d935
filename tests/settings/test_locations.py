"""Where a person's files go, and that nobody else reads them."""

from pathlib import Path

from tui.preferences.locations import locations
from tui.preferences.locations import make_private_folder
from tui.preferences.locations import write_private_text


def test_the_default_folders_are_those_of_xdg() -> None:
    places = locations({"HOME": "/home/ana"})
    assert places.database == Path("/home/ana/.local/share/relance/relance.db")
    assert places.settings_file == Path("/home/ana/.config/relance/settings.toml")
    assert places.themes == Path("/home/ana/.config/relance/themes")
    assert places.logs == Path("/home/ana/.local/state/relance/logs")


def test_xdg_variables_move_the_folders_unless_they_are_relative() -> None:
    places = locations(
        {"HOME": "/home/ana", "XDG_DATA_HOME": "/big", "XDG_CONFIG_HOME": "here"}
    )
    assert places.drafts == Path("/big/relance/drafts")
    assert places.backups == Path("/big/relance/backups")
    assert places.settings == Path("/home/ana/.config/relance")


def test_relance_home_holds_everything(tmp_path: Path) -> None:
    places = locations({"RELANCE_HOME": str(tmp_path), "XDG_DATA_HOME": "/big"})
    folders = {places.data, places.settings, places.state}
    assert folders == {tmp_path}
    assert list(tmp_path.glob("relance*")) == []


def test_an_open_folder_of_ours_is_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    assert make_private_folder(folder).stat().st_mode & 0o777 == 0o700


def test_private_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "draft"
    file.write_text("kept", encoding="utf-8")
    file.chmod(0o644)
    write_private_text(file, "é")
    assert file.read_bytes() == "é".encode()
    assert file.stat().st_mode & 0o777 == 0o600
