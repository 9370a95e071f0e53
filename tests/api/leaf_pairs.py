"""Questions that the command line and GraphQL both answer, and what they tell differently, with the reasons."""

from tests.api.leaf_differences import (
    FIRST,
    GAPS,
    HERO,
    LISTED,
    NOT_IN_GRAPHQL,
    NOW,
    ON_THE_NODE,
    ONCE,
    PATHS,
    RANKED,
    TARGET,
    THEME,
    THEME_ONLY,
    below,
)
from tests.api.leaves import Pair

PAIRS = {
    "status": Pair(
        command=("status",),
        query="overview Overview{}",
        at=("overview",),
        cli_only={"store": "where it lies is nobody's business over the network", "fresh": "`findings` is there"},
    ),
    "rank": Pair(
        command=("rank", "--limit", "5"),
        query="influencers(first: 5) { edges { node RankingRow{} } provenance Provenance{} leftOut }",
        **RANKED,
    ),
    "rank by pagerank in a time": Pair(
        command=("rank", "--limit", "5", "--measure", "pagerank", "--since", "2026-06-01"),
        query='influencers(first: 5, measure: PAGERANK, scope: {since: "2026-06-01T00:00:00Z"})'
        " { edges { node RankingRow{} } provenance Provenance{} leftOut }",
        at=("influencers",),
        into="rows",
        renamed=RANKED["renamed"],
        graphql_only={"rows.provenance.computed_at": NOW},
        cli_only={**RANKED["cli_only"], "provenance.computed_at": NOW},
    ),
    "why": Pair(
        command=("why", FIRST, "--measure", "pagerank", "--limit", "3"),
        query="influencers(first: 1, measure: PAGERANK) { edges { node { contributions(first: 3) Contribution{} } } }",
        at=("influencers", "edges", 0, "node", "contributions"),
        document="contributions",
        renamed={"[].tie.from.id": "[].from", "[].tie.to.id": "[].to"}
        | {
            f"[].tie.{name}": f"[].{name}"
            for name in ("strength", "evidence", "weak", "bridge", "interactions", "last_at", "sentiment")
        },
        graphql_only={"[].tie.from.name": ONCE, "[].tie.to.name": ONCE, "[].tie.by_kind*": ON_THE_NODE},
        cli_only=dict.fromkeys(("[].person", "[].name", "[].direction"), "the tie seen from the person"),
    ),
    "fallacy": Pair(
        command=("fallacy", "--limit", "3"),
        query="fallacy { FallacyReport... loudButIgnored(first: 3) RankGap{} smallButCentral(first: 3) RankGap{} }",
        at=("fallacy",),
        renamed={
            f"{gaps}[].person.{old}": f"{gaps}[].{new}"
            for gaps in GAPS
            for old, new in (("id", "person"), ("name", "name"))
        },
        cli_only={f"{gaps}[].accounts[]": LISTED for gaps in GAPS},
    ),
    "communities": Pair(
        command=("communities",),
        query="communities(first: 100) { edges { node Community{} } }",
        at=("communities",),
        into="rows",
        renamed={"rows[].parent_ids[]": "rows[].parents[]"},
        graphql_only={"rows[].parents[].*": "those of `parentIds` that are still there"},
        cli_only={"rows[].leaders[]": "the first of `members`", "modularity": NOT_IN_GRAPHQL},
    ),
    "bridges": Pair(
        command=("bridges", "--limit", "5"),
        query="localBridges { LocalBridges... rows: bridges(first: 5) LocalBridge{} }",
        at=("localBridges",),
        renamed={f"rows[].{end}.id": f"rows[].{end}.person" for end in ("one", "other")},
        cli_only={f"rows[].{end}.accounts[]": LISTED for end in ("one", "other")},
    ),
    "themes": Pair(
        command=("themes", "--limit", "20"),
        query="themes(first: 20) { edges { node Theme{} } }",
        at=("themes",),
        into="rows",
        renamed=below("rows[]", THEME),
        cli_only={f"rows[].{name}": reason for name, reason in THEME_ONLY.items()}
        | {"provenance.*": "themes have none of their own in GraphQL: `overview { findings }` is theirs"},
    ),
    "trends": Pair(
        command=("trends", "--window", "5", "--before", "20", "--limit", "20"),
        query="trends(first: 20, days: 5, daysBefore: 20) { edges { node Theme{} } provenance Provenance{} }",
        at=("trends",),
        into="rows",
        renamed=below("rows[]", THEME),
        cli_only={f"rows[].{name}": reason for name, reason in THEME_ONLY.items()},
    ),
    "coordination": Pair(
        command=("coordination", "--by-chance", "1", "--times", "2", "--within", "86400", "--limit", "2"),
        query="coordination(byChance: 1, leastTimes: 2, withinSeconds: 86400)"
        " { leftOut rows: groups(first: 2) CoordinatedGroup{} provenance Provenance{} }",
        at=("coordination",),
        renamed={
            "rows[].accounts[].id": "rows[].accounts[]",
            "rows[].posts[].id": "rows[].posts[]",
            "rows[].links": "rows[].link",
            "rows[].reposts": "rows[].repost",
            "rows[].texts": "rows[].text",
        },
    ),
    "loads": Pair(
        command=("loads",),
        query="loads(first: 100) { edges { node Load{} } }",
        at=("loads",),
        into="rows",
        cli_only={"rows[].input": "where the input lies is nobody's business over the network"},
    ),
    "escalations": Pair(
        command=("escalations",),
        query="escalations(first: 20) Escalation{}",
        at=("escalations",),
        into="rows",
        identity={"Post": "id text"},
        renamed={
            "rows[].post.id": "rows[].post",
            "rows[].post.text": "rows[].text",
            "rows[].picked_up_in.id": "rows[].picked_up_in",
            "rows[].small_voice.id": "rows[].small_voice",
            "rows[].small_voice.name": "rows[].small_voice_name",
            "rows[].picked_up_by.id": "rows[].large_voice",
            "rows[].picked_up_by.name": "rows[].large_voice_name",
            "rows[].at": "rows[].picked_up_at",
        },
        graphql_only={"rows[].picked_up_in.text": ON_THE_NODE},
        cli_only={"rows[].gained": "reach after, less reach before", "rows[].written_at": ON_THE_NODE},
    ),
    "path": Pair(
        command=("path", HERO, TARGET), query='paths(from: "@HERO", to: "@TARGET") PathAnswer{}', at=("paths",), **PATHS
    ),
    "path to customers": Pair(
        command=("path", HERO), query='pathsToCustomers(from: "@HERO") PathAnswer{}', at=("pathsToCustomers",), **PATHS
    ),
    "introduce": Pair(
        command=("introduce", TARGET),
        query='introductionsTo(person: "@TARGET") PathAnswer{}',
        at=("introductionsTo",),
        **PATHS,
    ),
    "map": Pair(
        command=("map", HERO, "--limit", "30"),
        query='relationshipMap(around: ["@HERO"], limit: 30) RelationshipMap{}',
        at=("relationshipMap",),
        identity={
            "Person": "id name kind relation influence { score }",
            "Community": "id label size event parentIds since",
        },
        renamed={
            "people[].person.id": "people[].id",
            "people[].person.name": "people[].label",
            "people[].person.kind": "people[].kind",
            "people[].person.relation": "people[].relation",
            "people[].person.influence.score": "people[].influence",
            "communities[].parent_ids[]": "communities[].parents[]",
        },
        cli_only={"people[].community_label": "its label is among `communities`"},
    ),
    "person": Pair(
        command=("person", HERO),
        query='person(id: "@HERO") Person{}',
        at=("person",),
        renamed={
            "communities[].community.id": "communities[].id",
            "communities[].community.label": "communities[].label",
            "judgements[].left.id": "judgements[].left",
            "judgements[].right.id": "judgements[].right",
            "influence.rank_interval[]": "influence.interval[]",
            "influence.rank_interval": "influence.interval",
        },
        graphql_only={
            "communities[].person.*": ONCE,
            "influence.provenance.*": "`kith status` says it of all findings",
        },
        cli_only={
            "accounts[].*": "what each source says; GraphQL has an account's fields on Account",
            "ties_towards[].*": "held below",
            "ties_from[].*": "held below",
            "transactions[].*": "a list of its own in GraphQL",
            "post_count": "`posts { totalCount }`",
            "posts[].*": "a list of its own in GraphQL",
        },
    ),
    "search for people": Pair(
        command=("search", "lorenz", "--limit", "5"),
        query='searchPeople(text: "lorenz", first: 5) { edges { node { id name relation influence { rank } } } }',
        at=("searchPeople",),
        document="people",
        renamed={"[].id": "[].person", "[].influence.rank": "[].rank"},
        cli_only={"[].accounts[]": LISTED},
    ),
    "search for posts": Pair(
        command=("search", "kettle", "--limit", "5"),
        query='posts(filter: {about: "kettle"}, first: 5)'
        " { edges { node { id at text author { person { id name } } } } }",
        at=("posts",),
        document="posts",
        renamed={"[].id": "[].post", "[].author.person.id": "[].person", "[].author.person.name": "[].name"},
    ),
    "ties of a person": Pair(
        command=("person", HERO),
        query='person(id: "@HERO") { ties(first: 5) { edges { node Tie{} } } }',
        at=("person", "ties"),
        document="ties_towards",
        renamed={"[].from.id": "[].from", "[].to.id": "[].to"},
        graphql_only={"[].from.name": "it is `name`", "[].to.name": ONCE, "[].by_kind*": ON_THE_NODE},
        cli_only={"[].person": "the tie seen from the person", "[].name": "as above"},
    ),
    "watch show": Pair(
        command=("watch", "show", "Brightkettle", "--limit", "3"),
        query="watch(id: WATCH) Watch{}",
        at=("watch",),
        document="watch",
        renamed={"accounts[].id": "accounts[]"},
        graphql_only={
            "provenance.*": "it stands beside the watch",
            "sentiment.*": "held below",
            "bursts[].*": "held below",
        },
    ),
    "watch volume": Pair(
        command=("watch", "show", "Brightkettle", "--zone", "Europe/Berlin"),
        query='watch(id: WATCH) { volume(bucket: MONTH, zone: "Europe/Berlin") VolumePoint{} }',
        at=("watch", "volume"),
        document="volume",
    ),
    "watch sentiment": Pair(
        command=("watch", "show", "Brightkettle"),
        query="watch(id: WATCH) { sentiment SentimentSummary{} }",
        at=("watch", "sentiment"),
        document="sentiment",
        graphql_only={"provenance.*": "it is said once for all that a watch hears"},
    ),
    "watch bursts": Pair(
        command=("watch", "show", "Brightkettle"),
        query="watch(id: WATCH) { bursts Burst{} }",
        at=("watch", "bursts"),
        document="bursts",
        renamed={
            "[].words[].weight": "[].words[].score",
            "[].started_by[].id": "[].started_by[].person",
        },
        graphql_only={"[].provenance.*": "it is said once for all that a watch hears"},
    ),
    "watch themes": Pair(
        command=("watch", "show", "Brightkettle", "--limit", "3"),
        query="watch(id: WATCH) { themes(first: 3) { edges { node Theme{} } } }",
        at=("watch", "themes"),
        document="themes",
        renamed={f"[].{old}": f"[].{new}" for old, new in THEME.items()},
        cli_only={f"[].{name}": reason for name, reason in THEME_ONLY.items()},
    ),
    "watch influencers": Pair(
        command=("watch", "show", "Brightkettle", "--limit", "3"),
        query="watch(id: WATCH) { influencers(first: 3) { edges { node RankingRow{} } } }",
        at=("watch", "influencers"),
        document="influencers",
        renamed={"[].person.id": "[].person", "[].person.name": "[].name"},
        cli_only={"[].accounts[]": LISTED},
    ),
    "watch compare": Pair(
        command=("watch", "compare", "Brightkettle", "Stovewell"),
        query="shareOfVoice(watches: [WATCH, RIVAL]) ShareOfVoice{}",
        at=("shareOfVoice",),
        into="rows",
        renamed={"rows[].watch.id": "rows[].id", "rows[].watch.name": "rows[].name"}
        | {f"rows[].summary.{name}": f"rows[].{name}" for name in ("positive", "neutral", "negative", "unknown")},
        graphql_only={
            "rows[].summary.mean": "it is `sentiment`",
            "rows[].summary.method": "`kith watch show` says it",
            "rows[].summary.provenance.*": "as above",
        },
    ),
}

NO_QUESTION = {
    "audit sentiment": "an audit of the operator's, by a file of labels",
    "export-person": "everything known of a person, for an operator to hand over: a file, and no answer of the service",
}
"""Commands that answer a question which GraphQL does not have."""
