"""The wheel: the four rooms and the door to them, nothing of them missing, and not to be uploaded by mistake."""

import configparser
import email
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.modules import DOOR, ROOMS, ROOT
from tests.patience import patience


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    ran = subprocess.run(
        command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=patience(300)
    )
    assert ran.returncode == 0, ran.stdout
    (built,) = folder.iterdir()
    return zipfile.ZipFile(built)


def _read(wheel: zipfile.ZipFile, name: str) -> str:
    (path,) = (path for path in wheel.namelist() if path.endswith(f".dist-info/{name}"))
    return wheel.read(path).decode()


def test_its_top_level_is_the_four_rooms_and_the_door_for_python(wheel: zipfile.ZipFile) -> None:
    top = {Path(name).parts[0] for name in wheel.namelist()}
    assert {name for name in top if not name.endswith(".dist-info")} == {*ROOMS, DOOR}
    assert len(top) == len(ROOMS) + 2


def test_it_holds_every_file_of_the_rooms_the_page_included(wheel: zipfile.ZipFile) -> None:
    there = {
        file.relative_to(ROOT).as_posix()
        for room in (*ROOMS, DOOR)
        for file in (ROOT / room).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    inside = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert inside == there
    assert "api/schema.graphql" in inside
    assert any(name.startswith("api/") and name.endswith(".html") for name in inside), "the page is missing"


def test_it_installs_the_command_and_refuses_to_be_uploaded(wheel: zipfile.ZipFile) -> None:
    scripts = configparser.ConfigParser()
    scripts.read_string(_read(wheel, "entry_points.txt"))
    assert dict(scripts["console_scripts"]) == {"kith": "api.__main__:main"}
    metadata = email.message_from_string(_read(wheel, "METADATA"))
    assert "Private :: Do Not Upload" in metadata.get_all("Classifier", [])
    assert metadata["Requires-Python"] == ">=3.11"


def test_what_users_install_brings_no_tools_of_ours(wheel: zipfile.ZipFile) -> None:
    metadata = email.message_from_string(_read(wheel, "METADATA"))
    always = [wanted for wanted in metadata.get_all("Requires-Dist", []) if "extra ==" not in wanted]
    for heavy_or_ours in ("torch", "sentence-transformers", "pyspark", "igraph", "leidenalg", "pytest", "mypy"):
        assert [wanted for wanted in always if wanted.startswith(heavy_or_ours)] == []
