"""Provenance: where a number comes from."""

from typing import Self

from typing_extensions import override

from api.answers import provenance as answers
from api.graphql.schema.answer_type import FromAnswer, answer_type


@answer_type
class Provenance(FromAnswer[answers.Provenance]):
    """Where a number comes from. The same data, parameters and seed give the same number again."""

    seed: int | None

    @override
    @classmethod
    def of(cls, answer: answers.Provenance) -> Self:
        """Show a provenance; a seed that 32 bits do not hold, as those of GraphQL's Int, is null."""
        provenance = super().of(answer)
        provenance.seed = answer.seed if answer.seed < 2**31 else None
        return provenance
