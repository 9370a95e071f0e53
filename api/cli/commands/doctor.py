"""Looking after the installation: `kith doctor`."""

from typing import TYPE_CHECKING, Final

from api.cli.output import Column
from api.cli.result import Table
from api.cli.runner import command

if TYPE_CHECKING:
    from api.cli.context import CommandContext

_COLUMNS: Final = (
    Column("check", "check"),
    Column("verdict", "verdict"),
    Column("found", "found"),
    Column("mend", "how to mend it", shown=False),
)


@command(may_migrate=False)
def doctor(context: "CommandContext") -> Table:
    """Check settings, store and versions, and say how to mend what is wrong; exit code 1 if something is broken."""
    from api.cli.checks import Verdict, all_checks

    checks = list(all_checks(context))
    rows = [
        {"check": check.name, "verdict": check.verdict.value, "found": check.finding, "mend": check.mend}
        for check in checks
    ]
    broken = any(check.verdict is Verdict.BROKEN for check in checks)
    mends = [f"{check.name}: {check.mend}" for check in checks if check.mend]
    return Table(document={"ok": not broken, "rows": rows}, columns=_COLUMNS, notes=mends, failed=broken)
