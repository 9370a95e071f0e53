"""A transaction: money or a promise of it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from graph.model.column import ACCOUNT, AMOUNT, WORDS, Column


class TransactionStatus(StrEnum):
    """How far a deal or an order has come. A WON one makes a customer."""

    OPEN = "OPEN"
    WON = "WON"
    LOST = "LOST"
    REFUNDED = "REFUNDED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """A deal or an order of an account, `transaction:network:native`; amounts are decimals, never floats."""

    id: Annotated[str, Column("the transaction, `transaction:network:native`")]
    account: Annotated[str, Column("the account that buys", refers_to=ACCOUNT, frozen=True)]
    kind: Annotated[str, Column("`order`, `deal` and the like", limit=WORDS)]
    status: Annotated[TransactionStatus, Column("how far it has come", frozen=True)]
    amount: Annotated[Decimal, Column("how much money, exactly", limit=AMOUNT, frozen=True)]
    currency: Annotated[str, Column("the code of its currency, such as `EUR`", limit=WORDS, frozen=True)]
    at: Annotated[datetime, Column("when it was made", frozen=True)]
    stated_at: Annotated[datetime | None, Column("when the source knew this", stated=False)] = None
