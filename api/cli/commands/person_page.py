"""A person as `kith person` prints them: one document, and the same as facts in rows."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, Final

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


def person_facts(document: Document) -> Iterator[Document]:
    """The same in rows of section, what, value and source."""
    for what in ("id", "name", "kind", "relation", "opted_out"):
        yield _fact("person", what.replace("_", " "), document[what])
    for account in document["accounts"]:
        yield from _account_facts(account)
    if document["influence"]:
        yield from _influence_facts(document["influence"])
    for community in document["communities"]:
        yield _fact("community", community["label"], f"{community['share']:.0%} of the ties", community["id"])
    for key, section in (("ties_towards", "attention from"), ("ties_from", "attention to")):
        for tie in document[key]:
            value = f"strength {tie['strength']:.3f}, {tie['interactions']:,} acts"
            yield _fact(section, tie["name"], value, tie["person"])
    for judgement in document["judgements"]:
        word = "the same as" if judgement["same"] else "not the same as"
        state = " (withdrawn)" if judgement["withdrawn_at"] else ""
        says = f"{judgement['left']} is {word} {judgement['right']}{state}: {judgement['reason']}"
        yield _fact("judgement", judgement["id"], says, judgement["by"])
    for deal in document["transactions"]:
        value = f"{deal['amount']} {deal['currency']}, {deal['kind']}, {deal['at']:%Y-%m-%d}"
        yield _fact("transaction", deal["status"], value, deal["id"])
    yield _fact("posts", "in all", document["post_count"])
    for post in document["posts"]:
        when = f"{post['at']:%Y-%m-%d %H:%M}" if post["at"] else "no time"
        yield _fact("posts", when, post["text"], post["id"])


def _account_facts(account: Document) -> Iterator[Document]:
    yield _fact("account", account["id"], "known" if account["known"] else "only referred to")
    for statement in account["statements"]:
        source = f"{statement['source']}, {statement['load']}"
        for what, value in statement["says"].items():
            yield _fact("account", f"{account['id']} {what}", value, source)


def _influence_facts(influence: Document) -> Iterator[Document]:
    yield _fact("influence", "score", f"{influence['score']:.1f} of 100, rank {influence['rank']:,}")
    yield _fact("influence", "degree", f"rank {influence['degree_rank']:,}: the baseline")
    for part in influence["parts"]:
        value = f"rank {part['rank']:,}, percentile {100 * part['percentile']:.0f}"
        yield _fact("influence", part["name"], value)


def _fact(section: str, what: str, value: Any, source: str | None = None) -> Document:
    return {"section": section, "what": what, "value": value, "source": source}


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
