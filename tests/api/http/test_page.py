"""The page: it ships, keeps to its policy, and asks only what the schema answers."""

import re
from importlib.resources import files

import pytest
from graphql import parse, validate

from api.graphql.schema.building import build_schema
from api.graphql.schema.question_size import excess, sizes_of
from tests.api.asking import Client

PAGE = files("api.http") / "static"
SCRIPT = (PAGE / "page.js").read_text(encoding="utf-8")
HTML = (PAGE / "index.html").read_text(encoding="utf-8")
QUERIES = re.findall(r"`(query .*?)`;", SCRIPT, re.DOTALL)


@pytest.mark.parametrize(
    ("path", "kind"), [("/", "text/html"), ("/page.css", "text/css"), ("/page.js", "text/javascript")]
)
def test_each_part_is_served_with_its_type(client: Client, path: str, kind: str) -> None:
    response = client.send("GET", path)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{kind}; charset=utf-8"
    assert client.send("HEAD", path).status_code == 200


def test_nothing_in_the_page_breaks_its_own_policy() -> None:
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", HTML)
    assert re.findall(r"<script[^>]*>[^<]", HTML) == []
    assert set(re.findall(r'(?:src|href)="(?!data:)([^"]+)"', HTML)) == {"page.css", "page.js"}
    assert "//" not in re.sub(r"http://www\.w3\.org/2000/svg", "", "".join(re.findall(r'"[^"]*"', SCRIPT)))


def test_untrusted_text_never_becomes_markup() -> None:
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "DOMParser",
    ):
        assert word not in SCRIPT


def test_a_key_is_kept_by_the_tab_alone_and_sent_in_its_header() -> None:
    assert "sessionStorage" in SCRIPT
    assert not re.search(r"localStorage|document\.cookie|indexedDB", SCRIPT)
    assert "headers.authorization = `Bearer ${key}`" in SCRIPT
    key = re.search(r'<input id="key"[^>]*>', HTML)
    assert key is not None
    assert 'type="password"' in key[0]
    assert "name=" not in key[0], "what has no name is in no form that is sent"


def test_every_element_the_script_looks_for_is_there() -> None:
    wanted = set(re.findall(r'byId\("([\w-]+)"\)', SCRIPT))
    assert wanted <= set(re.findall(r'id="([\w-]+)"', HTML))


@pytest.mark.parametrize("query", QUERIES)
def test_the_queries_of_the_page_fit_the_schema(query: str) -> None:
    assert validate(build_schema()._schema, parse(query)) == []


@pytest.mark.parametrize("query", QUERIES)
def test_the_queries_of_the_page_are_answered(client: Client, query: str) -> None:
    document = parse(query)
    variables = {"around": ["x:1"]} if "$around" in query else {}
    assert excess(sizes_of(document, None, variables, build_schema().declared)) is None
    assert client.data(query, **variables)


def test_all_queries_were_found() -> None:
    assert len(QUERIES) == SCRIPT.count("`query ") >= 4
