"""Load: one run of a source."""

from api.answers.loads import LoadFacts
from api.graphql.schema.answer_type import FromAnswer, answer_type


@answer_type
class Load(FromAnswer[LoadFacts]):
    """One run of a source, and what came of it: read = written + unchanged + rejected + suppressed."""
