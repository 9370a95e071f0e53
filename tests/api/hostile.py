"""Hostile questions: what somebody sends who wants the service to stumble, each a body or a query.

After the lists of `graphql-cop`, of escape.tech and of OWASP's GraphQL cheat sheet; each is small to send and dear to
answer for a service that does not look.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

LARGEST: Final = 99_000
"""Bytes, just below what a body may have."""


def hostile_bodies(variation: int = 0) -> Iterator[tuple[str, bytes]]:
    """Every hostile question: its name, and the body of its request; other documents for each variation."""
    for name, query, variables in _queries():
        asked = {"query": f"{query} #{variation}", "variables": variables}
        yield name, json.dumps(asked, ensure_ascii=False).encode()
    yield (
        "json nested 49,000 deep",
        b'{"query": "{ __typename }", "variables": {"a": ' + b"[" * 49_000 + b"]" * 49_000 + b"}}",
    )
    yield "json cut off", b'{"query": "{ overview { people } }"'
    yield "bytes that are no text", b'{"query": "' + b"\xff\xfe" * 20_000 + b'"}'
    yield "many members", json.dumps({f"k{i}": i for i in range(5_000)} | {"query": "{ __typename }"}).encode()
    yield "a number of many digits", b'{"query": "{ __typename }", "variables": {"n": ' + b"9" * 4_000 + b"}}"
    yield "a number of 90,000 digits", b'{"query": "{ __typename }", "variables": {"n": ' + b"9" * 90_000 + b"}}"
    yield "not a number", b'{"query": "{ __typename }", "variables": {"n": NaN}}'
    yield "many operations in one request", json.dumps([{"query": "{ overview { people } }"}] * 1_000).encode()
    yield "half a character", b'{"query": "{ searchPeople(text: \\"\\ud800\\", first: 1) { totalCount } }"}'
    named = b'{"query": "query ($a: ID!) { node(id: $a) { id } }", "variables": {"a": "x:\\ud800"}}'
    yield "half a character in a variable", named
    yield "half a character in the name of a variable", named.replace(b'"a":', b'"\\udfff":')
    yield "zero bytes", b'{"query": "{ searchPeople(text: \\"a\\u0000b\\", first: 1) { totalCount } }"}'


def _queries() -> Iterator[tuple[str, str, Any]]:
    yield "18 chained fragments", _chained(18), None
    yield "100 chained fragments", _chained(100), None
    yield "fragments in a circle", "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", None
    yield "a fragment in itself", "{ overview { ...A } } fragment A on Overview { people ...A }", None
    yield "an unknown fragment", "{ ...Nowhere }", None
    yield "aliases", "{ " + " ".join(f"a{i}: overview {{ people }}" for i in range(150)) + " }", None
    yield "many aliases", _filled("{ ", "a{}:__typename ", "}"), None
    yield "directives", "{ overview { people " + "@skip(if: false) " * 120 + "} }", None
    yield "unknown directives", _filled("{ overview { people ", "@a{} ", "} }"), None
    yield "the same field again and again", _filled("{ overview { ", "people ", "} }"), None
    yield "a field in many places", _filled("{ ", "overview {{ people }} ", "}"), None
    yield "circles", '{ person(id: "x:1") ' + "{ accounts { person " * 60 + "{ id } " + "} } " * 60 + "}", None
    yield "open brackets", "{" * LARGEST, None
    yield "open lists", "{ node(id: " + "[" * 90_000 + ") { id } }", None
    yield "a long name", "{ " + "a" * LARGEST + " }", None
    yield "a long text", '{ node(id: "' + "a" * 90_000 + '") { id } }', None
    yield "a long block text", '{ node(id: """' + "a\\n " * 18_000 + '""") { id } }', None
    yield "a long comment", "{ overview { people } } #" + "a" * 90_000, None
    yield "commas", "{ overview { people } } " + "," * 90_000, None
    yield "many operations", _filled("", "query Q{} {{ __typename }} ", ""), None
    yield "many fragments", _filled("{ __typename } ", "fragment F{} on Query {{ __typename }} ", ""), None
    yield "many variables", _filled("query Q(", "$v{}: Int ", ") { __typename }"), None
    yield "nested defaults", "query Q($v: [Int] = " + "[" * 400 + "]" * 400 + ") { __typename }", None
    yield "a page of everything", _rows(100), None
    yield "a page by variables", "query Q($n: Int!) " + _rows("$n"), {"n": 100}
    yield "a page of too much", _rows(2_147_483_647), None
    yield "a page of nothing", _rows(-1), None
    yield (
        "a map of everything",
        (
            '{ relationshipMap(around: ["x:1"], limit: 5000) { people { person { id accounts { id }'
            " ties(first: 100) { edges { node { strength } } } } } } }"
        ),
        None,
    )
    yield (
        "many in the middle",
        "query Q($a: [ID!]!) { relationshipMap(around: $a) { totalPeople } }",
        {"a": ["x:1"] * 10_000},
    )
    yield (
        "many customers",
        'query Q($c: [ID!]) { pathsToCustomers(from: "x:1", customers: $c) { reason } }',
        {"c": [f"x:{i}" for i in range(8_000)]},
    )
    yield (
        "the schema, deeply",
        "{ __schema { types { fields { type { " + "ofType { " * 60 + "name " + "} " * 60 + "} } } } }",
        None,
    )
    yield "the schema, widely", _filled("{ ", "a{}: __schema {{ types {{ name }} }} ", "}"), None
    yield (
        "the schema in circles",
        "{ __schema { types { " + "fields { type { " * 10 + "name " + "} } " * 10 + "} } }",
        None,
    )
    described = "types { fields { name description args { name type { name } } type { name kind } } }"
    yield "the schema by aliases", _many("{ __schema { ", f"a{{}}: {described} ", "} }", 35), None
    yield "the schema by fifteen aliases", _many("{ __schema { ", f"a{{}}: {described} ", "} }", 15), None
    yield "the schema ten times", _many("{ ", f"a{{}}: __schema {{ {described} }} ", "}", 10), None
    named = "fields { name description args { name type { name } } type { name } }"
    yield "the schema in all ways", f"{{ __schema {{ types {{ {named} {_types(named)} }} }} }}", None
    yield (
        "conflicting fields",
        "{ " + " ".join(f"overview {{ a: people a: posts b{i}: ties }}" for i in range(60)) + " }",
        None,
    )
    yield "overlapping fragments", _overlapping(60), None
    yield "a pattern that backtracks", '{ searchPeople(text: "' + "a" * 20_000 + '!", first: 1) { totalCount } }', None
    yield "a term of many words", '{ posts(first: 1, filter: { about: "' + "a " * 20_000 + '" }) { totalCount } }', None
    yield (
        "operators of full text",
        '{ posts(first: 1, filter: { about: "\\"* OR NEAR(a b, 1000000) -(" }) { totalCount } }',
        None,
    )
    yield "a cursor that is none", '{ posts(first: 1, after: "' + "e" * 50_000 + '") { totalCount } }', None
    yield "a cursor of another kind", '{ posts(first: 1, after: "WyJhIiwxLjAsImIiXQ==") { totalCount } }', None
    yield "words of a database", '{ person(id: "x:1\' OR 1=1; MATCH (n) DETACH DELETE n //") { id } }', None
    yield "combining marks", '{ searchPeople(text: "' + "e" + "\u0301" * 20_000 + '", first: 1) { totalCount } }', None
    yield (
        "an input of many lists",
        "mutation M($w: WatchInput!) { saveWatch(input: $w) { id } }",
        {"w": {"name": "n", "kind": "BRAND", "terms": [f"t{i}" for i in range(8_000)]}},
    )
    yield (
        "the year 9999 and the year 1",
        '{ posts(first: 1, filter: { since: "0001-01-01T00:00:00Z", until: "9999-12-31T23:59:59Z" }) { totalCount } }',
        None,
    )
    yield "a year that is none", '{ posts(first: 1, filter: { since: "99999-01-01T00:00:00Z" }) { totalCount } }', None


def _chained(spreads: int) -> str:
    chain = " ".join(f"fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }}" for i in range(spreads))
    return f"{{ ...F0 }} {chain} fragment F{spreads} on Query {{ __typename }}"


def _overlapping(fragments: int) -> str:
    spreads = " ".join(f"...F{i}" for i in range(fragments))
    bodies = " ".join(f"fragment F{i} on Overview {{ x: people y: posts }}" for i in range(fragments))
    return f"{{ overview {{ {spreads} }} }} {bodies}"


def _filled(before: str, part: str, after: str) -> str:
    """As many parts as a body has room for."""
    parts: list[str] = []
    size = 0
    while size < LARGEST - 1_000:
        parts.append(part.format(len(parts)))
        size += len(parts[-1])
    return before + "".join(parts) + after


def _many(before: str, part: str, after: str, times: int) -> str:
    return before + "".join(part.replace("a{}", f"a{i}") for i in range(times)) + after


def _types(selection: str) -> str:
    return f"possibleTypes {{ {selection} }} interfaces {{ {selection} }} ofType {{ {selection} }}"


def _rows(first: int | str) -> str:
    page = f"posts(first: {first}) {{ edges {{ node {{ id text }} }} }}"
    ties = f"ties(first: {first}) {{ edges {{ node {{ from {{ {page} }} }} }} }}"
    return f"{{ influencers(first: {first}) {{ edges {{ node {{ person {{ {ties} }} }} }} }} }}"
