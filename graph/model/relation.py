"""What a person is to us: the strongest of what the team, the CRM and the transactions say."""

from collections.abc import Iterable
from typing import Final

from graph.model.account import Relation
from graph.model.transaction import TransactionStatus

STRONGEST_FIRST: Final = (
    Relation.BRAND,
    Relation.COLLEAGUE,
    Relation.CUSTOMER,
    Relation.PROSPECT,
    Relation.CONTACT,
    Relation.UNKNOWN,
)

BY_STATUS: Final = {
    TransactionStatus.WON: Relation.CUSTOMER,
    TransactionStatus.OPEN: Relation.PROSPECT,
    TransactionStatus.LOST: Relation.CONTACT,
    TransactionStatus.REFUNDED: Relation.CONTACT,
}
"""What a transaction makes of its account. A WON one makes a customer."""


def strongest(relations: Iterable[Relation]) -> Relation:
    """The strongest of several relations; UNKNOWN for none.

    >>> strongest([Relation.CONTACT, Relation.CUSTOMER]).value
    'CUSTOMER'
    """
    return min(relations, key=STRONGEST_FIRST.index, default=Relation.UNKNOWN)
