"""A measure of one person."""

from api.answers import influence as answers
from api.graphql.schema.answer_type import FromAnswer, answer_type


@answer_type
class MeasureValue(FromAnswer[answers.MeasureValue]):
    """A measure of one person, with its rank."""
