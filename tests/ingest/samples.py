"""How each source writes a row: what tests of damaged input build their files from."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A kind of file that a source reads: its name, the lines above its rows, and how it writes one.

    A row is made from `number` (1, 2, …), `who` (a handle), `text`, `at` (a moment) and `count` (a number), each as
    the file has it. A file that cannot hold one of them leaves it out, and says so in `lacks`.
    """

    file: str
    row: Callable[[Mapping[str, Any]], str]
    header: str = ""
    options: tuple[str, ...] = ()
    lacks: frozenset[str] = field(default=frozenset())

    def file_of(self, *rows: Mapping[str, Any]) -> str:
        """A file with these rows; what one leaves out is as in any good row."""
        texts = [
            self.row({**USUAL, "number": number, "who": f"ada{number}", **row})
            for number, row in enumerate(rows, start=1)
        ]
        return self.header + "".join(f"{text}\n" for text in texts)


USUAL: Final[Mapping[str, Any]] = MappingProxyType({"text": "good tea", "at": "2026-05-01T09:00:00Z", "count": 3})


def quoted(value: Any) -> str:
    """A field of a table."""
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\n\r') else text


def _fields(*names: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda row: ",".join(quoted(name.format(**row)) for name in names)


def _post_of_x(row: Mapping[str, Any]) -> str:
    post = {"id": str(row["number"]), "author_id": "2", "text": row["text"], "created_at": row["at"]}
    post |= {"public_metrics": {"like_count": row["count"]}, "entities": {"mentions": [{"username": row["who"]}]}}
    return json.dumps({"data": post})


def _post_of_bluesky(row: Mapping[str, Any]) -> str:
    record = {"text": row["text"], "createdAt": row["at"], "langs": ["en"]}
    commit = {"operation": "create", "collection": "app.bsky.feed.post", "rkey": str(row["number"]), "record": record}
    event = {"did": f"did:plc:{row['who']}", "time_us": 1_767_225_600_000_000, "kind": "commit", "commit": commit}
    return json.dumps(event)


SAMPLES: Final[Mapping[str, tuple[Sample, ...]]] = MappingProxyType(
    {
        "csv": (
            Sample(
                file="posts.csv",
                header="id,author,at,text,likes\n",
                row=_fields("{number}", "@{who}", "{at}", "{text}", "{count}"),
                options=("--network", "x"),
            ),
            Sample(
                file="people.csv",
                header="id,handle,name,followers,stated_at\n",
                row=_fields("{number}", "{who}", "{text}", "{count}", "{at}"),
                options=("--network", "x"),
            ),
            Sample(
                file="interactions.csv",
                header="id,from,to,kind,at\n",
                row=_fields("{number}", "@{who}", "@bo", "LIKE", "{at}"),
                options=("--network", "x"),
                lacks=frozenset({"text", "count"}),
            ),
            Sample(
                file="transactions.csv",
                header="id,account,kind,status,amount,currency,at\n",
                row=_fields("{number}", "@{who}", "order", "WON", "{count}", "EUR", "{at}"),
                options=("--network", "shop"),
                lacks=frozenset({"text"}),
            ),
            Sample(
                file="deletions.csv",
                header="id,at\n",
                row=_fields("@{who}", "{at}"),
                options=("--network", "gone"),
                lacks=frozenset({"text", "count"}),
            ),
        ),
        "edges": (
            Sample(
                file="edges.csv",
                header="from,to,weight,at\n",
                row=_fields("{who}", "{text}", "{count}", "{at}"),
            ),
            Sample(
                file="edges.txt",
                row=lambda row: f"{row['who']} bo {row['count']}",
                lacks=frozenset({"text", "at"}),
            ),
        ),
        "x": (Sample(file="x.jsonl", row=_post_of_x),),
        "bluesky": (Sample(file="bluesky.jsonl", row=_post_of_bluesky, lacks=frozenset({"count"})),),
    }
)  # fmt: skip
"""The files of each source that `kith load` opens, by its name."""
