"""Engagement h-index: how many posts of someone are engaged with at least as many times each."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.engagement import post_engagement
from algorithms.centrality.measure_spec import MeasureSpec, posts_and_acts
from algorithms.centrality.scores import Scores
from graph.snapshot.snapshot import Snapshot


def engagement_h(snapshot: Snapshot, counted: NDArray[np.bool_] | None = None) -> Scores:
    """Say the largest h for which h posts of a person are engaged with at least h times each.

    What engagement is, and what `counted` does, see `algorithms.centrality.engagement`. Whole numbers; NaN for people
    without a known post. 40 bytes a post and 24 a person.

    Hirsch (2005), An index to quantify an individual's scientific research output, PNAS 102(46).

    >>> from tests.worlds import Said, snapshot_of
    >>> said = [Said("post:x:1", "x:1", "news"), Said("post:x:2", "x:2", "oh", reply_to="post:x:1")]
    >>> engagement_h(snapshot_of(accounts=["x:1", "x:2"], posts=said)).values.tolist()
    [1.0, 0.0]
    """
    people = len(snapshot.people.ids)
    engaged = post_engagement(snapshot, counted)
    order = np.lexsort((-engaged.count, engaged.author))
    author, count = engaged.author[order], engaged.count[order]
    posts = np.bincount(author, minlength=people)
    begin = np.cumsum(posts) - posts
    # Largest first, the nth post has at least n for the first h posts, and for none after them.
    nth = np.arange(author.size) - begin[author] + 1
    reached = np.bincount(author[count >= nth], minlength=people)
    return Scores(np.where(posts > 0, reached, np.nan).astype(np.float64))


MEASURE: Final = MeasureSpec(
    name="engagement_h",
    order=190,
    label="Engagement h",
    meaning="The h for which h posts of this person were engaged with at least h times each.",
    lies="Grows with the number of posts; the young and the rare stay low.",
    formula="The largest h such that h of the person's known posts have an engagement of at least h.",
    paper="Hirsch (2005), *An index to quantify an individual's scientific research output*, PNAS 102.",
    cost="The number of posts, sorted.",
    descending=True,
    everybody=True,
    windowed=True,
    compute=lambda on: engagement_h(on.snapshot, on.counted),
    on_ties=False,
    parameters=(),
    columns=posts_and_acts,
    made_of=(),
    taken_apart=None,
    oracle="tests/algorithms/centrality/test_engagement.py::test_the_h_index_counts_posts_with_at_least_as_many",
)
