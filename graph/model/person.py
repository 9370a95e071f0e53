"""A person: one or more accounts judged to be the same someone."""

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
