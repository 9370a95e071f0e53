"""Who wants to be gone: `kith erase`."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.commands.group import Failed
from api.cli.output import write_stderr
from api.cli.result import Sentences
from api.cli.runner import command
from graph.errors import NotKnown

if TYPE_CHECKING:
    from api.cli.context import CommandContext

_COUNTED = ("posts", "interactions", "transactions", "judgements", "rejected")


@command(csv=False)
def erase(
    context: "CommandContext",
    person: Annotated[str, typer.Argument(help="A person id, an account id or an @handle.")],
    yes: Annotated[bool, typer.Option("--yes", help="Erase without asking.")] = False,
) -> Sentences:
    """Erase a person for ever, with all accounts and all that is theirs; says first what goes, and asks."""
    decisions = context.decisions()
    try:
        preview = decisions.person_erasure(person)
    except NotKnown:
        identifier = context.person_named(person)
        raise Failed(
            f"{person!r} is a name, and anybody may call themselves so; erasing is for ever: kith erase {identifier}"
        ) from None
    if not yes:
        for sentence in _sentences("would go", asdict(preview)):
            write_stderr(sentence)
        if not typer.confirm("Erase this person for ever?", err=True):
            return Sentences(document={"erased": False, **asdict(preview)}, sentences=["nothing was erased"])
    erasure = asdict(decisions.erase_person(preview.person))
    left = context.forget_erased()
    return Sentences(document={"erased": True, **erasure}, sentences=[*_sentences("are gone", erasure), *left])


def _sentences(verb: str, erasure: dict[str, Any]) -> list[str]:
    counts = ", ".join(f"{erasure[kind]:,} {_named(kind)}" for kind in _COUNTED)
    sentences = [f"of {erasure['person']} {verb}: accounts {', '.join(erasure['accounts'])}; {counts}"]
    if erasure["watches"]:
        sentences.append(f"watches that change or go: {', '.join(erasure['watches'])}")
    return sentences


def _named(kind: str) -> str:
    return "rejected records" if kind == "rejected" else kind
