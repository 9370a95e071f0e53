"""Rows about posts: one post a row, and its author in passing where a row knows the handle."""

from collections.abc import Iterator
from typing import Any, ClassVar, Final

from typing_extensions import override

from graph.model.account import Account
from graph.model.column import Reference, content_columns
from graph.model.post import Post
from ingest.errors import RecordRejected
from ingest.formats.mentions import mentioned_accounts
from ingest.source import MentionOnlyAccount, Translated
from ingest.tables.cells import handle, unescaped, words
from ingest.tables.lists import names_in_list
from ingest.tables.naming import network_of
from ingest.tables.table_map import BoundMap, Row
from ingest.tables.table_rows import TableRows

_OTHERS: Final = tuple(column.name for column in content_columns(Post) if column.refers_to is Reference.POST)


class PostRows(TableRows):
    """One post a row. Mentions come from their column, or without one from the text."""

    record: ClassVar[type] = Post
    apart: ClassVar[frozenset[str]] = frozenset({"author", "reply_to_author", "text", "mentions", *_OTHERS})

    def __init__(self, bound: BoundMap) -> None:
        super().__init__(bound)
        self._id = bound.cell("id")
        self._author = bound.cell("author")
        self._author_handle = bound.cell("author_handle")
        self._reply_to_author = bound.cell("reply_to_author")
        self._reply_to_handle = bound.cell("reply_to_handle")
        self._author_name = bound.cell("author_name")
        self._text = bound.cell("text")
        self._mentions = bound.cell("mentions") if bound.has("mentions") else None
        self._others = tuple((name, bound.cell(name)) for name in _OTHERS if bound.has(name))

    @override
    def translate(self, row: Row, lines: tuple[Row, ...] = ()) -> Iterator[Translated]:
        author = self.subject(row)
        network = self.network(row) or network_of(author)
        identifier = self.naming.post(self._id(row), network)
        if identifier is None:
            raise RecordRejected("expected a post's id, got an empty cell")
        text = unescaped(self._text(row))
        others: dict[str, Any] = {name: self.naming.post(cell(row), network) for name, cell in self._others}
        post = Post(
            id=identifier,
            author=author,
            text=text,
            reply_to_author=self._answered(row),
            mentions=self._mentioned(row, network or network_of(identifier), text, author),
            stated_at=self.stated_at(row),
            **others,
            **self.plain(row),
        )
        author_handle = handle(self._author_handle(row))
        if author is not None and author_handle is not None:
            name = words(self._author_name(row))
            yield MentionOnlyAccount(Account(id=author, handle=author_handle, name=name))
        yield post

    @override
    def subject(self, row: Row) -> str | None:
        network = self.network(row)
        return self.naming.account(self._author(row), network) or self.naming.handle(self._author_handle(row), network)

    def _answered(self, row: Row) -> str | None:
        network = self.network(row)
        account = self.naming.account(self._reply_to_author(row), network)
        return account or self.naming.handle(self._reply_to_handle(row), network)

    def _mentioned(self, row: Row, network: str | None, text: str, author: str | None) -> tuple[str, ...]:
        if self._mentions is None:
            return mentioned_accounts(network, text) if network else ()
        names = names_in_list(self._mentions(row))
        accounts = [self.naming.mentioned(name, network, author) for name in names]
        return tuple(dict.fromkeys(account for account in accounts if account is not None))
