"""Limits: what an operation may ask for, whatever its fragments and variables do."""

from graphql import get_introspection_query, parse

from api.graphql.limits import MOST_DEPTH
from api.graphql.schema.building import build_schema
from api.graphql.schema.question_size import cost_of, excess, sizes_of


def refused(query: str, variables: dict[str, object] | None = None, name: str | None = None) -> str | None:
    return excess(sizes_of(parse(query), name, variables, build_schema().declared))


def nested(levels: int) -> str:
    return "{ " + "a { " * (levels - 1) + "a" + " }" * (levels - 1) + " }"


def test_depth_is_refused_one_above_the_limit() -> None:
    assert refused(nested(MOST_DEPTH)) is None
    sentence = refused(nested(MOST_DEPTH + 1))
    assert sentence is not None
    assert f"got {MOST_DEPTH + 1}" in sentence


def test_fragments_do_not_hide_depth() -> None:
    inner = nested(MOST_DEPTH)
    assert refused(f"{{ a {{ ...F }} }} fragment F on T {inner}") is not None
    assert refused(f"{{ ...F }} fragment F on T {inner}") is None


def test_aliases_are_counted_through_every_spread() -> None:
    fragment = "fragment F on T { " + " ".join(f"a{i}: a" for i in range(5)) + " }"
    assert refused(f"{{ b {{ ...F }} c {{ ...F }} d {{ ...F }} }} {fragment}") is None
    assert refused(f"{{ b {{ ...F }} c {{ ...F }} d {{ ...F }} e {{ ...F }} }} {fragment}") is not None


def test_root_fields_and_directives_are_counted() -> None:
    assert refused("{ " + " ".join("abcdefghij") + " }") is None
    assert refused("{ " + " ".join("abcdefghijk") + " }") is not None
    assert refused("{ a " + "@include(if: true) " * 20 + "}") is None
    assert refused("{ a " + "@include(if: true) " * 21 + "}") is not None


def test_cost_is_what_first_multiplies() -> None:
    page = "posts(first: %s) { edges { node { id } } }"
    assert refused("{ people(first: 50) { edges { node { " + page % 10 + " } } } }") is None
    assert refused("{ people(first: 100) { edges { node { " + page % 100 + " } } } }") is not None


def test_rows_that_come_by_default_count() -> None:
    query = '{ relationshipMap(around: ["x:1"]) { people { %s } } }'
    fields = "person { id } " * 33
    assert refused(query % fields) is None
    assert refused(query % (fields * 3)) is not None
    assert refused((query % (fields * 3)).replace("]", "], limit: 50")) is None
    assert refused((query % (fields * 3)).replace("]", "], limit: null")) is not None


def test_lists_that_cannot_be_asked_for_fewer_rows_count() -> None:
    def cost(query: str, watches: int = 0) -> int:
        return cost_of(sizes_of(parse(query), None, None, build_schema().declared, watches))

    assert cost("{ fallacy { correlations { left } } }") == 1 + 100 + 200
    assert cost("{ posts(first: 10) { edges { node { themes { words { word } } } } } }") == 1 + 10 * (1 + 1 + 3 * 11)
    assert cost("{ watches { name } }", watches=60) == 60
    assert cost("{ watches { volume(bucket: DAY) { at } } }", watches=60) == 60 * (1 + 21)
    assert cost('{ shareOfVoice(watches: ["a"]) { watch { bursts { posts } } } }') == 100 + 50 * (1 + 10 + 100)


def test_variables_count_with_their_values() -> None:
    query = "query Q($n: Int!) { people(first: $n) { edges { node { posts(first: $n) { edges { node { id } } } } } } }"
    assert refused(query, {"n": 10}) is None
    assert refused(query, {"n": 100}) is not None
    assert refused(query, {}) is not None
    assert refused(query.replace("Int!", "Int = 10"), {}) is None
    assert refused(query, {"n": -5}) is None
    assert refused(query, {"n": "many"}) is None


def test_only_the_operation_that_runs_counts() -> None:
    both = f"query Small {{ a }} query Large {nested(MOST_DEPTH + 1)}"
    assert refused(both, name="Small") is None
    assert refused(both, name="Large") is not None


def test_asking_for_the_schema_itself_is_not_too_deep() -> None:
    assert refused("{ __schema { types { ofType { ofType { ofType { ofType { ofType { name } } } } } } } }") is None


def test_asking_for_the_whole_schema_is_allowed_once_and_not_twice() -> None:
    whole = get_introspection_query(input_value_deprecation=True)
    assert refused(whole) is None
    schema = "__schema { types { fields { name args { name type { name } } type { name } } } }"
    assert refused(f"{{ a: {schema} b: {schema} }}") is None
    assert refused(f"{{ a: {schema} b: {schema} c: {schema} }}") is not None


def test_aliases_and_directives_count_also_where_the_schema_is_asked_for() -> None:
    assert refused("{ __schema { " + " ".join(f"a{i}: queryType {{ name }}" for i in range(15)) + " } }") is None
    assert refused("{ __schema { " + " ".join(f"a{i}: queryType {{ name }}" for i in range(16)) + " } }") is not None
    assert refused('{ __type(name: "T") { name ' + "@include(if: true) " * 21 + "} }") is not None


def test_a_fragment_may_ask_for_the_schema() -> None:
    types = "{ __schema { types { ...F } } } fragment F on __Type { fields { %s } }"
    assert refused(types % "args { name }") is None
    assert refused(types % "args { type { fields { args { name } } } }") is not None


def test_chained_fragments_are_measured_once_each() -> None:
    def chained(spreads: int) -> str:
        chain = " ".join(f"fragment F{i} on T {{ ...F{i + 1} ...F{i + 1} }}" for i in range(spreads))
        return f"{{ ...F0 }} {chain} fragment F{spreads} on T {{ a }}"

    assert "got 262,144" in str(refused(chained(18)))  # 2 ** 18 fields at the root
    # Measured anew at each spread this would take 2 ** 100 steps, so that the test would never end.
    assert refused(chained(100)) is not None


def test_fragments_that_spread_each_other_or_nobody_end() -> None:
    assert refused("{ ...A } fragment A on T { ...B } fragment B on T { ...A }") is None
    assert refused("{ ...Nobody }") is None


def test_huge_numbers_stay_numbers() -> None:
    assert refused("{ a(first: " + "9" * 400 + ") { b { c } } }") is None
    assert refused("{ a(first: " + "9" * 400 + ") { b(first: 100) { c { d } } } }") is not None
