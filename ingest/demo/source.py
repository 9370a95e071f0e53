"""The demo source: a made-up world of about 600 people, always the same for the same seed."""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from graph.model.account import Relation
from graph.model.watch import Watch, WatchKind
from graph.port.batch import Record
from ingest.registration import source
from ingest.source import Raw, Source

if TYPE_CHECKING:
    from ingest.demo.truth import Truth
    from ingest.demo.world import World

EDITION = 2
"""Grows whenever the same seed makes another world than before."""


@source(
    "demo",
    summary="a made-up world of about 600 people, in a store of its own",
    usage=("kith demo",),
    apart="the made-up world has a store of its own; say `kith demo`",
)
class DemoSource(Source):
    """A made-up world with planted truth, to try Kith on and to test it with.

    >>> source = DemoSource(seed=7)
    >>> records = [record for raw in source.fetch() for record in source.translate(raw)]
    >>> records[0].handle is not None
    True
    """

    def __init__(self, seed: int = 7) -> None:
        self.seed = seed

    @cached_property
    def _world(self) -> "World":
        from ingest.demo.world import make_world  # noqa: PLC0415  listing the sources needs none of the world

        return make_world(self.seed)

    @property
    def truth(self) -> "Truth":
        """What was planted."""
        return self._world.truth

    def us(self) -> dict[str, Relation]:
        """Our own accounts, to be named by decision: the brand and the team."""
        brand = dict.fromkeys(self.truth.brand, Relation.BRAND)
        return {**brand, **dict.fromkeys(self.truth.team, Relation.COLLEAGUE)}

    def watches(self) -> tuple[Watch, ...]:
        """What the pages listen for, to be kept by decision: the brand, with its accounts, and its competitor."""
        brand, rival = "brightkettle", "stovewell"
        return (
            Watch(
                id=f"watch:{brand}",
                name=brand.title(),
                kind=WatchKind.BRAND,
                terms=(brand,),
                accounts=tuple(self.truth.brand),
            ),
            Watch(
                id=f"watch:{rival}",
                name=rival.title(),
                kind=WatchKind.COMPETITOR,
                terms=(rival,),
                excludes=(f"{rival} AND {brand}",),
            ),
        )

    def opted_out(self) -> tuple[str, ...]:
        """Accounts of people who opted out, to be noted by decision."""
        return self.truth.opted_out

    def input_key(self) -> str:
        """Which world it is."""
        return f"seed {self.seed}, edition {EDITION}"

    def fetch(self) -> Iterator[Raw]:
        """Give all records of the world, accounts first."""
        for number, record in enumerate(self._world.records, start=1):
            yield Raw(f"demo:{number}", record, record.id)

    def translate(self, raw: Raw) -> Iterator[Record]:
        """Give the record itself: the world is made of records."""
        yield raw.value
