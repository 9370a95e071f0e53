"""The flags of `kith load` follow from the options of the sources."""

import importlib
import re
import subprocess
import sys
from pathlib import Path

import apsw
import pytest
from typer.main import get_command

from api.cli.command import app
from ingest import sources
from ingest.registration import Registration
from ingest.registry import registrations
from tests.api.command_line import answer_of, kith, load_three_people, refusal_of, rows_of, settle
from tests.modules import ROOT
from tests.patience import patience

SOURCES = registrations()
BRACKETED = """
from dataclasses import dataclass

from ingest.registration import option, source
from ingest.source import Source


@dataclass
class Options:
    sizes: tuple[str, ...] = option((), "--sizes", "Sizes as `s[,m]`.", placeholder="SIZES")


@source("bracketed", options=Options, summary="a toy", usage=())
class Bracketed(Source):
    pass
"""
FLAGS = {option.flag for source in SOURCES for option in source.options.values()}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settle(tmp_path, monkeypatch)
    return tmp_path


def help_of(*arguments: str) -> str:
    """Help of a command, without its frame and line ends."""
    result = kith(*arguments, "--help")
    assert result.exit_code == 0, result.output
    return re.sub(r"[\s│╭╮╰╯─]+", " ", result.stdout)


def flags_in(text: str) -> set[str]:
    return set(re.findall(r"(?<!\S)--[a-z-]+", text)) & FLAGS


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_help_of_a_source_has_its_options_alone(source: Registration) -> None:
    text = help_of("load", source.name)
    assert flags_in(text) == {option.flag for option in source.options.values()}
    for option in source.options.values():
        assert option.meaning.replace("`", "") in text
    assert (f"Options of {source.name}" in text) == bool(source.options)


def test_help_without_a_source_says_which_option_belongs_to_which() -> None:
    text = help_of("load")
    assert flags_in(text) == FLAGS
    assert "csv, edges: Zone of moments that name none" in text
    assert "edges: Every edge counts in both directions." in text
    assert "csv: What a file holds" in text
    assert "x: What compliance files are about" in text


@pytest.mark.parametrize("first", [True, False])
def test_a_flag_that_the_source_does_not_take_is_refused_with_those_that_it_takes(first: bool) -> None:
    flags = ["--undirected", "--map", "a=b"]
    arguments = ["x", "f.jsonl", *flags] if first else [*flags, "x", "f.jsonl"]
    sentence = refusal_of("load", *arguments)
    assert sentence == "kith: the source 'x' does not take --map, --undirected; it takes --as\n"


def test_a_flag_that_no_source_takes_is_wrong_usage() -> None:
    result = kith("load", "x", "f.jsonl", "--nonsense")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--nonsense" in result.stderr


def test_the_value_of_an_option_may_be_the_name_of_a_source(folder: Path) -> None:
    (folder / "rows.csv").write_text("id,handle\n1,ada\n")
    result = kith("load", "--name", "edges", "csv", "rows.csv", "--as", "people", "--network", "x")
    assert result.exit_code == 0, result.output
    assert [row["source"] for row in rows_of("loads")] == ["edges"]


def test_no_source_takes_a_flag_of_the_command_itself() -> None:
    own = {flag for parameter in get_command(app).commands["load"].params for flag in parameter.opts}  # type: ignore[attr-defined]
    assert "--sweep" in own
    assert own & FLAGS == set()


def test_sources_lists_all_and_shows_the_options_of_one() -> None:
    assert [row["name"] for row in rows_of("sources")] == ["bluesky", "csv", "demo", "edges", "x"]
    assert rows_of("sources", "x") == [
        {
            "option": "--as",
            "value": "KIND",
            "meaning": "What compliance files are about, where their names do not say so. One of tweets, users.",
        }
    ]
    assert "it takes no options" in kith("sources", "bluesky").stdout
    assert "kith load edges FILE --undirected" in kith("sources", "edges").stdout
    assert "there is no source 'xml'; expected one of bluesky, csv" in refusal_of("sources", "xml")


def test_loading_imports_no_other_source() -> None:
    program = (
        "import sys; from typer.testing import CliRunner; from api.cli.command import app;"
        "result = CliRunner().invoke(app, ['load', 'x', 'gone.jsonl']);"
        "assert 'gone.jsonl is not there' in result.stderr, result.output;"
        "print(*sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=patience(300)
    )
    imported = set(result.stdout.split())
    assert "ingest.sources.x.source" in imported
    assert imported.isdisjoint({"ingest.sources.plain_csv", "ingest.sources.edges.source", "ingest.demo.source"})


def test_brackets_and_code_in_a_sentence_are_shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "bracketed.py").write_text(BRACKETED)
    monkeypatch.setattr(sources, "__path__", [str(folder)])
    importlib.invalidate_caches()
    assert "Sizes as s[,m]." in help_of("load", "bracketed")
    assert "Sizes as s[,m]." in kith("sources", "bracketed").stdout


def test_a_load_after_which_the_file_cannot_be_written_anew_is_done_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was erased is cleared away by writing the file anew, for which the disk may have no room."""
    settle(tmp_path, monkeypatch)
    load_three_people(tmp_path)

    (tmp_path / "deletions.csv").write_text("id,at,reason\nx:1,2026-06-01T09:00:00Z,ERASED\n")
    with monkeypatch.context() as patch:
        patch.setattr("graph.stores.sqlite.scrubbing.connect", lambda _: _Full())
        result = kith("load", "csv", "deletions.csv")
    assert result.exit_code == 0, result.output
    assert "what came before is done; who was erased is gone" in result.stdout
    assert rows_of("loads")[0]["finished_at"]
    assert kith("load", "csv", "people.csv").exit_code == 0
    assert answer_of("doctor")["rows"][-2]["verdict"] == "ok"


class _Full:
    """A connection to a file on a disk that is full."""

    def execute(self, statement: str) -> None:
        if statement == "VACUUM":
            raise apsw.FullError("database or disk is full")

    def close(self) -> None:
        """There is nothing to let go of."""
