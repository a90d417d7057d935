import json
import os
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from models.errors import BadData
from models.errors import NoInput
from models.errors import RelanceError
from models.exchange.bytes_in import read_bytes
from models.exchange.opening import read_table
from models.exchange.reading import Line
from tests.exchange.conftest import WriteFile

SPECTRUM = (
    "comma_in_quotes",
    "empty",
    "empty_crlf",
    "escaped_quotes",
    "json",
    "newlines",
    "newlines_crlf",
    "quotes_and_newlines",
    "simple",
    "simple_crlf",
    "utf8",
)

EDGE: dict[str, tuple[str, list[str], list[int]]] = {
    "csv-spectrum/csvs/location_coordinates.csv": (",", [], [2]),
    "csvkit/bad.csv": (",", ["row_long", "row_short"], [2, 3, 4]),
    "csvkit/blanks.csv": (",", [], [2]),
    "csvkit/test_utf8_bom.csv": (",", [], [2, 3]),
    "csvkit/test_latin1.csv": (",", [], [2, 3]),
    "csvkit/sniff_limit.csv": (";", [], [2]),
    "csvkit/test_locale.csv": (",", [], [2]),
    "csvkit/test_extra_header.csv": (",", ["row_short"], [2]),
    "csvkit/no_header_row.csv": (",", [], []),
    "csvkit/optional_quote_characters.csv": (",", [], [2]),
    "csvkit/test_empty_columns.csv": (",", [], [2, 3]),
    "frictionless/accent.csv": (";", [], [2, 3]),
    "frictionless/bom.csv": (",", [], [2, 3]),
    "frictionless/defective-rows.csv": (",", ["row_short", "row_long"], [2, 3]),
    "frictionless/leading-zeros.csv": (",", [], [2, 3, 4]),
    "frictionless/delimiter.csv": (";", [], [2, 3]),
}


def codes(lines: list[Line]) -> list[str]:
    return [line.problem.code for line in lines if line.problem is not None]


@pytest.mark.parametrize("name", SPECTRUM)
def test_every_spectrum_file_reads_as_it_should(data_folder: Path, name: str) -> None:
    folder = data_folder / "csv-edge" / "csv-spectrum"
    table = read_table(folder / "csvs" / f"{name}.csv")
    expected = json.loads((folder / "json" / f"{name}.json").read_text("utf-8"))
    rows = [dict(zip(table.headers, line.cells, strict=True)) for line in table.lines()]
    assert rows == expected


@pytest.mark.parametrize("name", EDGE)
def test_every_edge_file_is_read_with_its_bad_rows_named(
    data_folder: Path, name: str
) -> None:
    """Safety case 80: a set of broken files."""
    separator, expected, numbers = EDGE[name]
    table = read_table(data_folder / "csv-edge" / name)
    lines = list(table.lines())
    assert table.separator == separator
    assert codes(lines) == expected
    assert [line.number for line in lines] == numbers


@pytest.mark.parametrize(
    ("name", "code", "column"),
    [
        ("frictionless/blank-headers.csv", "header_blank", 2),
        ("frictionless/duplicate-headers.csv", "header_doubled", "id"),
    ],
)
def test_headers_that_tell_nothing_apart_refuse_the_file(
    data_folder: Path, name: str, code: str, column: object
) -> None:
    with pytest.raises(BadData) as refused:
        read_table(data_folder / "csv-edge" / name)
    assert refused.value.code == code
    assert refused.value.values["column"] == column


