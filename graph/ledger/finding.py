"""Finding accounts by the names that people use for them."""

from collections.abc import Sequence
from typing import Any

from graph.errors import Ambiguous
from graph.ledger.letters import known_networks
from graph.model.ids import fold, is_account_id, is_provisional, plain_blanks, split_account
from graph.model.networks import spellings
from graph.rows.row_store import RowReader
from graph.rows.table import CASE_FOLDED, Table


def find_accounts(reader: RowReader, names: Sequence[str], network: str | None = None) -> list[dict[str, Any] | None]:
    """Rows of accounts by person id, account id or `@handle`, re-pointed and visible; None for what is missing.

    Raises Ambiguous when a handle is used by several people.
    """
    by_id = {name: _account_of(name) for name in names}
    rows = rows_by_any_name(reader, Table.ACCOUNTS, [i for i in by_id.values() if i])
    real = _follow(reader, rows)
    matches: list[dict[str, Any] | None] = []
    for name in names:
        identifier = by_id[name]
        row = real.get(identifier) if identifier else None
        if row is None and not name.startswith("person:"):
            row = _by_handle(reader, *_handle(name, network))
        matches.append(row)
    return matches


def rows_by_any_name(reader: RowReader, table: Table, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Rows by the ids asked for, also of those whose network goes by another name in the store."""
    rows = reader.get(table, ids)
    missing = [identifier for identifier in ids if identifier not in rows]
    others = {other: identifier for identifier in missing for other in spellings(identifier) if other != identifier}
    if others:
        rows |= {others[identifier]: row for identifier, row in reader.get(table, sorted(others)).items()}
    return rows


def _account_of(name: str) -> str | None:
    if name.startswith("person:"):
        return name.removeprefix("person:")
    if not is_account_id(name):
        return None
    network, native = split_account(name)
    return f"{network}:@{fold(native)}" if is_provisional(name) else plain_blanks(name)


def _names_of(network: str) -> list[str]:
    return [name.partition(":")[0] for name in spellings(f"{network}:_")]


def _handle(name: str, network: str | None) -> tuple[str, str | None]:
    """A handle and its network: `x:@Ada` names both."""
    if is_account_id(name) and is_provisional(name):
        of, handle = split_account(name)
        return handle, of
    return name, network


def _follow(reader: RowReader, rows: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Rows of the real accounts, by the id asked for; hidden ones left out."""
    targets = reader.get(Table.ACCOUNTS, sorted({row["alias_of"] for row in rows.values() if row["alias_of"]}))
    followed = {i: targets.get(row["alias_of"], row) if row["alias_of"] else row for i, row in rows.items()}
    return {i: row for i, row in followed.items() if row["hidden"] is None}


def _by_handle(reader: RowReader, name: str, network: str | None) -> dict[str, Any] | None:
    networks = _names_of(network) if network else known_networks(reader)
    rows = _bearers(reader, fold(name), networks)
    if not rows and reader.meta(CASE_FOLDED):
        rows = _bearers(reader, fold(name.casefold()), networks)
    bearers = list(_follow(reader, rows).values())
    people = {row["person"] for row in bearers}
    if len(people) > 1:
        candidates = tuple(sorted({str(row["id"]) for row in bearers}))
        raise Ambiguous(
            f"{name!r} is used by {len(people)} people; name one account: {', '.join(candidates[:10])}", candidates
        )
    return min(bearers, key=lambda row: (not row["known"], row["id"]), default=None)


def _bearers(reader: RowReader, folded: str, networks: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Rows of the accounts with a handle, by id."""
    keys = [f"{network}:{folded}" for network in networks] if folded else []
    return {row["id"]: row for row in reader.find(Table.ACCOUNTS, "handle_key", keys)}


def members_of(reader: RowReader, persons: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Visible, real accounts of each person, the first one known first."""
    members: dict[str, list[dict[str, Any]]] = {}
    for row in reader.find(Table.ACCOUNTS, "person", sorted(set(persons))):
        if row["alias_of"] is None and row["hidden"] is None:
            members.setdefault(row["person"], []).append(row)
    for rows in members.values():
        rows.sort(key=lambda row: (row["born"], row["id"]))
    return members


def accounts_of_people(reader: RowReader, person_ids: Sequence[str]) -> list[list[dict[str, Any]]]:
    """Visible, real accounts of each person, in the order asked; none for somebody who is not there."""
    rows = find_accounts(reader, person_ids)
    members = members_of(reader, [row["person"] for row in rows if row])
    return [members.get(row["person"], []) if row else [] for row in rows]
