"""A person as `kith person` prints them: their document as facts in rows."""

from collections.abc import Iterator
from typing import Any

from api.answers.document import Document
from api.cli.output import digits_apart, fraction


def person_facts(document: Document) -> Iterator[Document]:
    """The document of a person in rows of section, what, value and source."""
    for what in ("id", "name", "kind", "relation", "opted_out"):
        yield _fact("person", what.replace("_", " "), document[what])
    for account in document["accounts"]:
        yield from _account_facts(account)
    if document["influence"]:
        yield from _influence_facts(document["influence"])
    for community in document["communities"]:
        yield _fact("community", community["label"], f"{community['share']:.0%} of the ties", community["id"])
    for key, section in (("ties_towards", "attention from"), ("ties_from", "attention to")):
        digits = digits_apart([tie["strength"] for tie in document[key]], 3)
        for tie in document[key]:
            value = f"strength {fraction(tie['strength'], digits, apart=True)}, {tie['interactions']:,} acts"
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
