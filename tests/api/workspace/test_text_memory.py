"""Text memory: nothing is computed twice, nothing is ever wrong, whatever is killed, cut off or done at once."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import algorithms.text.memory
from algorithms.text.memory import Vectors, key_of
from api.workspace.text_memory import TextMemory
from tests.patience import patience

MODEL = "a model"


def row_of(text: str) -> list[float]:
    """What the model of these tests makes of a text."""
    return [float(len(text)), float(sum(map(ord, text)) % 1000), 1.0]


def right(texts: list[str]) -> Vectors:
    return np.array([row_of(text) for text in texts], dtype=np.float32).reshape(len(texts), 3)


class Model:
    """Computes, notes what it was asked, and breaks off where it is told to."""

    def __init__(self, batches: int | None = None) -> None:
        self.batches = batches
        self.asked: list[str] = []

    def __call__(self, texts: list[str]) -> Vectors:
        if self.batches == 0:
            raise InterruptedError
        self.batches = None if self.batches is None else self.batches - 1
        self.asked += texts
        return right(texts)


def texts_of(*numbers: int) -> list[str]:
    return [f"{'tea ' * (number % 4)}{number}" for number in numbers]


def files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def kept(folder: Path, *texts: list[str]) -> None:
    """Keep blocks of texts, one for each, as an analysis does that is killed before it has merged them."""
    for some in texts:
        keys = np.array([key_of(text) for text in some], dtype=np.uint64)
        TextMemory(folder).keep(MODEL, keys, right(some))


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(algorithms.text.memory, "_AT_ONCE", 3)


def test_what_is_kept_is_known_to_another_instance(tmp_path: Path) -> None:
    texts = texts_of(*range(20), 3, 3)
    first, again = Model(), Model()
    assert np.array_equal(TextMemory(tmp_path).through(MODEL, texts, first), right(texts))
    assert np.array_equal(TextMemory(tmp_path).through(MODEL, texts[::-1], again), right(texts[::-1]))
    assert sorted(first.asked) == sorted(set(texts))
    assert again.asked == []


def test_what_is_kept_is_known_to_another_process(tmp_path: Path) -> None:
    texts = texts_of(1, 2, 3)
    code = (
        "import sys, numpy as np; from pathlib import Path; from api.workspace.text_memory import TextMemory\n"
        "rows = dict(zip(sys.argv[2::2], map(float, sys.argv[3::2])))\n"
        "made = lambda texts: np.array([[rows[text]] for text in texts], dtype=np.float32)\n"
        f"TextMemory(Path(sys.argv[1])).through({MODEL!r}, list(rows), made)"
    )
    arguments = [part for number, text in enumerate(texts) for part in (text, str(number / 2))]
    subprocess.run([sys.executable, "-c", code, str(tmp_path), *arguments], check=True, timeout=patience(300))
    model = Model()
    assert TextMemory(tmp_path).through(MODEL, texts, model).tolist() == [[0.0], [0.5], [1.0]]
    assert model.asked == []


def test_only_new_texts_are_computed_and_the_shortest_first(tmp_path: Path, small_batches: None) -> None:
    TextMemory(tmp_path).through(MODEL, ["tea", "cup"], Model())
    model = Model()
    texts = ["a long text about tea", "tea", "cups", "cup", "a kettle"]
    assert np.array_equal(TextMemory(tmp_path).through(MODEL, texts, model), right(texts))
    assert model.asked == ["cups", "a kettle", "a long text about tea"]


def test_models_do_not_mix(tmp_path: Path) -> None:
    memory = TextMemory(tmp_path)
    assert memory.through("one", ["tea"], lambda _: np.ones((1, 2), dtype=np.float32)).tolist() == [[1, 1]]
    assert memory.through("../other", ["tea"], lambda _: np.zeros((1, 4), dtype=np.float32)).tolist() == [[0] * 4]
    assert memory.through("one", ["tea"], Model(0)).tolist() == [[1, 1]]
    assert {file.parent.parent for file in files(tmp_path)} == {tmp_path}


def test_a_kill_half_way_loses_only_what_was_not_kept(tmp_path: Path, small_batches: None) -> None:
    texts = sorted(texts_of(*range(10)), key=len)
    killed, again = Model(batches=2), Model()
    with pytest.raises(InterruptedError):
        TextMemory(tmp_path).through(MODEL, texts, killed)
    assert len(killed.asked) == 6
    assert np.array_equal(TextMemory(tmp_path).through(MODEL, texts, again), right(texts))
    assert sorted(again.asked) == sorted(set(texts) - set(killed.asked))


def test_a_kill_between_the_two_files_of_a_block_leaves_nothing_that_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("api.workspace.text_memory.os.replace", killed_after(1))
        with pytest.raises(InterruptedError):
            TextMemory(tmp_path).through(MODEL, ["tea"], Model())
    assert [file.name.partition(".")[2] for file in files(tmp_path)] == ["keys.draft", "vectors.npy"]
    model = Model()
    assert np.array_equal(TextMemory(tmp_path).through(MODEL, ["tea"], model), right(["tea"]))
    assert model.asked == ["tea"]


def killed_after(times: int) -> Callable[[Path, Path], None]:
    """Renames so many files and then is killed."""
    left = [times]

    def rename(source: Path, target: Path) -> None:
        if left[0] == 0:
            raise InterruptedError
        left[0] -= 1
        source.rename(target)

    return rename


@pytest.mark.parametrize("kind", ["keys", "vectors"])
@pytest.mark.parametrize("size", [0, 1, 60, 128, -1])
def test_a_file_that_was_cut_off_is_computed_again_and_never_read_wrong(tmp_path: Path, kind: str, size: int) -> None:
    known, lost = texts_of(1, 2, 3), texts_of(4, 5, 6, 7)
    kept(tmp_path, lost)
    (cut,) = [file for file in files(tmp_path) if f".{kind}." in file.name]
    content = cut.read_bytes()
    cut.write_bytes(content[:size])
    kept(tmp_path, known)
    model = Model()
    for _ in range(2):
        assert np.array_equal(TextMemory(tmp_path).through(MODEL, known + lost, model), right(known + lost))
    assert sorted(model.asked) == sorted(lost)


def test_a_file_of_something_else_is_not_read(tmp_path: Path) -> None:
    kept(tmp_path, ["tea"])
    for file in files(tmp_path):
        file.write_bytes(b"tea for two, and two for tea" * 20)
    model = Model()
    assert np.array_equal(TextMemory(tmp_path).through(MODEL, ["tea"], model), right(["tea"]))
    assert model.asked == ["tea"]


def test_vectors_that_are_not_of_as_many_texts_are_not_read(tmp_path: Path) -> None:
    kept(tmp_path / "one", ["tea", "cup", "pot"])
    kept(tmp_path / "other", ["lid", "tray"])
    mine, theirs = (
        next(file for file in files(tmp_path / name) if ".vectors." in file.name) for name in ("one", "other")
    )
    theirs.replace(mine)
    model = Model()
    assert np.array_equal(TextMemory(tmp_path / "one").through(MODEL, ["cup", "tea"], model), right(["cup", "tea"]))
    assert sorted(model.asked) == ["cup", "tea"]


def test_blocks_become_one_without_texts_that_are_gone(tmp_path: Path) -> None:
    kept(tmp_path, texts_of(1, 2), texts_of(3, 4), texts_of(5))
    TextMemory(tmp_path).through(MODEL, texts_of(2, 3), Model(0))
    assert len(files(tmp_path)) == 2
    model = Model()
    TextMemory(tmp_path).through(MODEL, texts_of(*range(1, 6)), model)
    assert sorted(model.asked) == sorted(texts_of(1, 4, 5))


def test_with_the_last_text_everything_kept_of_it_goes(tmp_path: Path) -> None:
    kept(tmp_path, texts_of(1, 2), texts_of(3))
    assert TextMemory(tmp_path).through(MODEL, [], Model(0)).shape == (0, 1)
    assert files(tmp_path) == []


def test_what_kills_left_lying_goes_after_a_day_and_not_while_others_may_write_it(tmp_path: Path) -> None:
    kept(tmp_path, ["tea"])
    (keys,) = [file for file in files(tmp_path) if ".keys." in file.name]
    left = [keys.with_name("0123.vectors.npy"), keys.with_name("0123.keys.draft")]
    for file in left:
        file.write_bytes(b"unfinished")
    TextMemory(tmp_path).through(MODEL, ["tea"], Model(0))
    assert all(file.exists() for file in left)
    for file in left:
        os.utime(file, (0, 0))
    TextMemory(tmp_path).through(MODEL, ["tea"], Model(0))
    assert len(files(tmp_path)) == 2
    assert not any(file.exists() for file in left)


def test_two_instances_at_once_do_not_harm_each_other(tmp_path: Path, small_batches: None) -> None:
    one, other = TextMemory(tmp_path), TextMemory(tmp_path)
    mine, theirs = texts_of(*range(8)), texts_of(*range(4, 12))

    def interrupted(texts: list[str]) -> Vectors:
        """While the one computes, the other does all its work, and merges and forgets what it does not know."""
        assert np.array_equal(other.through(MODEL, theirs, Model()), right(theirs))
        return right(texts)

    assert np.array_equal(one.through(MODEL, mine, interrupted), right(mine))
    for texts in (mine, theirs):
        assert np.array_equal(other.through(MODEL, texts, Model()), right(texts))


def test_many_at_once_are_all_right(tmp_path: Path, small_batches: None) -> None:
    def work(start: int) -> bool:
        texts = texts_of(*range(start, start + 9))
        return all(np.array_equal(TextMemory(tmp_path).through(MODEL, texts, right), right(texts)) for _ in range(8))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(work, [0, 3, 6, 3])) == [True] * 4


def test_a_block_that_another_merges_while_it_is_read_is_still_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = texts_of(*range(6))
    kept(tmp_path, texts[:3], texts[3:])
    load, vanished = np.load, list[Path]()

    def merging(file: Path, *args: object, **named: object) -> object:
        """The first file that is opened is gone a moment later, merged by another."""
        loaded = load(file, *args, **named)  # type: ignore[arg-type]
        if not vanished:
            vanished.append(file)
            with monkeypatch.context() as patched:
                patched.setattr(np, "load", load)
                TextMemory(tmp_path).through(MODEL, texts, Model(0))
        return loaded

    monkeypatch.setattr(np, "load", merging)
    assert np.array_equal(TextMemory(tmp_path).through(MODEL, texts, Model()), right(texts))
    assert not vanished[0].exists()


def test_what_is_kept_is_for_the_owner_alone(tmp_path: Path) -> None:
    kept(tmp_path / "texts", ["tea"])
    (folder,) = (tmp_path / "texts").iterdir()
    assert folder.stat().st_mode & 0o077 == 0
    assert not any("tea" in file.name for file in files(tmp_path))
