"""Looking after the installation: `kith doctor`."""

from typing import Final

import typer

from api.cli.commands.group import FAILED
from api.cli.commands.options import CsvOption, JsonOption, StoreOption, form_of
from api.cli.output import Column, show

_COLUMNS: Final = (
    Column("check", "check"),
    Column("verdict", "verdict"),
    Column("found", "found"),
    Column("mend", "how to mend it", shown=False),
)


def doctor(store: StoreOption = None, json: JsonOption = False, csv: CsvOption = False) -> None:
    """Check settings, store and versions, and say how to mend what is wrong; exit code 1 if something is broken."""
    from api.cli.checks import Verdict, all_checks

    form = form_of(json=json, csv=csv)
    checks = list(all_checks(store))
    rows = [
        {"check": check.name, "verdict": check.verdict.value, "found": check.found, "mend": check.mend}
        for check in checks
    ]
    broken = [check for check in checks if check.verdict is Verdict.BROKEN]
    mends = [f"{check.name}: {check.mend}" for check in checks if check.mend]
    show(form, {"ok": not broken, "rows": rows}, _COLUMNS, notes=mends)
    if broken:
        raise typer.Exit(FAILED)
