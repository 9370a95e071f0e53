"""Who is one person with whom: `kith judge`."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.result import Sentences
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext
    from graph.model.judgement import Judgement


@command(csv=False)
def judge(
    context: "CommandContext",
    left: Annotated[str | None, typer.Argument(help="An account id or @handle.", show_default=False)] = None,
    right: Annotated[str | None, typer.Argument(help="Another account id or @handle.", show_default=False)] = None,
    same: Annotated[bool, typer.Option("--same", help="They are one person.")] = False,
    different: Annotated[bool, typer.Option("--different", help="They are two people.")] = False,
    reason: Annotated[str | None, typer.Option(help="Why you say so; it is kept.", show_default=False)] = None,
    confidence: Annotated[float, typer.Option(min=0.0, max=1.0, help="How sure you are.")] = 1.0,
    undo: Annotated[
        str | None, typer.Option(metavar="JUDGEMENT", help="Take this judgement back.", show_default=False)
    ] = None,
) -> Sentences:
    """Decide that two accounts are, or are not, one person; or take that back."""
    if undo is not None:
        if left or right or same or different or reason is not None:
            raise typer.BadParameter("--undo takes a judgement's id and nothing else")
    elif left is None or right is None:
        raise typer.BadParameter("expected two accounts, LEFT and RIGHT, or --undo with a judgement")
    elif same == different:
        raise typer.BadParameter("choose one of --same and --different")
    elif reason is None or not reason.strip():
        raise typer.BadParameter("expected --reason with a few words; whoever reads the judgement later needs them")
    decisions = context.decisions()
    if undo is not None:
        made = decisions.withdraw(undo)
    else:
        assert left is not None and right is not None and reason is not None  # noqa: S101, PT018  checked above
        made = decisions.judge(left, right, same=same, reason=reason, confidence=confidence)
    people = context.view().person_of([made.left, made.right])
    return Sentences(document={**asdict(made), "people": people}, sentences=_sentences(made, people))


def _sentences(made: "Judgement", people: list[str | None]) -> list[str]:
    done = f"{made.id} is withdrawn" if made.withdrawn_at else f"{made.id} is recorded"
    one = people[0] == people[1]
    now = f"one person, {people[0]}" if one else f"two people, {people[0]} and {people[1]}"
    undoing = [] if made.withdrawn_at else [f"take it back with: kith judge --undo {made.id}"]
    return [f"{done}: {made.left} and {made.right} are {now}", *undoing]
