"""Text classifier: what labels mean, the mean that is worked by hand, and a tiny model that was taught good and bad."""

from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import algorithms.text.text_classifier
from algorithms.errors import AlgorithmError
from algorithms.text.languages import find_languages
from algorithms.text.sentiment import find_sentiment
from algorithms.text.text_classifier import TextClassifier, meanings_of
from tests.worlds import Said, snapshot_of

Labels = dict[str, float]


class Library:
    """Stands for transformers: a pipeline that gives each text the labels it is told, and notes how it was asked."""

    def __init__(
        self, told: dict[str, Labels], labels: list[str], tokens: int = 10**30, places: int | None = None
    ) -> None:
        self.told = told
        self.asked: list[dict[str, Any]] = []
        self.loaded: list[str] = []
        config = SimpleNamespace(id2label=dict(enumerate(labels)))
        if places is not None:
            config.max_position_embeddings = places
        self.model = SimpleNamespace(config=config)
        self.tokenizer = SimpleNamespace(model_max_length=tokens)

    def pipeline(self, task: str, model: str) -> "Library":
        if model == "nowhere":
            raise OSError("no such model")
        assert task == "text-classification"
        self.loaded.append(model)
        return self

    def __call__(self, texts: list[str], **named: Any) -> list[list[dict[str, Any]]]:
        self.asked.append(named)
        return [[{"label": label, "score": score} for label, score in self.told[text].items()] for text in texts]


def installed(monkeypatch: pytest.MonkeyPatch, library: Library) -> Library:
    monkeypatch.setattr(algorithms.text.text_classifier, "import_module", lambda name: {"transformers": library}[name])
    return library


@pytest.mark.parametrize(
    ("labels", "meanings"),
    [
        (["negative", "neutral", "positive"], [-1, 0, 1]),
        (["POSITIVE", "NEGATIVE"], [1, -1]),
        (["POS", "NEU", "NEG"], [1, 0, -1]),
        (["Very_Negative", "very positive", "somewhat negative", "Somewhat Positive"], [-1, 1, -0.5, 0.5]),
        (["good", "bad", "mixed"], [1, -1, 0]),
        (["1 star", "2 stars", "3 stars", "4 stars", "5 stars"], [-1, -0.5, 0, 0.5, 1]),
        (["5_stars", "1star"], [1, -1]),
    ],
)
def test_labels_mean_how_well_a_text_speaks(labels: list[str], meanings: list[float]) -> None:
    assert meanings_of(labels) == dict(zip(labels, meanings, strict=True))


@pytest.mark.parametrize(
    "labels",
    [
        ["LABEL_0", "LABEL_1", "LABEL_2"],
        ["negative", "positive", "LABEL_2"],
        ["joy", "anger", "sadness"],
        ["toxic", "not toxic"],
        ["0 stars", "1 star"],
        ["6 stars", "5 stars"],
        ["1", "2", "3", "4", "5"],
        [""],
    ],
)
def test_labels_that_say_nothing_of_it_are_refused(labels: list[str]) -> None:
    with pytest.raises(AlgorithmError, match="labels are negative, neutral and positive or 1 to 5 stars"):
        meanings_of(labels)


def test_the_score_is_the_mean_of_meanings_by_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {
        "fine": {"1 star": 0.0, "2 stars": 0.1, "3 stars": 0.2, "4 stars": 0.3, "5 stars": 0.4},
        "awful": {"5 stars": 0.0, "4 stars": 0.0, "3 stars": 0.0, "2 stars": 0.5, "1 star": 0.5},
    }
    installed(monkeypatch, Library(told, list(told["fine"])))
    result = TextClassifier("stars").score(["fine", "awful", "fine"])
    assert result.dtype == np.float32
    assert result.tolist() == pytest.approx([-0.05 + 0.15 + 0.4, -0.25 - 0.5, 0.5])


def test_a_model_is_loaded_once_and_with_the_first_text(monkeypatch: pytest.MonkeyPatch) -> None:
    library = installed(monkeypatch, Library({"tea": {"positive": 1.0}}, ["positive", "negative"]))
    classifier = TextClassifier("there", frozenset({"de"}))
    assert (classifier.name, classifier.languages) == ("transformers-there", frozenset({"de"}))
    assert library.loaded == []
    for _ in range(2):
        assert classifier.score(["tea"]).tolist() == [1.0]
    assert library.loaded == ["there"]
    assert TextClassifier("other").name != classifier.name
    assert TextClassifier("other").languages is None


