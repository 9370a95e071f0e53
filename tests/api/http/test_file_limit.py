"""The limit of open files: raised to what connections take, and never lowered."""

import subprocess
import sys

from tests.modules import ROOT
from tests.patience import patience

ASKING = """
import resource
from api.http.running import allow_files
_, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
print(allow_files(100), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
print(allow_files(10), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
resource.setrlimit(resource.RLIMIT_NOFILE, (256, 512))
print(allow_files(1000), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


def test_the_limit_is_raised_as_far_as_may_be() -> None:
    asked = subprocess.run(
        [sys.executable, "-c", ASKING], check=True, capture_output=True, text=True, cwd=ROOT, timeout=patience(300)
    )
    assert asked.stdout.split("\n")[:3] == ["600 600", "600 600", "512 512"]
