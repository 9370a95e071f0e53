"""The comparison with a former version: all of the page is asked, and what differs is told with its place."""

import pytest

from bench.sameness import compare_answers, documents
from tests.api.graphql_page import PAGE, questions


def test_every_document_of_the_page_is_asked_under_a_name_of_its_own() -> None:
    page = questions(PAGE.read_text(encoding="utf-8"))
    assert len(page) == 10
    assert list(documents().values()) == page
    assert next(iter(documents())) == "GraphQL 1 Ranking"


@pytest.mark.parametrize(
    ("after", "differences"),
    [
        ({"rows": [{"rank": 1, "since": "one"}], "size": 2}, []),
        ({"rows": [{"rank": 1, "since": "noon", "more": 3}], "size": 2, "more": 4}, []),
        ({"rows": [{"rank": 2}], "size": 2}, ["who.rows[0].rank: 1 before, 2 now"]),
        ({"rows": [{}], "size": 2}, ["who.rows[0].rank: gone"]),
        ({"rows": [], "size": 2}, ["who.rows: 1 rows before, 0 now"]),
        (
            {"rows": None, "size": "2"},
            ["who.rows: [{'rank': 1, 'since': 'noon'}] before, None now", "who.size: 2 before, '2' now"],
        ),
    ],
)
def test_what_differs_is_told_with_its_place(after: object, differences: list[str]) -> None:
    comparison = compare_answers("who", {"rows": [{"rank": 1, "since": "noon"}], "size": 2}, after)
    assert list(comparison.differences) == differences
    assert comparison.values == 2, "moments do not count"
