"""What is listened for: `kith watch add`, `list`, `show`, `compare` and `remove`."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from api.answers.buckets import Bucket
from api.cli.commands.options import CsvOption, JsonOption, SinceOption, StoreOption, UntilOption, form_of
from api.cli.output import Column, Form, show, write_json, write_stdout
from graph.model.watch import WatchKind

if TYPE_CHECKING:
    from graph.model.watch import Watch

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
    Column("accounts", "accounts"),
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
def add(
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
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Listen for something: posts with any of the terms, hashtags or accounts, and none of what is excluded."""
    from api.cli.commands.opened import opened_store

    with opened_store(store) as (opened, settings):
        from api.answers.scopes import watch_named
        from api.answers.watch_input import WatchInput, checked_watch

        view = opened.view()
        given = WatchInput(
            name=name,
            kind=kind,
            terms=term or (),
            hashtags=hashtag or (),
            excludes=exclude or (),
            languages=language or (),
            accounts=account or (),
        )
        former = watch_named(view, name).id if replace else None
        kept = opened.decisions(settings.actor).save_watch(checked_watch(view, given, former))
    if json:
        write_json(_row(kept))
    else:
        write_stdout(f"listening for {kept.name} ({kept.id}); `kith watch show` tells what is heard")


@watch.command("list")
def list_watches(store: StoreOption = None, json: JsonOption = False, csv: CsvOption = False) -> None:
    """List what is listened for."""
    from api.cli.commands.opened import opened_store

    form = form_of(json=json, csv=csv)
    with opened_store(store) as (opened, _):
        rows = [_row(kept) for kept in opened.view().watches()]
    show(
        form,
        {"rows": rows},
        _LISTED,
        empty=_NONE,
    )


@watch.command()
def remove(name: Name, store: StoreOption = None, json: JsonOption = False) -> None:
    """Stop listening; the posts stay."""
    from api.cli.commands.opened import opened_store

    with opened_store(store) as (opened, settings):
        from api.answers.scopes import watch_named

        found = watch_named(opened.view(), name)
        opened.decisions(settings.actor).delete_watch(found.id)
    if json:
        write_json({"removed": found.id})
    else:
        write_stdout(f"not listening for {found.name} ({found.id}) any more")


@watch.command("show")
def show_watch(
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
    store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Show what a watch hears: volume, sentiment, bursts, themes, who matters in it, and its latest posts."""
    from api.cli.commands.opened import opened_workspace
    from api.cli.commands.provenance import provenance_line
    from api.cli.progress_bar import StageProgress

    form = form_of(json=json, csv=csv)
    with opened_workspace(store) as workspace:
        from api.answers.provenance import of_analysis
        from api.answers.scopes import watch_named
        from api.answers.watching import Counting
        from api.cli.commands.watch_page import WatchAsked, watch_document, watch_facts

        asked_of = watch_named(workspace.view(), name)
        with StageProgress() as progress:
            analysis = workspace.analysed(progress)
        provenance = of_analysis(
            analysis,
            "What a watch hears.",
            since=since,
            until=until,
            watch=asked_of.name,
            zone=zone,
            copies_once=copies_once,
            others_only=others_only,
        )
        counting = Counting(copies_once=copies_once, others_only=others_only)
        asked = WatchAsked(since, until, bucket, zone, counting, limit)
        document = {"watch": _row(asked_of), **watch_document(analysis, asked_of, asked, provenance)}
    rows = [] if form is Form.JSON else list(watch_facts(document))
    show(form, document, _FACTS, rows, notes=[provenance_line(provenance)])


@watch.command()
def compare(
    names: Annotated[
        Texts, typer.Argument(metavar="[NAME]...", help="Which watches; all when left out.", show_default=False)
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    copies_once: CopiesOption = False,
    others_only: OthersOption = False,
    store: StoreOption = None,
    json: JsonOption = False,
    csv: CsvOption = False,
) -> None:
    """Compare watches: share of voice and sentiment in one time."""
    from api.cli.commands.opened import opened_workspace
    from api.cli.commands.provenance import provenance_json, provenance_line
    from api.cli.progress_bar import StageProgress

    form = form_of(json=json, csv=csv)
    with opened_workspace(store) as workspace:
        from api.answers.provenance import of_analysis
        from api.answers.scopes import watch_named
        from api.answers.watching import SHARE_OF_VOICE, Counting, share_of_voice

        view = workspace.view()
        watches = [watch_named(view, name) for name in names] if names else view.watches()
        with StageProgress() as progress:
            analysis = workspace.analysed(progress)
        counting = Counting(copies_once=copies_once, others_only=others_only)
        voices = share_of_voice(analysis, watches, since, until, counting) if watches else []
        provenance = of_analysis(analysis, SHARE_OF_VOICE, since=since, until=until, **asdict(counting))
    rows = [
        {
            "id": voice.watch.id,
            "name": voice.watch.name,
            "posts": voice.posts,
            "share": voice.share,
            "sentiment": voice.sentiment.mean,
            "positive": voice.sentiment.positive,
            "neutral": voice.sentiment.neutral,
            "negative": voice.sentiment.negative,
            "unknown": voice.sentiment.unknown,
        }
        for voice in voices
    ]
    show(
        form,
        {"rows": rows, "provenance": provenance_json(provenance)},
        _VOICES,
        rows,
        empty=_NONE,
        notes=[provenance_line(provenance)],
    )


def _row(kept: "Watch") -> dict[str, Any]:
    lists = {name: list(getattr(kept, name)) for name in ("terms", "hashtags", "excludes", "languages", "accounts")}
    return {"id": kept.id, "name": kept.name, "kind": kept.kind.value, **lists}
