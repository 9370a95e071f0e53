"""What the command line and GraphQL tell differently of several questions, and why."""

from typing import Any

NOW = "a scope is computed when it is asked about"
ONCE = "it is said once for all rows"
LISTED = "accounts are a list of their own in GraphQL: `person { accounts }`"
ASKED = "it was asked for"
NOT_IN_GRAPHQL = "GraphQL has no field for it yet"
ON_THE_NODE = "it is asked of the node"

HERO, TARGET, FIRST = "@HERO", "@TARGET", "@FIRST"
"""They stand for people: the first by influence, another, and the first by PageRank."""
TIE = {"from.id": "from", "to.id": "to"}


def below(path: str, names: dict[str, str]) -> dict[str, str]:
    """Names of leaves below a path, on both sides."""
    return {f"{path}.{old}": f"{path}.{new}" for old, new in names.items()}


PATHS: dict[str, Any] = {
    "renamed": {
        **below("paths[].hops[]", TIE),
        **below("paths[].hops[].tie", TIE),
        **below("paths[].hops[].back", TIE),
        "paths[].from.id": "paths[].people[0]",
    },
    "graphql_only": {
        "paths[].from.name": "it is the first of `names`",
        "paths[].to.*": "it is the last of `people` and `names`",
        **{f"paths[].hops[].{end}.name": "it is among the `names` of the path" for end in ("from", "to")},
        **{f"paths[].hops[].{tie}.{end}.name": "as above" for tie in ("tie", "back") for end in ("from", "to")},
        **{f"paths[].hops[].{tie}.by_kind*": ON_THE_NODE for tie in ("tie", "back")},
    },
    "cli_only": {
        "paths[].people[]": "the ends of the hops, in a row",
        "paths[].names[]": "the names of `people`",
        "paths[].hops[].tie_strength": "`tie { strength }`, for the rows of CSV",
        "paths[].hops[].back_strength": "`back { strength }`, for the rows of CSV",
    },
}
RANKED: dict[str, Any] = {
    "at": ("influencers",),
    "into": "rows",
    "renamed": {
        "rows[].person.id": "rows[].person",
        "rows[].person.name": "rows[].name",
        "rows.left_out": "left_out",
    },
    "cli_only": {"measure": ASKED, "rows[].accounts[]": LISTED},
}
GAPS = ("loud_but_ignored", "small_but_central")
THEME = {
    "post_count": "posts",
    "distinct[].weight": "distinct[].score",
    "hashtags[].text": "hashtags[].hashtag",
    "links[].text": "links[].link",
    "examples[].id": "examples[]",
    "community.id": "community",
    "community.label": "community_label",
}
THEME_ONLY = {
    "parents[]": NOT_IN_GRAPHQL,
    "watch": ON_THE_NODE,
    "community_label": "null beside a null",
}
TIES_OF_PERSON = {
    f"{way}[].{old}": f"{way}[].{new}" for way in ("ties_towards", "ties_from") for old, new in TIE.items()
}
