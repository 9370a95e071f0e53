"""A source under another name, so that two inputs of one kind are two sources."""

from collections.abc import Iterator
from typing import Final

from typing_extensions import override

from ingest.errors import SourceError
from ingest.source import Raw, Source, Translated

_LONGEST: Final = 100


class _Renamed(Source):
    """Passes everything on to the source it stands for."""

    def __init__(self, source: Source) -> None:
        self._source = source

    @override
    def fetch(self) -> Iterator[Raw]:
        return self._source.fetch()

    @override
    def fetch_after(self, bookmark: tuple[int, ...]) -> Iterator[Raw]:
        return self._source.fetch_after(bookmark)

    @override
    def remarks(self) -> Iterator[str]:
        return self._source.remarks()

    @override
    def translate(self, raw: Raw) -> Iterator[Translated]:
        return self._source.translate(raw)

    @override
    def input_key(self) -> str:
        return self._source.input_key()

    @override
    def size_bytes(self) -> int | None:
        return self._source.size_bytes()

    @override
    def read_bytes(self) -> int:
        return self._source.read_bytes()


def renamed(source: Source, name: str) -> Source:
    """The same source by the name given. Raises SourceError for a name that is empty, too long or not printable."""
    name = name.strip()
    if not name or len(name) > _LONGEST or not name.isprintable():
        raise SourceError(f"expected a name of 1 to {_LONGEST} characters for the source, got {name[:_LONGEST]!r}")
    # A source's name belongs to its class.
    kind: type[_Renamed] = type("Renamed", (_Renamed,), {"name": name})
    return kind(source)
