"""Types that follow from an answer: fields, types and descriptions are those of its dataclass."""

from dataclasses import dataclass
from typing import Annotated

import pytest
import strawberry
from strawberry.schema.config import StrawberryConfig

from api.answers.document import HowMany, renamed
from api.graphql.schema.answer_type import FromAnswer, answer_type
from api.graphql.schema.scalars import SCALARS


@dataclass(frozen=True, slots=True)
class Market:
    """A market as an answer."""

    stalls: HowMany
    """How many stalls there are;
    0 on a Sunday."""
    is_open: Annotated[bool | None, renamed("open")]
    """Whether it is open."""


@dataclass(frozen=True, slots=True)
class Silent:
    """An answer that leaves out what a field is."""

    stalls: int


@answer_type
class MarketType(FromAnswer[Market]):
    """Where things are sold,
    in the open."""


@strawberry.type
class Query:
    """What can be asked."""

    @strawberry.field
    def market(self) -> MarketType:
        """A market with more stalls than 32 bits can count."""
        return MarketType.of(Market(2**40, None))


def test_a_type_tells_what_its_answer_tells() -> None:
    schema = strawberry.Schema(Query, config=StrawberryConfig(scalar_map=SCALARS))
    assert '''"""Where things are sold, in the open."""
type MarketType {
  """How many stalls there are; 0 on a Sunday."""
  stalls: Count!

  """Whether it is open."""
  isOpen: Boolean
}''' in schema.as_str()
    assert schema.execute_sync("{ market { stalls isOpen } }").data == {"market": {"stalls": 2**40, "isOpen": None}}


def test_a_field_without_a_text_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match=r"a text below Silent\.stalls"):

        @answer_type
        class SilentType(FromAnswer[Silent]):
            """It says nothing."""
