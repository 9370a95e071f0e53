"""What a source reads after any of its pieces, found again by its bookmark, is what came after it."""

from pathlib import Path

import pytest

from ingest.registry import open_source
from tests.ingest.reading import write
from tests.ingest.samples import SAMPLES

PRETTY = (
    '[\n {"data": [{"id": "1", "text": "a"},\n  {"id": "2", "text": "b"}]},\n {"data": {"id": "3", "text": "c"}}\n]\n'
)
TORN = 'id,author,at,text,likes\n1,x:1,,"a\nb",\n2,x:1,,"open\n3,x:1,,c,\n\n4,x:1,,"d""",9\n5,x:1,,e\r,\n'
CONTENTS = {
    "x": {"a.json": PRETTY, "b.jsonl": '\ufeff{"data": {"id": "4", "text": "d"}}\n\nno JSON\n{"data": [', "c.json": ""},
    "csv": {"posts.csv": TORN, "people.csv": "id,handle\n1,a\n2,b\n", "posts-2.csv": TORN.replace("\n", "\r\n")},
    "edges": {"a.txt": "4 3\n# c\na b 1\n\nc d 1\na d 2", "b.csv": "\ufefffrom,to\na,b\n%\nb,c\n"},
    "bluesky": {"a.jsonl": "{}\n\n{}\nnothing\n", "b.json": "[{}, {}]"},
}


@pytest.mark.parametrize("name", SAMPLES)
def test_any_piece_is_found_again(name: str, tmp_path: Path) -> None:
    paths = [write(tmp_path, file, content) for file, content in CONTENTS[name].items()]
    options = {"--network": "x"} if name == "csv" else {}
    source = open_source(name, paths, options)
    pieces = [(raw.at, raw.text or str(raw.value), raw.bookmark) for raw in source.fetch()]
    read_bytes = source.read_bytes()
    assert len(pieces) >= 5
    for place, (at, _, bookmark) in enumerate(pieces):
        assert bookmark, at
        again = [(raw.at, raw.text or str(raw.value), raw.bookmark) for raw in source.fetch_after(bookmark)]
        assert again == pieces[place + 1 :], at
        assert source.read_bytes() == read_bytes, at
