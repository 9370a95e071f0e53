"""The source `bluesky`: Jetstream events as JSON lines."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final

from typing_extensions import override

from graph.errors import InvalidValue
from graph.model.ids import account_id
from ingest.errors import RecordRejected
from ingest.formats.input_files import ByteCounter, files_below, fingerprint, passed_over, size_of
from ingest.formats.json_lines import SUFFIXES, JsonLine, decode, read_json_lines
from ingest.formats.json_values import needed_text
from ingest.registration import source
from ingest.source import Raw, Source, Translated
from ingest.sources.bluesky.at_uri import is_did
from ingest.sources.bluesky.records import NETWORK, record_of

_EXPECTED: Final = "Jetstream events, one JSON document a line"


def _raw(line: JsonLine) -> Raw:
    if line.flaw is None:
        return Raw(line.at, line.content, bookmark=line.bookmark)
    return Raw(line.at, RecordRejected(line.flaw), line.path.name, line.bookmark)


@source(
    "bluesky",
    summary="Bluesky's Jetstream events as JSON lines: posts, likes, reposts, follows, deletes, account events",
    usage=("kith load bluesky FILE.jsonl...",),
)
class Bluesky(Source):
    """Jetstream events as JSON lines: posts, likes, reposts, follows, their deletes, handles and account events."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self._byte_counter = ByteCounter()

    @override
    def input_key(self) -> str:
        return fingerprint(self._files, "bluesky")

    @override
    def remarks(self) -> Iterator[str]:
        return passed_over(self._paths, SUFFIXES)

    @override
    def size_bytes(self) -> int | None:
        return size_of(self._files)

    @override
    def read_bytes(self) -> int:
        return self._byte_counter.read_bytes

    @override
    def fetch(self) -> Iterator[Raw]:
        return map(_raw, read_json_lines(self._files, self._byte_counter, _EXPECTED))

    @override
    def fetch_after(self, bookmark: tuple[int, ...]) -> Iterator[Raw]:
        file, offset, number = bookmark
        lines = read_json_lines(self._files, self._byte_counter, _EXPECTED, (file, offset, number))
        return map(_raw, islice(lines, 1, None))

    @override
    def translate(self, raw: Raw) -> Iterator[Translated]:
        if isinstance(raw.value, RecordRejected):
            raise raw.value
        event = decode(raw.value)
        if not isinstance(event, dict):
            raise RecordRejected(f"expected a Jetstream event, got a {type(event).__name__}")
        did = needed_text(event, "did")
        if not is_did(did):
            raise RecordRejected(f"did: expected an id like 'did:plc:…', got {did!r:.80}")
        try:
            yield record_of(event, did)
        except (RecordRejected, InvalidValue) as flaw:
            raise RecordRejected(str(flaw), account_id(NETWORK, did)) from flaw

    @cached_property
    def _files(self) -> list[Path]:
        return files_below(self._paths, SUFFIXES)
