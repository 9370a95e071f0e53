"""A person: everything that is known, with where it came from."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.answers.communities import MembershipFacts, memberships
from api.answers.document import OMITTED, serialize_fields
from api.answers.influence import InfluenceFacts, influence_of
from api.answers.people import find_person, row_of_person
from api.answers.posts import PostFilter, posts
from api.answers.tie import TieFacts
from api.answers.ties import TieDirection, ties_of
from api.errors import NotFound
from api.workspace.analysed_graph import AnalysedGraph
from graph.model.judgement import Judgement
from graph.model.person import Person
from graph.model.post import Post
from graph.model.transaction import Transaction
from graph.port.views import GraphView, Statement

serialize_fields(Transaction, stated_at=OMITTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonReport:
    """Everything known of one person.

    `statements` lists, for each account in the order of `person.accounts`, what each source says of it, newest first.
    `row` is the row in the analysed graph, None for somebody who came after it; then there is no influence, no tie, no
    post. `towards` and `from_there` are the strongest ties of people who pay attention to the person, or get it.
    """

    person: Person
    row: int | None
    statements: tuple[tuple[Statement, ...], ...]
    judgements: tuple[Judgement, ...]
    transactions: tuple[Transaction, ...]
    influence: InfluenceFacts | None
    memberships: tuple[MembershipFacts, ...]
    towards: tuple[TieFacts, ...]
    from_there: tuple[TieFacts, ...]
    posts: tuple[Post, ...]
    post_count: int


def person_report(analysis: AnalysedGraph, view: GraphView, name: str, *, latest: int = 5) -> PersonReport:
    """Tell everything known of the person with this person id, account id or `@handle`.

    `latest`, 1 to 100, limits ties and posts. Works without findings. Raises NotFound and Ambiguous.
    """
    person = find_person(view, name)
    if person is None:
        raise NotFound(f"there is nobody like {name[:200]!r}: expected a person id, an account id or @handle")
    row = row_of_person(analysis, view, person.id)
    statements = view.statements([account.id for account in person.accounts])
    written = _posts(analysis, view, row, latest) if row is not None else ((), 0)
    return PersonReport(
        person=person,
        row=row,
        statements=tuple(tuple(of_account) for of_account in statements),
        judgements=tuple(view.judgements([person.id])[0]),
        transactions=tuple(view.transactions([person.id])[0]),
        influence=None if row is None else influence_of(analysis, row),
        memberships=() if row is None else tuple(memberships(analysis, row)),
        towards=_ties(analysis, row, TieDirection.TOWARDS, latest),
        from_there=_ties(analysis, row, TieDirection.FROM, latest),
        posts=written[0],
        post_count=written[1],
    )


def _posts(analysis: AnalysedGraph, view: GraphView, row: int, latest: int) -> tuple[tuple[Post, ...], int]:
    page = posts(analysis, PostFilter(person=row), first=latest)
    there: Sequence[Post | None] = view.posts([analysis.post_id(post) for post in page.items])
    return tuple(post for post in there if post is not None), page.count()


def _ties(analysis: AnalysedGraph, row: int | None, direction: TieDirection, latest: int) -> tuple[TieFacts, ...]:
    return () if row is None else ties_of(analysis, row, direction=direction, first=latest).items
