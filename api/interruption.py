"""How a process is told to end from outside."""

from typing import Final

INTERRUPTED: Final = 130
TERMINATED: Final = 143
"""Exit codes, as shells know them: 128 and the number of the signal."""


class Terminated(KeyboardInterrupt):
    """Somebody ended the process with SIGTERM; whatever handles Ctrl-C handles this too."""


def exit_code(interruption: KeyboardInterrupt) -> int:
    """The exit code of a process that was interrupted or terminated."""
    return TERMINATED if isinstance(interruption, Terminated) else INTERRUPTED


def word(interruption: KeyboardInterrupt) -> str:
    """What happened, in a word."""
    return "terminated" if isinstance(interruption, Terminated) else "interrupted"
