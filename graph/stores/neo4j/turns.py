"""Whose turn it is: one writer at a time, and readers who see all of what a writer wrote, or nothing.

Neo4j shows each query what is committed at that moment, a commit that is just being applied in part. So a writer
announces its turn before it commits, and settles it after; a reader that finds a turn announced or settled between
its first and its last query reads again. Reading waits for commits alone, never for the work before them.
"""

from collections.abc import Callable
from typing import Final, TypeVar

from neo4j import ManagedTransaction
from neo4j.exceptions import DriverError, Neo4jError

T = TypeVar("T")

_LOCK: Final = "MERGE (k:Kith {name: 'lock'}) SET k.value = coalesce(k.value, 0) + 1"
_ANNOUNCE: Final = "MERGE (k:Kith {name: 'turn'}) SET k.announced = coalesce(k.announced, 0) + 1 RETURN k.announced"
_SETTLE: Final = "MATCH (k:Kith {name: 'turn'}) WHERE coalesce(k.settled, 0) < $turn SET k.settled = $turn"
_SETTLE_ALL: Final = "MATCH (k:Kith {name: 'turn'}) SET k.settled = k.announced"
_TURN: Final = "OPTIONAL MATCH (k:Kith {name: 'turn'}) RETURN coalesce(k.announced, 0), coalesce(k.settled, 0)"


def take_lock(transaction: ManagedTransaction) -> None:
    """Wait until no other writer is at work; the lock is let go when the transaction ends."""
    transaction.run(_LOCK).consume()


def announce(transaction: ManagedTransaction) -> int:
    """Say, in a transaction of its own, that the holder of the lock is about to commit; returns the turn."""
    return int(transaction.run(_ANNOUNCE).single(strict=True)[0])


def settle(transaction: ManagedTransaction, turn: int) -> None:
    """Say that a turn is committed."""
    transaction.run(_SETTLE, turn=turn).consume()


def wait(transaction: ManagedTransaction) -> None:
    """Wait until no writer is at work; a turn that is not settled then belongs to one that died."""
    take_lock(transaction)
    transaction.run(_SETTLE_ALL).consume()


def between_turns(transaction: ManagedTransaction, work: Callable[[], T]) -> tuple[bool, T | None]:
    """Run reading work; tells whether no writer committed meanwhile. If one did, the answer is worth nothing."""
    turn = _standing(transaction)
    if turn is None:
        return False, None
    try:
        answer = work()
    except (DriverError, Neo4jError):
        raise
    except Exception:
        if _standing(transaction) == turn:
            raise
        return False, None  # what was read did not fit together
    return _standing(transaction) == turn, answer


def turns(transaction: ManagedTransaction) -> int:
    """How many turns were announced and settled: another number when one is about to commit, and when it has."""
    announced, settled = transaction.run(_TURN).single(strict=True)
    return int(announced) + int(settled)


def _standing(transaction: ManagedTransaction) -> int | None:
    """The last turn; None while one is announced and not settled."""
    announced, settled = transaction.run(_TURN).single(strict=True)
    return announced if announced == settled else None
