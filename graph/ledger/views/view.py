"""The view: all that can be read from any row store."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from graph.ledger.views.decisions import LedgerDecided
from graph.ledger.views.directory import LedgerDirectory
from graph.ledger.views.freezing import LedgerFreezing
from graph.ledger.views.loads import LedgerLoads
from graph.ledger.views.records import LedgerRecords
from graph.ledger.views.texts import LedgerTexts
from graph.port.views import GraphView
from graph.rows.row_store import RowStore

if TYPE_CHECKING:
    from graph.snapshot.generations import Generations


class LedgerView(LedgerDirectory, LedgerTexts, LedgerLoads, LedgerDecided, LedgerRecords, LedgerFreezing, GraphView):
    """Reads a row store; see `GraphView`. Every method is one reading transaction."""

    def __init__(self, row_store: RowStore, generations: Callable[[], "Generations"] | None = None) -> None:
        self._row_store = row_store
        self._generations = generations
