"""Loaders: one question, one batched read, whatever asks for it in an operation."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from strawberry.dataloader import DataLoader
from typing_extensions import override

from graph.model.account import Account
from graph.model.judgement import Judgement
from graph.model.person import Person
from graph.model.post import Post
from graph.model.transaction import Transaction
from graph.port.views import GraphView

if TYPE_CHECKING:
    from api.graphql.schema.context import Context

K = TypeVar("K")
T = TypeVar("T")


class Loader(DataLoader[K, T]):
    """Loads what is asked for side by side in one read.

    What is loaded belongs to all who ask for it: when one of them is given up, as the fields beside one that failed
    are, the others still get it.
    """

    @override
    def load(self, key: K) -> Awaitable[T]:
        return asyncio.shield(super().load(key))

    @override
    def load_many(self, keys: Iterable[K]) -> Awaitable[list[T]]:
        return asyncio.shield(asyncio.gather(*map(super().load, keys)))


class Loaders:
    """The loaders of one operation, each made at first use; keys are ids, what is missing is None."""

    def __init__(self, context: "Context") -> None:
        self._context = context

    @cached_property
    def people(self) -> Loader[str, Person | None]:
        """People."""
        return self._loader(lambda view, ids: view.people(ids))

    @cached_property
    def accounts(self) -> Loader[str, Account | None]:
        """Accounts."""
        return self._loader(lambda view, ids: view.accounts(ids))

    @cached_property
    def posts(self) -> Loader[str, Post | None]:
        """Posts."""
        return self._loader(lambda view, ids: view.posts(ids))

    @cached_property
    def sources(self) -> Loader[str, list[str]]:
        """Sources that speak of an account, by its id."""
        return self._loader(lambda view, ids: view.sources_of(ids))

    @cached_property
    def judgements(self) -> Loader[str, list[Judgement]]:
        """Judgements that touch the accounts of a person, by their id."""
        return self._loader(lambda view, ids: view.judgements(ids))

    @cached_property
    def transactions(self) -> Loader[str, list[Transaction]]:
        """Deals and orders of a person, by their id."""
        return self._loader(lambda view, ids: view.transactions(ids))

    @cached_property
    def questions(self) -> Loader[Callable[[], Any], Any]:
        """Answers to questions that are asked side by side."""
        return Loader(load_fn=_answer_all)

    def _loader(self, read: Callable[[GraphView, Sequence[str]], list[T]]) -> Loader[str, T]:
        async def load(keys: list[str]) -> list[T]:
            return await asyncio.to_thread(lambda: read(self._context.workspace.view(), keys))

        return Loader(load_fn=load)


async def _answer_all(questions: list[Callable[[], Any]]) -> list[Any]:
    """Answer questions one after the other in one thread; an error is the answer to the question that raised it."""

    def answers() -> list[Any]:
        return [_answer(question) for question in questions]

    return await asyncio.to_thread(answers)


def _answer(question: Callable[[], Any]) -> Any:
    try:
        return question()
    except Exception as error:  # handed on to whoever asked
        return error
