"""Our side: what the brand and its team post, what people say of the brand on usual days, and what it answers."""

import random
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from ingest.demo import brand
from ingest.demo.chronicle import Chronicle, Entry
from ingest.demo.everyday import answer
from ingest.demo.figure import Figure
from ingest.demo.hours import any_day, lag, moment_on
from ingest.demo.voices import Saying, Voices

TALK: Final = 150
"""Posts about the brand or its rival on usual days."""

NAMES_THE_ACCOUNT: Final = 0.3
ANSWERED: Final = 0.45
"""Share of posts naming the brand's account that it answers."""


@dataclass(slots=True)
class OurSide:
    """What goes on around the brand. `owner` is the brand's figure."""

    rng: random.Random
    chronicle: Chronicle
    voices: Voices
    owner: Figure
    team: list[Figure]
    fans: list[Figure]

    def run(self) -> list[Entry]:
        """All that is posted by us and about us on usual days."""
        entries = [self._brand_post() for _ in range(round(self.owner.activity))]
        entries += [self._team_post(colleague) for colleague in self.team for _ in range(round(colleague.activity))]
        entries += [self._talk() for _ in range(TALK)]
        return [entry for entry in entries if entry is not None]

    def about_us(self, figure: Figure, patterns: tuple[str, ...], network: str) -> tuple[Saying, tuple[Figure, ...]]:
        """Something said of the brand, with its account named now and then."""
        rng = self.rng
        saying = self._told(patterns)
        saying = replace(saying, woe=patterns in (brand.GRUMBLES, brand.BURST_SAYS))
        saying = self.voices.styled(figure, saying, (brand.HASHTAG,))
        account = self.owner.on(network)
        if account is None or patterns is brand.RIVALS or rng.random() > NAMES_THE_ACCOUNT:
            return saying, ()
        return replace(saying, text=f"{saying.text} @{account.handle}"), (self.owner,)

    def reply_to(self, entry: Entry, after: timedelta | None = None) -> Entry | None:
        """What the brand answers, within hours when it is not said after how long."""
        saying = self.voices.draw(brand.BRAND_ANSWERS)
        return answer(self.chronicle, self.owner, entry, entry.at + (after or lag(self.rng, 140)), saying)

    def _told(self, patterns: tuple[str, ...]) -> Saying:
        """Something about the brand, with the answers that fit."""
        answers = brand.BURST_ANSWERS if patterns is brand.BURST_SAYS else brand.ANSWERS
        return replace(self.voices.fresh(patterns, brand.WORDS), answers=answers, words=brand.WORDS, about=brand.BRAND)

    def _brand_post(self) -> Entry | None:
        network = "warble" if self.rng.random() < 0.7 else "plaza"
        at = moment_on(self.rng, any_day(self.rng))
        at = at.replace(hour=7 + at.hour % 12)  # nobody posts for a brand at night
        saying = self.voices.styled(self.owner, self._told(brand.BRAND_SAYS), (brand.HASHTAG,))
        return self.chronicle.write(self.owner, network, at, saying)

    def _team_post(self, colleague: Figure) -> Entry | None:
        theme = colleague.speaks[0]
        at = moment_on(self.rng, any_day(self.rng), colleague.zone_hours)
        if self.rng.random() < 0.55:
            saying = self.voices.post(colleague, theme)
        else:
            saying = self.voices.styled(colleague, self._told(brand.TEAM_SAYS), (brand.HASHTAG,))
        return self.chronicle.write(colleague, theme.network, at, saying)

    def _talk(self) -> Entry | None:
        rng = self.rng
        figure = rng.choice(self.fans)
        network = rng.choice(figure.accounts).network
        patterns = rng.choices((brand.PRAISE, brand.QUESTIONS, brand.GRUMBLES, brand.RIVALS), (5, 3, 2, 2))[0]
        saying, named = self.about_us(figure, patterns, network)
        at = moment_on(rng, any_day(rng), figure.zone_hours)
        entry = self.chronicle.write(figure, network, at, saying, mentions=named)
        if entry is not None and named and rng.random() < ANSWERED:
            reply = self.reply_to(entry)
            if reply is not None and rng.random() < 0.4:
                thanks = self.voices.back(figure, reply.saying)
                answer(self.chronicle, figure, reply, reply.at + timedelta(minutes=rng.randrange(3, 300)), thanks)
        return entry
