"""Kith from Python: `import kith; graph = kith.open("sqlite:///kith.db"); graph.influencers()`."""

from api.notebook.kith import Kith, open  # noqa: A004  read as `kith.open`

__all__ = ["Kith", "open"]
