"""Freezing people: who they are called, what they are to us, whether they opted out."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from graph.model.account import PersonKind, Relation
from graph.model.relation import BY_STATUS, STRONGEST_FIRST
from graph.model.transaction import TransactionStatus
from graph.snapshot.snapshot import PeopleColumns, TransactionColumns

_KINDS = [kind.value for kind in PersonKind]
_RELATIONS = [relation.value for relation in Relation]
_RANK = np.array([STRONGEST_FIRST.index(relation) for relation in Relation], np.int8)
"""Relation code to rank, 0 the strongest."""
_CODE = np.argsort(_RANK).astype(np.int8)
"""Rank to relation code."""
_STATUS_RANK = np.array([STRONGEST_FIRST.index(BY_STATUS[status]) for status in TransactionStatus], np.int8)


def freeze_people(
    accounts: Any, team: Mapping[str, Relation], transactions: TransactionColumns
) -> tuple[PeopleColumns, NDArray[np.int32]]:
    """People of visible accounts (an Arrow table ordered by id), ordered by id, and each account's row of people."""
    persons = accounts["person"].combine_chunks()
    ids = pc.unique(persons)
    ids = ids.take(pc.sort_indices(ids)) if len(ids) else pa.array([], pa.large_string())
    person = pc.index_in(persons, value_set=ids).to_numpy(zero_copy_only=False).astype(np.int32)
    count = len(ids)
    order = np.lexsort((_numbers(accounts, "born"), person))
    relation = np.full(count, len(STRONGEST_FIRST) - 1, np.int8)
    np.minimum.at(relation, person, _account_ranks(accounts, team))
    if transactions.account.size:
        np.minimum.at(relation, person[transactions.account], _STATUS_RANK[transactions.status])
    opted_out = np.zeros(count, np.bool_)
    opted_out[person[_flags(accounts, "opted_out")]] = True
    columns = PeopleColumns(
        ids=ids,
        names=_names(accounts, person, order),
        kind=_kinds(accounts, person, order, count),
        relation=_CODE[relation],
        opted_out=opted_out,
    )
    return columns, person


def _names(accounts: Any, person: NDArray[np.int32], order: NDArray[np.intp]) -> Any:
    """First real name, else first handle, else the id of the first account: as `graph.model.person.display_name`."""
    import pandas as pd  # noqa: PLC0415  half a second, for those who freeze

    frame = pd.DataFrame(
        {
            "person": person[order],
            "name": _texts(accounts, "name", order),
            "handle": _texts(accounts, "shown_handle", order),
            "id": _texts(accounts, "id", order),
        }
    )
    first = frame.groupby("person", sort=True)[["name", "handle", "id"]].first()
    names = first["name"].fillna(first["handle"]).fillna(first["id"])
    return pa.array(names, pa.large_string(), from_pandas=True)


def _texts(accounts: Any, name: str, order: NDArray[np.intp]) -> Any:
    column = _handles(accounts) if name == "shown_handle" else accounts[name].combine_chunks()
    empty_as_null = pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.large_string()), column)
    return empty_as_null.take(pa.array(order)).to_pandas()


def _handles(accounts: Any) -> Any:
    """Handles; that of a provisional account is in its id."""
    ids = accounts["id"].combine_chunks()
    native = pc.replace_substring_regex(ids, pattern="^[^:]*:", replacement="", max_replacements=1)
    from_id = pc.if_else(
        pc.starts_with(native, "@"), pc.utf8_slice_codeunits(native, 1), pa.scalar(None, pa.large_string())
    )
    return pc.coalesce(accounts["handle"].combine_chunks(), from_id)


def _kinds(accounts: Any, person: NDArray[np.int32], order: NDArray[np.intp], count: int) -> NDArray[np.int8]:
    """What the first account that knows says."""
    unknown = _KINDS.index(PersonKind.UNKNOWN.value)
    code = _codes(accounts, "kind", _KINDS)[order]
    who = person[order]
    says = code != unknown
    kind = np.full(count, unknown, np.int8)
    people, first = np.unique(who[says], return_index=True)
    kind[people] = code[says][first]
    return kind


def _account_ranks(accounts: Any, team: Mapping[str, Relation]) -> NDArray[np.int8]:
    ranks = _RANK[_codes(accounts, "relation", _RELATIONS)]
    if team:
        names = pa.array(list(team), pa.large_string())
        place = pc.fill_null(pc.index_in(accounts["id"].combine_chunks(), value_set=names), -1)
        rows = place.to_numpy(zero_copy_only=False)
        ours = np.array([STRONGEST_FIRST.index(relation) for relation in team.values()], np.int8)
        mine = rows >= 0
        ranks[mine] = np.minimum(ranks[mine], ours[rows[mine]])
    return ranks


def _codes(accounts: Any, name: str, values: list[str]) -> NDArray[np.int8]:
    codes = pc.index_in(accounts[name].combine_chunks(), value_set=pa.array(values, pa.large_string()))
    missing = values.index("UNKNOWN")
    filled: NDArray[np.int32] = pc.fill_null(codes, missing).to_numpy(zero_copy_only=False)
    return filled.astype(np.int8)


def _numbers(accounts: Any, name: str) -> NDArray[np.int64]:
    values: NDArray[np.int64] = pc.fill_null(accounts[name].combine_chunks(), 0).to_numpy(zero_copy_only=False)
    return values


def _flags(accounts: Any, name: str) -> NDArray[np.bool_]:
    values: NDArray[np.bool_] = pc.fill_null(accounts[name].combine_chunks(), False).to_numpy(zero_copy_only=False)
    return values
