"""Everyday life: who posts what and when, who likes, answers, quotes and passes it on, and who follows whom."""

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from graph.model.ids import post_id
from graph.model.interaction import InteractionKind
from ingest.demo.chronicle import Chronicle, Entry
from ingest.demo.circles import Circles
from ingest.demo.figure import Figure, Role
from ingest.demo.hours import DAYS, START, any_day, lag, moment_on
from ingest.demo.voices import Saying, Voices

LIKES: Final = 9_000
ANSWERS: Final = 2_000
REPOSTS: Final = 1_000
QUOTES: Final = 320
"""About how many of each the everyday posts get together."""

LOST: Final = 12
"""Answers to posts that are not in the world."""

FOLLOWED: Final = 0.62
"""Share of circles' places that show as a FOLLOW."""

NAMING: Final = 0.14
"""Share of posts that name somebody."""

_ELSEWHERE: Final = frozenset({Role.LOUD, Role.BRAND, Role.COLLEAGUE})
"""Parts whose posts are made elsewhere."""


@dataclass(slots=True)
class Everyday:
    """What goes on between figures by their circles."""

    rng: random.Random
    figures: list[Figure]
    circles: Circles
    chronicle: Chronicle
    voices: Voices

    def run(self, ours: list[Entry]) -> None:
        """Live through the six months; `ours` are posts by and about us, to which people respond like to any other."""
        posts = ours + [
            entry for figure in self.figures if figure.role not in _ELSEWHERE for entry in self._posts_of(figure)
        ]
        self._respond(posts)
        self._answer_lost()
        self._follow()

    def _posts_of(self, figure: Figure) -> list[Entry]:
        written = (
            self.post(figure, moment_on(self.rng, any_day(self.rng), figure.zone_hours))
            for _ in range(_about(self.rng, figure.activity))
        )
        return [entry for entry in written if entry is not None]

    def post(self, figure: Figure, at: datetime) -> Entry | None:
        """One post by a figure, on the network of its theme where it can."""
        rng = self.rng
        theme = rng.choice((figure.speaks[0], rng.choice(figure.speaks))) if figure.speaks else None
        network = theme.network if theme and rng.random() < 0.82 else rng.choice(figure.accounts).network
        saying = self.voices.post(figure, theme)
        named: tuple[Figure, ...] = ()
        if rng.random() < NAMING:
            saying, named = self.name_somebody(figure, network, saying)
        return self.chronicle.write(figure, network, at, saying, mentions=named)

    def name_somebody(self, figure: Figure, network: str, saying: Saying) -> tuple[Saying, tuple[Figure, ...]]:
        """Add the name of somebody of the figure's circle; the warmest first."""
        circle = [f for f in self.circles[figure] if f.on(network) and f.role is not Role.BRAND]
        if not circle:
            return saying, ()
        other = self.rng.choices(circle, [self.circles[figure][f] for f in circle])[0]
        account = other.on(network)
        handle = account.handle if account and account.handle else ""
        return self.voices.naming(saying, handle), (other,)

    def _respond(self, posts: list[Entry]) -> None:
        """Let those whose circle holds the author respond, so that about the planned numbers come about."""
        listeners: dict[Figure, list[tuple[Figure, float]]] = {f: [] for f in self.figures}
        for listener, circle in self.circles.items():
            if listener.role in {Role.LOUD, Role.BRAND}:
                continue
            for author, warmth in circle.items():
                listeners[author].append((listener, warmth * listener.warmth))
        chances = [
            (entry, listener, warmth)
            for entry in posts
            for listener, warmth in listeners[entry.author]
            if listener.on(entry.network)
        ]
        total = sum(warmth for _, _, warmth in chances)
        for entry, listener, warmth in chances:
            share = warmth / total
            self._maybe(entry, listener, share)

    def _maybe(self, entry: Entry, listener: Figure, share: float) -> None:
        rng = self.rng
        at = entry.at + lag(rng)
        if rng.random() < min(0.7, share * LIKES):
            self.chronicle.like(listener, entry, at)
        if rng.random() < min(0.5, share * ANSWERS):
            self.converse(entry, listener, at)
        if rng.random() < min(0.3, share * REPOSTS):
            self.chronicle.repost(listener, entry, at + timedelta(seconds=rng.randrange(5, 900)))
        if rng.random() < min(0.2, share * QUOTES):
            comment = self.voices.comment(listener, entry.saying)
            self.chronicle.write(listener, entry.network, at + timedelta(minutes=3), comment, quote_of=entry)

    def converse(self, entry: Entry, listener: Figure, at: datetime) -> None:
        """An answer, and sometimes an answer back, and so on."""
        saying = self.voices.answer(listener, entry.saying)
        here = answer(self.chronicle, listener, entry, at, saying)
        author, other, chance = entry.author, listener, 0.38
        while here is not None and self.rng.random() < chance:
            reply = self.voices.back(author, here.saying, woe=entry.saying.woe)
            here = answer(self.chronicle, author, here, here.at + lag(self.rng, 35), reply)
            author, other = other, author
            chance *= 0.9

    def _answer_lost(self) -> None:
        """A few answers to posts that no source has: deleted ones, or of people who are not in this world."""
        talkers = [f for f in self.figures if f.ordinary and f.activity > 3]
        for figure in self.rng.sample(talkers, LOST):
            network = figure.main.network
            at = moment_on(self.rng, self.rng.randrange(2, DAYS - 2), figure.zone_hours)
            lost = post_id(network, f"gone{self.rng.randrange(10**6, 10**7)}")
            saying = self.voices.answer(figure, Saying(""))
            self.chronicle.write(figure, network, at, saying, reply_to_lost=lost)

    def _follow(self) -> None:
        for figure, circle in self.circles.items():
            for other in circle:
                if self.rng.random() < FOLLOWED:
                    follow(self.rng, self.chronicle, figure, other)


def answer(chronicle: Chronicle, figure: Figure, entry: Entry, at: datetime, saying: Saying) -> Entry | None:
    """Take down an answer; on warble it opens with the handle of the one who is answered."""
    account = entry.author.on(entry.network)
    if entry.network == "warble" and account is not None and figure is not entry.author:
        saying = replace(saying, text=f"@{account.handle} {saying.text}", answers=(), words=None)
        return chronicle.write(figure, entry.network, at, saying, reply_to=entry, mentions=(entry.author,))
    return chronicle.write(figure, entry.network, at, saying, reply_to=entry)


def follow(rng: random.Random, chronicle: Chronicle, figure: Figure, other: Figure) -> None:
    """Take down that one follows the other, on the first network both are on, some day in the first five months."""
    for account in figure.accounts:
        target = other.on(account.network)
        if target is not None:
            at = START + timedelta(seconds=rng.randrange(int(DAYS * 0.85) * 86_400))
            chronicle.act(account.id, target.id, InteractionKind.FOLLOW, at)
            return


def _about(rng: random.Random, expected: float) -> int:
    """A whole number around the expected one."""
    return int(expected) + (rng.random() < expected % 1)
