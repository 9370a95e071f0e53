"""The sources that Kith knows: found in their folder, imported when asked for, and none can be forgotten."""

import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import ingest
from ingest import registration, sources
from ingest.errors import SourceError
from ingest.registry import open_source, options_by_flag, registration_of, registrations, source_names
from ingest.source import Source
from ingest.tables.table_columns import COLUMNS, TableKind
from tests.ingest.reading import write
from tests.modules import ROOT
from tests.patience import patience

LOADED = sorted(set(source_names()) - {"demo"})
"""The names of all that `kith load` opens."""

TOY = """
from dataclasses import dataclass

from ingest.registration import option, source
from ingest.source import Source


@dataclass(frozen=True, kw_only=True)
class ToyOptions:
    {field}


@source("{name}", options=ToyOptions, summary="a toy", usage=("kith load toy FILE",))
class Toy(Source):
    def __init__(self, paths, options):
        self.options = options

    def fetch(self):
        yield from ()

    def translate(self, raw):
        yield from ()

    def input_key(self):
        return "toy"
"""
SIZES = 'sizes: tuple[str, ...] = option((), "--sizes", "Sizes.", placeholder="SIZES", choices=("s", "m"))'


@pytest.fixture
def toys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder whose modules are sources too, as long as the test runs."""
    monkeypatch.setattr(sources, "__path__", [*sources.__path__, str(tmp_path)])
    importlib.invalidate_caches()
    monkeypatch.setattr(registration, "_BY_MODULE", dict(registration._BY_MODULE))
    yield tmp_path
    for path in tmp_path.glob("*.py"):
        sys.modules.pop(f"ingest.sources.{path.stem}", None)


def forgotten(package: ModuleType) -> list[str]:
    """Sources below a package that can be made and that no name opens: found by what they are."""
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
    opened = {registered.kind for registered in registrations()}
    classes: list[type] = []
    waiting: list[type] = [Source]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        below = kind.__module__.startswith(f"{package.__name__}.") and kind.__module__ in sys.modules
        if below and not inspect.isabstract(kind) and kind not in opened:
            classes.append(kind)
    return [f"{kind.__module__}.{kind.__name__}" for kind in classes]


def test_every_source_is_registered_where_it_is_found() -> None:
    assert forgotten(ingest) == []


@pytest.mark.parametrize("registered", [False, True])
def test_a_source_that_no_name_opens_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, registered: bool
) -> None:
    # A class without the decorator; and one with it, in a file where nobody looks for sources.
    text = TOY.format(name="lost", field=SIZES)
    package = f"toys_{registered}".lower()
    (tmp_path / package).mkdir()
    write(tmp_path / package, "__init__.py", "")
    write(tmp_path / package, "lost.py", text if registered else re.sub(r"@source\(.*\)\n", "", text))
    monkeypatch.syspath_prepend(tmp_path)
    assert forgotten(importlib.import_module(package)) == [f"{package}.lost.Toy"]


def test_a_file_among_the_sources_that_registers_nothing_is_named(toys: Path) -> None:
    write(toys, "gadgets.py", "SIZE = 3\n")
    with pytest.raises(ValueError, match=r"ingest\.sources\.gadgets registers no source; write @source"):
        registrations()


def test_a_file_among_the_sources_has_the_name_of_its_source(toys: Path) -> None:
    write(toys, "gadgets.py", TOY.format(name="toy", field=SIZES))
    with pytest.raises(ValueError, match="registers the source 'toy'; expected the name of its file, 'gadgets'"):
        registrations()


def test_two_files_for_one_source_are_refused(toys: Path) -> None:
    write(toys, "plain_edges.py", TOY.format(name="edges", field=SIZES))
    with pytest.raises(ValueError, match="two files are for the source 'edges'"):
        source_names()


def test_a_new_file_is_a_source(toys: Path) -> None:
    write(toys, "plain_toy.py", TOY.format(name="toy", field=SIZES))
    assert "toy" in source_names()
    assert open_source("toy", [], {"--sizes": "S, m"}).options.sizes == ("s", "m")  # type: ignore[attr-defined]
    with pytest.raises(SourceError, match="expected --sizes to be one of s, m, got 'xl'"):
        open_source("toy", [], {"--sizes": "s,xl"})


def test_a_flag_is_a_switch_in_all_sources_or_in_none(toys: Path) -> None:
    write(toys, "toy.py", TOY.format(name="toy", field='zone: bool = option(False, "--zone", "In zones.")'))
    with pytest.raises(ValueError, match="--zone is a switch to one of csv, edges, toy"):
        options_by_flag(registrations())


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ('size: str = "s"', "ToyOptions: declare size by option"),
        ('size: str | None = option(None, "size", "The size.", placeholder="SIZE")', "expected a flag like '--zone'"),
        ('size: str | None = option(None, "--size", "", placeholder="SIZE")', "a sentence about it"),
        ('size: str | None = option(None, "--size", "The size.")', "--size: expected a placeholder"),
        ('small: bool = option(False, "--small", "Small.", placeholder="SIZE")', "no placeholder for a switch"),
        ('small: bool = option(True, "--small", "Small.")', "or False and no placeholder for a switch"),
    ],
)
def test_an_option_that_says_too_little_is_refused(toys: Path, field: str, sentence: str) -> None:
    write(toys, "toy.py", TOY.format(name="toy", field=field))
    with pytest.raises(ValueError, match=re.escape(sentence)):
        registration_of("toy")


def test_two_sources_in_a_file_are_refused(toys: Path) -> None:
    write(toys, "toy.py", TOY.format(name="toy", field=SIZES) + TOY.format(name="other", field=SIZES))
    with pytest.raises(ValueError, match="registers 'toy' and 'other'; give each a file of its own"):
        registration_of("toy")


@pytest.mark.parametrize(
    ("what", "modules"),
    [
        ("source_names()", set()),
        ("registration_of('x')", {"ingest.sources.x.source"}),
        ("registration_of('csv')", {"ingest.sources.plain_csv"}),
        (
            "registrations()",
            {
                *("ingest.demo.source", "ingest.sources.bluesky.source", "ingest.sources.edges.source"),
                *("ingest.sources.plain_csv", "ingest.sources.x.source"),
            },
        ),
    ],
)
def test_what_is_asked_for_is_imported_and_nothing_heavy(what: str, modules: set[str]) -> None:
    program = f"import sys\nfrom ingest.registry import *\n{what}\nprint(*sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=patience(300)
    )
    imported = set(result.stdout.split())
    candidates = {"ingest.demo.source", "ingest.sources.plain_csv"}
    candidates |= {f"ingest.sources.{name}.source" for name in ("bluesky", "edges", "x")}
    assert imported & candidates == modules
    assert imported.isdisjoint({"numpy", "pandas", "pyarrow", "scipy", "numba", "sklearn", "ingest.demo.world"})


@pytest.mark.parametrize("name", LOADED)
def test_sources_open_by_name(name: str, tmp_path: Path) -> None:
    source = open_source(name, [tmp_path])
    assert isinstance(source, Source)
    assert source.name == name


@pytest.mark.parametrize("kind", TableKind)
def test_every_column_is_in_the_page_about_sources(kind: TableKind) -> None:
    assert [field for field in COLUMNS[kind] if f"`{field}`" not in section("csv")] == []


def section(name: str) -> str:
    """Part of the page about one source."""
    page = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    match = re.search(rf"^## [^\n]*`{name}`.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert match is not None
    return match[0]


def test_a_source_that_is_none_and_options_that_are_not_taken() -> None:
    with pytest.raises(SourceError, match=r"expected one of bluesky, csv, demo, edges, x$"):
        open_source("mastodon", [])
    with pytest.raises(SourceError, match=r"does not take --map, --undirected; it takes --as$"):
        open_source("x", [], {"--map": "a=b", "--undirected": True, "--zone": ""})
    with pytest.raises(SourceError, match=r"does not take --as; it takes no options$"):
        open_source("bluesky", [], {"--as": "posts"})
    with pytest.raises(SourceError, match="kith demo"):
        open_source("demo", [])


def test_a_missing_file_is_named_by_every_source(tmp_path: Path) -> None:
    for name in LOADED:
        with pytest.raises(SourceError, match=r"none\.csv is not there"):
            open_source(name, [tmp_path / "none.csv"]).input_key()


def test_the_mapping_in_the_page_is_one_that_loads(tmp_path: Path) -> None:
    (toml,) = re.findall(r"^```toml\n(.*?)^```", section("csv"), re.MULTILINE | re.DOTALL)
    write(tmp_path, "customers.csv", "CustomerID,ContactName,CompanyName\nA,Ada Example,Alpha\n")
    write(tmp_path, "orders.csv", "OrderID,CustomerID,OrderDate\n1,A,2026-01-31\n")
    write(tmp_path, "order-details.csv", "OrderID,UnitPrice,Quantity,Discount\n1,10,2,0.5\n")
    write(tmp_path, "tweets.csv", "tweet_id,author_id,created_at,text,in_response_to\n1,Ada,13/02/2026 10:00,hi,\n")
    source = open_source("csv", [tmp_path], {"--map": str(write(tmp_path, "m.toml", toml))})
    ids = [record.id for raw in source.fetch() for record in source.translate(raw) if hasattr(record, "id")]
    assert ids == ["shop:A", "post:x:1", "transaction:shop:1"]
