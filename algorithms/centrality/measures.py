"""Measures by name; `python -m api.pages.measure_names algorithms/centrality/measures.py` writes it.

What there is to say of each stands at the end of its own file: change that.
"""

from enum import StrEnum


class Measure(StrEnum):
    """The measures that exist, by the names that users type."""

    INFLUENCE = "influence"
    DEGREE = "degree"
    STRENGTH = "strength"
    OUT_DEGREE = "out_degree"
    OUT_STRENGTH = "out_strength"
    FOLLOWERS = "followers"
    PAGERANK = "pagerank"
    HITS_AUTHORITY = "hits_authority"
    HITS_HUB = "hits_hub"
    BETWEENNESS = "betweenness"
    HARMONIC = "harmonic"
    CONSTRAINT = "constraint"
    EFFECTIVE_SIZE = "effective_size"
    CORE = "core"
    VOTERANK = "voterank"
    CLUSTERING = "clustering"
    PARTICIPATION = "participation"
    REACH = "reach"
    ENGAGEMENT = "engagement"
    ENGAGEMENT_H = "engagement_h"
    REPLIES = "replies"
    MENTIONS = "mentions"
    REPOSTS = "reposts"
