"""Coordination: which accounts act together, for those who look at a ranking and wonder."""

from dataclasses import dataclass
from typing import Final

from algorithms.coordination.coordination import Coordination, find_coordination
from algorithms.errors import BadParameter
from api.answers.provenance import Provenance, of_reading
from api.errors import BadInput
from api.workspace.analysed_graph import Reading

DEFINITION: Final = (
    "Accounts that share the same links, reposts or nearly the same text together, again and again, more often than"
    " chance explains."
)
WITHIN_SECONDS: Final = 60.0
LEAST_TIMES: Final = 3
BY_CHANCE: Final = 0.01


@dataclass(frozen=True, slots=True)
class Coordinated:
    """Groups of accounts, as rows, with where they come from and the reading that the rows belong to."""

    found: Coordination
    provenance: Provenance
    reading: Reading


def coordination(
    reading: Reading,
    *,
    within_seconds: float = WITHIN_SECONDS,
    least_times: int = LEAST_TIMES,
    by_chance: float = BY_CHANCE,
) -> Coordinated:
    """Find groups that act together. Heavy. Raises BadInput."""
    try:
        found = reading.recent.get(
            ("coordination", within_seconds, least_times, by_chance),
            lambda: find_coordination(
                reading.snapshot, within_seconds=within_seconds, least_times=least_times, by_chance=by_chance
            ),
        )
    except BadParameter:
        expected = "seconds of at least 0, times of at least 2 and a chance above 0 to 1"
        given = f"{within_seconds:g} seconds, {least_times} times and a chance of {by_chance:g}"
        raise BadInput("coordination", expected, given) from None
    provenance = of_reading(
        reading, DEFINITION, within_seconds=within_seconds, least_times=least_times, by_chance=by_chance
    )
    return Coordinated(found, provenance, reading)


def coordinated_accounts(reading: Reading) -> frozenset[str]:
    """Ids of all accounts that act together, as preset. Heavy."""
    members = coordination(reading).found.members(len(reading.snapshot.accounts.ids))
    return frozenset(reading.snapshot.accounts.ids.filter(members).to_pylist())
