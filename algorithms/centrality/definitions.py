"""Definitions: what each measure means, when it lies, how it is worked out, by whom, and what it costs."""

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
    """What is said of a measure wherever it is shown; `docs/measures.md` is written from it.

    * `label`: its name on pages; `meaning`: one sentence a salesperson understands; `lies`: when it misleads
    * `formula`: how it is worked out; `paper`: whose idea it is; `cost`: time and memory for n people and m ties
    * `descending`: whether the largest value ranks first
    """

    label: str
    meaning: str
    lies: str
    formula: str
    paper: str
    cost: str
    descending: bool = True


DEFINITIONS: Final[Mapping[Measure, Definition]] = {
    Measure.INFLUENCE: Definition(
        label="Influence",
        meaning="How much weight a person's voice carries: attention, reach and brokerage, out of 100.",
        lies="Percentiles keep one outlier from ruling, so among the top large differences look small. Read "
        "the parts, which always come along, and hold it against `degree`: where both agree, the simpler is enough.",
        formula="100 × mean of three percentiles among the people with a tie, divided by the largest: attention (by "
        "`strength`), reach (by `pagerank`) and brokerage (by `betweenness`), weighted 0.4, 0.4 and 0.2. A percentile "
        "is the share of the others who have less, plus half the share of those who have the same.",
        paper="Ours, from the three named.",
        cost="That of its parts.",
    ),
    Measure.DEGREE: Definition(
        label="People attending",
        meaning="How many different people pay attention to this person.",
        lies="Counts a like like a long talk, and fans like peers. The baseline every other measure is held against.",
        formula="The number of ties towards the person.",
        paper="Freeman (1978), *Centrality in social networks*, Social Networks 1.",
        cost="n.",
    ),
    Measure.STRENGTH: Definition(
        label="Attention",
        meaning="How much attention a person gets, by kind, count and age of each act.",
        lies="One devoted fan can outweigh many readers; `degree` beside it tells.",
        formula="The sum of the evidence of all ties towards the person. One reply of today is 1.",
        paper="Barrat and others (2004), *The architecture of complex weighted networks*, PNAS 101.",
        cost="m.",
    ),
    Measure.OUT_DEGREE: Definition(
        label="People attended to",
        meaning="How many different people this person pays attention to.",
        lies="Loud people have much of it; that is not influence.",
        formula="The number of ties from the person.",
        paper="Freeman (1978), *Centrality in social networks*, Social Networks 1.",
        cost="n.",
    ),
    Measure.OUT_STRENGTH: Definition(
        label="Attention given",
        meaning="How much attention a person pays to others.",
        lies="A machine that replies to everybody leads it.",
        formula="The sum of the evidence of all ties from the person.",
        paper="Barrat and others (2004), *The architecture of complex weighted networks*, PNAS 101.",
        cost="m.",
    ),
    Measure.FOLLOWERS: Definition(
        label="Followers",
        meaning="The largest follower count among a person's accounts.",
        lies="Says how many could hear, not who listens; followers can be bought. No value where no source states it.",
        formula="The largest count that a source states of any of the person's accounts.",
        paper="Cha and others (2010), *Measuring user influence in Twitter: the million follower fallacy*, ICWSM.",
        cost="The number of accounts.",
    ),
    Measure.PAGERANK: Definition(
        label="Reach by attention",
        meaning="How much attention ends up at a person when everybody passes on what they get.",
        lies="Whoever gets the undivided attention of one important person inherits most of it. Groups that attend to "
        "each other only keep what flows in.",
        formula="Shares p with p(v) = (1 - d)/n + d × (sum over ties u → v of p(u) × evidence(u, v) / evidence given "
        "by u + what people who attend to nobody hold / n), d = 0.85; their sum is 1. Right to about seven digits.",
        paper="Brin and Page (1998), *The anatomy of a large-scale hypertextual web search engine*.",
        cost="m a round, some 40 to 90 rounds; 40 bytes a person, 21 a tie.",
    ),
    Measure.HITS_AUTHORITY: Definition(
        label="Authority",
        meaning="How much attention a person gets from people who know whom to attend to.",
        lies="The densest group takes all: elsewhere values are next to nothing, however central somebody is there.",
        formula="The leading left-right singular pair of the matrix of evidence: authority is proportional to the sum "
        "of the hub values of those who attend. Shares of the whole, sum 1.",
        paper="Kleinberg (1999), *Authoritative sources in a hyperlinked environment*, Journal of the ACM 46.",
        cost="m a round of the truncated singular value decomposition.",
    ),
    Measure.HITS_HUB: Definition(
        label="Hub",
        meaning="How well a person's attention points to those who matter.",
        lies="Rewards attending to the well known; it needs no voice of one's own.",
        formula="The other half of the pair: proportional to the sum of the authority of those attended to. Sum 1.",
        paper="Kleinberg (1999), *Authoritative sources in a hyperlinked environment*, Journal of the ACM 46.",
        cost="Comes with `hits_authority`.",
    ),
    Measure.BETWEENNESS: Definition(
        label="Betweenness",
        meaning="The share of the shortest ways between two others that lead through a person.",
        lies="News need not take shortest ways, and a way over a loose tie counts like any other. Sampled, an "
        "estimate of 0 means *not seen*, not *none*.",
        formula="Mean over ordered pairs of others of the share of their shortest ways that lead through the person, "
        "0 to 1. Ways run along ties, each one step. Exact up to 4,096 people; above that from 1,024 starting people, "
        "with a standard error beside it.",
        paper="Freeman (1977); Brandes (2001), *A faster algorithm for betweenness centrality*; Brandes, Pich (2007).",
        cost="m for each starting person; 52 bytes a person and 4 a tie for each thread.",
    ),
    Measure.HARMONIC: Definition(
        label="Nearness",
        meaning="How near a person is to everybody whose attention can get there.",
        lies="In dense networks all are near, and differences are small.",
        formula="The sum over others of 1 / number of ties on the shortest way to the person, divided by n - 1; who "
        "has no way adds nothing. Exact up to 4,096 people; above that from 512 others, with a standard error.",
        paper="Marchiori and Latora (2000), *Harmony in the small-world*; Boldi and Vigna (2014), *Axioms for "
        "centrality*.",
        cost="m × longest way for each 64 others; 24 bytes a person for each thread.",
    ),
    Measure.CONSTRAINT: Definition(
        label="Constraint",
        meaning="How far a person's contacts lead back to one another; the least marks a broker.",
        lies="Says nothing of how many contacts there are in all; can pass 1 in the smallest circles.",
        formula="Sum over contacts j of (p(j) + sum over q of p(q) × p(q, j))², where p is the share of a person's "
        "evidence, both directions together, that goes to a contact. No value without a tie.",
        paper="Burt (1992), *Structural holes*; Burt (2004), *Structural holes and good ideas*, American Journal of "
        "Sociology 110.",
        cost="One walk over all triangles, at most m^1.5.",
        descending=False,
    ),
    Measure.EFFECTIVE_SIZE: Definition(
        label="Effective size",
        meaning="How many of a person's contacts lead to different places.",
        lies="Grows with the number of contacts: hubs lead it.",
        formula="Contacts less what is redundant among them: n - sum over contacts j and q of p(q) × m(j, q). NetworkX "
        "3.6 computes it otherwise for all people of a weighted network at once; person by person it agrees.",
        paper="Burt (1992); Borgatti (1997), *Structural holes: unpacking Burt's redundancy measures*, Connections 20.",
        cost="Comes with `constraint`.",
    ),
    Measure.CORE: Definition(
        label="Core",
        meaning="How deep in the thick of it a person is: the k for which a circle knows k of its own each.",
        lies="Whole numbers, so many share one; a closed circle of friends is a deep core though nobody hears them.",
        formula="The largest k such that the person belongs to a group in which everybody has at least k contacts "
        "within the group.",
        paper="Seidman (1983), *Network structure and minimum degree*; Batagelj and Zaversnik (2003).",
        cost="m; 16 bytes a person, 8 a tie.",
    ),
    Measure.VOTERANK: Definition(
        label="Spreader",
        meaning="Who to talk to in turn, so that each next one reaches people the former ones do not.",
        lies="An order for choosing a few, not an amount: the second of two equals in one circle stands far behind.",
        formula="In turn the person with the most votes is elected; whoever attended to them has less to give after "
        "that, by 1 / the mean number attended to.",
        paper="Zhang and others (2016), *Identifying a set of influential spreaders in complex networks*, Scientific "
        "Reports 6.",
        cost="m × log n.",
    ),
    Measure.CLUSTERING: Definition(
        label="Closed circle",
        meaning="How many of a person's contacts know each other, 0 to 1.",
        lies="People with two contacts are at 0 or 1 by a single tie. No influence in it.",
        formula="Pairs of contacts that are tied in either direction, divided by all pairs of contacts.",
        paper="Watts and Strogatz (1998), *Collective dynamics of small-world networks*, Nature 393.",
        cost="One walk over all triangles, at most m^1.5.",
    ),
    Measure.PARTICIPATION: Definition(
        label="Participation",
        meaning="How evenly a person's ties are spread over communities: 0 all in one, towards 1 evenly over many.",
        lies="Someone with two loose ties into two communities is at one half. Depends on how communities are cut.",
        formula="1 - sum over communities of (share of the person's evidence that goes there)².",
        paper="Guimerà and Amaral (2005), *Functional cartography of complex metabolic networks*, Nature 433.",
        cost="m.",
    ),
    Measure.REACH: Definition(
        label="Expected reach",
        meaning="How many people a word from this person is expected to reach, when each tie passes it on by its "
        "strength.",
        lies="Ties are taken as independent chances, and strength as the chance: it compares people, it does not "
        "predict an audience.",
        formula="Expected number of people reached in the independent cascade that starts with the person, themselves "
        "counted; each tie passes on with chance 0.1 × strength. Estimated from a million random reverse reachable "
        "sets, with a standard error.",
        paper="Kempe, Kleinberg and Tardos (2003), *Maximizing the spread of influence*; Borgs and others (2014).",
        cost="The size of the sampled sets.",
    ),
    Measure.ENGAGEMENT: Definition(
        label="Engagement per post",
        meaning="How often a post of this person is liked, reposted, replied to or quoted, on average.",
        lies="One lucky post of two makes a high mean. No value without posts.",
        formula="Mean over the person's known posts of likes + reposts + replies + quotes.",
        paper="Cha and others (2010), *Measuring user influence in Twitter: the million follower fallacy*, ICWSM.",
        cost="The number of posts and interactions.",
    ),
    Measure.ENGAGEMENT_H: Definition(
        label="Engagement h",
        meaning="The h for which h posts of this person were engaged with at least h times each.",
        lies="Grows with the number of posts; the young and the rare stay low.",
        formula="The largest h such that h of the person's known posts have an engagement of at least h.",
        paper="Hirsch (2005), *An index to quantify an individual's scientific research output*, PNAS 102.",
        cost="The number of posts, sorted.",
    ),
    Measure.REPLIES: Definition(
        label="Replies",
        meaning="How often others replied to this person.",
        lies="Counts acts, not people: one long quarrel makes many.",
        formula="The number of acts of kind REPLY by others towards the person, whenever they were.",
        paper="Cha and others (2010), *Measuring user influence in Twitter: the million follower fallacy*, ICWSM.",
        cost="The number of interactions.",
    ),
    Measure.MENTIONS: Definition(
        label="Mentions",
        meaning="How often others named this person.",
        lies="Counts acts, not people: being named in a list is a mention too.",
        formula="The number of acts of kind MENTION by others towards the person, whenever they were.",
        paper="Cha and others (2010), *Measuring user influence in Twitter: the million follower fallacy*, ICWSM.",
        cost="The number of interactions.",
    ),
    Measure.REPOSTS: Definition(
        label="Reposts",
        meaning="How often others reposted this person.",
        lies="Counts acts, not people: a joke that goes round once outweighs years of counsel.",
        formula="The number of acts of kind REPOST by others towards the person, whenever they were.",
        paper="Cha and others (2010), *Measuring user influence in Twitter: the million follower fallacy*, ICWSM.",
        cost="The number of interactions.",
    ),
}
"""Of every measure."""
