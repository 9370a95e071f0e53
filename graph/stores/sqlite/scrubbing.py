"""Scrubbing: a SQLite file anew, so that neither free pages nor the log hold what was deleted."""

import contextlib
from pathlib import Path

import apsw

from graph.errors import StoreUnavailable
from graph.stores.sqlite.opening import connect


def scrub(path: Path) -> bool:
    """Write the file anew, and empty its write-ahead log; False when others read or write just now.

    Needs free space for the file twice. `secure_delete` alone is not enough: it overwrites what is deleted, and leaves
    copies that lie in pages that were split. The index of words is merged first: FTS5 keeps deleted ones until then.
    """
    with contextlib.closing(connect(path)) as connection:
        connection.execute("PRAGMA temp_store = FILE")  # the file may be larger than memory
        try:
            connection.execute("INSERT INTO post_words (post_words) VALUES ('optimize')")
            connection.execute("VACUUM")
            return not next(iter(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")))[0]
        except (apsw.BusyError, apsw.LockedError):
            return False
        except (apsw.FullError, apsw.IOError) as error:
            raise StoreUnavailable(
                f"who was erased is gone from {path}, but free pages may still hold them ({error}): make room for the"
                " file twice; the next load or erasure clears them"
            ) from error
