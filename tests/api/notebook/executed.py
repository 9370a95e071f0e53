"""The notebook of docs/, run: `python -m tests.api.notebook.executed` writes its outputs anew."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import nbformat
from nbclient import NotebookClient

from tests.modules import ROOT
from tests.patience import patience

NOTEBOOK: Final = ROOT / "docs" / "notebook.ipynb"
_SECONDS: Final = 120


def executed(folder: Path) -> Any:
    """The notebook with the outputs that it has now, run in a folder with the demo's store."""
    notebook: Any = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        notebook,
        timeout=int(patience(_SECONDS)),
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
    )
    client.execute()
    for cell in notebook.cells:
        cell.metadata.clear()
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return notebook


def main() -> None:
    """Write the outputs anew, from the demo world as it is made now."""
    from typer.testing import CliRunner

    from api.cli.command import app

    with TemporaryDirectory() as folder:
        CliRunner().invoke(app, ["demo", "--no-serve", "--store", f"sqlite:///{folder}/demo.db"])
        notebook = executed(Path(folder))
        draft = NOTEBOOK.with_suffix(".draft")
        nbformat.write(notebook, draft)  # type: ignore[no-untyped-call]
        shutil.move(draft, NOTEBOOK)


if __name__ == "__main__":
    main()
