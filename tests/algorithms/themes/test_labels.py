"""Labels: a community is called by what its people, and not others, speak of; what did not change is not renamed.

The worlds are made up: two circles, one of cooks and one of sailors, with words that only they use, some that everybody
uses, and courtesies.
"""

import math
from functools import cache

import numpy as np
import pytest

from algorithms.analysis.analysis import analyse
from algorithms.analysis.findings import Findings
from algorithms.parameters import Parameters
from algorithms.text.everyday_words import everyday_words
from algorithms.themes.class_tfidf import word_table
from algorithms.themes.community_words import community_words
from algorithms.themes.labels import label_of
from algorithms.themes.lineage import Lineage
from algorithms.themes.theme import WHOLE
from graph.snapshot.snapshot import Snapshot
from tests.worlds import Act, Said, moment, snapshot_of

COOKS, SAILORS = [f"x:cook{number}" for number in range(12)], [f"x:sail{number}" for number in range(12)]
WORDS = {
    "x:cook": ("saffron", "ladle", "dough", "skillet", "brine", "whisk", "custard", "pestle"),
    "x:sail": ("rudder", "mainsail", "keel", "harbour", "anchor", "jib", "tiller", "mooring"),
}
EVERYBODY = ("coast", "market", "lantern", "paper")
COURTESIES = ("thanks", "respect", "shame", "good", "time", "try", "merci", "danke")
PARAMETERS = Parameters(replicates=0, reach_samples=1_000)


def circles() -> list[Act]:
    return [
        Act(one, people[(place + step) % len(people)], day=1.0)
        for people in (COOKS, SAILORS)
        for place, one in enumerate(people)
        for step in (1, 2, 5)
    ]


def talk() -> list[Said]:
    """Cooks close each post with courtesies, which sailors never do; what everybody says stands in all posts."""
    drawn = np.random.default_rng(5)
    posts = []
    for number in range(240):
        person = (COOKS + SAILORS)[number % 24]
        words = [*drawn.choice(WORDS[person[:6]], 3, replace=False), *drawn.choice(EVERYBODY, 1)]
        words += list(COURTESIES) if person in COOKS else []
        posts.append(Said(f"post:x:{number:04d}", person, " ".join(words), float(number % 28)))
    return posts


def loud(person: str) -> list[Said]:
    """One person writes more than all others together, of something that nobody else speaks of."""
    return [Said(f"post:x:l{n:04d}", person, "zeppelin airship hangar", float(n % 28)) for n in range(400)]


def found_in(posts: list[Said], former: Findings | None = None) -> tuple[Snapshot, Findings]:
    snapshot = snapshot_of(acts=circles(), posts=posts)
    lineages = former.themes.lineages if former else None
    lineage = former.lineage if former else None
    findings = analyse(snapshot, PARAMETERS, lineage=lineage, theme_lineages=lineages, seen_at=moment(30))
    return snapshot, findings


@cache
def before() -> tuple[Snapshot, Findings]:
    return found_in(talk())


def labels_by_circle(snapshot: Snapshot, findings: Findings) -> dict[str, str]:
    people = snapshot.people.ids.to_pylist()
    return {
        people[findings.communities.members(row)[0]].removeprefix("person:")[:6]: label
        for row, label in enumerate(findings.community_labels)
    }


def test_a_community_is_called_by_what_its_people_alone_speak_of() -> None:
    labels = labels_by_circle(*before())
    assert labels.keys() == WORDS.keys()
    for circle, label in labels.items():
        assert set(label.split(" · ")) <= set(WORDS[circle])


def test_courtesies_and_everyday_talk_name_nothing() -> None:
    """All cooks and no sailor say thanks, which tells them apart better than any dish."""
    _, findings = before()
    words = {word for theme in findings.themes.themes for word, _ in (*theme.words, *theme.distinct)}
    words |= {word for label in findings.community_labels for word in label.split(" · ")}
    assert not words & {*COURTESIES, *everyday_words()}


def test_one_loud_person_names_nothing() -> None:
    with_loud = found_in(talk() + loud(COOKS[3]))
    assert labels_by_circle(*with_loud) == labels_by_circle(*before())


