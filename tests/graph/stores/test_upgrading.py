"""The page about upgrading names every schema, and what brings a store there."""

import re

from graph.stores.migrations import MIGRATIONS, SCHEMA_VERSION
from tests.modules import ROOT


def test_every_schema_is_named_with_what_it_takes() -> None:
    page = (ROOT / "docs" / "upgrading.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (\d+) \| [^|]+ \| ([^|]+) \|$", page, re.MULTILINE))
    assert list(rows) == [str(version) for version in range(1, SCHEMA_VERSION + 1)]
    missing = [migration.version for migration in MIGRATIONS if migration.what not in rows[str(migration.version)]]
    assert missing == [], "say in docs/upgrading.md what these schemas bring"
