"""Counts that may be more than 32 bits hold."""

from typing import Annotated, Final

COUNTED: Final = "counted"

HowMany = Annotated[int, COUNTED]
"""How many there are of something, which may be more than 32 bits hold: GraphQL has a scalar for counts."""
