"""Where a number comes from, as commands print it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from api.answers.provenance import Provenance

_DECAYED: Final = 0.001
"""A tie of less strength, whose last act is a year before the moment looked back from, has decayed to nothing."""
_DAYS: Final = 365


def provenance_line(provenance: "Provenance") -> str:
    """Provenance in one line for people."""
    window = "".join(
        f", {word} {moment:%Y-%m-%d %H:%M}"
        for word, moment in (("since", provenance.since), ("until", provenance.until))
        if moment is not None
    )
    is_timed = provenance.as_of.timestamp() > 0  # else no interaction says when it was
    as_of = f", as of {provenance.as_of:%Y-%m-%d %H:%M} UTC" if is_timed else ", none of them with a moment"
    return (
        f"from {provenance.people:,} people with {provenance.ties:,} ties{window}{as_of}"
        f" (fingerprint {provenance.fingerprint[:12]})"
    )


def decayed_line(ties: Sequence[Mapping[str, Any]], provenance: "Provenance") -> list[str]:
    """A line that says so where ties are so old that nothing is left of them, and how to see them; else none."""
    old = [tie["last_at"] for tie in ties if tie["last_at"] is not None and tie["strength"] < _DECAYED]
    old = [at for at in old if (provenance.as_of - at).days >= _DAYS]
    if not old:
        return []
    first, last = min(old), max(old)
    years = f"{first:%Y}" if first.year == last.year else f"{first:%Y} to {last:%Y}"
    return [f"ties of {years}, decayed to nothing: --as-of {last:%Y-%m-%d}, or --half-life none"]
