"""The report of a load."""

from dataclasses import dataclass
from typing import Any

from graph.port.batch import Counts, Rejected, Written


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What came of a load: read = written + unchanged + rejected + suppressed by a tombstone.

    `read` counts records and rejected pieces of input: a page of 100 posts is 100. `rejected` lists the first ones of
    `written.rejected` in all. `removed` is what a sweep took away. `in_future` counts records that are dated later than
    this load: they are kept, and answers do not look back from them. `added_up` counts acts without ids that repeat an
    earlier one of the input: each counts. `warnings` say what looks wrong about the input as a whole. `resumed_at`
    counts the pieces of input that an interrupted run had taken; where their place in the input could not be found
    again, all of it was `read_anew`.
    """

    source: str
    load: str
    written: Written
    counts: Counts
    rejected: tuple[Rejected, ...]
    seconds: float
    resumed_at: int = 0
    read_anew: bool = False
    removed: int = 0
    in_future: int = 0
    added_up: int = 0
    warnings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The report as the command line prints it."""
        return {
            "source": self.source,
            "load": self.load,
            "read": self.written.read,
            "written": self.written.written,
            "unchanged": self.written.unchanged,
            "rejected": [{"at": letter.at, "reason": letter.reason} for letter in self.rejected],
            "rejected_total": self.written.rejected,
            "suppressed": self.written.suppressed,
            "counts": {
                "accounts": self.counts.accounts,
                "posts": self.counts.posts,
                "unknown_posts": self.counts.unknown_posts,
                "interactions": self.counts.interactions,
                "transactions": self.counts.transactions,
            },
            "removed": self.removed,
            "in_future": self.in_future,
            "added_up": self.added_up,
            "warnings": list(self.warnings),
            "resumed_at": self.resumed_at,
            "read_anew": self.read_anew,
            "seconds": round(self.seconds, 3),
        }
