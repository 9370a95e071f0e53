"""Paths of probes: where an orchestrator asks whether the service lives and can answer."""

from typing import Final

LIVE: Final = "/livez"
READY: Final = "/readyz"
PROBES: Final = (LIVE, READY)
