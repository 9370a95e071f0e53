"""Erasing accounts: tombstones first, then everything that is theirs."""

from collections.abc import Sequence

from graph.errors import NotKnown
from graph.ledger.aliases import handles_of
from graph.ledger.people import regroup
from graph.ledger.removal import Orphans, drop_orphans, remove_accounts
from graph.ledger.tombstones import Tombstones
from graph.ledger.unit_of_work import UnitOfWork
from graph.model.moment import from_micros
from graph.model.tombstone import Reason
from graph.port.batch import Erasure
from graph.rows.row_store import RowWriter
from graph.rows.table import Table


def erase_accounts(writer: RowWriter, key: bytes, ids: Sequence[str], reason: Reason, now: int) -> list[Erasure]:
    """Erase accounts with all that is theirs, judgements and dead letters too; they cannot come back."""
    unit, tombstones, orphans = UnitOfWork(writer), Tombstones(writer, key), Orphans()
    rows = unit.get(Table.ACCOUNTS, ids)
    missing = [i for i in ids if i not in rows]
    if missing:
        raise NotKnown(f"there is no account {missing[0]}; nothing was erased")
    aliases = handles_of(unit, rows.values())  # else a mention would bring back a ghost
    going = {*rows, *(a for group in aliases.values() for a in group)}
    tombstones.look_up(going)
    erasures: list[Erasure] = []
    for identifier in dict.fromkeys(ids):
        linkage = [
            r["id"] for r in unit.find(Table.ACCOUNTS, "person", [rows[identifier]["person"]]) if r["id"] not in ids
        ]
        gone = [identifier, *aliases.get(identifier, ())]
        for name in gone:
            tombstones.set(name, reason.value, now)
        posts, acts = remove_accounts(unit, gone, orphans)
        _forget_decisions(writer, identifier)
        regroup(unit, linkage)
        erasures.append(Erasure(identifier, posts, acts, reason.value, from_micros(now)))
    drop_orphans(unit, orphans)
    unit.write()
    tombstones.write(writer)
    return erasures


def _forget_decisions(writer: RowWriter, account: str) -> None:
    """Remove what people decided about the account, and dead letters that speak of it."""
    judgements = {r["id"] for column in ("left", "right") for r in writer.find(Table.JUDGEMENTS, column, [account])}
    writer.delete(Table.JUDGEMENTS, sorted(judgements))
    writer.delete(Table.TEAM, [account])
    letters = [r["id"] for r in writer.find(Table.REJECTED, "account", [account], ["id"])]
    writer.delete(Table.REJECTED, letters)
