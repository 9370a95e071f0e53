"""Readers: what reads texts in an analysis."""

from dataclasses import dataclass

from algorithms.parameters import Parameters
from algorithms.text.encoder import Encoder
from algorithms.text.lexical_encoder import LexicalEncoder
from algorithms.text.memory import NOTHING_KEPT, Memory
from algorithms.text.sentiment import SentimentMethod
from algorithms.text.vader import Vader


@dataclass(frozen=True, slots=True)
class Readers:
    """The encoder that tells what texts are about, the method that tells how they speak, and what both remember."""

    encoder: Encoder
    sentiment: SentimentMethod
    memory: Memory = NOTHING_KEPT

    @property
    def name(self) -> str:
        """Names what reads, for what findings are known by."""
        return f"{self.encoder.name} {self.sentiment.name}"


def lexical_readers(parameters: Parameters) -> Readers:
    """The readers that need no model and remember nothing: the lexical encoder and VADER.

    >>> lexical_readers(Parameters()).name
    'lexical-128 vader-3.3'
    """
    return Readers(LexicalEncoder(parameters.theme_dimensions, parameters.seed), Vader())
