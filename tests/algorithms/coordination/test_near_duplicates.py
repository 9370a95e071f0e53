"""Near duplicates against the plain definition of likeness, and by hand."""

import random
import re

import numpy as np
import pyarrow as pa
import pytest

from algorithms.coordination.near_duplicates import near_duplicates
from algorithms.errors import BadParameter
from tests.algorithms.wording import WORDS


def groups_of(texts: list[str | None], **options: float) -> list[int]:
    return [int(group) for group in near_duplicates(pa.array(texts, pa.large_string()), **options)]  # type: ignore[arg-type]


def alike(one: str, other: str) -> float:
    shingles = []
    for text in (one, other):
        letters = re.sub(r"\W+", "", text.lower()).encode()
        shingles.append({letters[i : i + 9] for i in range(len(letters) - 8)})
    return len(shingles[0] & shingles[1]) / len(shingles[0] | shingles[1])


def test_copies_are_one_group_whatever_is_round_them() -> None:
    text = "The harbour lantern swings in the winter thunder"
    copies = [text, text.upper(), f"@ann {text}!!", f"{text} https://a.example/{1}", f"«{text.replace(' ', '  ')}»"]
    assert groups_of([*copies, "Something else altogether is said here"]) == [0] * 5 + [1]


def test_letters_of_any_script() -> None:
    text = "东京的春天总是来得很早，樱花开满了整条河岸"
    assert groups_of([text, text + "！", "完全不同的一句话，说的是别的事情和别的地方"]) == [0, 0, 1]


def test_short_ones_and_none_are_in_no_group() -> None:
    assert groups_of(["thanks!", None, "", "https://a.example/very/long/link/with/many/letters"]) == [-1] * 4
    assert groups_of([]) == []


@pytest.mark.parametrize("seed", range(5))
def test_pairs_of_two_are_told_apart_by_the_definition(seed: int) -> None:
    drawn = random.Random(seed)
    for _ in range(40):
        words = drawn.choices(WORDS, k=20)
        other = [drawn.choice(WORDS) if drawn.random() < 0.06 else word for word in words]
        texts = [" ".join(words), " ".join(other)]
        likeness = alike(*texts)
        if likeness < 0.8:
            assert groups_of([*texts]) == [0, 1]
        elif likeness > 0.95:
            assert groups_of([*texts]) == [0, 0]


def test_nearly_all_that_are_alike_are_found_among_many() -> None:
    drawn = random.Random(3)
    texts: list[str | None] = []
    for number in range(500):
        words = [f"{drawn.choice(WORDS)}{number}" for _ in range(30)]
        texts += [" ".join(words), " ".join([*words, "today"])]
    result = np.array(groups_of(texts))
    assert alike(str(texts[0]), str(texts[1])) > 0.9
    assert (result[::2] == result[1::2]).all()
    assert np.unique(result).size == 500


def test_a_thousand_copies_are_one_group() -> None:
    assert set(groups_of(["The same words are said by everybody, again and again"] * 1_000)) == {0}


def test_a_slice_of_texts_is_read_as_such() -> None:
    texts = pa.array(["nothing of this is read by anybody at all", "a" * 30, "b" * 30, "a" * 30], pa.large_string())
    assert near_duplicates(texts.slice(1)).tolist() == [0, 1, 0]


@pytest.mark.parametrize("options", [{"least_alike": 0.0}, {"least_alike": 1.1}, {"shortest": 8}])
def test_what_cannot_be_asked(options: dict[str, float]) -> None:
    with pytest.raises(BadParameter, match="expected least_alike"):
        groups_of(["a"], **options)
