"""Burst: a stretch of hours in which far more is posted than expected."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Self

import strawberry

from api.answers.bursts import BurstFacts
from api.graphql.schema.context import Info
from api.graphql.schema.declaring import attribute, field, object_type
from api.graphql.schema.provenance import Provenance
from api.graphql.schema.scalars import Count
from api.graphql.schema.theme import ThemeWord
from api.workspace.analysed_graph import AnalysedGraph

if TYPE_CHECKING:
    from api.graphql.schema.person import Person

_Person = Annotated["Person", strawberry.lazy("api.graphql.schema.person")]


@object_type
class Burst:
    """A stretch of hours in which far more is posted than expected, beyond chance."""

    from_: datetime = attribute(name="from")
    """When it begins."""
    to: datetime
    """When it ends, that moment excluded."""
    posts: Count
    """How many posts."""
    people: Count
    """How many people wrote them."""
    expected: float
    """How many posts one would expect then, by level, hour and weekday."""
    score: float
    """How unlikely it is by chance: 2 for 1 in 100 over all the time looked at, 6 for 1 in a million."""
    kleinberg: float
    """The second opinion: in which share of its hours Kleinberg's automaton sees a burst too, 0 to 1."""
    width_minutes: Count
    """It stands out most in a window of so many minutes: from 5 for a spike to 1440 for a day."""
    peak: Count
    """How many posts the highest such window in it holds."""
    usual_spike: float | None
    """How many posts the watch's own spikes reach there once a week; null while its past is too short to tell."""
    as_high: Count
    """In how many stretches of six hours (or of a longer window) the watch was as high, this one included."""
    words: list[ThemeWord] = attribute(rows=10)
    """What it is about, against the rest of the watch."""
    provenance: Provenance
    """Where it comes from."""
    facts: strawberry.Private[BurstFacts]
    analysis: strawberry.Private[AnalysedGraph]

    @field(cost=0, rows=5)
    async def started_by(self, info: Info) -> list[_Person]:
        """Who started it: whose posts most others passed on or answered in it. At most five."""
        from api.graphql.schema.person import load_rows

        people = await load_rows(info.context, self.analysis, list(self.facts.started_by))
        return [person for person in people if person is not None]

    @classmethod
    def of(cls, facts: BurstFacts, analysis: AnalysedGraph, provenance: Provenance) -> Self:
        """Show a burst."""
        return cls(
            from_=facts.start,
            to=facts.end,
            posts=Count(facts.posts),
            people=Count(facts.people),
            expected=facts.expected,
            score=facts.score,
            kleinberg=facts.agreed,
            width_minutes=Count(facts.width_minutes),
            peak=Count(facts.peak),
            usual_spike=facts.usual_spike,
            as_high=Count(facts.as_high),
            words=[ThemeWord(word=word, weight=score) for word, score in facts.words],
            provenance=provenance,
            facts=facts,
            analysis=analysis,
        )
