"""A dozen rows of everything that a store holds: files that are loaded, and what people decided about them."""

from pathlib import Path

from api.cli.renamed_source import renamed
from graph.ledger.store import LedgerStore
from graph.model.account import Relation
from graph.model.watch import Watch, WatchKind
from graph.port.batch import Written
from ingest.loading.loading import load
from ingest.registry import open_source

HERE = Path(__file__).parent
LOADS = (("export", HERE / "input"), ("network", HERE / "later"))
"""What is loaded, one after the other: the name of the source, and its folder."""

WATCH = Watch(
    id="watch:kettle",
    name="Kettle",
    kind=WatchKind.PRODUCT,
    terms=("copper kettle", "boots"),
    hashtags=("kettle",),
    excludes=("sold",),
    languages=("en",),
    accounts=("x:8",),
)


def load_all(store: LedgerStore) -> list[Written]:
    """Load the files; what came of each load."""
    return [
        load(renamed(open_source("csv", [folder], {"--network": "x"}), name), store).written for name, folder in LOADS
    ]


def decide_all(store: LedgerStore) -> None:
    """Decide: two people are one, one judgement is taken back, somebody opts out, somebody is erased."""
    decisions = store.decisions("tess")
    decisions.judge("x:2", "plaza:2", same=True, reason="says so in both places", confidence=0.9)
    decisions.withdraw(decisions.judge("x:1", "x:8", same=True, reason="a slip").id)
    decisions.add_us(["x:8"], Relation.BRAND)
    decisions.opt_out("x:7")
    decisions.save_watch(WATCH)
    decisions.erase("x:6")
