"""What is listened for: `kith watch add`, `list`, `show`, `compare` and `remove`."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Final

import typer

from api.answers.buckets import Bucket
from api.cli.commands.options import SinceOption, UntilOption
from api.cli.output import Column
from api.cli.result import Sentences, Table
from api.cli.runner import command
from graph.model.watch import WatchKind

if TYPE_CHECKING:
    from api.cli.context import CommandContext

watch = typer.Typer(no_args_is_help=True, help="Listen for a brand, product, person, action or competitor.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="What the watch is called, or its id.")]
Texts = list[str] | None
CopiesOption = Annotated[
    bool, typer.Option("--copies-once", help="Count a text that several posts copy once, reposts included.")
]
OthersOption = Annotated[bool, typer.Option("--others-only", help="Leave out what its own accounts write.")]

_LISTED: Final = (
    Column("name", "name"),
    Column("kind", "kind"),
    Column("terms", "terms"),
    Column("hashtags", "hashtags"),
    Column("accounts", "accounts", ident=True),
    Column("excludes", "not"),
    Column("languages", "languages", shown=False),
    Column("id", "id", shown=False),
)
_VOICES: Final = (
    Column("name", "watch"),
    Column("posts", "posts", number=True),
    Column("share", "share", number=True),
    Column("sentiment", "sentiment", number=True, digits=2),
    Column("positive", "positive", number=True),
    Column("neutral", "neutral", number=True),
    Column("negative", "negative", number=True),
    Column("unknown", "not known", number=True),
    Column("id", "id", shown=False),
)
_NONE: Final = "nothing is listened for yet: kith watch add NAME --kind brand --term WORDS"
_FACTS: Final = tuple(Column(name, name) for name in ("section", "what", "value", "id"))


@watch.command()
@command(csv=False)
def add(
    context: "CommandContext",
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call it.")],
    kind: Annotated[
        WatchKind, typer.Option("--kind", case_sensitive=False, help="What it is about.", show_default=False)
    ],
    term: Annotated[
        Texts,
        typer.Option("--term", metavar="WORDS", help="A word or phrase; A AND B for both.", show_default=False),
    ] = None,
    hashtag: Annotated[Texts, typer.Option("--hashtag", metavar="TAG", help="A hashtag.", show_default=False)] = None,
    account: Annotated[
        Texts,
        typer.Option("--account", metavar="ACCOUNT", help="Posts of theirs and to them.", show_default=False),
    ] = None,
    exclude: Annotated[
        Texts, typer.Option("--not", metavar="WORDS", help="Leave out posts that speak of this.", show_default=False)
    ] = None,
    language: Annotated[
        Texts, typer.Option("--language", metavar="CODE", help="Only posts in this language.", show_default=False)
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Change the watch that has this name.")] = False,
) -> Sentences:
    """Listen for something: posts with any of the terms, hashtags or accounts, and none of what is excluded."""
    former = context.watch_named(name).id if replace else None

    from api.answers.watch_input import WatchInput, checked_watch

    form = WatchInput(
        name=name,
        kind=kind,
        terms=term or (),
        hashtags=hashtag or (),
        excludes=exclude or (),
        languages=language or (),
        accounts=account or (),
    )
    saved = context.decisions().save_watch(checked_watch(context.view(), form, former))
    return Sentences(
        document=asdict(saved),
        sentences=[f"listening for {saved.name} ({saved.id}); `kith watch show` tells what is heard"],
    )


@watch.command("list")
@command()
def list_watches(context: "CommandContext") -> Table:
    """List what is listened for."""
    return Table(document={"rows": [asdict(watch) for watch in context.view().watches()]}, columns=_LISTED, empty=_NONE)


@watch.command()
@command(csv=False)
def remove(context: "CommandContext", name: Name) -> Sentences:
    """Stop listening; the posts stay."""
    former = context.watch_named(name)
    context.decisions().delete_watch(former.id)
    return Sentences(
        document={"removed": former.id}, sentences=[f"not listening for {former.name} ({former.id}) any more"]
    )


@watch.command("show")
@command(looks_back=True)
def show_watch(
    context: "CommandContext",
    name: Name,
    since: SinceOption = None,
    until: UntilOption = None,
    bucket: Annotated[Bucket, typer.Option("--by", case_sensitive=False, help="Count posts by this.")] = Bucket.MONTH,
    zone: Annotated[
        str, typer.Option(metavar="ZONE", help="Whose days and months: a time zone like Europe/Berlin.")
    ] = "UTC",
    copies_once: CopiesOption = False,
    others_only: OthersOption = False,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many themes, people and posts at most.")] = 5,
) -> Table:
    """Show what a watch hears: volume, sentiment, bursts, themes, who matters in it, and its latest posts."""
    listened = context.watch_named(name)
    analysis = context.analysed()

    from api.answers.provenance import of_analysis
    from api.answers.watching import Counting
    from api.cli.commands.provenance import provenance_line
    from api.cli.commands.watch_page import WatchAsked, watch_document, watch_facts

    counting = Counting(copies_once=copies_once, others_only=others_only)
    provenance = of_analysis(
        analysis,
        "What a watch hears.",
        since=since,
        until=until,
        watch=listened.name,
        zone=zone,
        **asdict(counting),
    )
    question = WatchAsked(since, until, bucket, zone, counting, limit)
    document = watch_document(analysis, listened, question, provenance)
    return Table(
        document=document,
        columns=_FACTS,
        rows=list(watch_facts(document)),
        notes=[provenance_line(provenance)],
    )


@watch.command()
@command()
def compare(
    context: "CommandContext",
    names: Annotated[
        Texts, typer.Argument(metavar="[NAME]...", help="Which watches; all when left out.", show_default=False)
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    copies_once: CopiesOption = False,
    others_only: OthersOption = False,
) -> Table:
    """Compare watches: share of voice and sentiment in one time."""
    watches = [context.watch_named(name) for name in names] if names else context.view().watches()
    analysis = context.analysed()

    from api.answers.document import document_of, plain
    from api.answers.provenance import of_analysis
    from api.answers.watching import SHARE_OF_VOICE, Counting, share_of_voice
    from api.cli.commands.provenance import provenance_line

    counting = Counting(copies_once=copies_once, others_only=others_only)
    voices = share_of_voice(analysis, watches, since, until, counting) if watches else []
    provenance = of_analysis(analysis, SHARE_OF_VOICE, since=since, until=until, **asdict(counting))
    return Table(
        document={"rows": plain(analysis, voices), "provenance": document_of(analysis, provenance)},
        columns=_VOICES,
        empty=_NONE,
        notes=[provenance_line(provenance)],
    )
