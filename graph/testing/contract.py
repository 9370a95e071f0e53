"""The contract of a store as a test class: a subject supplies `make_store`, `make_again` and `peek`, nothing else."""

from graph.testing.contract_acts import ActsContract
from graph.testing.contract_deletion import DeletionContract
from graph.testing.contract_persons import PersonsContract
from graph.testing.contract_reading import ReadingContract
from graph.testing.contract_statements import StatementsContract
from graph.testing.contract_writing import WritingContract
from graph.testing.subject import Peek


class StoreContract(
    WritingContract, ActsContract, PersonsContract, StatementsContract, DeletionContract, ReadingContract
):
    """Every clause a store must keep; one test a clause."""


__all__ = ["Peek", "StoreContract"]
