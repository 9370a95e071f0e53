"""Overview: what is loaded and what is known of it."""

from api.answers import overview as answers
from api.answers import teaching
from api.graphql.schema import provenance  # noqa: F401  the type of an overview's `findings`, declared before it
from api.graphql.schema.answer_type import FromAnswer, answer_type
from api.graphql.schema.declaring import attribute
from graph.port import views as port


@answer_type
class SourceState(FromAnswer[port.SourceState]):
    """A place that was loaded from, and what came of it."""


@answer_type
class TaughtLanguage(FromAnswer[teaching.TaughtLanguage]):
    """What teaching a language came to: how much of each class is found, in the mean, before and after."""


@answer_type
class TaughtSentiment(FromAnswer[teaching.TaughtSentiment]):
    """What the sentiment was taught with: by whom, when, and what it came to in each language."""

    languages = attribute(rows=5)


@answer_type
class Overview(FromAnswer[answers.Overview]):
    """What is loaded and what is known of it."""

    sources = attribute(rows=5)
