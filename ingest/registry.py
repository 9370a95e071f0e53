"""The sources that Kith knows: what each loads, how to use it, and how to open it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from ingest.errors import SourceError
from ingest.source import Source
from ingest.sources.bluesky.source import Bluesky
from ingest.sources.edges.source import Edges
from ingest.sources.plain_csv import Csv
from ingest.sources.x.source import X


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOptions:
    """What a command may say beside the paths; each source takes some of it.

    * `kind` (`--as`): what a file holds, where it does not say so itself
    * `network`: the network of native ids and handles
    * `mapping` (`--map`): `field=column,…`, or the path of a TOML file
    * `date_format`, `zone`: how moments are written, and the zone of those that name none
    * `undirected`: each edge goes both ways
    * `columns`: the parts of an edge list's columns
    """

    kind: str | None = None
    network: str | None = None
    mapping: str | None = None
    date_format: str | None = None
    zone: str | None = None
    undirected: bool = False
    columns: tuple[str, ...] | None = None

    def given(self) -> list[str]:
        """Names of the options that were given."""
        return [field.name for field in fields(self) if getattr(self, field.name)]


@dataclass(frozen=True, slots=True)
class SourceHelp:
    """A source for `kith sources`: name, what it loads, how to use it, and which options it takes."""

    name: str
    summary: str
    usage: tuple[str, ...]
    options: tuple[str, ...]
    open: Callable[[Sequence[Path], SourceOptions], Source]


FLAGS: Final = {
    "kind": "--as",
    "network": "--network",
    "mapping": "--map",
    "date_format": "--date-format",
    "zone": "--zone",
    "undirected": "--undirected",
    "columns": "--columns",
}
"""How the command line calls the options."""


def _csv(paths: Sequence[Path], options: SourceOptions) -> Source:
    return Csv(
        paths,
        kind=options.kind,
        network=options.network,
        mapping=options.mapping,
        date_format=options.date_format,
        zone=options.zone,
    )


def _edges(paths: Sequence[Path], options: SourceOptions) -> Source:
    return Edges(
        paths,
        network=options.network,
        undirected=options.undirected,
        columns=options.columns,
        date_format=options.date_format,
        zone=options.zone,
    )


def _demo(_paths: Sequence[Path], _options: SourceOptions) -> Source:
    raise SourceError("the made-up world has a store of its own; say `kith demo`")


SOURCES: Final[dict[str, SourceHelp]] = {
    source.name: source
    for source in (
        SourceHelp(
            Csv.name,
            "people, posts, interactions, transactions and deletions as tables; any other table by a mapping",
            (
                "kith load csv FOLDER",
                "kith load csv posts.csv --network x",
                "kith load csv FILE --as posts --network x --map id=tweet_id,author_handle=user,at=created,text=body",
                "kith load csv FILE --map NAME.toml",
            ),
            ("kind", "network", "mapping", "date_format", "zone"),
            _csv,
        ),
        SourceHelp(
            Edges.name,
            "any edge list: from, to[, weight][, kind][, at]",
            ("kith load edges FILE", "kith load edges FILE --undirected --columns from,to,at"),
            ("network", "undirected", "columns", "date_format", "zone"),
            _edges,
        ),
        SourceHelp(
            X.name,
            "X API v2 as JSON lines: pages, flattened posts, streams, users, compliance files",
            ("kith load x FILE.jsonl...", "kith load x compliance.jsonl --as users"),
            ("kind",),
            lambda paths, options: X(paths, kind=options.kind),
        ),
        SourceHelp(
            Bluesky.name,
            "Bluesky's Jetstream events as JSON lines: posts, likes, reposts, follows, deletes, account events",
            ("kith load bluesky FILE.jsonl...",),
            (),
            lambda paths, _options: Bluesky(paths),
        ),
        SourceHelp("demo", "a made-up world of about 600 people, in a store of its own", ("kith demo",), (), _demo),
    )
}
"""All sources, by name."""


def open_source(name: str, paths: Sequence[Path], options: SourceOptions | None = None) -> Source:
    """Open a source by name. Raises SourceError for a name that is none, or options that the source does not take."""
    options = options or SourceOptions()
    found = SOURCES.get(name)
    if found is None:
        raise SourceError(f"there is no source {name!r}; expected one of {', '.join(SOURCES)}")
    unknown = [FLAGS[option] for option in options.given() if option not in found.options]
    if unknown:
        takes = ", ".join(FLAGS[option] for option in found.options) or "no options"
        raise SourceError(f"the source {name!r} does not take {', '.join(unknown)}; it takes {takes}")
    return found.open(paths, options)
