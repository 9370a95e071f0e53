"""Migrations: what brings a file of an older schema to the newest one, in the transaction that opens it."""

import apsw

from graph.stores.sqlite.words import index_words


def migrate(connection: apsw.Connection, version: int) -> None:
    """Bring a file of schema `version` to the newest; nothing is done to a new file (0) and to the newest."""
    if version == 1:
        index_words(connection)  # makes the table anew, with the columns of today
    if version == 2:
        connection.execute("ALTER TABLE posts ADD COLUMN born INTEGER")
    if version in {1, 2}:
        connection.execute("UPDATE posts SET born = seq WHERE known")
