"""Trends: themes with how they grow between two windows of time."""

from typing import Self

import strawberry

from api.answers.paging import Page
from api.answers.themes import ThemeFacts
from api.graphql.schema.connection import Edge, PageInfo
from api.graphql.schema.cost import Rows
from api.graphql.schema.declaring import attribute, field, object_type
from api.graphql.schema.provenance import Provenance
from api.graphql.schema.scalars import Count
from api.graphql.schema.theme import Theme
from api.workspace.analysed_graph import AnalysedGraph


@object_type
class TrendConnection:
    """A page of themes by how they grow; what each says of its trend is of the windows that were asked for."""

    edges: list[Edge[Theme]] = attribute(rows=Rows.AS_ASKED_ABOVE)
    """The themes of this page."""
    page_info: PageInfo
    """Where the page begins and ends."""
    provenance: Provenance
    """Where the trends come from."""
    page: strawberry.Private[Page[ThemeFacts]]

    @field(cost=0)
    def total_count(self) -> Count:
        """How many themes there are; computed only when asked for."""
        return Count(self.page.count())

    @classmethod
    def of(cls, page: Page[ThemeFacts], analysis: AnalysedGraph, provenance: Provenance) -> Self:
        """Show a page."""
        rows = zip(page.cursors, page.items, strict=True)
        return cls(
            edges=[Edge(cursor=cursor, node=Theme.of(facts, analysis)) for cursor, facts in rows],
            page_info=PageInfo.of(page),
            provenance=provenance,
            page=page,
        )
