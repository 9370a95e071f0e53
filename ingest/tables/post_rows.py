"""Rows about posts: one post a row, and its author in passing where a row knows the handle."""

import re
from collections.abc import Iterator
from typing import Final

from typing_extensions import override

from graph.model.account import Account
from graph.model.post import Post
from ingest.errors import RecordRejected
from ingest.formats.mentions import mentioned_accounts
from ingest.source import MentionOnlyAccount, Translated
from ingest.tables.cells import reference, whole, words
from ingest.tables.naming import network_of
from ingest.tables.table_map import BoundMap, Row
from ingest.tables.table_rows import TableRows, moment_or_none

_BETWEEN: Final = re.compile(r"[\s,;|]+")


class PostRows(TableRows):
    """One post a row. Mentions come from their column, or without one from the text."""

    def __init__(self, bound: BoundMap) -> None:
        super().__init__(bound)
        self._id = bound.cell("id")
        self._author = bound.cell("author")
        self._author_handle = bound.cell("author_handle")
        self._author_name = bound.cell("author_name")
        self._at = bound.cell("at")
        self._moments = bound.moment("at")
        self._text = bound.cell("text")
        self._mentions = bound.cell("mentions") if bound.has("mentions") else None
        self._language = bound.cell("language")
        self._url = bound.cell("url")
        others = ("reply_to", "repost_of", "quote_of")
        self._others = tuple((name, bound.cell(name)) for name in others if bound.has(name))
        counts = ("likes", "reposts", "replies", "quotes", "views")
        self._counts = tuple((name, bound.cell(name)) for name in counts if bound.has(name))

    @override
    def translate(self, row: Row, lines: tuple[Row, ...] = ()) -> Iterator[Translated]:
        author = self.subject(row)
        network = self.network(row) or network_of(author)
        identifier = self.naming.post(self._id(row), network)
        if identifier is None:
            raise RecordRejected("expected a post's id, got an empty cell")
        text = self._text(row)
        others = {name: self.naming.post(cell(row), network) for name, cell in self._others}
        counts = {name: whole(name, cell(row)) for name, cell in self._counts}
        post = Post(
            id=identifier,
            author=author,
            at=moment_or_none(self._moments, self._at(row)),
            text=text,
            mentions=self._mentioned(row, network or network_of(identifier), text),
            language=words(self._language(row)),
            url=words(self._url(row)),
            stated_at=self.stated_at(row),
            reply_to=others.get("reply_to"),
            repost_of=others.get("repost_of"),
            quote_of=others.get("quote_of"),
            likes=counts.get("likes"),
            reposts=counts.get("reposts"),
            replies=counts.get("replies"),
            quotes=counts.get("quotes"),
            views=counts.get("views"),
        )
        handle = reference(self._author_handle(row))
        if author is not None and handle is not None:
            name = words(self._author_name(row))
            yield MentionOnlyAccount(Account(id=author, handle=handle.removeprefix("@"), name=name))
        yield post

    @override
    def subject(self, row: Row) -> str | None:
        network = self.network(row)
        return self.naming.account(self._author(row), network) or self.naming.handle(self._author_handle(row), network)

    def _mentioned(self, row: Row, network: str | None, text: str) -> tuple[str, ...]:
        if self._mentions is None:
            return mentioned_accounts(network, text) if network else ()
        told = [self.naming.account(name, network) for name in _BETWEEN.split(self._mentions(row)) if name]
        return tuple(account for account in told if account is not None)
