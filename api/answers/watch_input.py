"""Watch input: what is checked before a watch is kept."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from algorithms.analysis.watched import AND
from api.errors import BadInput, NotFound
from graph.model.ids import fold, is_account_id, is_provisional, split_account
from graph.model.person import Person
from graph.model.watch import Watch, WatchKind
from graph.port.views import DecisionsView, DirectoryView, GraphView
from graph.text.tokens import tokenize

MOST_NAME: Final = 100
"""Characters of the name of a watch."""

MOST_TERMS: Final = 100
"""Terms, hashtags, exclusions, languages or accounts of a watch, each."""

MOST_TERM: Final = 200
"""Characters of a term, hashtag or exclusion of a watch."""

MOST_WATCHES: Final = 1_000
"""Watches of a store."""

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_OPERATOR: Final = re.compile(r"\b(OR|NOT)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchInput:
    """What somebody wants to listen for; accounts are ids or @handles."""

    name: str
    kind: WatchKind
    terms: Sequence[str] = ()
    hashtags: Sequence[str] = ()
    excludes: Sequence[str] = ()
    languages: Sequence[str] = ()
    accounts: Sequence[str] = ()


def checked_watch(view: GraphView, form: WatchInput, identifier: str | None = None) -> Watch:
    """Make a watch of what was given; with an id, what the watch of that id becomes.

    Terms lose the spaces around them, hashtags their `#`; what is there twice stays once. Raises BadInput, saying which
    field, and NotFound for an id that no watch has.
    """
    name = " ".join(form.name.split())
    if not 1 <= len(name) <= MOST_NAME:
        raise BadInput("name", f"a name of 1 to {MOST_NAME} characters", form.name)
    _check_name_is_free(view, name, identifier)
    watch = Watch(
        id=identifier or f"watch:{uuid.uuid4().hex[:12]}",
        name=name,
        kind=form.kind,
        terms=_terms("terms", form.terms),
        hashtags=tuple(
            tag.removeprefix("#") for tag in _terms("hashtags", [f"#{t.lstrip('#')}" for t in form.hashtags])
        ),
        excludes=_terms("excludes", form.excludes),
        languages=_languages(form.languages),
        accounts=_accounts(view, form.accounts),
    )
    if not (watch.terms or watch.hashtags or watch.accounts):
        raise BadInput("terms", "something to listen for: a term, a hashtag or an account", message=_NOTHING)
    return watch


_NOTHING: Final = "expected something to listen for: a term, a hashtag or an account"


def _check_name_is_free(view: DecisionsView, name: str, identifier: str | None) -> None:
    watches = view.watches()
    if identifier is not None and all(watch.id != identifier for watch in watches):
        raise NotFound(f"there is no watch {identifier[:200]!r}")
    if identifier is None and len(watches) >= MOST_WATCHES:
        raise BadInput("name", f"at most {MOST_WATCHES:,} watches; remove one first", name)
    if any(watch.name.casefold() == name.casefold() and watch.id != identifier for watch in watches):
        raise BadInput("name", "a name that no other watch has", name)


def _terms(field: str, terms: Sequence[str]) -> tuple[str, ...]:
    if len(terms) > MOST_TERMS:
        raise BadInput(field, f"at most {MOST_TERMS}", len(terms))
    return tuple(dict.fromkeys(_term(field, term) for term in terms))


def _term(field: str, term: str) -> str:
    words = " ".join(term.split())
    if len(words) > MOST_TERM:
        raise BadInput(field, f"at most {MOST_TERM} characters each", term)
    if _OPERATOR.search(words):
        raise BadInput(field, "words without OR and NOT: give several terms, or say what is excluded", term)
    if not all(tokenize(part) for part in words.split(AND)):
        raise BadInput(field, "at least one word, hashtag or handle in each", term)
    return words


def _languages(languages: Sequence[str]) -> tuple[str, ...]:
    for language in languages:
        if not _LANGUAGE.fullmatch(language):
            raise BadInput("languages", "language codes like en or pt-BR", language)
    if len(languages) > MOST_TERMS:
        raise BadInput("languages", f"at most {MOST_TERMS}", len(languages))
    return tuple(dict.fromkeys(languages))


def _accounts(view: DirectoryView, names: Sequence[str]) -> tuple[str, ...]:
    """Ids of accounts; a handle stands for all accounts of the person. One not loaded yet may be named by its id."""
    if len(names) > MOST_TERMS:
        raise BadInput("accounts", f"at most {MOST_TERMS}", len(names))
    ids: list[str] = []
    for name, person in zip(names, view.people([p or "" for p in view.resolve(list(names))]), strict=True):
        if is_account_id(name):
            ids += _named(name, person)
        elif person is not None:
            ids += [account.id for account in person.accounts]
        else:
            raise BadInput("accounts", "ids like x:44196397, or handles of accounts that are loaded like @name", name)
    return tuple(dict.fromkeys(ids))


def _named(name: str, person: Person | None) -> list[str]:
    """The id itself; of `x:@Ada` the account that is called so, or what it will be called when it comes."""
    if not is_provisional(name):
        return [name]
    network, handle = split_account(name)
    bearers = [
        account.id
        for account in (person.accounts if person else ())
        if split_account(account.id)[0] == network and fold(account.handle or "") == fold(handle)
    ]
    return bearers or [f"{network}:@{fold(handle)}"]
