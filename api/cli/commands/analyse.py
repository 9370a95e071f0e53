"""Computing the findings: `kith analyse`."""

import time
from typing import TYPE_CHECKING

from api.cli.output import Form
from api.cli.result import Sentences
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext


@command(csv=False)
def analyse(context: "CommandContext") -> Sentences:
    """Compute the findings for what is loaded now, and keep them."""
    started = time.monotonic()
    is_kept = context.newest().findings_or_none is not None
    analysis = context.analysed_in_stages(lines=context.form is not Form.JSON)
    findings, seconds = analysis.findings, time.monotonic() - started

    from api.answers.document import document_of
    from api.answers.provenance import of_analysis

    counts = {
        "people": findings.ties.people,
        "ties": findings.ties.count,
        "communities": len(findings.communities.by_size()),
        "themes": len(findings.themes.themes),
    }
    listed = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    return Sentences(
        document={
            "fingerprint": findings.fingerprint,
            "computed": not is_kept,
            **counts,
            "seconds": round(seconds, 3),
            "provenance": document_of(analysis, of_analysis(analysis, "All findings for what is loaded.")),
        },
        sentences=[
            f"{listed} (fingerprint {findings.fingerprint[:12]})",
            "these findings were there already" if is_kept else f"analysed in {seconds:.1f} s",
        ],
    )
