"""A resume window: the part of the feed that one stream hands on."""

from dataclasses import dataclass


@dataclass(slots=True)
class ResumeWindow:
    """Where a stream begins and ends in the change sequence, and how far it has come."""

    start: int | None = None
    """The number after which it begins; None for where `after` says, or else for now."""
    end: int | None = None
    """It is over when it came to this number, and to where the feed was as it began; None when it goes on for ever."""
    at: int | None = None
    """The number of the post that is being handed on; None while there is none."""
    reached: int | None = None
    """The number up to which all was handed on, once it is over; None before, and for one that ended otherwise."""
