"""Findings: everything for one snapshot, the same again, and kept in files."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import algorithms.analysis.analysis
import algorithms.analysis.measure
from algorithms.analysis.analysis import analyse
from algorithms.analysis.findings import Findings
from algorithms.analysis.findings_key import fingerprint_of
from algorithms.analysis.measure import Measure, MeasureInputs
from algorithms.analysis.ranked_scope import rank_scope
from algorithms.centrality.registry import specs
from algorithms.centrality.scores import Scores
from algorithms.errors import MalformedResult
from algorithms.parameters import Parameters
from algorithms.text.lexical_encoder import LexicalEncoder
from algorithms.text.readers import Readers
from algorithms.text.vader import Vader
from graph.model.watch import Watch, WatchKind
from graph.snapshot.snapshot import Snapshot
from tests.worlds import WORLDS, Act, Said, Someone, moment, snapshot_of


def town() -> Snapshot:
    """Two circles that talk among themselves, one of coffee and one of trains, with one tie between them."""
    circles = {"coffee": ["x:a1", "x:a2", "x:a3", "x:a4"], "trains": ["x:b1", "x:b2", "x:b3", "x:b4"]}
    words = {"coffee": "espresso beans roasted", "trains": "railway locomotive timetable"}
    posts: list[Said] = []
    acts: list[Act] = []
    for theme, circle in circles.items():
        for actor in circle:
            for target in circle:
                if actor != target:
                    post = f"post:x:{actor[2:]}-{target[2:]}"
                    posts.append(Said(post, actor, f"{words[theme]} {theme} again", len(posts)))
                    acts.append(Act(actor, target, day=len(posts) - 1, post=post))
    acts.append(Act("x:a4", "x:b1", day=1))
    loner = Someone(("x:z9",), followers={"x:z9": 5_000})
    return snapshot_of(people=[loner], posts=posts, acts=acts)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return town()


@pytest.fixture(scope="module")
def findings(snapshot: Snapshot) -> Findings:
    return analyse(snapshot)


def test_every_measure_has_values_and_ranks_for_everybody(snapshot: Snapshot, findings: Findings) -> None:
    assert set(findings.scores) == set(findings.ranks) == {measure.value for measure in Measure}
    for measure in Measure:
        assert findings.scores[measure].shape == findings.ranks[measure].shape == (len(snapshot.people.ids),)
        assert findings.ranks[measure].dtype == np.int32


def test_measures_equal_those_of_a_ranking_without_a_scope(snapshot: Snapshot, findings: Findings) -> None:
    for measure in Measure:
        alone = rank_scope(snapshot, measure=measure)
        assert np.array_equal(alone.values, findings.scores[measure], equal_nan=True)
        assert np.array_equal(alone.ranks, findings.ranks[measure])
        assert np.array_equal(alone.order, findings.order(measure))


def test_who_has_no_tie_is_not_ranked_but_by_followers(snapshot: Snapshot, findings: Findings) -> None:
    loner = snapshot.people.ids.to_pylist().index("person:x:z9")
    ranked = {measure for measure in Measure if findings.ranks[measure][loner]}
    assert ranked == {Measure.FOLLOWERS}
    assert np.isnan(findings.scores[Measure.INFLUENCE][loner])
    assert findings.communities.labels[loner] == -1


def test_circles_are_communities_that_are_called_by_their_themes(snapshot: Snapshot, findings: Findings) -> None:
    ids = snapshot.people.ids.to_pylist()
    named = {
        label: {ids[row][9] for row in findings.communities.members(community)}
        for community, label in enumerate(findings.community_labels)
    }
    assert sorted(map(sorted, named.values())) == [["a"], ["b"]]
    spoken = {next(iter(circle)): label.casefold() for label, circle in named.items()}
    assert any(word in spoken["a"] for word in ("coffee", "espresso", "beans", "roasted"))
    assert any(word in spoken["b"] for word in ("trains", "railway", "locomotive", "timetable"))


def test_the_same_snapshot_gives_the_same_findings(snapshot: Snapshot, findings: Findings) -> None:
    meta, arrays = findings.to_columns()
    again_meta, again = analyse(town()).to_columns()
    assert again_meta == meta
    assert again.keys() == arrays.keys()
    assert all(np.array_equal(again[name], arrays[name], equal_nan=arrays[name].dtype.kind == "f") for name in arrays)


def test_findings_come_back_from_files(findings: Findings, tmp_path: Path) -> None:
    meta, arrays = findings.to_columns()
    for name, array in arrays.items():
        np.save(tmp_path / f"{name}.npy", array)
    mapped = {file.stem: np.load(file, mmap_mode="r") for file in tmp_path.glob("*.npy")}
    loaded = Findings.from_columns(json.loads(json.dumps(meta)), mapped)
    loaded_meta, loaded_arrays = loaded.to_columns()
    assert loaded_meta == meta
    assert loaded.parameters == findings.parameters
    assert all(
        np.array_equal(loaded_arrays[name], arrays[name], equal_nan=arrays[name].dtype.kind == "f") for name in arrays
    )


def test_the_fingerprint_names_snapshot_parameters_readers_and_watches(snapshot: Snapshot, findings: Findings) -> None:
    readers = Readers(LexicalEncoder(), Vader())
    assert fingerprint_of(snapshot) == fingerprint_of(snapshot, Parameters(), readers) == findings.fingerprint
    encoder, sentiment = LexicalEncoder(), Vader()
    encoder.name = sentiment.name = "other"
    watch = Watch(id="watch:1", name="Tea", kind=WatchKind.PRODUCT, terms=("tea",))
    others = {
        fingerprint_of(snapshot, Parameters(seed=1)),
        fingerprint_of(snapshot, Parameters(as_of=moment(3))),
        fingerprint_of(snapshot, Parameters(), Readers(encoder, Vader())),
        fingerprint_of(snapshot, Parameters(), Readers(LexicalEncoder(), sentiment)),
        fingerprint_of(snapshot, watches=[watch]),
        fingerprint_of(snapshot, watches=[replace(watch, terms=("teas",))]),
        fingerprint_of(replace(snapshot, fingerprint="0" * 32)),
        fingerprint_of(replace(snapshot, people_fingerprint="0" * 32)),
    }
    assert len(others | {findings.fingerprint}) == 9


@pytest.mark.parametrize("stage", ["communities", "themes", "betweenness", "rank intervals"])
def test_what_progress_raises_ends_the_analysis(snapshot: Snapshot, stage: str) -> None:
    def stop(begun: str, _: float) -> None:
        if begun == stage:
            raise InterruptedError(begun)

    with pytest.raises(InterruptedError, match=stage):
        analyse(snapshot, progress=stop)


def test_progress_only_goes_forward(snapshot: Snapshot) -> None:
    heard: list[tuple[str, float]] = []
    analyse(snapshot, progress=lambda stage, share: heard.append((stage, share)))
    shares = [share for _, share in heard]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert {"ties", "communities", "themes", "map", "betweenness"} <= {stage for stage, _ in heard}


def test_what_is_estimated_from_a_sample_brings_its_error(snapshot: Snapshot, findings: Findings) -> None:
    assert set(findings.errors) == {"reach"}
    sampled = analyse(snapshot, Parameters(betweenness_exact_up_to=0, betweenness_pivots=4))
    assert set(sampled.errors) == {"reach", "betweenness"}
    again = Findings.from_columns(*sampled.to_columns())
    assert np.array_equal(again.errors["betweenness"], sampled.errors["betweenness"])


def _again(_: MeasureInputs) -> Scores:
    raise AssertionError("computed again")


def test_a_step_whose_inputs_are_the_same_is_taken_over(
    snapshot: Snapshot, findings: Findings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("find_communities", "lay_out", "rank_intervals"):
        monkeypatch.setattr(algorithms.analysis.analysis, name, None)  # whoever computes it again fails
    uncomputable = {m: spec if spec.made_of else replace(spec, compute=_again) for m, spec in specs().items()}
    monkeypatch.setattr(algorithms.analysis.measure, "specs", lambda: uncomputable)
    again = analyse(snapshot, Parameters(words_per_theme=3), former=findings)
    assert {step for step in findings.steps if again.steps[step] != findings.steps[step]} == {"themes"}


def test_taking_over_changes_no_answer(snapshot: Snapshot, findings: Findings) -> None:
    for parameters in (Parameters(words_per_theme=3), Parameters(resolution=2.0), Parameters(seed=5), Parameters()):
        fresh = analyse(snapshot, parameters)
        again = analyse(snapshot, parameters, former=findings)
        assert again.fingerprint == fresh.fingerprint
        assert again.steps == fresh.steps
        for measure, values in fresh.scores.items():
            assert np.array_equal(values, again.scores[measure], equal_nan=True), measure
        assert np.array_equal(fresh.positions, again.positions)
        assert fresh.communities.ids == again.communities.ids


def test_another_follower_count_changes_followers_alone(snapshot: Snapshot, findings: Findings) -> None:
    accounts = replace(snapshot.accounts, followers=snapshot.accounts.followers + 7)
    again = analyse(replace(snapshot, accounts=accounts, fingerprint="0" * 32), former=findings)
    assert {step for step in findings.steps if again.steps[step] != findings.steps[step]} == {"followers"}


def test_communities_keep_their_ids_from_analysis_to_analysis(snapshot: Snapshot, findings: Findings) -> None:
    again = analyse(snapshot, Parameters(half_life_days=30.0), lineage=findings.lineage, seen_at=77)
    assert set(again.communities.ids) == set(findings.communities.ids)
    assert {group.event.value for group in again.lineage.groups} == {"CONTINUED"}
    assert again.fingerprint != analyse(snapshot, Parameters(half_life_days=30.0)).fingerprint


@pytest.mark.parametrize("name", WORLDS)
def test_every_world_can_be_analysed(name: str) -> None:
    world = WORLDS[name]
    findings = analyse(world.snapshot())
    assert findings.positions.shape == (world.people, 2)
    assert np.isfinite(findings.positions).all()
    assert len(findings.community_labels) == findings.communities.count
    assert all(findings.community_labels)
    assert findings.provenance("degree").ties == len(world.edges)


def test_findings_of_another_version_are_refused(findings: Findings) -> None:
    meta, arrays = findings.to_columns()
    with pytest.raises(MalformedResult, match="analyse again"):
        Findings.from_columns({**meta, "version": 0}, arrays)


def test_columns_for_other_people_are_refused(findings: Findings) -> None:
    with pytest.raises(MalformedResult, match="expected positions for 9 people, got 1"):
        replace(findings, positions=findings.positions[:1])
    with pytest.raises(MalformedResult, match="2 labels, got 0"):
        replace(findings, community_labels=())
