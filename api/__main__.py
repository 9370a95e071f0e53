"""`python -m api` is `kith`. What comes before all imports: an end while it starts is said in one sentence too."""

import signal
import sys
from typing import Any

from api.interruption import Terminated, exit_code, word


def main() -> None:
    """Run the command that the arguments name; ends the process with its exit code."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        from api.cli.command import main as run

        run()
    except KeyboardInterrupt as interruption:
        sys.stderr.write(f"kith: {word(interruption)} before it began; nothing was done\n")
        sys.exit(exit_code(interruption))


def _terminate(_number: int, _frame: Any) -> None:
    raise Terminated


if __name__ == "__main__":
    main()
