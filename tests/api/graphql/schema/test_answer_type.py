"""Types that follow from an answer: fields, types and descriptions are those of its dataclass."""

from dataclasses import dataclass
from typing import Annotated, Self

import pytest
import strawberry
from graphql import GraphQLObjectType
from strawberry.schema.config import StrawberryConfig
from typing_extensions import override

from api.answers.document import renamed
from api.graphql.schema.answer_type import FromAnswer, answer_type
from api.graphql.schema.cost import Cost, cost_declared
from api.graphql.schema.declaring import attribute
from api.graphql.schema.scalars import SCALARS
from graph.model.how_many import HowMany


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


@dataclass(frozen=True, slots=True)
class Town:
    """A town as an answer that holds others."""

    main: Market | None
    """The market everybody knows."""
    others: tuple[Market, ...]
    """The markets beside it."""
    mayor: int
    """Who decides."""


@answer_type
class TownType(FromAnswer[Town]):
    """A town and where it trades."""

    others = attribute(rows=3)
    mayor: str
    """Who decides, in letters."""

    @override
    @classmethod
    def of(cls, answer: Town) -> Self:
        town = super().of(answer)
        town.mayor = "x" * answer.mayor
        return town


@strawberry.type
class Country:
    """What can be asked of towns."""

    @strawberry.field
    def town(self) -> TownType:
        """A town whose main market is closed for good."""
        return TownType.of(Town(None, (Market(1, True), Market(2, False)), 3))


def test_answers_inside_an_answer_are_of_their_types() -> None:
    schema = strawberry.Schema(Country, config=StrawberryConfig(scalar_map=SCALARS))
    assert '''"""A town and where it trades."""
type TownType {
  """The market everybody knows."""
  main: MarketType

  """The markets beside it."""
  others: [MarketType!]!

  """Who decides, in letters."""
  mayor: String!
}''' in schema.as_str()
    answer = schema.execute_sync("{ town { main { stalls } others { stalls } mayor } }").data
    assert answer == {"town": {"main": None, "others": [{"stalls": 1}, {"stalls": 2}], "mayor": "xxx"}}
    town = schema._schema.type_map["TownType"]
    assert isinstance(town, GraphQLObjectType)
    assert cost_declared(town.fields["others"]) == Cost(rows=3)


def test_a_field_without_a_text_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match=r"a text below Silent\.stalls"):

        @answer_type
        class SilentType(FromAnswer[Silent]):
            """It says nothing."""


@dataclass(frozen=True, slots=True)
class Lonely:
    """An answer of which nothing was declared."""

    stalls: int
    """How many stalls there are."""


@dataclass(frozen=True, slots=True)
class Around:
    """An answer that holds it."""

    lonely: Lonely
    """It."""


def test_an_answer_inside_without_a_type_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match=r"expected Lonely to have a type"):

        @answer_type
        class AroundType(FromAnswer[Around]):
            """Around it."""
