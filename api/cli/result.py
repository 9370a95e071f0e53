"""What a command returns for the runner to print: a table of an answer, or a few sentences about what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.cli.output import Column, Form, Row, show, write_json, write_stderr, write_stdout, write_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An answer as `document` for JSON, and as `rows` for CSV and people: those of the document when none are given.

    `empty` is what a person reads in place of a table without rows. People see the lines `above` it, a second table
    `below` it, given as columns and rows, and then `notes`. `failed` ends the command with exit code 1.
    """

    document: Mapping[str, Any]
    columns: Sequence[Column]
    rows: Sequence[Row] | None = None
    empty: str = "nothing to show"
    above: Sequence[str] = ()
    below: tuple[Sequence[Column], Sequence[Row]] | None = None
    notes: Sequence[str] = ()
    failed: bool = False

    def write(self, form: Form) -> None:
        """Print it in a form."""
        if form is not Form.TABLE:
            show(form, self.document, self.columns, self.rows)
            return
        for line in self.above:
            write_stdout(line)
        show(form, self.document, self.columns, self.rows, empty=self.empty)
        if self.below:
            write_stdout("")
            write_table(*self.below)
        for note in self.notes:
            write_stdout(note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """What was done: `document` for JSON, sentences for people; `asides` go to standard error, before them."""

    document: Mapping[str, Any]
    sentences: Sequence[str]
    asides: Sequence[str] = ()
    failed: bool = False

    def write(self, form: Form) -> None:
        """Print it in a form."""
        if form is Form.JSON:
            write_json(self.document)
            return
        for aside in self.asides:
            write_stderr(aside)
        for sentence in self.sentences:
            write_stdout(sentence)
