"""What was planted, gathered once the demo world is made."""

import re
from collections.abc import Iterable
from itertools import combinations
from typing import Final

from ingest.demo.business import Business
from ingest.demo.cast import Cast
from ingest.demo.chronicle import Entry
from ingest.demo.figure import Figure, Role
from ingest.demo.plan import Plan
from ingest.demo.themes import THEMES, Theme
from ingest.demo.tides import FADES, GROWS
from ingest.demo.truth import Burst, Detour, Escalation, LooseTie, SamePerson, Truth

_WORD: Final = re.compile(r"[a-zäöüßáéíóúñç']{3,}")


def gather(
    cast: Cast, plan: Plan, business: Business, burst: Burst, escalation: Escalation, entries: Iterable[Entry]
) -> Truth:
    """Bring the planted truth together, people named by their main account."""
    (central,) = cast.those(Role.CENTRAL)
    (owner,) = cast.those(Role.BRAND)
    first, second = cast.those(Role.STRANGER)
    way = plan.introductions[0]
    return Truth(
        communities={f.main.id: f.home.name for f in cast.figures if f.home},
        hubs=_mains(cast.those(Role.HUB) + cast.those(Role.LARGE_VOICE)),
        brokers={f.main.id: tuple(theme.name for theme in f.speaks) for f in cast.those(Role.BROKER)},
        loud=_mains(cast.those(Role.LOUD)),
        small_central=central.main.id,
        brand=tuple(a.id for a in owner.accounts),
        team=tuple(a.id for f in cast.those(Role.COLLEAGUE) for a in f.accounts),
        customers=tuple(business.customers),
        joined=(*_two_networks(cast.figures), *business.joined),
        shared_mailboxes={email: tuple(ids) for email, ids in business.shared.items()},
        same_person=(*business.judged, *_unjoined(cast.figures)),
        loose_ties=tuple(_loose_tie(i.loose, i.through, i.customer) for i in plan.introductions),
        strangers=(first.main.id, second.main.id),
        detour=Detour(way.loose.main.id, way.through.main.id, way.customer.main.id, _mains(way.around)),
        opted_out=(way.through.main.id,),
        burst=burst,
        escalation=escalation,
        words_of={theme.name: own_words(theme) for theme in THEMES},
        themes={entry.id: entry.saying.about for entry in entries if entry.saying.about},
        grows=GROWS,
        fades=FADES,
    )


def own_words(theme: Theme) -> frozenset[str]:
    """Words that a theme alone uses, in its word lists and sentences, lower-case."""
    others = {word for other in THEMES if other is not theme for word in _words(other)}
    return frozenset(_words(theme) - others)


def _words(theme: Theme) -> set[str]:
    texts = [
        *theme.openers,
        *theme.asides,
        *theme.answers,
        *theme.hashtags,
        *(w for ws in theme.words.values() for w in ws),
    ]
    return {word for text in texts for word in _WORD.findall(re.sub(r"\{\w+\}", " ", text).casefold())}


def _mains(figures: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(f.main.id for f in figures)


def _two_networks(figures: Iterable[Figure]) -> list[tuple[str, str]]:
    return [(left.id, right.id) for f in figures for left, right in combinations(f.accounts, 2) if left.email]


def _unjoined(figures: Iterable[Figure]) -> list[SamePerson]:
    """Figures on two networks who show no e-mail."""
    return [
        SamePerson(left.id, right.id, f"both accounts link to {f.name.split()[0]}'s home page and share the picture")
        for f in figures
        for left, right in combinations(f.accounts, 2)
        if not left.email
    ]


def _loose_tie(loose: Figure, through: Figure, customer: Figure) -> LooseTie:
    return LooseTie(loose.main.id, (through.main.id,), customer.main.id)
