"""The source in docs/adding-a-source.md is one that loads."""

from pathlib import Path
from typing import Any

from ingest.loading.loading import load
from tests.fences import fences
from tests.ingest.fake_store import FakeStore
from tests.ingest.reading import write
from tests.modules import ROOT

PAGE = ROOT / "docs" / "adding-a-source.md"


def test_the_example_loads(tmp_path: Path) -> None:
    (example,) = [fence.text for fence in fences(PAGE.read_text(encoding="utf-8")) if fence.language == "python"]
    names: dict[str, Any] = {"__name__": "example"}
    exec(compile(example, "adding-a-source.md", "exec"), names)  # noqa: S102
    path = write(tmp_path, "book.txt", "1;ada;what a place\nnot an entry\n2;bob;so long; bye\n")
    store = FakeStore()
    report = load(names["GuestBook"](path), store)
    assert [(post.id, post.author, post.text) for post in store.kept.values()] == [  # type: ignore[union-attr]
        ("post:guestbook:1", "guestbook:ada", "what a place"),
        ("post:guestbook:2", "guestbook:bob", "so long; bye"),
    ]
    assert [(letter.at, letter.reason) for letter in report.rejected] == [("book.txt:2", "expected number;name;text")]
