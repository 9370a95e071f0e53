"""Where a number comes from, as commands print it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.answers.provenance import Provenance


def provenance_line(provenance: "Provenance") -> str:
    """Provenance in one line for people."""
    window = "".join(
        f", {word} {moment:%Y-%m-%d %H:%M}"
        for word, moment in (("since", provenance.since), ("until", provenance.until))
        if moment is not None
    )
    return (
        f"from {provenance.people:,} people with {provenance.ties:,} ties{window},"
        f" as of {provenance.as_of:%Y-%m-%d %H:%M} UTC (fingerprint {provenance.fingerprint[:12]})"
    )
