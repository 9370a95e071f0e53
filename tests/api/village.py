"""A village of two groups, small enough to be drawn on paper: made by hand, for the answers, GraphQL and the page.

The kettle people: Ada (x:1) wrote the post that everybody answers; Ben (x:2), Cleo (x:3) and Dan (x:4) pay attention to
her, Ada and Dan to Cleo. The trail people: Fay (x:6), Gus (x:7) and Cleo pay attention to Eve (x:5), Hugo (x:9) to Gus,
Eve to Hugo and to the brand (x:8). Zed (x:10) is alone, and another Ada (bluesky:did:a) bears the first one's handle.
Gus is a customer only once somebody judges that he is `crm:9`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from api.settings import Settings, read_settings
from api.workspace.workspace import Workspace
from graph.model.account import Account, PersonKind, Relation
from graph.model.interaction import Interaction, InteractionKind
from graph.model.post import Post
from graph.model.transaction import Transaction, TransactionStatus
from graph.model.watch import Watch, WatchKind
from graph.port.batch import Batch, Record
from tests.patience import service_limits

START = datetime(2026, 3, 1, tzinfo=UTC)

PAYS = {
    "x:1": {"x:2", "x:3", "x:4"},
    "x:3": {"x:1", "x:4"},
    "x:5": {"x:3", "x:6", "x:7"},
    "x:7": {"x:9"},
    "x:8": {"x:5"},
    "x:9": {"x:5"},
}
"""Who pays attention to whom: for each who gets it, those who pay it. So degree is the size of each set."""


KETTLE = Watch(id="watch:k", name="Kettle", kind=WatchKind.PRODUCT, terms=("kettle",))
TRAIL = Watch(id="watch:t", name="Trail", kind=WatchKind.COMPETITOR, terms=("trail",), excludes=("kettle",))


def day(number: float) -> datetime:
    """A moment so many days after the village began."""
    return START + timedelta(days=number)


def said(native: str, author: str, at: float, text: str, reply_to: str | None = None, *mentions: str) -> Post:
    """A post of the village."""
    parent = None if reply_to is None else f"post:x:{reply_to}"
    return Post(
        id=f"post:x:{native}", author=author, at=day(at), text=text, reply_to=parent, mentions=mentions, language="en"
    )


def records() -> Iterator[Record]:
    """Everything that the village's source says."""
    names = {"1": "Ada Hill", "2": "Ben Moss", "3": "Cleo Reed", "4": "Dan Ford", "5": "Eve Lark"}
    names |= {"6": "Fay Wood", "7": "Gus Vale", "8": "Kettle & Trail", "9": "Hugo Dale", "10": "Zed"}
    for native, name in names.items():
        kind = PersonKind.ORGANISATION if native == "8" else PersonKind.HUMAN
        handle = name.split()[0].lower()
        yield Account(id=f"x:{native}", handle=handle, name=name, kind=kind, followers=1000 if native == "2" else 10)
    yield Account(id="bluesky:did:a", handle="ada", name="Ada Other")
    yield Account(id="crm:9", name="Augustus Vale", company="Vale Ltd", kind=PersonKind.HUMAN)
    yield said("1", "x:1", 0, "The copper kettle sings")
    yield said("2", "x:2", 1, "Love this copper kettle", "1")
    yield said("3", "x:3", 2, "Which kettle lid is it?", "1")
    yield said("4", "x:4", 3, "The copper kettle lid, I think", "3")
    yield said("5", "x:4", 4, "A kettle like yours @ada", None, "x:1")
    yield said("6", "x:1", 5, "A steam kettle, @cleo", "3")
    yield said("10", "x:5", 1, "A trail over the ridge")
    yield said("11", "x:6", 2, "Boots for the ridge trail", "10")
    yield said("12", "x:7", 3, "That trail is long", "10")
    yield said("13", "x:9", 4, "The valley trail is longer", "12")
    yield said("14", "x:5", 5, "Boots on the trail, @hugo", None, "x:9")
    yield said("20", "x:3", 6, "A kettle on the trail, @eve", None, "x:5")
    yield said("30", "x:6", 7, "An answer to something that nobody delivered", "999")
    yield Interaction(id="like-1", actor="x:2", target=None, kind=InteractionKind.LIKE, at=day(1.5), post="post:x:1")
    yield Interaction(id="follow-1", actor="x:5", target="x:8", kind=InteractionKind.FOLLOW, at=day(2))
    yield Transaction(
        id="transaction:crm:10248",
        account="crm:9",
        kind="order",
        status=TransactionStatus.WON,
        amount=Decimal("120.50"),
        currency="EUR",
        at=day(3),
    )


def settings_in(folder: Path) -> Settings:
    """Settings for a store in a folder."""
    return read_settings(store=f"sqlite:///{folder}/village.db", actor="tests", **service_limits())


@contextmanager
def village(folder: Path, *, analysed: bool = True) -> Iterator[Workspace]:
    """A workspace on the village."""
    with Workspace(settings_in(folder)) as workspace:
        with workspace.store.writer("village") as writer:
            writer.write(Batch(list(records())))
        workspace.decisions().add_us(["x:8"], Relation.BRAND)
        if analysed:
            workspace.analyse()
        yield workspace


@contextmanager
def reopened(folder: Path) -> Iterator[Workspace]:
    """A workspace on a village that was loaded and analysed in this folder, or copied to it."""
    with Workspace(settings_in(folder), create=False) as workspace:
        assert workspace.analysis().findings_or_none is not None
        yield workspace
