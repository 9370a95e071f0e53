"""Generation: findings as they are taken up."""

import strawberry

from api.answers import generation as answers
from api.graphql.schema import provenance  # noqa: F401  the type of a generation's, declared before it
from api.graphql.schema.answer_type import FromAnswer, answer_type


@answer_type
class Generation(FromAnswer[answers.Generation]):
    """One generation of findings: what is analysed of what is loaded, until more is."""

    generation: strawberry.ID
    watches: list[strawberry.ID]
