"""The sources that Kith knows: each is opened by name, and what it takes is written down."""

import re
from pathlib import Path

import pytest

from ingest.errors import SourceError
from ingest.registry import FLAGS, SOURCES, SourceOptions, open_source
from ingest.source import Source
from ingest.tables.table_map import FURTHER_FIELDS, OWN_COLUMNS, TableKind
from tests.ingest.reading import write
from tests.modules import ROOT

PAGE = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")


def section(name: str) -> str:
    """Part of the page about one source."""
    found = re.search(rf"^## [^\n]*`{name}`.*?(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[0]


@pytest.mark.parametrize("name", sorted(set(SOURCES) - {"demo"}))
def test_sources_open_by_name(name: str, tmp_path: Path) -> None:
    source = open_source(name, [tmp_path])
    assert isinstance(source, Source)
    assert source.name == name


@pytest.mark.parametrize("name", SOURCES)
def test_every_option_of_a_source_is_in_the_page_about_sources(name: str) -> None:
    assert [FLAGS[option] for option in SOURCES[name].options if f"`{FLAGS[option]}" not in section(name)] == []


@pytest.mark.parametrize("kind", TableKind)
def test_every_column_is_in_the_page_about_sources(kind: TableKind) -> None:
    fields = (*OWN_COLUMNS[kind], *FURTHER_FIELDS[kind])
    assert [field for field in fields if f"`{field}`" not in section("csv")] == []


def test_a_source_that_is_none_and_options_that_are_not_taken() -> None:
    with pytest.raises(SourceError, match="expected one of csv, edges, x, bluesky"):
        open_source("mastodon", [])
    with pytest.raises(SourceError, match=r"does not take --map, --undirected; it takes --as$"):
        open_source("x", [], SourceOptions(mapping="a=b", undirected=True))
    with pytest.raises(SourceError, match="kith demo"):
        open_source("demo", [])


def test_a_missing_file_is_named_by_every_source(tmp_path: Path) -> None:
    for name in set(SOURCES) - {"demo"}:
        with pytest.raises(SourceError, match=r"none\.csv is not there"):
            open_source(name, [tmp_path / "none.csv"]).input_key()


def test_the_mapping_in_the_page_is_one_that_loads(tmp_path: Path) -> None:
    (toml,) = re.findall(r"^```toml\n(.*?)^```", section("csv"), re.MULTILINE | re.DOTALL)
    write(tmp_path, "customers.csv", "CustomerID,ContactName,CompanyName\nA,Ada Example,Alpha\n")
    write(tmp_path, "orders.csv", "OrderID,CustomerID,OrderDate\n1,A,2026-01-31\n")
    write(tmp_path, "order-details.csv", "OrderID,UnitPrice,Quantity,Discount\n1,10,2,0.5\n")
    write(tmp_path, "tweets.csv", "tweet_id,author_id,created_at,text,in_response_to\n1,Ada,13/02/2026 10:00,hi,\n")
    source = open_source("csv", [tmp_path], SourceOptions(mapping=str(write(tmp_path, "m.toml", toml))))
    ids = [record.id for raw in source.fetch() for record in source.translate(raw) if hasattr(record, "id")]
    assert ids == ["shop:A", "post:twitter:1", "transaction:shop:1"]
