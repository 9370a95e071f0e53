"""Records out of Jetstream events: posts, likes, reposts, follows, their deletes, handles and account events."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from graph.model.account import Account
from graph.model.ids import account_id
from graph.model.interaction import Interaction, InteractionKind
from graph.model.moment import from_micros
from graph.model.post import Post
from graph.model.tombstone import Deletion, Reason
from graph.port.batch import Record
from ingest.errors import RecordRejected
from ingest.formats.json_values import JsonObject, needed_text, object_of, objects_of, text_of, whole_of, yes_of
from ingest.formats.moments import Moments
from ingest.sources.bluesky.at_uri import AtUri, is_did

NETWORK: Final = "bluesky"

_POST: Final = "app.bsky.feed.post"
_MENTION: Final = "app.bsky.richtext.facet#mention"
_MOMENTS: Final = Moments()
_GONE: Final = {
    "deleted": Reason.SOURCE_DELETED,
    "takendown": Reason.SUSPENDED,
    "suspended": Reason.SUSPENDED,
    "deactivated": Reason.DEACTIVATED,
    None: Reason.DEACTIVATED,
}


@dataclass(frozen=True, slots=True)
class _Event:
    """A commit: who did it, when, what it is called, and what it says."""

    did: str
    at: datetime
    uri: AtUri
    record: JsonObject

    @property
    def account(self) -> str:
        return account_id(NETWORK, self.did)

    def created_at(self) -> datetime:
        """When the author says that it was, but never after it was seen: clocks of others are not to be trusted."""
        created_at = text_of(self.record, "createdAt")
        try:
            return self.at if created_at is None else min(_MOMENTS.read(created_at), self.at)
        except RecordRejected:
            return self.at


def record_of(event: JsonObject, did: str) -> Record:
    """Translate an event of an account. Raises RecordRejected or InvalidValue, and names what is not used."""
    micros = whole_of(event, "time_us")
    if micros is None:
        raise RecordRejected("time_us: expected microseconds since 1970, got nothing")
    at = from_micros(micros)
    kind = text_of(event, "kind")
    if kind == "commit":
        return _commit(object_of(event, "commit"), did, at)
    if kind == "identity":
        return _identity(object_of(event, "identity"), did, at)
    if kind == "account":
        return _account_event(object_of(event, "account"), did, at)
    raise RecordRejected(f"kind: expected commit, identity or account, got {kind!r:.80}")


def _commit(commit: JsonObject, did: str, at: datetime) -> Record:
    collection, operation = needed_text(commit, "collection"), text_of(commit, "operation")
    translate = _COLLECTIONS.get(collection)
    if translate is None:
        raise RecordRejected(f"not used: {collection}")
    uri = AtUri.of(did, collection, needed_text(commit, "rkey"))
    if operation == "delete":
        return Deletion(id=_post_id(uri) if collection == _POST else _interaction_id(uri), at=at)
    if operation not in {"create", "update"}:
        raise RecordRejected(f"operation: expected create, update or delete, got {operation!r:.80}")
    return translate(_Event(did, at, uri, object_of(commit, "record")))


def _post(event: _Event) -> Record:
    record = event.record
    languages = record.get("langs")
    first = languages[0] if isinstance(languages, list) and languages and isinstance(languages[0], str) else None
    parent = object_of(object_of(record, "reply"), "parent")
    return Post(
        id=_post_id(event.uri),
        author=event.account,
        at=event.created_at(),
        text=text_of(record, "text"),
        reply_to=_post_at(parent),
        reply_to_author=_author_at(parent),
        quote_of=_post_at(_embedded(object_of(record, "embed"))),
        mentions=_mentions(record),
        language=first.partition("-")[0].lower() or None if first else None,
        url=f"https://bsky.app/profile/{event.did}/post/{event.uri.key}",
        stated_at=event.at,
    )


def _on_post(kind: InteractionKind) -> Callable[[_Event], Record]:
    """A like or repost: of a post, or of something else of its maker's."""

    def translate(event: _Event) -> Record:
        subject = AtUri.read(needed_text(object_of(event.record, "subject"), "uri"))
        return _act(event, kind, subject.did, _post_id(subject) if subject.collection == _POST else None)

    return translate


def _follow(event: _Event) -> Record:
    subject = needed_text(event.record, "subject")
    if not is_did(subject):
        raise RecordRejected(f"subject: expected an id like 'did:plc:…', got {subject!r:.80}")
    return _act(event, InteractionKind.FOLLOW, subject, None)


def _act(event: _Event, kind: InteractionKind, target: str, post: str | None) -> Interaction:
    return Interaction(
        id=_interaction_id(event.uri),
        actor=event.account,
        target=account_id(NETWORK, target),
        kind=kind,
        at=event.created_at(),
        post=post,
        stated_at=event.at,
    )


_COLLECTIONS: Final[Mapping[str, Callable[[_Event], Record]]] = {
    _POST: _post,
    "app.bsky.feed.like": _on_post(InteractionKind.LIKE),
    "app.bsky.feed.repost": _on_post(InteractionKind.REPOST),
    "app.bsky.graph.follow": _follow,
}


def _identity(identity: JsonObject, did: str, at: datetime) -> Record:
    handle = text_of(identity, "handle")
    if not handle:
        raise RecordRejected("not used: an identity event without a handle")
    url = f"https://bsky.app/profile/{did}"
    return Account(id=account_id(NETWORK, did), handle=handle, url=url, stated_at=at)


def _account_event(account: JsonObject, did: str, at: datetime) -> Record:
    identifier, status = account_id(NETWORK, did), text_of(account, "status")
    active = yes_of(account, "active")
    if active:
        return Deletion(id=identifier, at=at, returned=True)
    if active is None or status not in _GONE:
        raise RecordRejected(f"not used: an account event with the status {status!r:.80}")
    return Deletion(id=identifier, at=at, reason=_GONE[status])


def _mentions(record: JsonObject) -> tuple[str, ...]:
    features = (feature for facet in objects_of(record, "facets") for feature in objects_of(facet, "features"))
    dids = (text_of(feature, "did") for feature in features if feature.get("$type") == _MENTION)
    return tuple(dict.fromkeys(account_id(NETWORK, did) for did in dids if did is not None and is_did(did)))


def _embedded(embed: JsonObject) -> JsonObject:
    """What a post quotes: `app.bsky.embed.record` holds it, `app.bsky.embed.recordWithMedia` one level deeper."""
    record = object_of(embed, "record")
    return object_of(record, "record") if "record" in record else record


def _post_at(reference: JsonObject) -> str | None:
    """The post that a reference names; None when there is none, or when it is of something else."""
    address = text_of(reference, "uri")
    if address is None:
        return None
    uri = AtUri.read(address)
    return _post_id(uri) if uri.collection == _POST else None


def _author_at(reference: JsonObject) -> str | None:
    """Whose the post is that a reference names: its address says so."""
    address = text_of(reference, "uri")
    return None if address is None else account_id(NETWORK, AtUri.read(address).did)


def _post_id(uri: AtUri) -> str:
    return f"post:{NETWORK}:{uri}"


def _interaction_id(uri: AtUri) -> str:
    return f"interaction:{NETWORK}:{uri}"
