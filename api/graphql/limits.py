"""The limits of GraphQL: what one question, one message and one connection may ask for.

Those of callers are in `api/auth/limits.py`, those of sockets in `api/http/limits.py`, those of input in
`ingest/limits.py`; a `MOST` of one answer, command or step of the analysis stands beside it, with a text below. A table
in `docs/operations.md` has all of them, and a test compares it.
"""

from typing import Final

MOST_TOKENS: Final = 1_000
"""Tokens of a document."""

MOST_DEPTH: Final = 12
"""Levels of fields inside fields."""

MOST_ALIASES: Final = 15
"""Aliases of a question."""

MOST_DIRECTIVES: Final = 20
"""Directives of a question."""

MOST_ROOT_FIELDS: Final = 10
"""Fields at the root of a question."""

MOST_COST: Final = 20_000
"""Objects that a question may ask for, and that its answer may turn out to hold."""

MOST_ROWS: Final = 5_000
"""Rows of one list that a question is measured by, where it asks for more; how many come is said of each answer."""

MOST_ERRORS: Final = 5
"""Errors that are shown of an answer."""

LONGEST_NAME: Final = 1_100
"""Characters of an id or a handle in an argument."""

LONGEST_NUMBER: Final = 300
"""Characters of a number, in a document or beside it: as an integer it is still below the largest fraction."""

LONGEST_MESSAGE_BYTES: Final = 65_536
"""Bytes of a message over a WebSocket."""

DEEPEST_MESSAGE: Final = 100
"""Levels of lists and objects in a message over a WebSocket."""

BEGIN_WITHIN_SECONDS: Final = 10.0
"""Seconds within which a WebSocket must begin (`connection_init`)."""

MOST_SUBSCRIPTIONS: Final = 100
"""Subscriptions of one connection."""

MOST_BEHIND: Final = 10_000
"""Posts that a subscriber may be behind those who ask the same; who is further behind is cut off (`RATE_LIMITED`)."""

MOST_KEPT_POSTS: Final = 10_000
"""Posts of a watch that are kept for those who listen slowly; who is further behind reads them from the store."""

MOST_KEPT_GENERATIONS: Final = 10
"""Generations of findings that are kept for those who come back; who has seen none of them is told of the newest."""

CATCH_UP_AT_ONCE: Final = 64
"""Subscribers who come back and read what they missed at once; others wait."""

CATCH_UP_SECONDS: Final = 5.0
"""Seconds that they wait for that at most."""
