"""A file of labels as people fill it in: what counts, and what does not, with line and reason."""

from pathlib import Path

import pytest

from api.answers.labels import read_labels
from api.errors import BadInput

SHEET = (
    "\ufeffpost;language;text;label\r\n"
    'post:x:1;en;"two\r\nlines";negative\r\n'
    "post:x:2;en;hi;-1,0\r\n"
    "post:x:3;en;hi;\r\n"
    "post:x:4;en;hi;awful\r\n"
    "post:x:2;en;hi;Negative \r\n"
    "post:x:5;en;hi;neutral\r\n"
    "post:x:5;en;hi;1\r\n"
    ";en;hi;1\r\n"
    "post:x:6;en;1\r\n"
    "post:x:7;en;hi;+1\r\n"
)


def test_a_sheet_is_read_as_a_spreadsheet_saves_it(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(SHEET, encoding="utf-8", newline="")
    labels = read_labels([path])
    assert labels.codes == {"post:x:1": 0, "post:x:2": 0, "post:x:7": 2}
    assert (labels.unlabelled, labels.repeated) == (1, 1)
    assert {one.at: one.reason for one in labels.rejected} == {
        "labels.csv:6": "expected negative, neutral, positive (or -1, 0, 1), got 'awful'",
        "labels.csv:9": "post:x:5 is positive here and neutral in labels.csv:8: neither counts",
        "labels.csv:10": "expected the id of a post, got none",
        "labels.csv:11": "expected 4 fields as in the header, got 3",
    }


def test_several_files_are_one(tmp_path: Path) -> None:
    for name, label in (("a", "1"), ("b", "-1")):
        (tmp_path / f"{name}.csv").write_text(f"post,label\npost:x:1,{label}\npost:x:{name},0\n", encoding="utf-8")
    labels = read_labels([tmp_path / "a.csv", tmp_path / "b.csv"])
    assert labels.codes == {"post:x:a": 1, "post:x:b": 1}
    (rejected,) = labels.rejected
    assert rejected.at == "b.csv:2"
    assert rejected.reason.endswith("positive in a.csv:2: neither counts")


@pytest.mark.parametrize("content", [b"", b"id,label\n1,2\n", b"\x00\x01\x02", b"post\npost:x:1\n"])
def test_what_is_no_table_of_labels_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "labels.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput, match="columns post and label"):
        read_labels([path])
