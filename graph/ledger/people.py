"""People: classes of accounts under judgements, exact e-mails and re-pointed handles."""

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from graph.ledger.unit_of_work import UnitOfWork
from graph.model.ids import person_id
from graph.rows.table import Table

MOST_ACCOUNTS_OF_AN_EMAIL: Final = 5
"""Accounts with one e-mail that it joins; one on more belongs to nobody in particular."""


@dataclass(slots=True)
class Kin:
    """Accounts that may belong together, and what joins or parts them."""

    accounts: dict[str, dict[str, Any]] = field(default_factory=dict)
    same: list[tuple[str, str]] = field(default_factory=list)
    different: list[tuple[str, str]] = field(default_factory=list)
    crowded: set[str] = field(default_factory=set)  # e-mails on too many accounts

    def classes(self) -> "Classes":
        """Join accounts by judgement and re-pointed handle, then by e-mail where no judgement speaks against it."""
        classes = Classes(self.accounts)
        for left, right in self.same:
            classes.join(left, right)
        for identifier, row in self.accounts.items():
            if row["alias_of"] in self.accounts:
                classes.join(identifier, row["alias_of"])
        for group in self._email_groups():
            for left, right in pairwise(group):
                if not classes.would_contradict(left, right, self.different):
                    classes.join(left, right)
        return classes

    def _email_groups(self) -> Iterable[list[str]]:
        groups: dict[str, list[str]] = {}
        for identifier in sorted(self.accounts):
            key = self.accounts[identifier]["email_key"]
            if key and key not in self.crowded:
                groups.setdefault(key, []).append(identifier)
        for key in sorted(groups):
            group = groups[key]
            judged_apart = any(a in group and b in group for a, b in self.different)
            if len(group) > 1 and not judged_apart:
                yield group


class Classes:
    """Union-find that remembers its joins, so that a chain between two accounts can be named."""

    def __init__(self, members: Iterable[str]) -> None:
        self._parent = {m: m for m in members}
        self._joins: dict[str, list[str]] = {}

    def root(self, member: str) -> str:
        """Representative of a member's class."""
        parent = self._parent
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    def join(self, left: str, right: str) -> None:
        """Make two members one class."""
        if left not in self._parent or right not in self._parent:
            return
        self._joins.setdefault(left, []).append(right)
        self._joins.setdefault(right, []).append(left)
        self._parent[self.root(right)] = self.root(left)

    def together(self, left: str, right: str) -> bool:
        """Whether two members are in one class."""
        return left in self._parent and right in self._parent and self.root(left) == self.root(right)

    def would_contradict(self, left: str, right: str, different: list[tuple[str, str]]) -> bool:
        """Whether joining two members would bring together two that are judged different."""
        ends = {self.root(left), self.root(right)}
        return len(ends) > 1 and any(
            a in self._parent and b in self._parent and {self.root(a), self.root(b)} == ends for a, b in different
        )

    def chain(self, left: str, right: str) -> tuple[str, ...]:
        """Shortest chain of joins from one member to another; empty when there is none."""
        before: dict[str, str | None] = {left: None}
        queue = deque([left])
        while queue:
            here = queue.popleft()
            if here == right:
                return _walk_back(before, right)
            for there in self._joins.get(here, ()):
                if there not in before:
                    before[there] = here
                    queue.append(there)
        return ()

    def groups(self) -> list[list[str]]:
        """All classes, each in the order in which its members were given."""
        groups: dict[str, list[str]] = {}
        for member in self._parent:
            groups.setdefault(self.root(member), []).append(member)
        return list(groups.values())


def _walk_back(before: dict[str, str | None], end: str) -> tuple[str, ...]:
    chain: list[str] = []
    here: str | None = end
    while here is not None:
        chain.append(here)
        here = before[here]
    return tuple(reversed(chain))


def kin_of(unit: UnitOfWork, seeds: Iterable[str]) -> Kin:
    """Gather all accounts that judgements, e-mails, re-pointed handles or a former class link to the seeds."""
    linkage = Kin()
    judgements: dict[str, dict[str, Any]] = {}
    frontier = dict.fromkeys(seeds)
    while frontier:
        rows = unit.get(Table.ACCOUNTS, frontier)
        linkage.accounts.update(rows)
        for judgement in _judgements(unit, list(rows)):
            judgements[judgement["id"]] = judgement
        linked = _linked(unit, linkage, rows)
        linked.update(dict.fromkeys(x for j in judgements.values() for x in (j["left"], j["right"])))
        frontier = {i: None for i in linked if i not in linkage.accounts and i not in frontier}
    for judgement in judgements.values():
        pair = (judgement["left"], judgement["right"])
        if judgement["withdrawn_at"] is None:
            (linkage.same if judgement["same"] else linkage.different).append(pair)
    return linkage


def _linked(unit: UnitOfWork, linkage: Kin, rows: dict[str, dict[str, Any]]) -> dict[str, None]:
    linked: dict[str, None] = {}
    ids = list(rows)
    for row in unit.find(Table.ACCOUNTS, "person", sorted({row["person"] for row in rows.values() if row["person"]})):
        linked[row["id"]] = None
    for row in unit.find(Table.ACCOUNTS, "alias_of", ids):
        linked[row["id"]] = None
    linked.update(dict.fromkeys(row["alias_of"] for row in rows.values() if row["alias_of"]))
    emails = sorted({row["email_key"] for row in rows.values() if row["email_key"]})
    owners: dict[str, list[dict[str, Any]]] = {}
    for row in unit.find(Table.ACCOUNTS, "email_key", emails):
        owners.setdefault(row["email_key"], []).append(row)
    for email, group in owners.items():
        if len(group) > MOST_ACCOUNTS_OF_AN_EMAIL:
            linkage.crowded.add(email)
            group = _still_joined(group)  # noqa: PLW2901  those who came before the crowd part again
        linked.update(dict.fromkeys(row["id"] for row in group))
    return linked


def _still_joined(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    people = Counter(row["person"] for row in rows)
    return [row for row in rows if people[row["person"]] > 1]


def _judgements(unit: UnitOfWork, ids: Sequence[str]) -> list[dict[str, Any]]:
    return [row for column in ("left", "right") for row in unit.row_store.find(Table.JUDGEMENTS, column, ids)]


def regroup(unit: UnitOfWork, seeds: Iterable[str]) -> None:
    """Give the accounts around the seeds their person: the one that began with the class's first account."""
    linkage = kin_of(unit, seeds)
    _assign(unit, linkage)


def _assign(unit: UnitOfWork, linkage: Kin) -> None:
    newcomers = {row["id"]: place for place, row in enumerate(unit.changed(Table.ACCOUNTS))}

    def age(identifier: str) -> tuple[int, int, str]:
        born = linkage.accounts[identifier]["born"]
        return (0, born, identifier) if born is not None else (1, newcomers.get(identifier, 0), identifier)

    for group in linkage.classes().groups():
        person = person_id(min(group, key=age))
        for identifier in group:
            row = linkage.accounts[identifier]
            if row["person"] != person:
                row["person"] = person
                unit.put(Table.ACCOUNTS, row)
