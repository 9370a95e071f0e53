"""Labels of the demo world: each planted community is recognised from what it is called."""

import numpy as np
import pytest

from algorithms.themes.class_tfidf import word_table
from algorithms.themes.community_words import community_words
from algorithms.themes.labels import label_of
from graph.model.post import Post
from ingest.demo.source import DemoSource


@pytest.mark.parametrize("seed", [2, 3, 5, 7, 13])
def test_each_planted_community_is_recognised_from_its_label_alone(seed: int) -> None:
    """By the communities as they were planted; that these are found, and so called, is for the tests of the truth."""
    source = DemoSource(seed)
    truth = source.truth
    names = list(truth.words_of)
    home = {account: names.index(name) for account, name in truth.communities.items()}
    records = (record for raw in source.fetch() for record in source.translate(raw))
    posts = [record for record in records if isinstance(record, Post) and record.author in home and record.text]
    table, words = word_table([post.text or "" for post in posts])
    people = np.unique([post.author for post in posts], return_inverse=True)[1].astype(np.int64)
    owner = np.array([home[post.author or ""] for post in posts])
    called = community_words(table, words, owner, people, len(names), most=3)
    for name, foremost in zip(names, called, strict=True):
        label = set(label_of(foremost).split(" · "))
        assert label & truth.words_of[name]
        assert not any(label & others for other, others in truth.words_of.items() if other != name)
