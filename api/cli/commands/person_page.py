"""A person as `kith person` prints them: one document, and the same as facts in rows."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, Final

from api.answers.influence import InfluenceFacts
from api.answers.person import PersonReport
from api.answers.tie import TieFacts
from api.cli.commands.judge import judgement_row
from api.workspace.analysed_graph import AnalysedGraph
from graph.model.account import Account
from graph.model.post import Post
from graph.port.views import Statement

Document = dict[str, Any]

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
            {"id": account.id, **_said(account), "known": account.known, "statements": [_statement(s) for s in said]}
            for account, said in zip(person.accounts, report.statements, strict=True)
        ],
        "influence": _influence(report.influence) if report.influence else None,
        "communities": [
            {
                "id": analysis.found.communities.ids[membership.community],
                "label": analysis.found.community_labels[membership.community],
                "share": membership.share,
            }
            for membership in report.memberships
        ],
        "ties_towards": [_tie(analysis, tie, tie.source) for tie in report.towards],
        "ties_from": [_tie(analysis, tie, tie.target) for tie in report.from_there],
        "judgements": [judgement_row(judgement) for judgement in report.judgements],
        "transactions": [
            {
                "id": deal.id,
                "account": deal.account,
                "kind": deal.kind,
                "status": deal.status.value,
                "amount": str(deal.amount),
                "currency": deal.currency,
                "at": deal.at,
            }
            for deal in report.transactions
        ],
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


def _said(account: Account) -> Document:
    """What an account holds, without what nobody says and without the store's own notes."""
    held = {field.name: getattr(account, field.name) for field in fields(account) if field.name not in _OF_THE_STORE}
    return {name: value for name, value in held.items() if value not in _NOT_SAID}


def _statement(statement: Statement) -> Document:
    says = _said(statement.record) if isinstance(statement.record, Account) else {}
    return {"source": statement.source, "load": statement.load, "at": statement.at, "says": says}


def _influence(influence: InfluenceFacts) -> Document:
    return {
        "score": influence.score,
        "rank": influence.rank,
        "degree_rank": influence.degree_rank,
        "parts": [
            {"name": part.name.value, "value": part.value, "rank": part.rank, "percentile": part.percentile}
            for part in influence.parts
        ],
    }


def _tie(analysis: AnalysedGraph, tie: TieFacts, other: int) -> Document:
    return {
        "person": analysis.person_id(other),
        "name": analysis.person_name(other),
        "strength": tie.strength,
        "evidence": tie.evidence,
        "weak": tie.weak,
        "interactions": tie.interactions,
        "last_at": tie.last_at,
    }


def _post(post: Post) -> Document:
    return {
        "id": post.id,
        "author": post.author,
        "at": post.at,
        "text": post.text,
        "language": post.language,
        "url": post.url,
    }
