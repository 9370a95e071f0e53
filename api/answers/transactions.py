"""Transactions: deals and orders of everybody as a list, narrowed and in an order that somebody asks for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from api.answers.narrowing import of_network
from api.answers.ordering import Ordered, by_number
from api.answers.paging import Page
from api.answers.ranking import RankingFilter, shown_rows
from api.answers.span import read_span
from api.workspace.analysed_graph import AnalysedGraph
from graph import arrow_compute as pc
from graph.model.account import Relation
from graph.model.moment import to_micros
from graph.model.transaction import Transaction, TransactionStatus

_STATUS_CODES: Final = {status: code for code, status in enumerate(TransactionStatus)}


class TransactionOrder(StrEnum):
    """What deals and orders are listed by."""

    NEWEST = "NEWEST"
    OLDEST = "OLDEST"
    LARGEST = "LARGEST"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionFilter:
    """Which deals and orders are shown: of a status, a currency, a person (a row), a network, a relation, a time."""

    status: Sequence[TransactionStatus] | None = None
    currency: str | None = None
    person: int | None = None
    network: str | None = None
    relation: Sequence[Relation] | None = None
    since: datetime | None = None
    until: datetime | None = None


ALL: Final = TransactionFilter()


def transactions(
    analysis: AnalysedGraph,
    among: TransactionFilter = ALL,
    order: TransactionOrder = TransactionOrder.NEWEST,
    *,
    first: int,
    after: str | None = None,
) -> Page[int]:
    """Page of deals and orders as rows of the snapshot, equals by id; LARGEST goes by currency first.

    `since` is included, `until` is not. Raises BadInput.
    """
    return _ordered(analysis, np.flatnonzero(_shown(analysis, among)), order).page(first, after)


def deals_in_order(deals: Sequence[Transaction], order: TransactionOrder) -> Ordered[Transaction]:
    """Deals and orders as the store has them, in an order."""
    moments = {TransactionOrder.NEWEST: -1, TransactionOrder.OLDEST: 1}
    if order in moments:
        return _sorted(order, deals, lambda deal: (moments[order] * to_micros(deal.at), deal.id), (int, str))
    return _sorted(order, deals, lambda deal: (deal.currency, -float(deal.amount), deal.id), (str, float, str))


def _shown(analysis: AnalysedGraph, among: TransactionFilter) -> NDArray[np.bool_]:
    deals = analysis.snapshot.transactions
    people = analysis.snapshot.accounts.person[deals.account]
    fits = read_span(among.since, among.until).holds(deals.at)
    if among.status is not None:
        fits &= np.isin(deals.status, [_STATUS_CODES[status] for status in among.status])
    if among.currency is not None:
        fits &= pc.equal(deals.currency, among.currency).to_numpy(zero_copy_only=False)
    if among.person is not None:
        fits &= people == among.person
    if among.network is not None:
        fits &= of_network(deals.ids, among.network, "transaction:")
    if among.relation is not None:
        fits &= shown_rows(analysis, RankingFilter(relation=among.relation))[people]
    return fits


def _ordered(analysis: AnalysedGraph, rows: NDArray[np.int64], order: TransactionOrder) -> Ordered[int]:
    deals = analysis.snapshot.transactions
    if order is TransactionOrder.LARGEST:
        facts = (deals.currency.take(rows).to_pylist(), deals.amount[rows].tolist(), deals.ids.take(rows).to_pylist())
        keys = {row: (str(c), -a, str(i)) for row, c, a, i in zip(rows.tolist(), *facts, strict=True)}
        return Ordered(order, sorted(keys, key=keys.__getitem__), keys.__getitem__, (str, float, str))
    return by_number(order, rows, deals.at if order is TransactionOrder.OLDEST else -deals.at, deals.ids)


def _sorted(
    order: str,
    deals: Sequence[Transaction],
    key: Callable[[Transaction], tuple[str | int | float, ...]],
    types: tuple[type, ...],
) -> Ordered[Transaction]:
    return Ordered(order, sorted(deals, key=key), key, types)
