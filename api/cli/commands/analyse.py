"""Computing the findings: `kith analyse`."""

import time

from api.cli.commands.options import JsonOption, StoreOption
from api.cli.output import write_json, write_stdout


def analyse(store: StoreOption = None, json: JsonOption = False) -> None:
    """Compute the findings for what is loaded now, and keep them."""
    from api.cli.commands.opened import opened_workspace
    from api.cli.commands.provenance import provenance_json
    from api.cli.progress_bar import StageProgress

    started = time.monotonic()
    with opened_workspace(store) as workspace:
        from api.answers.provenance import of_analysis

        kept = workspace.refresh().findings is not None
        with StageProgress(lines=not json) as progress:
            findings = workspace.analyse(progress)
        seconds = time.monotonic() - started
        counts = {
            "people": findings.ties.people,
            "ties": findings.ties.count,
            "communities": findings.communities.count,
            "themes": len(findings.themes.themes),
        }
        provenance = of_analysis(workspace.analysis(), "All findings for what is loaded.")
    if json:
        document = {"fingerprint": findings.fingerprint, "computed": not kept, **counts, "seconds": round(seconds, 3)}
        write_json({**document, "provenance": provenance_json(provenance)})
        return
    found = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    write_stdout(f"{found} (fingerprint {findings.fingerprint[:12]})")
    write_stdout("these findings were there already" if kept else f"analysed in {seconds:.1f} s")
