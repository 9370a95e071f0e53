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
    def of(cls, found: port.SourceState) -> Self:
        """Show a source."""
        return cls(
            name=found.name,
            loads=Count(found.loads),
            records=Count(found.records),
            rejected=Count(found.rejected),
            last_at=found.last_at,
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
    def of(cls, found: answers.Overview) -> Self:
        """Show an overview."""
        return cls(
            people=Count(found.people),
            accounts=Count(found.accounts),
            posts=Count(found.posts),
            interactions=Count(found.interactions),
            ties=Count(found.ties),
            transactions=Count(found.transactions),
            since=found.since,
            until=found.until,
            in_future=Count(found.in_future),
            sources=[SourceState.of(source) for source in found.sources],
            findings=None if found.findings is None else Provenance.of(found.findings),
        )
