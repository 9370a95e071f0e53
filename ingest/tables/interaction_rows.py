"""Rows about interactions: one act a row."""

from collections.abc import Iterator
from typing import ClassVar, Final

from typing_extensions import override

from graph.model.ids import account_id
from graph.model.interaction import Interaction, InteractionKind
from ingest.errors import RecordRejected
from ingest.source import Translated, UnnamedAct
from ingest.tables.cells import reference
from ingest.tables.naming import interaction_id, network_of
from ingest.tables.table_map import BoundMap, Cell, Row
from ingest.tables.table_rows import TableRows

KINDS: Final = {kind.value: kind for kind in InteractionKind}
"""Kinds by their words."""


class InteractionRows(TableRows):
    """One act a row; `weight` is how many times it happened. Without an id of its own it is called by what it is."""

    record: ClassVar[type] = Interaction
    apart: ClassVar[frozenset[str]] = frozenset({"actor", "target", "post"})

    def __init__(self, bound: BoundMap) -> None:
        super().__init__(bound)
        self._own_id = bound.cell("id")
        self._from, self._from_handle = bound.cell("from"), bound.cell("from_handle")
        self._to, self._to_handle = bound.cell("to"), bound.cell("to_handle")
        self._post = bound.cell("post")

    @override
    def translate(self, row: Row, lines: tuple[Row, ...] = ()) -> Iterator[Translated]:
        network = self.network(row)
        actor = self.subject(row)
        if actor is None:
            raise RecordRejected("expected the account that acts in `from`, got an empty cell")
        network = network or network_of(actor)
        target = self._account(self._to, self._to_handle, row, network)
        plain = self.plain(row)
        post = self.naming.post(self._post(row), network)
        own = reference(self._own_id(row))
        name = interaction_id(actor, plain["kind"], target, plain.get("at"), post)
        act = Interaction(
            id=name if own is None else _own_id(own, network),
            actor=actor,
            target=target,
            post=post,
            stated_at=self.stated_at(row),
            **plain,
        )
        yield UnnamedAct(act) if own is None else act

    @override
    def subject(self, row: Row) -> str | None:
        return self._account(self._from, self._from_handle, row, self.network(row))

    def _account(self, cell: Cell, handle: Cell, row: Row, network: str | None) -> str | None:
        return self.naming.account(cell(row), network) or self.naming.handle(handle(row), network)


def _own_id(own: str, network: str | None) -> str:
    return own if own.startswith("interaction:") else "interaction:" + account_id(network or "", own)
