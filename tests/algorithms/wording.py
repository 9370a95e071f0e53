"""Words that made-up posts are made of."""

WORDS = (
    *("harbour", "lantern", "meadow", "thunder", "ribbon", "copper"),
    *("violet", "anchor", "saddle", "pepper", "marble", "winter"),
)