def test_a_byte_order_mark_is_no_part_of_the_first_header(data_folder: Path) -> None:
    table = read_table(data_folder / "csv-edge" / "csvkit" / "test_utf8_bom.csv")
    assert table.headers == ("foo", "bar", "baz")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_the_encoding_is_recognised(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "people.csv"
    text = "name,place\r\nBéatrice Ébéniste,Orléans\r\n" + "Anne,Nîmes\r\n" * 20
    path.write_bytes(text.encode(encoding))
    table = read_table(path)
    assert table.headers == ("name", "place")
    assert next(table.lines()).cells == ["Béatrice Ébéniste", "Orléans"]


def test_a_broken_byte_in_a_utf8_file_costs_its_row_only(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("name\nÉmile\nZoé\nAnaïs\n".encode() + b"caf\xe9\n")
    cells = [line.cells[0] for line in read_table(path).lines()]
    assert cells[:3] == ["Émile", "Zoé", "Anaïs"]
    assert cells[3] == "caf\udce9"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_recognised(write_file: WriteFile, separator: str) -> None:
    rows = (("title", "amount", "note"), ("Acme", "12", '"one, two"'))
    text = "".join(separator.join(row) + "\n" for row in rows)
    table = read_table(write_file("deals.csv", text))
    assert table.separator == separator
    assert next(table.lines()).cells == ["Acme", "12", "one, two"]


def test_a_line_that_names_the_separator_is_obeyed(write_file: WriteFile) -> None:
    table = read_table(write_file("deals.csv", "sep=;\r\ntitle;amount\r\nAcme;12\r\n"))
    assert table.headers == ("title", "amount")
    assert next(table.lines()).number == 3


def test_a_quote_that_is_never_closed_costs_its_line_only(
    write_file: WriteFile,
) -> None:
    rows = "".join(f"Deal {number},1\n" for number in range(4, 500))
    path = write_file("deals.csv", f'title,amount\nOne,1\n"Two,2\n{rows}')
    lines = list(read_table(path).lines())
    assert codes(lines) == ["quote_broken"]
    assert len(lines) == 498
    assert lines[1].number == 3
    assert lines[-1].cells == ["Deal 499", "1"]
    assert lines[-1].number == 499


def test_a_cell_that_is_far_too_long_costs_its_line_only(
    write_file: WriteFile,
) -> None:
    """Safety case 66: over-long."""
    long = "x" * 200_000
    path = write_file("deals.csv", f"title,amount\nOne,1\n{long},2\nThree,3\n")
    lines = list(read_table(path).lines())
    assert len(codes(lines)) == 1
    assert [line.number for line in lines if line.problem] == [3]
    assert lines[-1].cells == ["Three", "3"]


def test_a_nul_is_refused_in_its_row(write_file: WriteFile) -> None:
    """Safety case 66: by its number, the others unaffected."""
    path = write_file("deals.csv", "title,amount\nOne,1\nTw\0o,2\nThree,3\n")
    lines = list(read_table(path).lines())
    assert codes(lines) == ["text_control"]
    assert lines[1].problem is not None
    assert lines[1].problem.column == "title"


@pytest.mark.parametrize("content", [b"", b"\n\n", b"   "])
def test_a_file_without_text_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(content)
    with pytest.raises(BadData):
        read_table(path)


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    """Safety case 80: a binary file."""
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    with pytest.raises(BadData) as refused:
        read_table(path)
    assert refused.value.code == "file_binary"


def test_a_folder_or_a_missing_file_is_no_input(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing.csv", tmp_path / "a\0b.csv"):
        with pytest.raises(NoInput):
            read_table(path)


def test_a_stream_without_end_stops_at_the_size_cap() -> None:
    """Safety case 83: what never ends."""
    with pytest.raises(BadData) as refused:
        read_bytes(Path("/dev/zero"), largest=1_000_000)
    assert refused.value.code == "file_too_large"


def test_a_pipe_that_says_nothing_stops_at_the_time_cap(tmp_path: Path) -> None:
    """Safety case 83: what never speaks."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(BadData) as refused:
        read_bytes(path, patience=0.2)
    assert refused.value.code == "file_endless"


def test_a_pipe_that_never_stops_speaking_stops_at_the_time_cap(
    tmp_path: Path,
) -> None:
    """Safety case 83: what always says a little more."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    speaking = threading.Event()
    speaking.set()

    def speak() -> None:
        with path.open("wb", buffering=0) as pipe, suppress(BrokenPipeError):
            while speaking.is_set():
                pipe.write(b"a")

    thread = threading.Thread(target=speak)
    thread.start()
    stop = threading.Timer(5, speaking.clear)
    stop.start()
    with pytest.raises(BadData) as refused:
        read_bytes(path, patience=0.3)
    stop.cancel()
    speaking.clear()
    thread.join()
    assert refused.value.code == "file_endless"


def test_a_pipe_that_ends_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    thread = threading.Thread(target=path.write_text, args=("title\nAcme\n",))
    thread.start()
    table = read_table(path)
    thread.join()
    assert [line.cells for line in table.lines()] == [["Acme"]]


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        b'"' * 5_001,
        b'a,b\n"\n"\n"',
        b"\r\r\r\n\n",
        b"a\x00b,\x00\n1,2\n",
        b"\xed\xa0\x80,a\n1,2\n",
        b",,,\n1,2,3\n",
        b"sep=;",
        b'"a\nb";c\n1;2',
    ],
)
def test_odd_bytes_are_read_or_refused_and_never_crash(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    with suppress(RelanceError):
        assert all(line.number > 0 for line in read_table(path).lines())
