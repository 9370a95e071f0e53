"""Precompile: the kernels are compiled on a tiny world, so that the time it takes is seen for what it is."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from tempfile import TemporaryDirectory
from typing import Final

from api.answers.paths import paths_to_customers
from api.answers.ranking import ranking
from api.answers.scopes import scope_of
from api.answers.seed_set import seed_set
from api.settings import Settings
from api.workspace.workspace import Workspace
from graph.model.account import Account, Relation
from graph.model.post import Post
from graph.port.batch import Batch, Record

_GROUPS: Final = ("kettle steam copper lid spout", "trail summit boots ridge valley")
_SIZE: Final = 6
_START: Final = datetime(2026, 1, 1, tzinfo=UTC)


def precompile(settings: Settings) -> None:
    """Run once through everything that is compiled, on a tiny world in a folder of its own that is then removed."""
    with TemporaryDirectory(prefix="kith-precompile-") as folder:
        tiny = settings.model_copy(update={"store": f"sqlite:///{folder}/tiny.db", "state": None, "encoder": "lexical"})
        with Workspace(tiny) as workspace:
            with workspace.store.writer("tiny") as writer:
                writer.write(Batch(list(_tiny_world())))
            analysis = workspace.analysed()
            paths_to_customers(analysis, 0)
            ranking(analysis, scope=scope_of(since=_START))
            seed_set(analysis, 1)


def _tiny_world() -> Iterator[Record]:
    """Two groups in which everybody mentions everybody, and one customer who bridges them."""
    members = [[f"warble:{group}{place}" for place in range(_SIZE)] for group in range(len(_GROUPS))]
    for member in (name for group in members for name in group):
        yield Account(id=member, relation=Relation.CUSTOMER if member == members[0][0] else Relation.UNKNOWN)
    number = 0
    for words, group in zip(_GROUPS, members, strict=True):
        for author, other in product(group, [*group, members[0][0]]):
            number += 1
            text = f"{' '.join(words.split()[number % 3 :])} {number}"
            at = _START + timedelta(hours=number)
            yield Post(id=f"post:warble:{number}", author=author, text=text, at=at, mentions=(other,), language="en")
