"""Everything known of a person as one document: what `kith person --json` prints."""

from dataclasses import fields
from typing import Final

from api.answers.document import Document, plain
from api.answers.person import PersonReport
from api.answers.tie import tie_of_person
from api.workspace.analysed_graph import AnalysedGraph
from graph.model.account import Account
from graph.model.post import Post
from graph.port.views import Statement

_NOT_SAID: Final = ("UNKNOWN", None)
_OF_THE_STORE: Final = {"id", "stated_at", "known", "alias_of"}


def person_document(analysis: AnalysedGraph, report: PersonReport) -> Document:
    """Everything known of a person, as JSON."""
    person = report.person
    return {
        "id": person.id,
        "name": person.name,
        "kind": person.kind.value,
        "relation": person.relation.value,
        "opted_out": person.opted_out,
        "accounts": [
            {
                "id": account.id,
                **_stated(account),
                "known": account.known,
                "statements": [_statement(statement) for statement in statements],
            }
            for account, statements in zip(person.accounts, report.statements, strict=True)
        ],
        "influence": plain(analysis, report.influence),
        "communities": plain(analysis, report.memberships),
        "ties_towards": [tie_of_person(analysis, tie, tie.target) for tie in report.towards],
        "ties_from": [tie_of_person(analysis, tie, tie.source) for tie in report.from_there],
        "judgements": plain(analysis, report.judgements),
        "transactions": plain(analysis, report.transactions),
        "post_count": report.post_count,
        "posts": [_post(post) for post in report.posts],
    }


def _stated(account: Account) -> Document:
    """What an account holds, without what nobody says and without the store's own notes."""
    values = {field.name: getattr(account, field.name) for field in fields(account) if field.name not in _OF_THE_STORE}
    return {name: value for name, value in values.items() if value not in _NOT_SAID}


def _statement(statement: Statement) -> Document:
    says = _stated(statement.record) if isinstance(statement.record, Account) else {}
    return {"source": statement.source, "load": statement.load, "at": statement.at, "says": says}


def _post(post: Post) -> Document:
    return {
        "id": post.id,
        "author": post.author,
        "at": post.at,
        "text": post.text,
        "language": post.language,
        "url": post.url,
    }
