"""Posts, from rows."""

from collections.abc import Sequence

from typing_extensions import override

from graph.ledger.arriving import arrivals
from graph.ledger.finding import rows_by_any_name
from graph.model.post import Post
from graph.port.views import TextsView
from graph.rows.row_store import RowReader, RowStore
from graph.rows.rows import to_post
from graph.rows.table import Table
from graph.snapshot.arrivals import Arrivals
from graph.text.word_index import phrases_for_index


class LedgerTexts(TextsView):
    """What was written; see `TextsView`."""

    _row_store: RowStore

    @override
    def posts(self, ids: Sequence[str]) -> list[Post | None]:
        return self._row_store.read(lambda reader: _posts(reader, ids))

    @override
    def posts_with(self, terms: Sequence[str]) -> list[list[str]]:
        phrases = [phrases_for_index(term) for term in terms]
        return self._row_store.read(lambda reader: [reader.find_words(words) if words else [] for words in phrases])

    @override
    def arrivals(self, after: int, most: int = 20_000) -> Arrivals:
        return self._row_store.read(lambda reader: arrivals(reader, after, most))

    @override
    def born(self, posts: Sequence[str]) -> list[int | None]:
        rows = self._row_store.read(lambda reader: reader.get(Table.POSTS, list(posts), ["born"]))
        return [rows[post]["born"] if post in rows else None for post in posts]


def _posts(reader: RowReader, ids: Sequence[str]) -> list[Post | None]:
    rows = rows_by_any_name(reader, Table.POSTS, ids)
    authors = reader.get(
        Table.ACCOUNTS, sorted({row["author"] for row in rows.values() if row["author"]}), ["hidden", "alias_of"]
    )
    posts: list[Post | None] = []
    for identifier in ids:
        row = rows.get(identifier)
        author = authors.get(row["author"]) if row else None
        hidden = author is not None and author["hidden"] is not None
        posts.append(None if row is None or hidden else to_post(row))
    return posts
