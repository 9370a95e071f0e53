"""The index of words in SQLite: an FTS5 table beside the posts, under the same row numbers."""

from collections.abc import Sequence
from typing import Final

import apsw
import orjson

from graph.rows.row_store import Row
from graph.text.word_index import words_for_index

_NUMBERED: Final = "SELECT rowid, id FROM posts WHERE id IN (SELECT value FROM json_each(?)) ORDER BY rowid"
_PUT: Final = "INSERT OR REPLACE INTO post_words (rowid, words) VALUES (?, ?)"


def put_words(connection: apsw.Connection, posts: Sequence[Row]) -> None:
    """Index the words of posts that are already in their table."""
    texts = {row["id"]: row["text"] for row in posts}
    numbered = connection.execute(_NUMBERED, (orjson.dumps(list(texts)).decode(),)).fetchall()
    connection.executemany(_PUT, [(number, words_for_index(texts[post])) for number, post in numbered])


def delete_words(connection: apsw.Connection, ids: str) -> None:
    """Forget the words of posts, by a JSON list of their ids, while they are still in their table."""
    connection.execute(
        "DELETE FROM post_words WHERE rowid IN (SELECT rowid FROM posts WHERE id IN (SELECT value FROM json_each(?)))",
        (ids,),
    )


def posts_with(connection: apsw.Connection, phrases: Sequence[str]) -> list[str]:
    """Ids of the posts that have one of the phrases, ascending."""
    query = "SELECT id FROM posts WHERE rowid IN (SELECT rowid FROM post_words WHERE post_words MATCH ?) ORDER BY id"
    return [str(row[0]) for row in connection.execute(query, (" OR ".join(f'"{phrase}"' for phrase in phrases),))]
