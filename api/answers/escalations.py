"""Escalations: what a PR team reads first in the morning."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

import numpy as np

from algorithms.diffusion.escalation import Escalation, find_escalations
from api.answers.document import FLAT, Document, NamedPerson, Serializer, renamed, serialize_fields
from api.answers.paging import check_first
from api.answers.span import read_span
from api.answers.watching import heard
from api.workspace.analysed_graph import AnalysedGraph
from graph.model.moment import from_micros
from graph.model.watch import Watch

DEFINITION: Final = (
    "Negative or fast posts that a voice with ten times the audience reposted, quoted or answered, and that five people"
    " or more then passed on or answered within a day."
)


def _post_with_text(analysis: AnalysedGraph, name: str, row: int) -> Document:
    return {name: analysis.post_id(row), "text": analysis.snapshot.posts.texts[row].as_py()}


def _picked_up_in(analysis: AnalysedGraph, _: str, row: int) -> Document:
    return {"picked_up_in": analysis.post_id(row)}


serialize_fields(Escalation, post=Serializer(_post_with_text), picked_up_by=Serializer(_picked_up_in), also=("gained",))


@dataclass(frozen=True, slots=True)
class EscalationFacts:
    """An escalation with whom it is about: `small_voice` and `large_voice` are rows of people.

    All else as in `algorithms.diffusion.escalation`; `at` is when the large voice picked the post up.
    """

    escalation: Annotated[Escalation, FLAT]
    small_voice: NamedPerson
    large_voice: NamedPerson
    written_at: datetime
    at: Annotated[datetime, renamed("picked_up_at")]
    sentiment: float | None


def escalations(
    analysis: AnalysedGraph,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    watch: Watch | None = None,
    first: int,
    most: int = 100,
) -> list[EscalationFacts]:
    """Posts by small voices that much larger ones picked up in a time, the largest audience gained first.

    With a `watch`, those of its posts. Raises NotReady without findings, and BadInput.
    """
    check_first(first, most)
    span = read_span(since, until)
    hits = analysis.recent.get(("escalations", span, watch), lambda: _found(analysis, span.since, span.until, watch))
    return [_told(analysis, one) for one in hits[:first]]


def _found(analysis: AnalysedGraph, since: int | None, until: int | None, watch: Watch | None) -> list[Escalation]:
    among = None
    if watch is not None:
        among = np.zeros(len(analysis.snapshot.posts.ids), dtype=np.bool_)
        among[heard(analysis, watch)] = True
    sentiment = analysis.findings.sentiment
    return find_escalations(analysis.snapshot, analysis.reshares, sentiment, since=since, until=until, among=among)


def _told(analysis: AnalysedGraph, one: Escalation) -> EscalationFacts:
    at, author = analysis.snapshot.posts.at, analysis.rows.author
    return EscalationFacts(
        escalation=one,
        small_voice=int(author[one.post]),
        large_voice=int(author[one.picked_up_by]),
        written_at=from_micros(int(at[one.post])),
        at=from_micros(int(at[one.picked_up_by])),
        sentiment=analysis.findings.sentiment.of(one.post),
    )
