"""Overview: what is loaded and what is known of it."""

from datetime import datetime
from typing import Self

import strawberry

from api.answers import overview as answers
from api.graphql.schema.provenance import Provenance
from api.graphql.schema.scalars import Count
from graph.port import views as port


@strawberry.type(description="A place that was loaded from, and what came of it.")
class SourceState:
    """A source and what came of it."""

    name: str = strawberry.field(description="What it is called.")
    loads: Count = strawberry.field(description="How often it was loaded.")
    records: Count = strawberry.field(description="How many records were new or changed, over all loads.")
    rejected: Count = strawberry.field(description="How many records could not be used.")
    last_at: datetime | None = strawberry.field(description="When it was loaded last.")

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


@strawberry.type(description="What is loaded and what is known of it.")
class Overview:
    """What is loaded and what is known of it."""

    people: Count = strawberry.field(description="How many people.")
    accounts: Count = strawberry.field(description="How many accounts.")
    posts: Count = strawberry.field(description="How many known posts.")
    interactions: Count = strawberry.field(description="How many interactions.")
    ties: Count = strawberry.field(description="How many ties.")
    transactions: Count = strawberry.field(description="How many deals and orders.")
    since: datetime | None = strawberry.field(description="When the first post or interaction was.")
    until: datetime | None = strawberry.field(description="When the last post or interaction was.")
    sources: list[SourceState] = strawberry.field(description="Where it came from, by name.")
    findings: Provenance | None = strawberry.field(description="What was found in it; null until it is analysed.")

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
            sources=[SourceState.of(source) for source in found.sources],
            findings=None if found.findings is None else Provenance.of(found.findings),
        )
