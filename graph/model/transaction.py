"""A transaction: money or a promise of it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class TransactionStatus(StrEnum):
    """How far a deal or an order has come. A WON one makes a customer."""

    OPEN = "OPEN"
    WON = "WON"
    LOST = "LOST"
    REFUNDED = "REFUNDED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """A deal or an order of an account, `transaction:network:native`; amounts are decimals, never floats."""

    id: str
    account: str
    kind: str
    status: TransactionStatus
    amount: Decimal
    currency: str
    at: datetime
    stated_at: datetime | None = None