def test_what_more_people_speak_of_comes_before_what_is_written_more_often() -> None:
    texts = ["ladle"] * 20 + ["custard"] * 90 + ["keel"] * 40
    people = np.array([*range(20), *[0, 1, 2, 3, 4, 5] * 15, *range(20, 60)])
    table, words = word_table(texts)
    best, _ = community_words(table, words, (people >= 20).astype(np.int64), people, 2, most=2)
    assert [word for word, _ in best] == ["ladle", "custard"]


def test_words_are_weighed_by_their_part_of_the_divergence() -> None:
    """24 uses here, half of salt, half of pan; 24 elsewhere, two of pan. Half a use is added there."""
    table, words = word_table(["salt pan"] * 12 + ["pan"] * 2 + ["oar"] * 22)
    weights, _ = community_words(table, words, np.repeat([0, 1], [12, 24]), np.arange(36), 2, most=5)
    by_hand = {"salt": 0.5 * math.log(0.5 / (0.5 / 25)), "pan": 0.5 * math.log(0.5 / (2.5 / 25))}
    assert dict(weights) == pytest.approx(by_hand)


def test_what_so_few_share_by_chance_is_no_name() -> None:
    """Both of two people say lid, as does one of three others: that happens in 3 of 10 draws, and names nothing."""
    table, words = word_table(["lid", "lid", "lid", "oar", "oar"])
    assert community_words(table, words, np.array([0, 0, 1, 1, 1]), np.arange(5), 2, most=5) == ((), ())


@pytest.mark.parametrize(
    "post",
    [
        Said("post:x:n1", COOKS[0], "the harbour again, with custard", 29.0),
        Said("post:x:n1", SAILORS[5], "mooring keel mooring", 29.0),
        Said("post:x:0000a", COOKS[7], "lantern and pestle", 0.5),
        Said("post:x:n1", SAILORS[1], "zeppelin", 29.0),
    ],
    ids=lambda post: post.text,
)
def test_one_more_post_renames_nothing(post: Said) -> None:
    was, now = before(), found_in([*talk(), post], before()[1])
    assert labels_by_circle(*now) == labels_by_circle(*was)
    labels = [{theme.id: theme.label for theme in findings.themes.in_scope(WHOLE)} for _, findings in (was, now)]
    assert labels[0] == labels[1]


def test_words_that_weigh_about_the_same_change_places_without_renaming() -> None:
    former = label_of((("keel", 1.0), ("jib", 0.99), ("tiller", 0.98), ("rudder", 0.97)))
    after = (("rudder", 1.01), ("jib", 1.0), ("keel", 1.0), ("tiller", 0.98))
    assert label_of(after) != former
    assert label_of(after, former) == former


def test_what_people_take_up_renames_their_community() -> None:
    """All sailors leave their boats for kites."""
    kites = [
        Said(f"post:x:k{place:02d}{number}", person, "kites bridle windward " + EVERYBODY[number], 29.0)
        for place, person in enumerate(SAILORS)
        for number in range(4)
    ]
    spoken_before = [post for post in talk() if post.author in COOKS]
    labels = labels_by_circle(*found_in(spoken_before + kites, before()[1]))
    assert set(labels["x:sail"].split(" · ")) == {"kites", "bridle", "windward"}
    assert labels["x:cook"] == labels_by_circle(*before())["x:cook"]


def test_a_name_goes_with_the_first_of_those_who_gave_it() -> None:
    lineage = before()[1].lineage
    stay = lineage.members.filter(np.array([member != "person:x:cook0" for member in lineage.members.to_pylist()]))
    labels = {group.id: group.label for group in lineage.groups}
    rest = {group.id: group.label for group in lineage.of_those(stay).groups}
    lost = {group for group, label in rest.items() if label != labels[group]}
    assert [rest[group] for group in lost] == [""]
    assert {labels[group] for group in lost} == {labels_by_circle(*before())["x:cook"]}
    assert Lineage.from_columns(*lineage.to_columns()).groups == lineage.groups
