"""The chronicle: all that has happened in the demo world so far, from which the records are made."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from graph.model.account import Account
from graph.model.ids import handle_account_id, post_id
from graph.model.interaction import Interaction, InteractionKind
from graph.model.post import Post
from graph.model.transaction import Transaction
from graph.port.batch import Record
from ingest.demo.figure import Figure
from ingest.demo.hours import END, START, within
from ingest.demo.voices import Saying


@dataclass(slots=True, eq=False)
class Entry:
    """A post as it came about; the counts grow while others answer."""

    id: str
    author: Figure
    network: str
    at: datetime
    saying: Saying
    reply_to: "Entry | None" = None
    reply_to_lost: str | None = None
    repost_of: "Entry | None" = None
    quote_of: "Entry | None" = None
    mentions: tuple[Figure, ...] = ()
    likes: int = 0
    reposts: int = 0
    replies: int = 0
    quotes: int = 0
    liked_by: set[int] = field(default_factory=set)
    reposted_by: set[int] = field(default_factory=set)


class Chronicle:
    """Takes down what happens; whatever would happen outside the world's time does not."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._posts: dict[str, Entry] = {}
        self._interactions: list[Interaction] = []
        self.accounts: list[Account] = []
        self.transactions: list[Transaction] = []

    @property
    def entries(self) -> list[Entry]:
        """All posts, in the order of their moments."""
        return sorted(self._posts.values(), key=lambda e: (e.at, e.id))

    def write(
        self,
        author: Figure,
        network: str,
        at: datetime,
        saying: Saying,
        *,
        reply_to: Entry | None = None,
        reply_to_lost: str | None = None,
        quote_of: Entry | None = None,
        mentions: tuple[Figure, ...] = (),
    ) -> Entry | None:
        """Take down a post; None when its moment is outside the world's time."""
        if not within(at) or author.on(network) is None:
            return None
        entry = Entry(
            self._new_id(network, at), author, network, at, saying, reply_to, reply_to_lost, None, quote_of, mentions
        )
        if reply_to is not None:
            reply_to.replies += 1
        if quote_of is not None:
            quote_of.quotes += 1
        self._posts[entry.id] = entry
        return entry

    def repost(self, author: Figure, entry: Entry, at: datetime) -> Entry | None:
        """Take down that somebody passed a post on, once each; None when that cannot be."""
        if (
            not within(at)
            or author is entry.author
            or author.number in entry.reposted_by
            or not author.on(entry.network)
        ):
            return None
        passed = Entry(self._new_id(entry.network, at), author, entry.network, at, Saying(""), repost_of=entry)
        entry.reposted_by.add(author.number)
        entry.reposts += 1
        self._posts[passed.id] = passed
        return passed

    def like(self, figure: Figure, entry: Entry, at: datetime) -> bool:
        """Take down that somebody liked a post, once each; tells whether that was so."""
        account = figure.on(entry.network)
        if not within(at) or account is None or figure is entry.author or figure.number in entry.liked_by:
            return False
        entry.liked_by.add(figure.number)
        entry.likes += 1
        self.act(account.id, None, InteractionKind.LIKE, at, post=entry.id)
        return True

    def act(
        self, actor: str, target: str | None, kind: InteractionKind, at: datetime, *, post: str | None = None
    ) -> None:
        """Take down an act of one account towards another (or towards the author of a post)."""
        if within(at):
            native = f"{actor.partition(':')[0]}:{len(self._interactions) + 1}"
            self._interactions.append(
                Interaction(
                    id=f"interaction:{native}", actor=actor, target=target, kind=kind, at=at, post=post, stated_at=at
                )
            )

    def move(self, moves: Mapping[str, timedelta]) -> None:
        """Let posts, by id, and the likes that they got, have been at another time; their ids follow."""
        ids = {}
        for former, by in moves.items():
            entry = self._posts.pop(former)
            entry.at += by
            ids[former] = entry.id = self._new_id(entry.network, entry.at)
            self._posts[entry.id] = entry
        for place, act in enumerate(self._interactions):
            if act.post in ids and act.at is not None:
                at = min(act.at + moves[act.post], END)
                self._interactions[place] = replace(act, post=ids[act.post], at=at, stated_at=at)

    def records(self) -> Iterator[Record]:
        """Everything as records: accounts first, then posts, interactions and transactions by their moments."""
        yield from self.accounts
        yield from (_post(entry) for entry in self.entries)
        yield from sorted(self._interactions, key=lambda i: (i.at or START, i.id))
        yield from sorted(self.transactions, key=lambda t: (t.at, t.id))

    def _new_id(self, network: str, at: datetime) -> str:
        """Ids grow with time, as they do on most networks."""
        native = round((at - START).total_seconds()) * 10
        while (identifier := post_id(network, str(native))) in self._posts:
            native += 1
        return identifier


def _post(entry: Entry) -> Post:
    author = entry.author.on(entry.network)
    reply_to = entry.reply_to.id if entry.reply_to else entry.reply_to_lost
    passed_on = entry.repost_of is not None
    return Post(
        id=entry.id,
        author=author.id if author else None,
        at=entry.at,
        text=None if passed_on else entry.saying.text,
        reply_to=reply_to,
        repost_of=entry.repost_of.id if entry.repost_of else None,
        quote_of=entry.quote_of.id if entry.quote_of else None,
        mentions=tuple(_mention(figure, entry.network) for figure in entry.mentions),
        language=None if passed_on else entry.saying.language,
        url=f"https://{entry.network}.example/p/{entry.id.rpartition(':')[2]}",
        likes=entry.likes,
        reposts=entry.reposts,
        replies=entry.replies,
        quotes=entry.quotes,
        stated_at=entry.at,
    )


def _mention(figure: Figure, network: str) -> str:
    """The account that is mentioned; plaza gives handles alone, as many exports do."""
    account = figure.on(network)
    if account is None or account.handle is None:
        raise LookupError(f"{figure.name} has no account with a handle on {network}")
    return handle_account_id(network, account.handle) if network == "plaza" else account.id
