"""Definitions: the measures by name, and what is said of each in short. Written by a program.

It is `python -m api.measure_index algorithms/centrality/definitions.py`, from the specs at the end of each measure's
file: change those.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What is said of a measure wherever it is shown; see `algorithms.centrality.measure_spec`."""

    label: str
    meaning: str
    descending: bool


DEFINITIONS: Final[Mapping[Measure, Definition]] = {
    Measure.INFLUENCE: Definition(
        label="Influence",
        meaning="How much weight a person's voice carries: attention, reach and brokerage, out of 100.",
        descending=True,
    ),
    Measure.DEGREE: Definition(
        label="People attending",
        meaning="How many different people pay attention to this person.",
        descending=True,
    ),
    Measure.STRENGTH: Definition(
        label="Attention",
        meaning="How much attention a person gets, by kind, count and age of each act.",
        descending=True,
    ),
    Measure.OUT_DEGREE: Definition(
        label="People attended to",
        meaning="How many different people this person pays attention to.",
        descending=True,
    ),
    Measure.OUT_STRENGTH: Definition(
        label="Attention given",
        meaning="How much attention a person pays to others.",
        descending=True,
    ),
    Measure.FOLLOWERS: Definition(
        label="Followers",
        meaning="The largest follower count among a person's accounts.",
        descending=True,
    ),
    Measure.PAGERANK: Definition(
        label="Reach by attention",
        meaning="How much attention ends up at a person when everybody passes on what they get.",
        descending=True,
    ),
    Measure.HITS_AUTHORITY: Definition(
        label="Authority",
        meaning="How much attention a person gets from people who know whom to attend to.",
        descending=True,
    ),
    Measure.HITS_HUB: Definition(
        label="Hub",
        meaning="How well a person's attention points to those who matter.",
        descending=True,
    ),
    Measure.BETWEENNESS: Definition(
        label="Betweenness",
        meaning="The share of the shortest ways between two others that lead through a person.",
        descending=True,
    ),
    Measure.HARMONIC: Definition(
        label="Nearness",
        meaning="How near a person is to everybody whose attention can get there.",
        descending=True,
    ),
    Measure.CONSTRAINT: Definition(
        label="Constraint",
        meaning="How far a person's contacts lead back to one another; the least marks a broker.",
        descending=False,
    ),
    Measure.EFFECTIVE_SIZE: Definition(
        label="Effective size",
        meaning="How many of a person's contacts lead to different places.",
        descending=True,
    ),
    Measure.CORE: Definition(
        label="Core",
        meaning="How deep in the thick of it a person is: the k for which a circle knows k of its own each.",
        descending=True,
    ),
    Measure.VOTERANK: Definition(
        label="Spreader",
        meaning="Who to talk to in turn, so that each next one reaches people the former ones do not.",
        descending=True,
    ),
    Measure.CLUSTERING: Definition(
        label="Closed circle",
        meaning="How many of a person's contacts know each other, 0 to 1.",
        descending=True,
    ),
    Measure.PARTICIPATION: Definition(
        label="Participation",
        meaning="How evenly a person's ties are spread over communities: 0 all in one, towards 1 evenly over many.",
        descending=True,
    ),
    Measure.REACH: Definition(
        label="Expected reach",
        meaning="How many people a word from this person is expected to reach, when each tie passes it on by its strength.",  # noqa: E501
        descending=True,
    ),
    Measure.ENGAGEMENT: Definition(
        label="Engagement per post",
        meaning="How often a post of this person is liked, reposted, replied to or quoted, on average.",
        descending=True,
    ),
    Measure.ENGAGEMENT_H: Definition(
        label="Engagement h",
        meaning="The h for which h posts of this person were engaged with at least h times each.",
        descending=True,
    ),
    Measure.REPLIES: Definition(
        label="Replies",
        meaning="How often others replied to this person.",
        descending=True,
    ),
    Measure.MENTIONS: Definition(
        label="Mentions",
        meaning="How often others named this person.",
        descending=True,
    ),
    Measure.REPOSTS: Definition(
        label="Reposts",
        meaning="How often others reposted this person.",
        descending=True,
    ),
}
"""Of every measure."""
