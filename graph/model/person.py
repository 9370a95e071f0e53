"""A person: one or more accounts judged to be the same someone."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.model.account import Account, PersonKind, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One or more accounts judged to be the same someone. Analytics run on people.

    `opted_out` means: paths never walk through this person.
    """

    id: str
    name: str
    kind: PersonKind
    relation: Relation
    accounts: tuple[Account, ...]
    opted_out: bool = False


def display_name(accounts: Sequence[Account]) -> str:
    """Choose what a person is called: the first real name, else the first handle, else the id of the first account.

    >>> display_name([Account(id="x:1", handle="ada"), Account(id="crm:7", name="Ada Lovelace")])
    'Ada Lovelace'
    """
    for account in accounts:
        if account.name:
            return account.name
    for account in accounts:
        if account.handle:
            return account.handle
    return accounts[0].id


def common_kind(accounts: Sequence[Account]) -> PersonKind:
    """Kind of a person: what the first account that knows says."""
    return next((a.kind for a in accounts if a.kind is not PersonKind.UNKNOWN), PersonKind.UNKNOWN)
