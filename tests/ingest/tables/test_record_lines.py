"""Records told apart: what Python's own writer writes is read back, and damage costs as little as it can."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats.input_files import ByteCounter
from ingest.limits import MAX_RECORD_BYTES
from ingest.tables.record_lines import RecordText, _Reader, line_ending, read_records
from ingest.tables.tables import split_fields
from tests.ingest.reading import write


def records_of(path: Path, separator: str = ",") -> list[RecordText]:
    return list(read_records(path, separator, line_ending(path), ByteCounter()))


def fields_of(path: Path, separator: str = ",") -> list[tuple[int, list[str]]]:
    return [(r.line, split_fields(r.text, separator)) for r in records_of(path, separator) if r.flaw is None]


def flaws_of(path: Path) -> dict[int, str]:
    return {record.line: record.flaw for record in records_of(path) if record.flaw is not None}


cells = st.text(st.sampled_from('ab",\r\n; é'), max_size=8)
tables = st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=8)


@given(tables, st.sampled_from(["\n", "\r\n"]), st.sampled_from(",;\t"))
def test_what_pythons_writer_writes_is_read_back(table: list[list[str]], ending: str, separator: str) -> None:
    out = io.StringIO()
    table = [["head", "er"]] * 9 + table  # enough lines to tell the file's own ending by
    csv.writer(out, delimiter=separator, lineterminator=ending).writerows(table)
    with TemporaryDirectory() as folder:
        path = write(Path(folder), "t.csv", out.getvalue())
        read = [fields for _, fields in fields_of(path, separator)]
    assert read == table


def test_lines_are_those_an_editor_shows(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", 'a,b\n1,"two\nlines"\n\n2,x\n')
    assert fields_of(path) == [(1, ["a", "b"]), (2, ["1", "two\nlines"]), (5, ["2", "x"])]


def test_a_bare_carriage_return_neither_tears_nor_shortens(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", 'a,b,c\n1,hello \r\rworld,2\n3,"x\ry",4\n5,"q",end\r\r\n')
    assert [fields for _, fields in fields_of(path)] == [
        ["a", "b", "c"],
        ["1", "hello \r\rworld", "2"],
        ["3", "x\ry", "4"],
        ["5", "q", "end\r\r"],
    ]


def test_in_a_file_of_other_line_ends_a_line_feed_is_content(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", 'a,b\r\n1,one\ntwo\r\n2,"x"" \n",\r\n')
    assert [fields for _, fields in fields_of(path)] == [["a", "b"], ["1", "one\ntwo"], ["2", 'x" \n', ""]]


def test_line_feeds_in_quotes_do_not_hide_the_files_own_line_end(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", 'a,b\r\n1,"one\ntwo\nthree\nfour"\r\n2,x\r\n')
    assert line_ending(path) == b"\r\n"


def test_files_of_old_macs_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", 'a,b\r1,"x\ry"\r2,z')
    assert fields_of(path) == [(1, ["a", "b"]), (2, ["1", "x\ry"]), (4, ["2", "z"])]


def test_a_byte_order_mark_and_a_missing_last_line_end_do_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", b"\xef\xbb\xbfa,b\n1,2")
    assert fields_of(path) == [(1, ["a", "b"]), (2, ["1", "2"])]


def test_bytes_that_are_no_text_cost_one_record(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", b"a,b\n1,caf\xe9\n2,fine\n")
    assert [line for line, _ in fields_of(path)] == [1, 3]
    assert flaws_of(path) == {2: "byte 6 of the record is no UTF-8 (0xe9); save the file as UTF-8"}


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_quote_that_is_never_closed_costs_its_line_alone(tmp_path: Path, ending: str) -> None:
    lines = ["a,b", '1,"open', "2,x", "3,y", ""]
    path = write(tmp_path, "t.csv", ending.join(lines))
    assert [line for line, _ in fields_of(path)] == [1, 3, 4]
    assert flaws_of(path) == {2: "a quote is opened here and not closed before the file ends"}


def test_a_quote_that_closes_in_a_later_record_costs_its_line_alone(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", 'a,b\n1,"open\n2,x\n3,"two\nlines"\n4,z\n')
    assert fields_of(path) == [(1, ["a", "b"]), (3, ["2", "x"]), (4, ["3", "two\nlines"]), (6, ["4", "z"])]
    assert list(flaws_of(path)) == [2]


def test_a_quote_inside_a_field_is_content(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", 'a,b\n1,a 5" disk\n2, "x"\n')
    assert fields_of(path)[1:] == [(2, ["1", 'a 5" disk']), (3, ["2", ' "x"'])]


def test_no_line_is_read_again_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of these lines opens a quote that only doubled quotes follow: trying each to the end would take hours."""
    looks = 0
    look = _Reader._open_after

    def counted(reader: _Reader, line: bytes, *, inside: bool) -> bool:
        nonlocal looks
        looks += 1
        return look(reader, line, inside=inside)

    monkeypatch.setattr(_Reader, "_open_after", counted)
    count = 2_000
    path = write(tmp_path, "t.csv", "a,b\n" + '1,"open ""and"" still open\n' * count + "2,fine\n")
    records = records_of(path)
    assert [record.text for record in records if record.flaw is None] == ["a,b", "2,fine"]
    assert len(records) == count + 2
    assert looks < 4 * count


def test_a_line_without_end_is_refused_and_what_follows_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", b"a,b\n1," + b"x" * (MAX_RECORD_BYTES + 10) + b"\n2,y\n")
    assert [line for line, _ in fields_of(path)] == [1, 3]
    assert "longer than" in flaws_of(path)[2]


def test_the_meter_counts_every_byte(tmp_path: Path) -> None:
    path, byte_counter = write(tmp_path, "t.csv", 'a,b\n1,"open\n2,x\n3,"y"\n'), ByteCounter()
    list(read_records(path, ",", b"\n", byte_counter))
    assert byte_counter.read_bytes == path.stat().st_size
