"""A state machine that plays loads, deletions, sweeps, undoing, judgements and erasures on a store and on plain dicts.

The model is written without a look at the store's code: it keeps every load as it was said, and works out what must be
visible from the beginning, each time.
"""

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from graph.errors import Conflict, InvalidValue
from graph.model.account import Account
from graph.model.ids import fold
from graph.model.interaction import Interaction
from graph.model.post import Post
from graph.model.tombstone import Deletion
from graph.port.batch import Batch, Record
from graph.port.store import GraphStore
from graph.testing.records import T0, account, acts, follow, keep, post

ACCOUNTS = ("x:1", "x:2", "y:1", "y:عمر")
AUTHORS = {"1": "x:1", "2": "x:2", "3": "y:1"}
HANDLES = (None, "ada", "Bob", "été")
EMAILS = (None, "a@example.org", "b@example.org", "info@example.org")
MENTIONS = ("x:1", "x:2", "x:@ada", "x:@bob")
SOURCES = ("a", "b")

_accounts = st.builds(
    lambda who, handle, email, name: account(who, handle=handle, email=email, name=name),
    st.sampled_from(ACCOUNTS),
    st.sampled_from(HANDLES),
    st.sampled_from(EMAILS),
    st.sampled_from(("Ada", "Bo\U0001f469")),
)
_posts = st.builds(
    lambda name, text, parent, mentions: post(
        name, AUTHORS[name], text, reply_to=parent if parent != name else None, mentions=tuple(mentions)
    ),
    st.sampled_from(sorted(AUTHORS)),
    st.sampled_from("ab"),
    st.sampled_from(("1", "2", "3", "4", None)),
    st.lists(st.sampled_from(MENTIONS), max_size=2),
)
_follows = st.builds(follow, st.sampled_from(ACCOUNTS), st.sampled_from(ACCOUNTS))
_records = st.lists(st.one_of(_accounts, _posts, _follows), min_size=1, max_size=5)


class Model:
    """What must be so, worked out from all that was ever said."""

    def __init__(self) -> None:
        self.loads: list[tuple[str, str, dict[str, Record]]] = []  # id, source, records by id
        self.swept: set[tuple[str, str, int]] = set()  # source and record are void up to this many loads
        self.deleted: set[str] = set()
        self.judged: dict[str, tuple[str, str, bool]] = {}

    def gone(self, record: Record) -> bool:
        """Whether a tombstone keeps a record out."""
        if record.id in self.deleted:
            return True
        if isinstance(record, Post):
            return record.author in self.deleted
        return isinstance(record, Interaction) and bool({record.actor, record.target} & self.deleted)

    def visible(self) -> dict[str, Record]:
        """The newest statement on each record that still stands."""
        return {identifier: record for identifier, (_, record) in self._standing().items()}

    def _standing(self) -> dict[str, tuple[int, Record]]:
        latest: dict[str, tuple[int, Record]] = {}
        for place, (_, source, records) in enumerate(self.loads):
            for identifier, record in records.items():
                void = any(s == source and i == identifier and place < upto for s, i, upto in self.swept)
                if not void and not self.gone(record):
                    latest[identifier] = (place, record)
        return latest

    def real(self) -> dict[str, str]:
        """The account that bears each handle: the one last seen with it, the smaller id when both were in one load."""
        bearer: dict[str, tuple[int, str]] = {}
        for identifier, (place, record) in self._standing().items():
            if isinstance(record, Account) and record.handle:
                key = f"{record.network}:@{fold(record.handle)}"
                if key not in bearer or (-place, identifier) < (-bearer[key][0], bearer[key][1]):
                    bearer[key] = (place, identifier)
        return {key: identifier for key, (_, identifier) in bearer.items()}

    def acts(self) -> set[tuple[str, str, str]]:
        """Follows, replies and mentions between accounts."""
        visible, real = self.visible(), self.real()
        acts: set[tuple[str, str, str]] = set()
        for record in visible.values():
            if isinstance(record, Interaction) and record.target and record.actor != record.target:
                acts.add((record.actor, "FOLLOW", record.target))
            elif isinstance(record, Post) and record.author:
                acts.update(self._acts_of(record, visible, real))
        return acts

    def _acts_of(
        self, carrier: Post, visible: dict[str, Record], real: dict[str, str]
    ) -> Iterator[tuple[str, str, str]]:
        parent = visible.get(carrier.reply_to or "")
        answered = parent.author if isinstance(parent, Post) else None
        author = carrier.author or ""
        if answered and answered != author:
            yield author, "REPLY", answered
        for mention in carrier.mentions:
            target = real.get(mention, mention)
            if target not in {author, answered} and not {mention, target} & self.deleted:
                yield author, "MENTION", target

    def people(self) -> set[frozenset[str]]:
        """Delivered accounts as people: judgements first, then e-mails that no judgement speaks against."""
        known = {i: r for i, r in self.visible().items() if isinstance(r, Account)}
        pairs = [(a, b) for a, b, same in self.judged.values() if same]
        apart = [(a, b) for a, b, same in self.judged.values() if not same]
        groups: dict[str, list[str]] = {}
        for identifier in sorted(known):
            email = known[identifier].email
            if email and not email.startswith("info@"):
                groups.setdefault(email, []).append(identifier)
        classes = _close(ACCOUNTS, pairs)
        for email in sorted(groups):
            group = groups[email]
            if any(a in group and b in group for a, b in apart):
                continue
            for left, right in pairwise(group):
                joined = _close(ACCOUNTS, [*pairs, (left, right)])
                if not any(_together(joined, a, b) for a, b in apart):
                    pairs.append((left, right))
                    classes = joined
        return {frozenset(c & known.keys()) for c in classes if c & known.keys()}


