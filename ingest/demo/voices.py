"""Voices: what a figure writes, in its own style, about a theme, in answer to somebody, or about nothing much."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ingest.demo import brand, small_talk
from ingest.demo.figure import Figure, Role
from ingest.demo.grammar import Deck, Words, fill
from ingest.demo.themes import Theme

SMALL_TALK: Final = 0.11
"""Share of posts that are about nothing in particular."""

OWN_LANGUAGE: Final = 0.45
"""Share of posts that somebody whose language has posts in a theme writes in it."""

LED: Final = 0.12
"""Share of posts with an opening phrase."""

FRESH_TRIES: Final = 12
"""How often another sentence is drawn, when one has been said before."""

WOE: Final = "~"
"""Opens a pattern that tells of trouble."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said: the text, what it is about, its language, whether it tells of trouble, and the answers that fit.

    `topic` is the thing, `about` the name of the planted theme whose sentences these are; empty for none.
    """

    text: str
    topic: str = ""
    language: str = "en"
    woe: bool = False
    theme: Theme | None = None
    answers: tuple[str, ...] = ()
    words: Words | None = None
    about: str = ""

    @property
    def asks(self) -> bool:
        """Whether it holds a question."""
        return "?" in self.text


class Voices:
    """Speaks for all figures; patterns come up evenly over the whole world."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._decks: dict[tuple[str, ...], Deck] = {}
        self._said: set[str] = set()

    def post(self, figure: Figure, theme: Theme | None) -> Saying:
        """A post of its own by a figure; without a theme it is small talk."""
        rng = self._rng
        if theme is None or rng.random() < SMALL_TALK:
            return self.styled(figure, self.fresh(small_talk.SMALL_TALK, small_talk.WORDS))
        if figure.language in theme.foreign and rng.random() < OWN_LANGUAGE:
            saying = replace(self.fresh(theme.foreign[figure.language], theme.words), language=figure.language)
            saying = replace(saying, about=theme.name)
            return self.styled(figure, saying, theme.hashtags, theme.marks)
        saying = self._led(self.fresh(theme.openers, theme.words))
        if rng.random() < figure.style.talkative:
            saying = replace(saying, text=f"{saying.text} {self.draw(theme.asides, theme.words).text}")
        saying = replace(saying, theme=theme, about=theme.name, answers=theme.answers, words=theme.words)
        return self.styled(figure, saying, theme.hashtags, theme.marks)

    def answer(self, figure: Figure, parent: Saying) -> Saying:
        """An answer to what somebody said."""
        if parent.language != "en" and figure.language == parent.language:
            return replace(self.draw(small_talk.BACK_FOREIGN[parent.language]), language=parent.language)
        chance = self._rng.random()
        if parent.answers and parent.language == "en" and chance < (0.62 if parent.asks else 0.34):
            saying = replace(self.draw(parent.answers, parent.words), about=parent.about)
        elif parent.topic and chance < 0.7:
            saying = self.draw(small_talk.ABOUT_THE_TOPIC, {"topic": (parent.topic,)})
        elif parent.asks:
            saying = self.draw(small_talk.TO_QUESTIONS)
        elif parent.woe:
            saying = self.draw(small_talk.TO_WOES)
        else:
            saying = self.draw(small_talk.TO_NEWS)
        return self.styled(figure, replace(saying, theme=parent.theme))

    def back(self, figure: Figure, to: Saying, *, woe: bool = False) -> Saying:
        """What the author says back to an answer; with `woe` the talk is about trouble."""
        if figure.role is Role.BRAND:
            deck = brand.BRAND_BACK
        elif to.asks:
            deck = small_talk.BACK_TO_QUESTIONS
        else:
            deck = small_talk.BACK_TO_COMFORT if woe else small_talk.BACK
        return self.styled(figure, replace(self.draw(deck), theme=to.theme))

    def comment(self, figure: Figure, quoted: Saying) -> Saying:
        """What somebody adds when passing a post on."""
        deck = small_talk.COMMENTS_ON_WOES if quoted.woe else small_talk.COMMENTS
        if quoted.asks:
            deck = small_talk.COMMENTS_ON_QUESTIONS
        return self.styled(
            figure, replace(self.draw(deck), theme=quoted.theme, answers=quoted.answers, words=quoted.words)
        )

    def _led(self, saying: Saying) -> Saying:
        """The same, sometimes with an opening phrase."""
        if self._rng.random() > LED or ":" in saying.text[:30]:
            return saying
        leads = (
            small_talk.LEADS_TO_QUESTIONS
            if saying.asks
            else small_talk.LEADS_TO_WOES
            if saying.woe
            else small_talk.LEADS
        )
        return replace(saying, text=f"{self._rng.choice(leads)} {saying.text}")

    def fresh(self, patterns: Sequence[str], words: Words) -> Saying:
        """Like `draw`, but what nobody has said yet, as far as a few tries find it."""
        for _ in range(FRESH_TRIES):
            saying = self.draw(patterns, words)
            if saying.text not in self._said:
                break
        self._said.add(saying.text)
        return saying

    def draw(self, patterns: Sequence[str], words: Words | None = None) -> Saying:
        """The next pattern of a deck, filled."""
        key = tuple(patterns)
        pattern = self._decks.setdefault(key, Deck(key)).draw(self._rng)
        filled = fill(self._rng, pattern.removeprefix(WOE), words or _NO_WORDS)
        return Saying(filled.text, filled.topic, woe=pattern.startswith(WOE))

    def styled(self, figure: Figure, saying: Saying, hashtags: Sequence[str] = (), marks: Sequence[str] = ()) -> Saying:
        """The same in the figure's own style."""
        rng, style, text = self._rng, figure.style, saying.text
        if style.small_letters:
            text = text.lower().removesuffix(".")
        if marks and rng.random() < style.marks:
            text += f" {rng.choice(marks)}"
        if hashtags and rng.random() < style.hashtags:
            text = " ".join([text, *rng.sample(hashtags, min(len(hashtags), rng.choice((1, 1, 2))))])
        return replace(saying, text=text)

    def naming(self, saying: Saying, handle: str) -> Saying:
        """The same, with somebody named at the end."""
        phrase = self._rng.choice(small_talk.WITH).format(handle=handle)
        return replace(saying, text=f"{saying.text} {phrase}")


_NO_WORDS: Final[Mapping[str, Sequence[str]]] = {}
