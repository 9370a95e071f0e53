"""Erasing accounts: tombstones first, then everything that is theirs."""

from collections.abc import Sequence

from graph.errors import NotKnown
from graph.ledger.aliases import handles_of
from graph.ledger.people import regroup
from graph.ledger.removal import Loose, drop_loose, remove_accounts
from graph.ledger.tombstones import Stones
from graph.ledger.unit_of_work import Draft
from graph.model.moment import from_micros
from graph.model.tombstone import Reason
from graph.port.batch import Erasure
from graph.rows.row_store import WriteShelf
from graph.rows.table import Table


def erase_accounts(shelf: WriteShelf, key: bytes, ids: Sequence[str], reason: Reason, now: int) -> list[Erasure]:
    """Erase accounts with all that is theirs, judgements and dead letters too; they cannot come back."""
    draft, stones, loose = Draft(shelf), Stones(shelf, key), Loose()
    rows = draft.get(Table.ACCOUNTS, ids)
    missing = [i for i in ids if i not in rows]
    if missing:
        raise NotKnown(f"there is no account {missing[0]}; nothing was erased")
    aliases = handles_of(draft, rows.values())  # else a mention would bring back a ghost
    going = {*rows, *(a for group in aliases.values() for a in group)}
    stones.look_up(going)
    erasures: list[Erasure] = []
    for identifier in dict.fromkeys(ids):
        kin = [
            r["id"] for r in draft.find(Table.ACCOUNTS, "person", [rows[identifier]["person"]]) if r["id"] not in ids
        ]
        gone = [identifier, *aliases.get(identifier, ())]
        for name in gone:
            stones.set(name, reason.value, now)
        posts, acts = remove_accounts(draft, gone, loose)
        _forget_decisions(shelf, identifier)
        regroup(draft, kin)
        erasures.append(Erasure(identifier, posts, acts, reason.value, from_micros(now)))
    drop_loose(draft, loose)
    draft.write()
    stones.write(shelf)
    return erasures


def _forget_decisions(shelf: WriteShelf, account: str) -> None:
    """Remove what people decided about the account, and dead letters that speak of it."""
    judgements = {r["id"] for column in ("left", "right") for r in shelf.find(Table.JUDGEMENTS, column, [account])}
    shelf.delete(Table.JUDGEMENTS, sorted(judgements))
    shelf.delete(Table.TEAM, [account])
    letters = [r["id"] for r in shelf.find(Table.REJECTED, "account", [account], ["id"])]
    shelf.delete(Table.REJECTED, letters)
