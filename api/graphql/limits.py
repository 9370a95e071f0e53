"""The limits of GraphQL: what one question, one message and one connection may ask for.

Those of callers are in `api/auth/limits.py`, those of sockets in `api/http/limits.py`, those of input in
`ingest/limits.py`; how many paths, people or rows one answer has is said beside it in `api/answers`. A table in
`docs/operations.md` has all that users meet, and a test compares it.
"""

from typing import Final

MOST_TOKENS: Final = 1_000
"""Most tokens of a document."""

MOST_DEPTH: Final = 12
"""Most levels of fields inside fields."""

MOST_ALIASES: Final = 15
"""Most aliases of a question."""

MOST_DIRECTIVES: Final = 20
"""Most directives of a question."""

MOST_ROOT_FIELDS: Final = 10
"""Most fields at the root of a question."""

MOST_COST: Final = 20_000
"""Most objects that a question may ask for, and that its answer may turn out to hold."""

MOST_ERRORS: Final = 5
"""Most errors that are shown of an answer."""

LONGEST_NAME: Final = 1_100
"""Most characters of an id or a handle in an argument."""

LONGEST_MESSAGE_BYTES: Final = 65_536
"""Most bytes of a message over a WebSocket."""

DEEPEST_MESSAGE: Final = 100
"""Most levels of lists and objects in a message over a WebSocket."""

BEGIN_WITHIN_SECONDS: Final = 10.0
"""So long may a WebSocket take to begin (`connection_init`)."""

MOST_SUBSCRIPTIONS: Final = 100
"""Most subscriptions of one connection."""

MOST_BEHIND: Final = 10_000
"""Most posts that a subscriber may be behind those who ask the same, and that are kept for those who come back."""
