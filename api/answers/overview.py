"""What is loaded, and what is known of it."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from api.answers.provenance import Provenance, of_analysis
from api.answers.teaching import TaughtSentiment, taught_sentiment
from api.workspace.analysed_graph import AnalysedGraph
from graph.model.how_many import HowMany
from graph.model.moment import NEVER, maybe_moment
from graph.port.views import LoadsView, SourceState
from graph.snapshot.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How much there is, from when to when, and where it came from."""

    people: HowMany
    """How many people."""
    accounts: HowMany
    """How many accounts."""
    posts: HowMany
    """How many known posts."""
    interactions: HowMany
    """How many interactions."""
    ties: HowMany
    """How many ties."""
    transactions: HowMany
    """How many deals and orders."""
    since: datetime | None
    """When the first post or interaction was."""
    until: datetime | None
    """When the last post or interaction was, of those that have come."""
    in_future: HowMany
    """How many posts and interactions are dated in the future: kept, but answers do not look back from them."""
    sources: tuple[SourceState, ...]
    """Where it came from, by name."""
    findings: Provenance | None
    """What was found in it; null until it is analysed."""
    taught: TaughtSentiment | None
    """What the sentiment was taught with; null where the method of the settings tells it."""


def counts_of(snapshot: Snapshot) -> dict[str, int]:
    """How much is loaded: people, accounts, known posts, interactions and transactions."""
    return {
        "people": len(snapshot.people.ids),
        "accounts": len(snapshot.accounts.ids),
        "posts": int(snapshot.posts.known.sum()),
        "interactions": int(snapshot.interactions.at.size),
        "transactions": len(snapshot.transactions.ids),
    }


def overview(analysis: AnalysedGraph, view: LoadsView) -> Overview:
    """Say what is loaded and what is known of it."""
    snapshot = analysis.snapshot
    moments = snapshot.posts.at[snapshot.posts.known], snapshot.interactions.at
    times = [t for t in (at[(at != NEVER) & (at <= analysis.until)] for at in moments) if t.size]
    return Overview(
        **counts_of(snapshot),
        ties=analysis.ties.count,
        since=maybe_moment(min(int(t.min()) for t in times)) if times else None,
        until=maybe_moment(max(int(t.max()) for t in times)) if times else None,
        in_future=sum(int(np.count_nonzero(at > analysis.until)) for at in moments),
        sources=tuple(view.sources()),
        findings=of_analysis(analysis, "All findings for what is loaded.") if analysis.findings_or_none else None,
        taught=taught_sentiment(analysis.taught),
    )
