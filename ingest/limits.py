"""The limits of input: how long a line or a record may be, and how much of what is rejected is kept.

How long a text, a name or an address may be is said of each column.
"""

from typing import Final

MAX_LINE_BYTES: Final = 64 << 20
"""Bytes of a line of JSON; a page of the largest API in use is a tenth of that."""

MAX_RECORD_BYTES: Final = 8 << 20
"""Bytes of a record of CSV; one that goes on for longer is taken for one whose quote was never closed."""

MAX_EDGE_BYTES: Final = 1 << 20
"""Bytes of a line of an edge list."""

MOST_UNUSABLE: Final = 100_000
"""Pieces that cannot be used before the first that can; after so many the input is taken to be of another kind."""

MOST_LISTED: Final = 10_000
"""Rejected pieces that a report lists; the store keeps all of them."""

MAX_RAW: Final = 4_000
"""Characters of a rejected piece that are kept."""
