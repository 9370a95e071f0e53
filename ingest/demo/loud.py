"""The loud: very many posts at famous people, very many followers by their own word, and hardly anybody who answers."""

import random
from typing import Final

from ingest.demo.chronicle import Chronicle
from ingest.demo.circles import Circles
from ingest.demo.figure import Figure
from ingest.demo.grammar import lines, slots
from ingest.demo.hours import any_day, moment_on
from ingest.demo.voices import Voices

WORDS: Final = slots(
    """
    number: 3 | 5 | 7 | 9 | 10 | 11 | 21
    what: hacks | secrets | mistakes | habits | truths | shortcuts | rules
    who: beginners | pros | champions | nobody | winners | early risers | 98 % of people
    when: before breakfast | this week | in 30 days | every single day | in your sleep | right now
    promise: change your life | double your results | blow your mind | save you hours | make you smile
    """
)

LOUD_SAYS: Final = lines(
    """
    {number} {what} that will {promise} {when}! @{handle} what do you think?
    FOLLOW for daily {what}!! @{handle} agrees, right?
    {who} do this {when}. Do you? @{handle}
    Nobody talks about these {number} {what}... @{handle} back me up
    Tag {number} friends who need this {when}. I start with @{handle}
    GOOD MORNING winners! {number} {what} for you {when}. Shout-out to @{handle}
    I did it {when}. {who} said I couldn't. @{handle} saw it first
    Unpopular {what}, part {number}: read until the end. cc @{handle}
    My new course will {promise}. {number} places left! @{handle}, you in?
    RT if you agree: {who} need better {what}. @{handle} knows
    """
)


def shout(rng: random.Random, loud: Figure, circles: Circles, chronicle: Chronicle, voices: Voices) -> None:
    """Write all that a loud one writes, each post at somebody famous."""
    targets = list(circles[loud])
    for _ in range(round(loud.activity)):
        target = rng.choice(targets)
        account = target.on(loud.main.network)
        handle = account.handle if account and account.handle else ""
        saying = voices.draw(LOUD_SAYS, {**WORDS, "handle": (handle,)})
        chronicle.write(loud, loud.main.network, moment_on(rng, any_day(rng)), saying, mentions=(target,))
