"""Loads: what was loaded when, as a list. Where the input lies is nobody's business over the network."""

from dataclasses import dataclass
from datetime import datetime

from api.answers.ordering import Ordered
from api.answers.paging import Page
from graph.model.how_many import HowMany
from graph.model.moment import to_micros
from graph.port.batch import Load
from graph.port.views import LoadsView


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadFacts:
    """One run of a source, and what came of it: read = written + unchanged + rejected + suppressed."""

    id: str
    """Names it, as `load:12`."""
    source: str
    """What was loaded from."""
    started_at: datetime
    """When it began."""
    finished_at: datetime | None
    """When it ended; null while it runs, and when it was broken off."""
    complete: bool
    """Whether it came to its end."""
    read: HowMany
    """How many records were read."""
    written: HowMany
    """How many were new or changed."""
    unchanged: HowMany
    """How many were known as they are."""
    rejected: HowMany
    """How many could not be used."""
    suppressed: HowMany
    """How many were left out since they are of somebody who was erased."""
    removed: HowMany
    """How many went since the source no longer has them."""


def loads(view: LoadsView, source: str | None = None, *, first: int, after: str | None = None) -> Page[LoadFacts]:
    """Page of loads, newest first; those of a source alone, when one is given. Raises BadInput."""
    facts = [_facts(load) for load in view.loads() if source is None or load.source == source]
    return Ordered("NEWEST", sorted(facts, key=_place), _place, (int, int)).page(first, after)


def _place(load: LoadFacts) -> tuple[int, int]:
    return -to_micros(load.started_at), -int(load.id.rpartition(":")[2])


def _facts(load: Load) -> LoadFacts:
    written = load.written
    return LoadFacts(
        id=load.id,
        source=load.source,
        started_at=load.started_at,
        finished_at=load.finished_at,
        complete=load.finished_at is not None,
        read=written.read,
        written=written.written,
        unchanged=written.unchanged,
        rejected=written.rejected,
        suppressed=written.suppressed,
        removed=load.removed,
    )