def _close(members: tuple[str, ...], pairs: list[tuple[str, str]]) -> list[set[str]]:
    classes = [{m} for m in members]
    for left, right in pairs:
        one = next(c for c in classes if left in c)
        other = next(c for c in classes if right in c)
        if one is not other:
            one |= other
            classes.remove(other)
    return classes


def _together(classes: list[set[str]], left: str, right: str) -> bool:
    return any({left, right} <= c for c in classes)


class StoreMachine(RuleBasedStateMachine):
    """Subclass it and supply `make_store`, which gives an empty store each time."""

    def make_store(self) -> GraphStore:
        """Make an empty store."""
        raise TypeError("a subject of the state machine supplies make_store")

    @initialize()
    def begin(self) -> None:
        """Start with an empty store and an empty model."""
        self.store = self.make_store()
        self.model = Model()

    def teardown(self) -> None:
        """Let go of the store."""
        if hasattr(self, "store"):
            self.store.close()

    def _note(self, load: str, source: str, records: list[Record]) -> None:
        self.model.loads.append((load, source, {r.id: r for r in records if not self.model.gone(r)}))

    @rule(records=_records, source=st.sampled_from(SOURCES))
    def load(self, records: list[Record], source: str) -> None:
        """Load some records."""
        written = keep(self.store, *records, source=source)
        assert written.read == written.written + written.unchanged + written.suppressed == len(records)
        self._note(self.store.view().loads()[0].id, source, records)

    @rule(records=_records, source=st.sampled_from(SOURCES))
    def load_again(self, records: list[Record], source: str) -> None:
        """Load a record of each id twice: the second time nothing changes."""
        records = list({r.id: r for r in records}.values())
        self.load(records, source)
        seq = self.store.view().seq()
        assert keep(self.store, *records, source=source).written == 0
        assert self.store.view().seq() == seq
        self._note(self.store.view().loads()[0].id, source, records)

    @rule(records=_records, source=st.sampled_from(SOURCES))
    def sweep(self, records: list[Record], source: str) -> None:
        """Load some records as all that the source has."""
        with self.store.writer(source) as writer:
            writer.write(Batch(records))
            writer.sweep(yes=True)
        before = {i for _, s, ids in self.model.loads if s == source for i in ids}
        upto = len(self.model.loads)
        self._note(self.store.view().loads()[0].id, source, records)
        delivered = self.model.loads[-1][2]
        self.model.swept |= {(source, i, upto) for i in before - delivered.keys()}

    @rule(data=st.data())
    def unload(self, data: st.DataObject) -> None:
        """Undo a load."""
        if self.model.loads and not self.model.swept:
            place = data.draw(st.integers(0, len(self.model.loads) - 1))
            self.store.decisions("eve").unload(self.model.loads[place][0])
            del self.model.loads[place]

    @rule(name=st.sampled_from("1234"))
    def delete_post(self, name: str) -> None:
        """Delete a post, known or not."""
        keep(self.store, Deletion(id=f"post:x:{name}", at=T0))
        self.model.deleted.add(f"post:x:{name}")

    @rule(who=st.sampled_from(ACCOUNTS))
    def erase(self, who: str) -> None:
        """Erase an account that is there."""
        if self.store.view().accounts([who]) == [None]:
            return
        writer = self.store.writer("eve")
        writer.erase([who])
        writer.close()
        handles = [handle for handle, bearer in self.model.real().items() if bearer == who]
        self.model.deleted |= {who, *handles}
        self.model.judged = {j: pair for j, pair in self.model.judged.items() if who not in pair[:2]}

    @rule(left=st.sampled_from(ACCOUNTS), right=st.sampled_from(ACCOUNTS), same=st.booleans())
    def judge(self, left: str, right: str, same: bool) -> None:
        """Judge two accounts that are there, unless it contradicts what was judged before."""
        if None in self.store.view().accounts([left, right]):
            return
        try:
            judgement = self.store.decisions("eve").judge(left, right, same=same, reason="r")
        except (Conflict, InvalidValue):
            return
        self.model.judged[judgement.id] = (left, right, same)

    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        """Take a judgement back."""
        if self.model.judged:
            judgement = data.draw(st.sampled_from(sorted(self.model.judged)))
            self.store.decisions("eve").withdraw(judgement)
            del self.model.judged[judgement]

    @invariant()
    def what_is_visible_agrees(self) -> None:
        """Accounts, posts and their content are as the model says."""
        visible = self.model.visible()
        posts = {i: r for i, r in visible.items() if isinstance(r, Post)}
        post_rows = self.store.view().posts([f"post:x:{n}" for n in "1234"])
        assert {p.id: p.text for p in post_rows if p and p.known} == {i: p.text for i, p in posts.items()}
        accounts = {i: r for i, r in visible.items() if isinstance(r, Account)}
        account_rows = self.store.view().accounts(ACCOUNTS)
        assert {a.id: (a.name, a.email) for a in account_rows if a and a.known} == {
            i: (a.name, a.email) for i, a in accounts.items()
        }

    @invariant()
    def acts_agree(self) -> None:
        """Interactions, given and derived, are as the model says."""
        assert acts(self.store) == self.model.acts()

    @invariant()
    def people_agree(self) -> None:
        """Who is one person is as the model says."""
        known = sorted(i for i, r in self.model.visible().items() if isinstance(r, Account))
        groups: dict[str | None, set[str]] = {}
        for identifier, person in zip(known, self.store.view().person_of(known), strict=True):
            groups.setdefault(person, set()).add(identifier)
        assert {frozenset(g) for g in groups.values()} == self.model.people()

    @invariant()
    def nothing_unreferred_stays(self) -> None:
        """Accounts that nothing delivers, refers to or judges are not in the snapshot."""
        snapshot = self.store.view().snapshot()
        assert not set(snapshot.accounts.ids.to_pylist()) & self.model.deleted
        assert not set(snapshot.posts.ids.to_pylist()) & self.model.deleted
