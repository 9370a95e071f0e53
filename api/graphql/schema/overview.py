"""Overview: what is loaded and what is known of it."""

from datetime import datetime
from typing import Self

from api.answers import overview as answers
from api.graphql.schema.declaring import attribute, object_type
from api.graphql.schema.provenance import Provenance
from api.graphql.schema.scalars import Count
from graph.port import views as port


@object_type
class SourceState:
    """A place that was loaded from, and what came of it."""

    name: str
    """What it is called."""
    loads: Count
    """How often it was loaded."""
    records: Count
    """How many records were new or changed, over all loads."""
    rejected: Count
    """How many records could not be used."""
    last_at: datetime | None
    """When it was loaded last."""

    @classmethod
    def of(cls, source: port.SourceState) -> Self:
        """Show a source."""
        return cls(
            name=source.name,
            loads=Count(source.loads),
            records=Count(source.records),
            rejected=Count(source.rejected),
            last_at=source.last_at,
        )


@object_type
class Overview:
    """What is loaded and what is known of it."""

    people: Count
    """How many people."""
    accounts: Count
    """How many accounts."""
    posts: Count
    """How many known posts."""
    interactions: Count
    """How many interactions."""
    ties: Count
    """How many ties."""
    transactions: Count
    """How many deals and orders."""
    since: datetime | None
    """When the first post or interaction was."""
    until: datetime | None
    """When the last post or interaction was, of those that have come."""
    in_future: Count
    """How many posts and interactions are dated in the future: kept, but answers do not look back from them."""
    sources: list[SourceState] = attribute(rows=5)
    """Where it came from, by name."""
    findings: Provenance | None
    """What was found in it; null until it is analysed."""

    @classmethod
    def of(cls, overview: answers.Overview) -> Self:
        """Show an overview."""
        return cls(
            people=Count(overview.people),
            accounts=Count(overview.accounts),
            posts=Count(overview.posts),
            interactions=Count(overview.interactions),
            ties=Count(overview.ties),
            transactions=Count(overview.transactions),
            since=overview.since,
            until=overview.until,
            in_future=Count(overview.in_future),
            sources=[SourceState.of(source) for source in overview.sources],
            findings=None if overview.findings is None else Provenance.of(overview.findings),
        )
