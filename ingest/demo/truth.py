"""The planted truth: what the demo world was made to hold, so that tests and readers can find it again by computing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LooseTie:
    """Somebody who liked one post of ours, long ago, and the friends through whom the way to a customer leads."""

    account: str
    through: tuple[str, ...]
    customer: str


@dataclass(frozen=True, slots=True)
class Detour:
    """The best way from a loose tie to a customer leads through somebody who opted out; a longer one does not."""

    account: str
    opted_out: str
    customer: str
    around: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SamePerson:
    """Two accounts of one person that no rule may join: only a judgement can. `why` is a reason one could give."""

    left: str
    right: str
    why: str


@dataclass(frozen=True, slots=True)
class Burst:
    """Hours in which far more than usual is written about the brand, the words it is about, and the posts."""

    start: datetime
    end: datetime
    words: tuple[str, ...]
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Escalation:
    """A complaint by a small voice, the quote by which a large one picked it up, and the posts that spread it."""

    post: str
    small_voice: str
    at: datetime
    picked_up: str
    large_voice: str
    picked_up_at: datetime
    spread: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What was planted. People are named by one of their account ids; the same seed plants the same.

    * `communities`: main account of each member to the name of its community (brokers by their home)
    * `brokers`: the communities each bridges; `loud`, `small_central`, `hubs`: accounts
    * `brand`, `team`: our own accounts, every network
    * `customers`: CRM accounts with a WON deal; `joined`: pairs of accounts that share an exact e-mail of one person
    * `shared_mailboxes`: e-mail address to the accounts that give it and are several people
    * `strangers`: two people who know only each other, so that no path leads from them to anybody else
    * `words_of`: words that a theme alone uses; `themes`: posts made of a theme's sentences to its name, those about
      the brand among them; small talk and reposts are about nothing
    * `grows`, `fades`: the themes that everybody takes up, and drops, in the last week
    * `opted_out`: accounts of people who do not want to be walked through
    """

    communities: Mapping[str, str]
    hubs: tuple[str, ...]
    brokers: Mapping[str, tuple[str, ...]]
    loud: tuple[str, ...]
    small_central: str
    brand: tuple[str, ...]
    team: tuple[str, ...]
    customers: tuple[str, ...]
    joined: tuple[tuple[str, str], ...]
    shared_mailboxes: Mapping[str, tuple[str, ...]]
    same_person: tuple[SamePerson, ...]
    loose_ties: tuple[LooseTie, ...]
    strangers: tuple[str, str]
    detour: Detour
    opted_out: tuple[str, ...]
    burst: Burst
    escalation: Escalation
    words_of: Mapping[str, frozenset[str]]
    themes: Mapping[str, str]
    grows: str
    fades: str