@pytest.mark.parametrize(
    ("tokens", "places", "longest"),
    [
        (10**30, None, 512),
        (10**30, 514, 512),
        (128, 130, 128),
        (10**30, 130, 128),
        (256, 10_000, 256),
        (4096, 4098, 512),
    ],
)
def test_no_text_is_longer_than_the_model_can_read(
    monkeypatch: pytest.MonkeyPatch, tokens: int, places: int | None, longest: int
) -> None:
    library = installed(monkeypatch, Library({"tea": {"positive": 1.0}}, ["positive"], tokens, places))
    TextClassifier("there").score(["tea"])
    assert (library.asked[0]["truncation"], library.asked[0]["max_length"]) == (True, longest)


def test_without_the_extra_or_the_model_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(algorithms.text.text_classifier, "import_module", missing)
    with pytest.raises(AlgorithmError, match=r"pip install 'kith\[embeddings\]'"):
        TextClassifier("there").score(["tea"])
    installed(monkeypatch, Library({}, []))
    with pytest.raises(AlgorithmError, match=r"expected a text-classification model at 'nowhere'.*no such"):
        TextClassifier("nowhere").score(["tea"])
    installed(monkeypatch, Library({}, ["LABEL_0"]))
    with pytest.raises(AlgorithmError, match="got \\['LABEL_0'\\]"):
        TextClassifier("there").score(["tea"])


WORDS = ("good", "bad", "tea", "cup", "is", "the", "this", "pot")
TAUGHT = {"the tea is good": 2, "this cup is bad": 0, "the pot": 1, "good cup": 2, "bad pot": 0, "this is the tea": 1}


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of BERT's kind with one layer, taught in a moment that "good" is positive and "bad" negative."""
    torch, transformers = import_module("torch"), import_module("transformers")
    folder = tmp_path_factory.mktemp("taught")
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]), "utf-8")
    tokenizer = transformers.BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=32)
    torch.manual_seed(0)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # of so small a model, several would only wait for each other
    config = transformers.BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=34,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        initializer_range=0.3,
        id2label={0: "negative", 1: "neutral", 2: "positive"},
        label2id={"negative": 0, "neutral": 1, "positive": 2},
    )
    model = transformers.BertForSequenceClassification(config)
    learning = torch.optim.Adam(model.parameters(), lr=0.01)
    batch = tokenizer(list(TAUGHT), padding=True, return_tensors="pt")
    for _ in range(60):
        learning.zero_grad()
        model(**batch, labels=torch.tensor(list(TAUGHT.values()))).loss.backward()
        learning.step()
    torch.set_num_threads(threads)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.mark.embeddings
def test_a_model_that_was_taught_good_and_bad_tells_them_apart(taught: Path) -> None:
    good, bad, neither = TextClassifier(str(taught)).score(["the tea is good", "bad pot", "the pot"]).tolist()
    assert good > 0.8
    assert bad < -0.8
    assert abs(neither) < 0.2


@pytest.mark.embeddings
def test_scores_are_the_means_of_what_the_model_itself_gives(taught: Path) -> None:
    torch, transformers = import_module("torch"), import_module("transformers")
    texts = [*TAUGHT, "good bad good", "xyz", "Good!", "pot " * 300]
    model = transformers.AutoModelForSequenceClassification.from_pretrained(taught).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(taught)
    batch = tokenizer(texts, padding=True, truncation=True, max_length=32, return_tensors="pt")
    with torch.no_grad():
        chances = model(**batch).logits.softmax(dim=1).numpy()
    result = TextClassifier(str(taught)).score(texts)
    assert result.tolist() == pytest.approx((chances[:, 2] - chances[:, 0]).tolist(), abs=1e-4)


@pytest.mark.embeddings
def test_sentiment_of_other_languages_comes_through_it(taught: Path) -> None:
    said = [
        Said("post:x:1", "x:a", "@ann the tea is good https://a.example", language="de"),
        Said("post:x:2", "x:a", "this cup is bad", language="de"),
        Said("post:x:3", "x:a", "the tea is good", language="en"),
    ]
    posts = snapshot_of(posts=said).posts
    classifier = TextClassifier(str(taught), frozenset({"de"}))
    sentiment = find_sentiment(posts, find_languages(posts), classifier)
    good, bad, unknown = (sentiment.of(row) for row in range(3))
    assert good is not None
    assert bad is not None
    assert bad < -0.5 < 0.5 < good
    assert unknown is None


@pytest.mark.embeddings
def test_a_folder_without_a_model_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(AlgorithmError, match="expected a text-classification model at"):
        TextClassifier(str(tmp_path)).score(["tea"])
