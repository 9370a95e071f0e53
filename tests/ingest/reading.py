"""Short ways to write input files, and to read what a source makes of them."""

from pathlib import Path

from graph.port.batch import Record
from ingest.errors import RecordRejected
from ingest.records import checked
from ingest.source import Source, record_in


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file as it is given, line ends included."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(source: Source) -> tuple[list[Record], dict[str, str]]:
    """Records that a source gives, accounts named in passing included, and reasons of what it rejects by place."""
    records: list[Record] = []
    reasons: dict[str, str] = {}
    for raw in source.fetch():
        try:
            for told in source.translate(raw):
                records += [checked(record_in(told))]
        except (RecordRejected, ValueError) as error:
            reasons[raw.at] = str(error)
    return records, reasons


def only(source: Source) -> Record:
    """The one record that a source gives."""
    records, reasons = read(source)
    assert reasons == {}
    assert len(records) == 1
    return records[0]
