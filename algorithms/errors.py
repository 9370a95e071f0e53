"""What can go wrong in the algorithms room."""


class AlgorithmError(Exception):
    """Something about a computation that a person can act on."""


class BadParameter(AlgorithmError, ValueError):
    """A parameter lies outside its range; the message says the range and what came."""


class MalformedResult(AlgorithmError, ValueError):
    """A result does not have the shape or range that its definition promises."""
