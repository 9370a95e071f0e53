"""Provenance: where a number comes from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a number comes from: the same data, parameters and seed give the same number again.

    `definition` says in words what was computed; `parameters` is canonical JSON; `fingerprint` names the findings or
    the snapshot behind it. `people` counts those with a tie, `ties` the ties. `since`, `until` and `as_of` are
    microseconds UTC, None for no bound.
    """

    definition: str
    parameters: str
    seed: int
    fingerprint: str
    people: int
    ties: int
    since: int | None
    until: int | None
    as_of: int
